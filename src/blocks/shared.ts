/** Papers a person shared: seen by a whole channel, so nothing in it is about anybody else. */
import type { SharedReply } from '../requests/replies.ts';
import { contextLine } from './elements.ts';
import { describeKnown, formatPapers } from './facts.ts';
import { buildFittingMessage, type Message } from './message.ts';
import { excerptQuote, factsSection, titleParagraph } from './paper-blocks.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** Total. The menus answer whoever opens them, privately. */
export function renderShared({ sharedBy, items, alreadyShared }: SharedReply): Message {
  return buildFittingMessage((detail) => [
    ...richText(
      ...paragraph(...textRun(`${formatPapers(items.length)}, shared by `), {
        type: 'user',
        user_id: sharedBy,
      }),
    ),
    ...items.flatMap(({ paper, excerpt }) => [
      ...richText(
        ...titleParagraph(paper, { maxChars: detail.titleChars }),
        ...excerptQuote(excerpt, detail.excerptChars),
      ),
      factsSection(describeKnown(paper), { paperId: paper.id, saved: false }),
    ]),
    ...(alreadyShared > 0
      ? [contextLine(`${formatPapers(alreadyShared)} of the list had been shared here before`)]
      : []),
  ]);
}
