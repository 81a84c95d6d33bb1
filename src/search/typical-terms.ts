/** The words that tell a document from the others, and how alike two documents are by them. */
import { compareText } from './compare-text.ts';
import type { SearchDocument } from './document.ts';
import { documentFrequency, type InvertedIndex } from './inverted-index.ts';
import type { QueryTerm } from './query-terms.ts';
import { inverseFrequency } from './score-words.ts';
import { tokenize } from './tokens.ts';

/** Typical words of a document that its neighbours are looked for by; more change little. */
const SIMILAR_TERMS = 25;

/** Vectors kept: those of the papers that are new, and of some archive; then it starts over. */
const MAX_KEPT = 5000;

/**
 * The document's own words as a query, weightiest first: (1 + ln tf) · idf, the usual tf-idf
 * (Manning, Raghavan and Schütze 2008, section 6.2), title words counted twice.
 */
export function pickTypicalTerms(
  { title, abstract }: Pick<SearchDocument, 'title' | 'abstract'>,
  inverted: InvertedIndex,
): QueryTerm[] {
  const counts = new Map<string, { shown: string; count: number; isCompound: boolean }>();
  for (const text of [title, title, abstract]) {
    for (const { term, stop, start, end, kind } of tokenize(text)) {
      if (stop) continue;
      const shown = text.slice(start, end).toLowerCase();
      const entry = counts.get(term) ?? { shown, count: 0, isCompound: kind === 'compound' };
      counts.set(term, { ...entry, count: entry.count + 1 });
    }
  }
  return [...counts]
    .map(([term, { shown, count, isCompound }]) => {
      const frequency = documentFrequency(inverted, inverted.terms.get(term) ?? -1);
      const weight = (1 + Math.log(count)) * inverseFrequency(inverted, frequency);
      return { term, shown, weight, isCompound, frequency };
    })
    .filter(({ frequency }) => frequency > 1)
    .sort((a, b) => b.weight - a.weight || compareText(a.term, b.term))
    .slice(0, SIMILAR_TERMS);
}

/**
 * How alike two documents are, 0 to 1: the cosine of their typical terms' weights. 0 for an unknown
 * id. The terms of a document are picked once.
 */
export function createLikeness(
  inverted: InvertedIndex,
  find: (id: string) => Pick<SearchDocument, 'title' | 'abstract'> | undefined,
): (one: string, other: string) => number {
  const kept = new Map<string, ReadonlyMap<string, number>>();
  const weigh = (id: string): ReadonlyMap<string, number> => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const document = find(id);
    const terms = document === undefined ? [] : pickTypicalTerms(document, inverted);
    const length = Math.hypot(...terms.map(({ weight }) => weight));
    const weights = new Map(terms.map(({ term, weight }) => [term, weight / length]));
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(id, weights);
    return weights;
  };
  return (one, other) => {
    const weights = weigh(other);
    let sum = 0;
    for (const [term, weight] of weigh(one)) sum += weight * (weights.get(term) ?? 0);
    return Math.min(1, sum);
  };
}
