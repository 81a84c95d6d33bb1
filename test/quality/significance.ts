/**
 * How sure a difference between two engines is, from their scores for the same queries: a test and
 * an interval. Scores are paired by place; both lists are of one length. Seeded, so that a run
 * repeats.
 */
import { createRandom } from '../../src/search/seeded-random.ts';
import { pickOne } from './random.ts';

/** One query's scores: of the engine in question and of the one it is compared with. */
export type Pair = { readonly score: number; readonly other: number };

export type Interval = { readonly low: number; readonly high: number };

const SEED = 20_261_121;
const SAMPLES = 10_000;

/**
 * Two-sided p of Fisher's randomisation test for a difference of means, which Smucker, Allan and
 * Carterette 2007 ("A comparison of statistical significance tests for information retrieval
 * evaluation") recommend: how often the means differ at least as much when each query's two scores
 * change places by chance. Exact up to 13 queries, else by 10,000 samples, and then never 0. 1 for
 * no queries.
 */
export function testRandomisation(pairs: readonly Pair[]): number {
  const differences = pairs.map(({ score, other }) => score - other).filter((value) => value !== 0);
  const observed = Math.abs(sum(differences));
  // Sums of the same numbers in another order may differ in their last digits.
  const threshold = observed - 1e-9;
  const patterns = 2 ** differences.length;
  if (patterns <= SAMPLES) {
    let reached = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const signed = differences.map((value, at) => ((pattern >> at) & 1 ? -value : value));
      if (Math.abs(sum(signed)) >= threshold) reached += 1;
    }
    return reached / patterns;
  }
  const random = createRandom(SEED);
  let reached = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    let total = 0;
    for (const value of differences) total += random() < 0.5 ? value : -value;
    if (Math.abs(total) >= threshold) reached += 1;
  }
  // The observed order is one of the orders that could be drawn (Davison and Hinkley 1997, 4.3).
  return (reached + 1) / (SAMPLES + 1);
}

/** The mean score divided by the mean of the others. Infinite, or NaN, when those are all 0. */
export function ratioOfMeans(pairs: readonly Pair[]): number {
  return sum(pairs.map(({ score }) => score)) / sum(pairs.map(({ other }) => other));
}

/**
 * 95 % percentile bootstrap interval (Efron and Tibshirani 1993, 13.3) of the mean over collections
 * of each one's ratio of means; queries are drawn within their collection. Undefined when too many
 * draws have nothing to divide by.
 */
export function bootstrapMeanRatio(
  collections: readonly (readonly Pair[])[],
): Interval | undefined {
  const random = createRandom(SEED);
  const ratios = Array.from({ length: SAMPLES }, () =>
    mean(collections.map((pairs) => sampleRatio(pairs, random))),
  );
  return cutInterval(ratios);
}

/**
 * 95 % percentile bootstrap interval of a figure over `items`, which are drawn with replacement.
 * Undefined for a figure that is NaN, as over no items.
 */
export function bootstrapInterval<Item>(
  items: readonly Item[],
  statistic: (drawn: readonly Item[]) => number,
): Interval | undefined {
  if (Number.isNaN(statistic(items))) return undefined;
  const random = createRandom(SEED);
  return cutInterval(
    Array.from({ length: SAMPLES }, () => statistic(items.map(() => pickOne(items, random)))),
  );
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The middle 95 % of what was drawn, NaN left out. Undefined when its upper end is infinite. */
function cutInterval(draws: readonly number[]): Interval | undefined {
  const sorted = draws.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * 0.025)];
  const high = sorted[Math.ceil(sorted.length * 0.975) - 1];
  return low !== undefined && high !== undefined && high < Infinity ? { low, high } : undefined;
}

function sampleRatio(pairs: readonly Pair[], random: () => number): number {
  let scores = 0;
  let others = 0;
  for (let drawn = 0; drawn < pairs.length; drawn++) {
    const pair = pairs[Math.floor(random() * pairs.length)];
    scores += pair?.score ?? 0;
    others += pair?.other ?? 0;
  }
  return scores / others;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
