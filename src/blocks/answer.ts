/**
 * An answer made of quotes, under the papers they stand in. Papers are numbered, and the same
 * numbers are the citations of what a writer made of the quotes and what a follow-up names. It
 * stands in a thread where others read it, so it repeats nothing of the question but what a short
 * one was taken for.
 */
import type {
  ActionsBlock,
  ContextActionsBlock,
  KnownBlock,
  Overflow,
  RichTextBlockElement,
} from '@slack/types';
import type { Paper } from '../model/paper.ts';
import { CORPUS_SUBJECT } from '../requests/examples.ts';
import type { AnswerReply } from '../requests/replies.ts';
import {
  ACTION_IDS,
  encodeAnswerChoice,
  encodePaperChoice,
  encodeText,
  encodeVote,
} from './actions.ts';
import { button, contextLine, plainText } from './elements.ts';
import { cleanLine, cutText, escapeText, quoteLine } from './escape.ts';
import { describeFollowUp, formatCount, formatPapers } from './facts.ts';
import { buildFittingMessage, type Detail, type Message } from './message.ts';
import { sentenceQuote, titleParagraph } from './paper-blocks.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** A notification shows the beginning. */
const MAX_FALLBACK_CHARS = 300;
/** A sentence of a writer is checked to be no longer. */
const MAX_WRITTEN_CHARS = 500;
const MAX_NEAREST = 5;

/** Total. */
export function renderAnswer(reply: AnswerReply): Message {
  const { blocks } = buildFittingMessage((detail) => [
    ...richText(...renderReading(reply, detail), ...renderWritten(reply, detail)),
    ...richText(
      ...paragraph(...textRun(describeVerdict(reply))),
      ...renderQuotes(reply, detail),
      ...renderNearest(reply, detail),
    ),
    ...renderActions(reply),
    ...renderVote(reply),
    ...renderFoot(reply),
  ]);
  return { text: describeShortly(reply), blocks };
}

/** The verdict and the first quote. */
function describeShortly(reply: AnswerReply): string {
  const line = cleanLine(`${describeVerdict(reply)} ${reply.quotes[0]?.text ?? ''}`);
  return escapeText(cutText(line, MAX_FALLBACK_CHARS));
}

function renderReading(
  { understoodAs }: AnswerReply,
  { noteChars }: Detail,
): RichTextBlockElement[] {
  if (understoodAs === undefined) return [];
  const read = `Read as: “${quoteLine(understoodAs, noteChars)}”`;
  return paragraph(...textRun(read, { italic: true }));
}

/** What a writer made of the quotes, each sentence with the numbers of the papers it cites. */
function renderWritten(reply: AnswerReply, detail: Detail): RichTextBlockElement[] {
  const { written, quotes } = reply;
  if (written === undefined) return [];
  const maxChars = Math.min(MAX_WRITTEN_CHARS, detail.quoteChars);
  const sentences = written.sentences.flatMap(({ text, cites }) => {
    const line = quoteLine(text, maxChars);
    const numbers = new Set(cites.map((cite) => numberOf(reply, quotes[cite]?.paper)));
    const marks = [...numbers].filter((number) => number > 0).map((number) => `[${number}]`);
    return line === '' || marks.length === 0 ? [] : [`${line} ${marks.join('')}`];
  });
  if (sentences.length === 0) return [];
  const source = `Written by the model at ${quoteLine(written.host, 100)} from the quotes below; check them.`;
  return [
    ...paragraph(...textRun(sentences.join(' '))),
    ...paragraph(...textRun(source, { italic: true })),
  ];
}

function describeVerdict(reply: AnswerReply): string {
  const { outcome, among, quotes, papers, corpusSize } = reply;
  if (among !== undefined) return describeAmong(outcome, among, quotes.length > 0);
  switch (outcome) {
    case 'answer':
      return 'In the words of the abstracts:';
    case 'closest': {
      const isBare = quotes.length + papers.length === 0;
      return `No abstract here states this${isBare ? '.' : '; the nearest papers are:'}`;
    }
    case 'nothing':
      return `That seems to lie outside what I know, so I will not guess. I hold ${formatPapers(corpusSize)} about ${CORPUS_SUBJECT}. Ask in English about a method, a task or a data set; or search by words with /papers, for example “/papers retrieval augmented”.`;
    default:
      return outcome satisfies never;
  }
}

/** Of a question about papers shown before, by their numbers. */
function describeAmong(
  outcome: AnswerReply['outcome'],
  among: readonly number[],
  isQuoted: boolean,
): string {
  const [first] = among;
  const isOne = among.length === 1;
  const many = `those ${formatCount(among.length)} abstracts`;
  if (outcome === 'answer') return `In the words of ${isOne ? 'its abstract' : many}:`;
  const none = isOne ? 'Its abstract does not state this' : `None of ${many} states this`;
  if (isQuoted) return `${none}; the nearest there is:`;
  return isOne ? `${none}; “show me ${first}” gives the whole of it:` : `${none}.`;
}

/** From 1; 0 for a paper that the answer does not number. */
function numberOf({ papers }: AnswerReply, paper: Paper | undefined): number {
  return papers.findIndex(({ id }) => id === paper?.id) + 1;
}

/** Each paper's quotes under its title, papers in the order of their first quotes. */
function renderQuotes(reply: AnswerReply, detail: Detail): RichTextBlockElement[] {
  const papers = new Map(reply.quotes.map(({ paper }) => [paper.id, paper]));
  return [...papers.values()].flatMap((paper) => [
    ...reply.quotes
      .filter((quote) => quote.paper.id === paper.id)
      .flatMap(({ text }) => sentenceQuote(text, detail.quoteChars)),
    ...renderTitle(reply, paper, detail),
  ]);
}

function renderTitle(reply: AnswerReply, paper: Paper, detail: Detail): RichTextBlockElement[] {
  const number = numberOf(reply, paper);
  const before = number === 0 ? '— ' : `— ${number}. `;
  return titleParagraph(paper, { before, maxChars: detail.titleChars });
}

/**
 * Papers that were not quoted, when the quotes do not settle the question: the nearest, or the one
 * that was asked.
 */
function renderNearest(reply: AnswerReply, detail: Detail): RichTextBlockElement[] {
  const { outcome, among, papers, quotes } = reply;
  const isNamed =
    among === undefined ? outcome === 'closest' : among.length === 1 && quotes.length === 0;
  if (!isNamed) return [];
  const quoted = new Set(quotes.map(({ paper }) => paper.id));
  return papers
    .filter((paper) => among?.includes(numberOf(reply, paper)) ?? !quoted.has(paper.id))
    .slice(0, MAX_NEAREST)
    .flatMap((paper) => renderTitle(reply, paper, detail));
}

/** Two buttons and a menu; what they would carry and cannot is left out. */
function renderActions(reply: AnswerReply): ActionsBlock[] {
  const { question, quotes, papers, outcome, among } = reply;
  const elements: ActionsBlock['elements'] = [];
  // What was asked of papers shown before says nothing without them.
  const isWhole = outcome !== 'nothing' && among === undefined;
  const asked = isWhole ? encodeText(question) : undefined;
  if (asked !== undefined) {
    elements.push(button(ACTION_IDS.answerPapers, { label: 'Papers as a list', value: asked }));
  }
  const hero = outcome === 'nothing' ? undefined : (quotes[0]?.paper ?? papers[0]);
  if (hero !== undefined) {
    const value = encodePaperChoice({ action: 'similar', paperId: hero.id });
    elements.push(button(ACTION_IDS.paperButton, { label: 'Similar papers', value }));
  }
  const options = buildMenuOptions(reply);
  if (options.length > 0) {
    elements.push({ type: 'overflow', action_id: ACTION_IDS.answerMenu, options });
  }
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function buildMenuOptions(reply: AnswerReply): Overflow['options'] {
  const { answerId, quotes, among } = reply;
  if (answerId === undefined) return [];
  const numbers = [...new Set(quotes.map(({ paper }) => numberOf(reply, paper)))];
  return [
    {
      label: 'BibTeX of all cited',
      value: encodeAnswerChoice({ action: 'cite', answerId, numbers }),
    },
    {
      label: 'Report: this was not answered',
      // What papers shown before do not say is nothing that the corpus lacks.
      value: among === undefined ? encodeAnswerChoice({ action: 'report', answerId }) : undefined,
    },
  ].flatMap(({ label, value }) =>
    value === undefined ? [] : [{ text: plainText(label, 75), value }],
  );
}

function renderVote({ answerId = '', outcome }: AnswerReply): ContextActionsBlock[] {
  const good = encodeVote({ vote: 'good', answerId });
  const bad = encodeVote({ vote: 'bad', answerId });
  if (good === undefined || bad === undefined || outcome === 'nothing') return [];
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: ACTION_IDS.vote,
          positive_button: {
            text: plainText('Helpful', 75),
            accessibility_label: 'This answer helped',
            value: good,
          },
          negative_button: {
            text: plainText('Not helpful', 75),
            accessibility_label: 'This answer did not help',
            value: bad,
          },
        },
      ],
    },
  ];
}

function renderFoot(reply: AnswerReply): KnownBlock[] {
  const { outcome, among, confidence, corpusSize, followUp } = reply;
  const source =
    among === undefined
      ? `From ${formatCount(corpusSize)} abstracts, quoted word for word.`
      : 'Quoted word for word.';
  const parts = [
    outcome === 'answer' ? describeConfidence(confidence) : '',
    outcome === 'nothing' ? '' : source,
    describeFollowUp(followUp) ?? '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [contextLine(parts.join(' '))];
}

/**
 * The probability that these papers answer the question, in words. It says nothing about any one
 * quote, so the words send people to read them.
 */
function describeConfidence(confidence: number): string {
  return confidence >= 0.8
    ? 'Likely answered: read the first quotes.'
    : 'Not certain: see whether these quotes answer it.';
}
