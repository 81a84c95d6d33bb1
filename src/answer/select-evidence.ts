/**
 * Chooses the sentences that are quoted: the best, but not the same thing said twice and not one
 * document only.
 */
import type { Evidence } from './evidence.ts';

export type Scored = { readonly evidence: Evidence; readonly score: number };

const MAX_QUOTES = 5;
const MAX_PER_DOCUMENT = 2;
/** Sentences sharing so much of their words (Jaccard) say the same. */
const SAME_FROM = 0.7;

/** Best first, at most five, at most two of a document. `ranked` is best first. */
export function selectEvidence(ranked: readonly Scored[]): readonly Scored[] {
  const chosen: Scored[] = [];
  for (const candidate of ranked) {
    if (chosen.length === MAX_QUOTES) break;
    const { found, sentence } = candidate.evidence;
    const ofDocument = chosen.filter(({ evidence }) => evidence.found.document === found.document);
    if (ofDocument.length >= MAX_PER_DOCUMENT) continue;
    const isSaid = chosen.some(
      ({ evidence }) =>
        evidence.sentence.quote.text === sentence.quote.text ||
        measureOverlap(evidence.sentence.terms, sentence.terms) >= SAME_FROM,
    );
    if (!isSaid) chosen.push(candidate);
  }
  return chosen;
}

/** Jaccard: the words both have, of all words either has. */
function measureOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((term) => b.has(term)).length;
  return both / (a.size + b.size - both || 1);
}
