/** Why a paper is in a list of hits, as far as it is worth saying. */
import type { SearchHit } from '../search/search-index.ts';
import type { Why } from './replies.ts';

/**
 * The share of its score above which nearness in meaning is named as a reason: under it the order
 * would be much the same without.
 */
const MIN_SHARE = 0.25;

/** `hit` is undefined for what was not searched for. */
export function explainHit(hit: SearchHit | undefined): Why {
  if (hit === undefined) return { matches: [], related: [], meaning: 'no' };
  const { matches, related, parts, score } = hit;
  const isNear = parts.latent + parts.model > score * MIN_SHARE;
  const hasWords = matches.length > 0 || related.length > 0;
  return { matches, related, meaning: isNear ? (hasWords ? 'also' : 'only') : 'no' };
}
