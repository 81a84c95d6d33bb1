/**
 * Finds the sentences of documents that speak about a question, and says how much of it each
 * covers. A word weighs by how few documents of the collection have it. What the figures mean
 * for the answer is decided in `decide-outcome.ts`.
 */
import { splitSentences } from '../model/sentence.ts';
import type { SearchDocument } from '../search/document.ts';
import { type Token, tokenize } from '../search/tokens.ts';
import type { Quote } from './answer.ts';
import type { WeighedWord } from './weigh-words.ts';

/** A sentence that has at least one of the words. */
export type Evidence = {
  readonly quote: Quote;
  /** Orders evidence of one question; 0 to about 1. */
  readonly score: number;
  /** Share of the question covered by the sentence alone, 0 to 1. */
  readonly covered: number;
  /** The same with the title of its document added. */
  readonly titled: number;
  /** The words of the question that it has. */
  readonly words: readonly WeighedWord[];
  readonly terms: ReadonlySet<string>;
};

/**
 * What makes a sentence the better evidence, adding up to 1: first what it says itself; then what
 * its paper's title adds ("it", "our model" stand for the title), question words standing
 * together, the paper's rank, and its place, since abstracts end with what was found. Measured on
 * pubmedqa (a sentence of the authors' conclusion is among the quotes): 66 % against 58 % with
 * 0.7 for `covered` and 0.05 each for `rank` and `position`. More for `position` gives 69 % there,
 * where the conclusion always stands last, and loses the right document more often.
 */
const SHARES = { covered: 0.55, titled: 0.1, together: 0.1, rank: 0.15, position: 0.1 };

/** Question words at most so many words apart stand together ("memory of the model"). */
const TOGETHER_WORDS = 3;

/** A document read for one question. */
export type Reading = {
  /** Share of the question covered by title and abstract together, 0 to 1. */
  readonly covered: number;
  /** In document order; damaged sentences and those without a word of the question left out. */
  readonly evidence: readonly Evidence[];
};

/** Reads a document the search found; `rank` counts from 0, best first. */
export function readDocument(
  document: SearchDocument,
  words: readonly WeighedWord[],
  rank: number,
): Reading {
  const { id, abstract, damaged } = document;
  const title = termsOf(tokenize(document.title));
  const spans = splitSentences(abstract);
  const sentences = spans.map((span) => {
    const text = abstract.slice(span.start, span.end);
    const tokens = tokenize(text).filter(({ stop }) => !stop);
    return { span, text, tokens, terms: termsOf(tokens) };
  });
  const evidence = sentences.flatMap(({ span, text, tokens, terms }, index) => {
    if (damaged.some(({ start, end }) => start < span.end && span.start < end)) return [];
    const present = findPresent(words, [terms]);
    if (present.length === 0) return [];
    const covered = sumShares(present);
    const titled = sumShares(findPresent(words, [terms, title]));
    const score =
      SHARES.covered * covered +
      SHARES.titled * titled +
      SHARES.together * measureTogether(words, tokens) +
      SHARES.rank / (rank + 1) +
      SHARES.position * ((index + 1) / spans.length);
    return [{ quote: { docId: id, span, text }, score, covered, titled, words: present, terms }];
  });
  const all = [title, ...sentences.map(({ terms }) => terms)];
  return { covered: sumShares(findPresent(words, all)), evidence };
}

/** The words that any of the texts has. */
function findPresent(
  words: readonly WeighedWord[],
  texts: readonly ReadonlySet<string>[],
): readonly WeighedWord[] {
  const hasTerm = (term: string) => texts.some((terms) => terms.has(term));
  return words.filter(
    ({ term, parts }) =>
      hasTerm(term) || (parts.length > 0 && parts.every((part) => hasTerm(part.term))),
  );
}

function sumShares(words: readonly WeighedWord[]): number {
  return words.reduce((sum, { share, trust }) => sum + share * trust, 0);
}

function termsOf(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(tokens.filter(({ stop }) => !stop).map(({ term }) => term));
}

/** Of the pairs of words that follow each other in the question, the share that stand together. */
function measureTogether(words: readonly WeighedWord[], tokens: readonly Token[]): number {
  const places = new Map<string, number[]>();
  for (const [place, { term }] of tokens.entries()) {
    places.set(term, [...(places.get(term) ?? []), place]);
  }
  const pairs = words.slice(1).map((word, index) => [words[index]?.term ?? '', word.term] as const);
  if (pairs.length === 0) return 0;
  const together = pairs.filter(([first, second]) =>
    (places.get(first) ?? []).some((a) =>
      (places.get(second) ?? []).some((b) => Math.abs(a - b) <= TOGETHER_WORDS),
    ),
  );
  return together.length / pairs.length;
}
