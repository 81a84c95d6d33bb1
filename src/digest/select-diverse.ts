/**
 * Chooses among the best candidates a few that are about different things, for a small part of
 * their score: starting from the plain best, one is exchanged for another as long as that makes
 * them less alike and the scores together keep nine tenths of what the plain best have.
 */

/** What a digest gives up of its score, at most, to be about different things. */
const KEPT_SCORE = 0.9;

/** Candidates that may come in; lower ones would rarely keep the score. */
const POOL = 40;

/**
 * `candidates` are best first; `size` of them come back, best first, the very best among them
 * always. All of them when there are no more than `size`, the plain best when scores are not
 * positive. `similarity` is symmetric, 0 to 1. A local optimum: deterministic, not the least possible.
 */
export function selectDiverse<Candidate extends { readonly score: number }>(
  candidates: readonly Candidate[],
  size: number,
  similarity: (one: Candidate, other: Candidate) => number,
): readonly Candidate[] {
  const pool = candidates.slice(0, POOL);
  const chosen = pool.slice(0, size);
  if (pool.length <= size) return chosen;
  const least = KEPT_SCORE * sumScores(chosen);
  const similar = memoize(similarity);
  for (;;) {
    const exchange = findExchange({ pool, chosen, least, similar });
    if (exchange === undefined) break;
    chosen[exchange.out] = exchange.candidate;
  }
  return pool.filter((candidate) => chosen.includes(candidate));
}

/** The exchange that makes `chosen` least alike; undefined when none does any more. */
function findExchange<Candidate extends { readonly score: number }>(options: {
  readonly pool: readonly Candidate[];
  readonly chosen: readonly Candidate[];
  /** What the scores must add up to. */
  readonly least: number;
  readonly similar: (one: Candidate, other: Candidate) => number;
}): { readonly out: number; readonly candidate: Candidate } | undefined {
  const { pool, chosen, least, similar } = options;
  const total = sumScores(chosen);
  const likeness = (candidate: Candidate, without: number) =>
    chosen.reduce((sum, each, at) => (at === without ? sum : sum + similar(candidate, each)), 0);
  let best: { readonly out: number; readonly candidate: Candidate } | undefined;
  // A floating-point remainder is no improvement: it would go round in circles.
  let bestGain = 1e-9;
  for (const [out, leaving] of chosen.entries()) {
    if (leaving === pool[0]) continue;
    const before = likeness(leaving, out);
    for (const candidate of pool) {
      if (chosen.includes(candidate) || total - leaving.score + candidate.score < least) continue;
      const gain = before - likeness(candidate, out);
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { out, candidate };
    }
  }
  return best;
}

function sumScores(candidates: readonly { readonly score: number }[]): number {
  return candidates.reduce((sum, { score }) => sum + score, 0);
}

/** Each pair is compared once. */
function memoize<Candidate>(
  similarity: (one: Candidate, other: Candidate) => number,
): (one: Candidate, other: Candidate) => number {
  const known = new Map<Candidate, Map<Candidate, number>>();
  return (one, other) => {
    const found = known.get(one)?.get(other) ?? known.get(other)?.get(one);
    if (found !== undefined) return found;
    const value = similarity(one, other);
    const row = known.get(one) ?? new Map<Candidate, number>();
    known.set(one, row.set(other, value));
    return value;
  };
}
