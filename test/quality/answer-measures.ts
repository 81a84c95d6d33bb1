/**
 * Scores one answer against what was judged, and sums the scores up. Pure. The definitions that
 * README.md gives are those of `scoreAnswer`.
 */
import type { Answer, Quote } from '../../src/answer/answer.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import type { JudgedQuestion } from './answer-questions.ts';
import { computeAurc } from './risk-coverage.ts';
import { mean } from './significance.ts';

/** What scoring needs of a question. */
export type Asked = Pick<JudgedQuestion, 'label' | 'gold'>;

/** The hits and the evidence are false for a question without gold. */
export type ScoredAnswer<Question extends Asked = Asked> = {
  readonly question: Question;
  readonly answer: Answer;
  /** The paper of the first quote, or the first named when nothing is quoted, is a gold paper. */
  readonly hit1: boolean;
  /** A gold paper is among the first three, those of the quotes before those named. */
  readonly hit3: boolean;
  /** The first quote is a gold sentence. */
  readonly evidence1: boolean;
  /** One of the quotes is. */
  readonly evidence5: boolean;
  /** Quotes that do not stand in their abstract byte for byte, where they say they do. */
  readonly misquotes: number;
  readonly ms: number;
};

/** A quote and a gold sentence are the same when they share so much of the shorter one. */
const SAME_FROM = 0.8;
/** Quotes that are shown at most. */
const QUOTES = 5;

export function scoreAnswer<Question extends Asked>(
  question: Question,
  answer: Answer,
  options: { readonly documents: ReadonlyMap<string, SearchDocument>; readonly ms: number },
): ScoredAnswer<Question> {
  const { documents, ms } = options;
  const { quotes, docs } = answer;
  const papers = [...new Set([...quotes.map(({ docId }) => docId), ...docs])];
  const isGold = (id: string) => question.gold.some(({ paper }) => paper === id);
  const evidence = quotes.slice(0, QUOTES).map((quote) => {
    const abstract = documents.get(quote.docId)?.abstract ?? '';
    const gold = question.gold.find(({ paper }) => paper === quote.docId)?.sentences ?? [];
    return gold.some((sentence) => isSameSentence(quote.text, sentence, abstract));
  });
  return {
    question,
    answer,
    hit1: papers.slice(0, 1).some(isGold),
    hit3: papers.slice(0, 3).some(isGold),
    evidence1: evidence[0] ?? false,
    evidence5: evidence.includes(true),
    misquotes: quotes.filter((quote) => !isVerbatim(quote, documents)).length,
    ms,
  };
}

/**
 * Whether two passages of an abstract overlap by at least 80 % of the shorter, white space counted
 * as one blank. So a sentence that is cut otherwise than when it was judged is still the same.
 */
export function isSameSentence(quote: string, gold: string, abstract: string): boolean {
  const text = foldSpace(abstract);
  const [a, b] = [foldSpace(quote), foldSpace(gold)];
  const [startA, startB] = [text.indexOf(a), text.indexOf(b)];
  if (startA === -1 || startB === -1) return false;
  const shared = Math.min(startA + a.length, startB + b.length) - Math.max(startA, startB);
  return shared >= SAME_FROM * Math.min(a.length, b.length);
}

/** A figure over scored answers: `statistic` of those that `select` keeps. */
export type Measure = {
  readonly name: string;
  readonly select: (scored: ScoredAnswer) => boolean;
  readonly statistic: (selected: readonly ScoredAnswer[]) => number;
};

const isAnswerable = ({ question }: ScoredAnswer) => question.label === 'answerable';

/** Shares, 0 to 1; NaN over none. */
export const MEASURES = {
  hit1: { name: 'hit@1', select: isAnswerable, statistic: share(({ hit1 }) => hit1) },
  hit3: { name: 'hit@3', select: isAnswerable, statistic: share(({ hit3 }) => hit3) },
  evidence1: {
    name: 'evidence@1',
    select: isAnswerable,
    statistic: share(({ evidence1 }) => evidence1),
  },
  evidence5: {
    name: 'evidence@5',
    select: isAnswerable,
    statistic: share(({ evidence5 }) => evidence5),
  },
  answered: { name: 'answered', select: isAnswerable, statistic: share(isAnswered) },
  falseNear: {
    name: 'false answers, near miss',
    select: ({ question }) => question.label === 'near-miss',
    statistic: share(isAnswered),
  },
  falseOff: {
    name: 'false answers, off-topic',
    select: ({ question }) => question.label === 'off-topic',
    statistic: share(isAnswered),
  },
  aurc: {
    name: 'AURC',
    select: () => true,
    statistic: (scored) => computeAurc(judgeBy('hit1', scored)),
  },
  aurcEvidence: {
    name: 'AURC by evidence@5',
    select: () => true,
    statistic: (scored) => computeAurc(judgeBy('evidence5', scored)),
  },
} as const satisfies Readonly<Record<string, Measure>>;

export function computeMeasure(measure: Measure, scored: readonly ScoredAnswer[]): number {
  return measure.statistic(scored.filter(measure.select));
}

/** An answer is right when it has the hit or the evidence; to a question without gold, never. */
export function judgeBy(
  criterion: 'hit1' | 'evidence5',
  scored: readonly ScoredAnswer[],
): readonly { readonly confidence: number; readonly isRight: boolean }[] {
  return scored.map((one) => ({ confidence: one.answer.confidence, isRight: one[criterion] }));
}

/** Share of all quotes that stand in their abstracts byte for byte; NaN for no quotes. */
export function measureVerbatim(scored: readonly ScoredAnswer[]): number {
  const quotes = scored.reduce((sum, { answer }) => sum + answer.quotes.length, 0);
  const misquotes = scored.reduce((sum, one) => sum + one.misquotes, 0);
  return (quotes - misquotes) / quotes;
}

/** The least value that at least `share` of the values do not exceed (nearest rank). */
export function findPercentile(values: readonly number[], quantile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? Number.NaN;
}

function isAnswered({ answer }: ScoredAnswer): boolean {
  return answer.outcome === 'answer';
}

function share(test: (scored: ScoredAnswer) => boolean) {
  return (scored: readonly ScoredAnswer[]): number =>
    mean(scored.map((one) => (test(one) ? 1 : 0)));
}

function isVerbatim(
  { docId, span, text }: Quote,
  documents: ReadonlyMap<string, SearchDocument>,
): boolean {
  return text !== '' && documents.get(docId)?.abstract.slice(span.start, span.end) === text;
}

function foldSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
