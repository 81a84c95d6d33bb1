/**
 * Scores documents by the words of a query and by words that stand for them.
 *
 * Own words: BM25F with one length for both fields (Robertson and Zaragoza 2009, section 3.6),
 * where a word of the title counts several times. Stand-ins: a document that lacks the words a
 * stand-in is for gets a share of what having them would have given, so a document of
 * the same length never ranks higher for a stand-in than with the query's own words in its place.
 */

import { documentFrequency, findPosting, type InvertedIndex } from './inverted-index.ts';
import type { PhraseCounts } from './phrase-counts.ts';
import type { QueryTerm } from './query-terms.ts';
import type { Expansion } from './thesaurus.ts';

export type WordWeights = {
  /** A word of the title counts as so many of the abstract. */
  readonly title: number;
  /** BM25's saturation and length normalisation. */
  readonly k1: number;
  readonly b: number;
};

/** A stand-in that occurs in the collection, with the documents that have it. */
export type FoundExpansion = Expansion & { readonly counts: PhraseCounts };

/** Adds each document's score for `terms` to `scores`, by number. */
export function scoreTerms(
  index: InvertedIndex,
  terms: readonly QueryTerm[],
  weights: WordWeights,
  scores: Float64Array,
): void {
  const lengths = measureLengths(index, weights);
  for (const { term, weight } of terms) {
    const number = index.terms.get(term);
    if (number === undefined) continue;
    const scale = weight * inverseFrequency(index, documentFrequency(index, number));
    const end = index.postingStarts[number + 1] ?? 0;
    for (let posting = index.postingStarts[number] ?? 0; posting < end; posting++) {
      const document = index.postingDocuments[posting] ?? 0;
      const count = countAt(index, posting, weights);
      scores[document] = (scores[document] ?? 0) + scale * lengths.saturate(count, document);
    }
  }
}

/** What stand-ins bring one document. */
type Gain = {
  readonly document: number;
  score: number;
  /** The query's terms they stand for, and how often the most frequent of them occurs. */
  readonly terms: Set<string>;
  count: number;
};

/** Raises `scores`, as `scoreTerms` left them, of documents that have a stand-in. */
export function scoreExpansions(
  index: InvertedIndex,
  query: { readonly terms: readonly QueryTerm[]; readonly expansions: readonly FoundExpansion[] },
  weights: WordWeights,
  scores: Float64Array,
): void {
  const lengths = measureLengths(index, weights);
  const gains = new Map<number, Gain>();
  for (const { trigger, expansions, documents } of groupByTrigger(query.expansions)) {
    const own = query.terms.filter(({ term }) => trigger.includes(term));
    const worths = weighExpansions(index, { trigger, own, expansions });
    for (const document of documents) {
      const found = expansions.map(({ counts }) => counts.get(document) ?? 0);
      const standIn = Math.max(
        ...found.map((count, place) => (worths[place] ?? 0) * lengths.saturate(count, document)),
      );
      const score = standIn - scoreDocument(index, own, weights, document);
      if (score <= 0) continue;
      const gain = gains.get(document) ?? { document, score: 0, terms: new Set(), count: 0 };
      gains.set(document, gain);
      gain.score += score;
      gain.count = Math.max(gain.count, ...found);
      for (const term of trigger) gain.terms.add(term);
    }
  }
  for (const gain of gains.values()) {
    const own = query.terms.filter(({ term }) => gain.terms.has(term));
    // Triggers overlap, and together their stand-ins are still no more than the words themselves.
    const most =
      SHARE_OF_OWN *
        measureRarity(index, [...gain.terms], own) *
        lengths.saturate(gain.count, gain.document) -
      scoreDocument(index, own, weights, gain.document);
    const before = scores[gain.document] ?? 0;
    scores[gain.document] = before + Math.max(0, Math.min(gain.score, most));
  }
}

/** Stand-ins for all of a query's words count so much less than the words. */
const SHARE_OF_OWN = 0.95;

/** What each stand-in is worth: at most as rare as the words it is for, and less than they. */
function weighExpansions(
  index: InvertedIndex,
  group: {
    readonly trigger: readonly string[];
    readonly own: readonly QueryTerm[];
    readonly expansions: readonly FoundExpansion[];
  },
): readonly number[] {
  const { trigger, own, expansions } = group;
  const most = measureRarity(index, trigger, own);
  const weight = most / (measureRarity(index, trigger, []) || 1);
  return expansions.map(
    (expansion) =>
      expansion.weight * Math.min(most, weight * inverseFrequency(index, expansion.counts.size)),
  );
}

/** Rarity of terms times their weights in the query; a word the collection lacks has weight 1. */
function measureRarity(
  index: InvertedIndex,
  terms: readonly string[],
  own: readonly QueryTerm[],
): number {
  return terms.reduce((sum, term) => {
    const number = index.terms.get(term);
    const frequency = number === undefined ? 0 : documentFrequency(index, number);
    const weight = own.find((other) => other.term === term)?.weight ?? 1;
    return sum + weight * inverseFrequency(index, frequency);
  }, 0);
}

type TriggerGroup = {
  readonly trigger: readonly string[];
  readonly expansions: FoundExpansion[];
  readonly documents: Set<number>;
};

function groupByTrigger(expansions: readonly FoundExpansion[]): readonly TriggerGroup[] {
  const groups = new Map<string, TriggerGroup>();
  for (const expansion of expansions) {
    const { trigger, counts } = expansion;
    const key = trigger.join(' ');
    const group = groups.get(key) ?? { trigger, expansions: [], documents: new Set<number>() };
    groups.set(key, group);
    group.expansions.push(expansion);
    for (const document of counts.keys()) group.documents.add(document);
  }
  return [...groups.values()];
}

/** What the terms give one document. */
function scoreDocument(
  index: InvertedIndex,
  terms: readonly QueryTerm[],
  weights: WordWeights,
  document: number,
): number {
  const lengths = measureLengths(index, weights);
  return terms.reduce((sum, { term, weight }) => {
    const number = index.terms.get(term) ?? -1;
    const posting = findPosting(index, number, document);
    if (posting < 0) return sum;
    const count = countAt(index, posting, weights);
    const value = weight * inverseFrequency(index, documentFrequency(index, number));
    return sum + value * lengths.saturate(count, document);
  }, 0);
}

/** ln(1 + (N − n + ½) / (n + ½)), as Lucene has it: never below 0. */
export function inverseFrequency({ size }: InvertedIndex, frequency: number): number {
  return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
}

function countAt(index: InvertedIndex, posting: number, { title }: WordWeights): number {
  return title * (index.titleCounts[posting] ?? 0) + (index.abstractCounts[posting] ?? 0);
}

function measureLengths(index: InvertedIndex, { title, k1, b }: WordWeights) {
  const lengthOf = (document: number) =>
    title * (index.titleLengths[document] ?? 0) + (index.abstractLengths[document] ?? 0);
  const mean =
    (title * index.totalTitleLength + index.totalAbstractLength) / Math.max(1, index.size);
  return {
    /** BM25's term frequency part, between 0 and k1 + 1. */
    saturate(count: number, document: number): number {
      return (count * (k1 + 1)) / (count + k1 * (1 - b + (b * lengthOf(document)) / (mean || 1)));
    },
  };
}
