/**
 * Whether a share grew by more than chance makes it grow, and how sure one must be when thousands
 * of shares are looked at together. Numbers in, numbers out.
 */

/**
 * The probability that at least `hits` of `drawn` papers have a term, were they drawn by chance
 * from `all` papers of which `carriers` have it: Fisher's exact test, one-sided, the upper tail of
 * the hypergeometric distribution (Fisher 1935, The Design of Experiments, section 21.02). 0 to 1.
 * `logFactorials` reaches to `all`.
 */
export function tailProbability(
  { hits, drawn, carriers, all }: Sample,
  logFactorials: Float64Array,
): number {
  const choose = (n: number, k: number) =>
    (logFactorials[n] ?? 0) - (logFactorials[k] ?? 0) - (logFactorials[n - k] ?? 0);
  const total = choose(all, drawn);
  let sum = 0;
  for (let x = Math.max(hits, drawn + carriers - all); x <= Math.min(carriers, drawn); x++) {
    sum += Math.exp(choose(carriers, x) + choose(all - carriers, drawn - x) - total);
  }
  return Math.min(1, sum);
}

export type Sample = {
  readonly hits: number;
  readonly drawn: number;
  readonly carriers: number;
  readonly all: number;
};

/** ln 0!, ln 1!, … ln `max`!, added up term by term. */
export function buildLogFactorials(max: number): Float64Array {
  const logs = new Float64Array(max + 1);
  for (let n = 1; n <= max; n++) logs[n] = (logs[n - 1] ?? 0) + Math.log(n);
  return logs;
}

/**
 * The greatest of `probabilities` that still counts when, of all that count, a share of at most
 * `level` may be chance; 0 when none does. With m tests it is the greatest p(i), i from 1 in rising
 * order, for which p(i) ≤ level · i / m (Benjamini and Hochberg 1995, JRSS B 57(1), section 3.1).
 */
export function findCutoff(probabilities: readonly number[], level: number): number {
  const rising = [...probabilities].sort((a, b) => a - b);
  return rising.findLast((p, index) => p <= (level * (index + 1)) / rising.length) ?? 0;
}
