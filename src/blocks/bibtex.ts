/** A BibTeX entry, to be copied as it stands. */
import type { BibtexReply } from '../requests/replies.ts';
import { contextLine } from './elements.ts';
import { cutText, quoteLine } from './escape.ts';
import { buildMessage, type Message } from './message.ts';
import { paragraph, preformatted, richText, textRun } from './rich-text.ts';

/** Far more than an entry without an abstract has, half of a message at most. */
const MAX_ENTRY_CHARS = 4500;

export function renderBibtex({ title, entry }: BibtexReply): Message {
  return buildMessage([
    ...richText(
      ...paragraph(...textRun(`BibTeX for “${quoteLine(title, 300)}”`)),
      ...preformatted(cutText(entry, MAX_ENTRY_CHARS)),
    ),
    contextLine('Only visible to you'),
  ]);
}
