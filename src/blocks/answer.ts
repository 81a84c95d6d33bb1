/**
 * An answer made of quotes: the sentence that answers best first, each under its paper. It stands
 * in a thread where others read it, so it repeats nothing of the question but what was quoted.
 */
import type { Button, KnownBlock, RichTextBlockElement } from '@slack/types';
import type { Paper } from '../model/paper.ts';
import type { AnswerReply } from '../requests/replies.ts';
import { ACTION_IDS, encodePaperChoice, encodeText } from './actions.ts';
import { button, buttonRow, contextLine } from './elements.ts';
import { formatCount, formatPapers } from './facts.ts';
import { buildFittingMessage, type Detail, type Message } from './message.ts';
import { sentenceQuote, titleParagraph } from './paper-blocks.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** Total. */
export function renderAnswer(reply: AnswerReply): Message {
  return buildFittingMessage((detail) => [
    ...richText(
      ...renderVerdict(reply),
      ...renderQuotes(reply, detail),
      ...renderNearest(reply, detail),
    ),
    ...renderFoot(reply),
  ]);
}

function renderVerdict({
  outcome,
  corpusSize,
  quotes,
  papers,
}: AnswerReply): RichTextBlockElement[] {
  return paragraph(...textRun(describeVerdict(outcome, corpusSize, quotes.length + papers.length)));
}

function describeVerdict(
  outcome: AnswerReply['outcome'],
  corpusSize: number,
  shown: number,
): string {
  switch (outcome) {
    case 'answer':
      return 'In the words of the abstracts:';
    case 'closest':
      return `No abstract here states this${shown === 0 ? '.' : '; the nearest papers are:'}`;
    case 'nothing':
      return `That seems to lie outside the ${formatPapers(corpusSize)} I know, so I will not guess. Ask about a method, a task or a data set; or search by words with /papers, for example “/papers retrieval augmented”.`;
    default:
      return outcome satisfies never;
  }
}

/** Quotes of one paper that follow each other stand under one title. */
function renderQuotes({ quotes }: AnswerReply, detail: Detail): RichTextBlockElement[] {
  return quotes.flatMap(({ paper, text }, index) => [
    ...sentenceQuote(text, detail.quoteChars),
    ...(quotes[index + 1]?.paper.id === paper.id
      ? []
      : titleParagraph(paper, { before: '— ', maxChars: detail.titleChars })),
  ]);
}

/** The nearest papers that were not quoted, when the quotes do not settle the question. */
function renderNearest(
  { outcome, papers, quotes }: AnswerReply,
  detail: Detail,
): RichTextBlockElement[] {
  if (outcome !== 'closest') return [];
  const quoted = new Set(quotes.map(({ paper }) => paper.id));
  return papers
    .filter(({ id }) => !quoted.has(id))
    .slice(0, 5)
    .flatMap((paper) => titleParagraph(paper, { before: '• ', maxChars: detail.titleChars }));
}

function renderFoot(reply: AnswerReply): KnownBlock[] {
  if (reply.outcome === 'nothing') return [];
  const confidence = reply.outcome === 'answer' ? `${describeConfidence(reply.confidence)} · ` : '';
  const source = `from ${formatCount(reply.corpusSize)} abstracts, quoted word for word`;
  return [...buttonRow(...buildButtons(reply)), contextLine(`${confidence}${source}`)];
}

/** The answerer's 0 to 1 in words. */
function describeConfidence(confidence: number): string {
  if (confidence >= 0.75) return 'Confident: the first quote states it';
  if (confidence >= 0.5) return 'Fairly confident: the first quote covers most of it';
  return 'Not certain: the first quote covers part of it';
}

function buildButtons({ question, quotes, papers }: AnswerReply): Button[] {
  const hero: Paper | undefined = quotes[0]?.paper ?? papers[0];
  const buttons: Button[] = [];
  const asked = encodeText(question);
  if (asked !== undefined) {
    buttons.push(button(ACTION_IDS.answerPapers, { label: 'Papers as a list', value: asked }));
  }
  if (hero !== undefined) {
    const value = encodePaperChoice({ action: 'similar', paperId: hero.id });
    buttons.push(button(ACTION_IDS.paperButton, { label: 'Similar papers', value }));
  }
  return buttons;
}
