/** Papers that are spoken of in a thread: one with its abstract, or some by their numbers. */
import type { KnownBlock } from '@slack/types';
import type { PaperReply, PapersReply } from '../requests/replies.ts';
import { renderAbstract, renderLinks, renderNotes } from './details-modal.ts';
import { contextLine } from './elements.ts';
import { cutText } from './escape.ts';
import { describeFollowUp, describeId, describeKnown } from './facts.ts';
import { buildFittingMessage, type Message } from './message.ts';
import { factsSection, titleParagraph } from './paper-blocks.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** Of the longest quotes so many are longer than any abstract of the listings. */
const ABSTRACT_QUOTES = 6;
const MAX_LINKS = 3;

/** Total. */
export function renderPaper({ paper, number, followUp }: PaperReply): Message {
  return buildFittingMessage((detail) => [
    ...richText(
      ...titleParagraph(paper, {
        before: number === undefined ? '' : `${number}. `,
        maxChars: detail.titleChars,
      }),
      ...renderAbstract(paper, ABSTRACT_QUOTES * detail.quoteChars),
      ...renderNotes(paper),
    ),
    ...renderLinks(paper, MAX_LINKS),
    factsSection([describeId(paper.id), ...describeKnown(paper)], {
      paperId: paper.id,
      saved: false,
    }),
    ...footLine(followUp),
  ]);
}

/** More than that are named by their numbers alone. */
const MAX_ITEMS = 5;

/** Total. */
export function renderPapers({ lead, items, followUp }: PapersReply): Message {
  const others = items.slice(MAX_ITEMS, 10 * MAX_ITEMS).map(({ number }) => number);
  return buildFittingMessage((detail) => [
    ...richText(...paragraph(...textRun(cutText(lead, detail.noteChars), { bold: true }))),
    ...items
      .slice(0, MAX_ITEMS)
      .flatMap(({ paper, number }) => [
        ...richText(
          ...titleParagraph(paper, { before: `${number}. `, maxChars: detail.titleChars }),
        ),
        ...renderLinks(paper, 1),
        factsSection(describeKnown(paper), { paperId: paper.id, saved: false }),
      ]),
    ...richText(
      ...paragraph(...textRun(others.length === 0 ? '' : `And number ${others.join(', ')}.`)),
    ),
    ...footLine(followUp),
  ]);
}

function footLine(followUp: PaperReply['followUp']): KnownBlock[] {
  const line = describeFollowUp(followUp);
  return line === undefined ? [] : [contextLine(line)];
}
