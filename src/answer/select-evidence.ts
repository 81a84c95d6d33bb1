/**
 * Chooses the sentences that are quoted: the best, but not the same thing said twice and not one
 * document only.
 */
import type { Evidence } from './evidence.ts';

const MAX_QUOTES = 5;
const MAX_PER_DOCUMENT = 2;
/** A sentence with less than half of the best one's score is about something else. */
const SCORE_SHARE_FROM = 0.5;
/** Sentences sharing so much of their words (Jaccard) say the same. */
const SAME_FROM = 0.7;

/** Best first, at most five, at most two of a document; equal scores keep their order. */
export function selectEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const ranked = evidence.toSorted((a, b) => b.score - a.score);
  const chosen: Evidence[] = [];
  for (const candidate of ranked) {
    if (chosen.length === MAX_QUOTES) break;
    if (candidate.score < SCORE_SHARE_FROM * (ranked[0]?.score ?? 0)) break;
    const ofDocument = chosen.filter(({ quote }) => quote.docId === candidate.quote.docId);
    if (ofDocument.length >= MAX_PER_DOCUMENT) continue;
    if (chosen.some(({ terms }) => measureOverlap(terms, candidate.terms) >= SAME_FROM)) continue;
    chosen.push(candidate);
  }
  return chosen;
}

/** Jaccard: the words both have, of all words either has. */
function measureOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((term) => b.has(term)).length;
  return both / (a.size + b.size - both);
}
