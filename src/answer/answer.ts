/**
 * What a question is answered with: verbatim sentences and how far they can be relied on.
 * Nothing here is written by the bot; `text` is always the abstract's own.
 */
import type { Span } from '../model/paper.ts';

export type Quote = {
  readonly docId: string;
  /** Where it stands in the document's abstract; `abstract.slice(start, end) === text`. */
  readonly span: Span;
  readonly text: string;
};

/**
 * - `answer`: a quoted sentence covers what was asked.
 * - `closest`: no sentence states it; the documents are the nearest.
 * - `nothing`: the question lies outside the collection.
 */
export type Outcome = 'answer' | 'closest' | 'nothing';

/**
 * What is asked for: what something is, how or why something is so, which of two is better, a
 * figure, a name, yes or no, papers about something, the newest of them, or none of these.
 */
export type QuestionKind =
  | 'definition'
  | 'how'
  | 'why'
  | 'comparison'
  | 'number'
  | 'name'
  | 'yes-no'
  | 'which'
  | 'latest'
  | 'other';

export type Answer = {
  readonly kind: QuestionKind;
  readonly outcome: Outcome;
  /** Best first, at most five, at most two of one document. Empty for `nothing`. */
  readonly quotes: readonly Quote[];
  /** Ids of the documents considered nearest, best first, at most five. */
  readonly docs: readonly string[];
  /** 0 = none, 1 = certain; comparable between questions. */
  readonly confidence: number;
};

export type AnswerOptions = {
  /** For `SearchIndex.search`. */
  readonly modelQuery?: Float32Array | undefined;
  /** Ids of the only documents that may be quoted or named; absent = all. */
  readonly among?: ReadonlySet<string> | undefined;
};

export interface Answerer {
  /** Total: every string has an answer. The same question gives the same answer. */
  answer(question: string, options?: AnswerOptions): Answer;
}
