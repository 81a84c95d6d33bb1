/** BibTeX entries, to be copied as they stand. */
import type { BibtexReply } from '../requests/replies.ts';
import { contextLine } from './elements.ts';
import { cutText, quoteLine } from './escape.ts';
import { buildMessage, type Message } from './message.ts';
import { paragraph, preformatted, richText, textRun } from './rich-text.ts';

/** Far more than five entries without abstracts have, half of a message at most. */
const MAX_ENTRY_CHARS = 4500;

export function renderBibtex({ titles, entries, isOpen }: BibtexReply): Message {
  const [title = ''] = titles;
  const subject =
    titles.length === 1 ? `“${quoteLine(title, 300)}”` : `these ${titles.length} papers`;
  return buildMessage([
    ...richText(
      ...paragraph(...textRun(`BibTeX for ${subject}`)),
      ...preformatted(cutText(entries, MAX_ENTRY_CHARS)),
    ),
    ...(isOpen ? [] : [contextLine('Only visible to you')]),
  ]);
}
