/**
 * Fits weighted sums of figures by maximum likelihood with a Gaussian prior: which of several rows
 * is the right one (multinomial logit, McFadden 1974), and whether a row is right (logistic
 * regression). By Newton's method with step halving, so it is deterministic. Figures should be of
 * about the same size, which the priors are for.
 */
import { Matrix, solve } from 'ml-matrix';
import type { LinearModel } from '../../src/answer/linear-model.ts';

type Row<Name extends string> = Readonly<Record<Name, number>>;

/** What the likelihood is at some weights, with its first and second derivative there. */
type Sums = {
  logLikelihood: number;
  readonly gradient: Float64Array;
  /** Of the negative log likelihood, row-major; what is above the diagonal is not summed. */
  readonly curvature: Float64Array;
};

/** Rows of which one is to be chosen. */
export type Group<Name extends string, Block extends string> = {
  readonly rows: readonly Row<Name>[];
  readonly right: readonly boolean[];
  readonly block: Block;
};

const MAX_STEPS = 50;
const MAX_HALVINGS = 20;
/** Rows less likely than that are left out of the curvature, which only says how far a step goes. */
const MIN_PROBABILITY = 1e-3;
/** A step that gains less ends the search. */
const TOLERANCE = 1e-6;

/**
 * Each group has at least one right row; they share its likelihood evenly. Every figure has a
 * weight for all groups, each of `blockNames` one more for the groups of a block. The two priors
 * are 1 / variance.
 */
export function fitChoice<Name extends string, BlockName extends Name, Block extends string>(
  groups: readonly Group<Name, Block>[],
  blockNames: readonly BlockName[],
  priors: { readonly always: number; readonly block: number },
): {
  readonly always: Record<Name, number>;
  readonly byBlock: Partial<Record<Block, Record<BlockName, number>>>;
} {
  const names = listNames(groups[0]?.rows[0]);
  const blocks = [...new Set(groups.map(({ block }) => block))];
  const startOf = (block: Block) => names.length + blocks.indexOf(block) * blockNames.length;
  const read = groups.map(({ rows, right, block }) => ({
    rows: rows.map((row) => readRow(row, [...names, ...blockNames])),
    right,
    places: [...names.keys(), ...blockNames.map((_, place) => startOf(block) + place)],
  }));
  const prior = new Float64Array(names.length + blocks.length * blockNames.length)
    .fill(priors.block)
    .fill(priors.always, 0, names.length);
  const weights = maximize(prior, (at, sums) => {
    for (const group of read) addGroup(group, at, sums);
  });
  return {
    always: nameWeights(names, weights),
    byBlock: Object.fromEntries(
      blocks.map((block) => [block, nameWeights(blockNames, weights.subarray(startOf(block)))]),
    ) as Partial<Record<Block, Record<BlockName, number>>>, // a value for each block
  };
}

/** A row of weight 2 counts like two of weight 1. `prior`: 1 / variance. */
export function fitLogistic<Name extends string>(
  rows: readonly { readonly row: Row<Name>; readonly isRight: boolean; readonly weight: number }[],
  prior: number,
): LinearModel<Name> {
  const names = listNames(rows[0]?.row);
  const read = rows.map((one) => ({ ...one, row: Float64Array.of(...readRow(one.row, names), 1) }));
  const weights = maximize(new Float64Array(names.length + 1).fill(prior), (at, sums) => {
    for (const { row, isRight, weight } of read) {
      const p = 1 / (1 + Math.exp(-dot(row, at)));
      sums.logLikelihood += weight * Math.log(Math.max(1e-12, isRight ? p : 1 - p));
      addScaled(sums.gradient, row, weight * (Number(isRight) - p));
      addOuter(sums.curvature, row, weight * p * (1 - p));
    }
  });
  return { bias: weights.at(-1) ?? 0, weights: nameWeights(names, weights) };
}

/** `places` says which of all weights each column of the rows has, in ascending order. */
function addGroup(
  group: {
    readonly rows: readonly Float64Array[];
    readonly right: readonly boolean[];
    readonly places: readonly number[];
  },
  at: Float64Array,
  sums: Sums,
): void {
  const { rows, right, places } = group;
  const own = Float64Array.from(places, (place) => at[place] ?? 0);
  const scores = rows.map((row) => dot(row, own));
  const most = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
  const rightShare = 1 / right.filter(Boolean).length;
  const mean = new Float64Array(own.length);
  const gradient = new Float64Array(own.length);
  const curvature = new Float64Array(own.length ** 2);
  for (const [number, row] of rows.entries()) {
    const logP = (scores[number] ?? 0) - most - Math.log(total);
    const p = Math.exp(logP);
    const wanted = right[number] === true ? rightShare : 0;
    sums.logLikelihood += wanted * logP;
    addScaled(gradient, row, wanted - p);
    if (p < MIN_PROBABILITY) continue;
    addScaled(mean, row, p);
    addOuter(curvature, row, p);
  }
  addOuter(curvature, mean, -1);
  for (const [a, placeA] of places.entries()) {
    sums.gradient[placeA] = (sums.gradient[placeA] ?? 0) + (gradient[a] ?? 0);
    for (const [b, placeB] of places.slice(0, a + 1).entries()) {
      const place = placeA * at.length + placeB;
      sums.curvature[place] = (sums.curvature[place] ?? 0) + (curvature[a * own.length + b] ?? 0);
    }
  }
}

/** `prior` has 1 / variance of each weight. */
function maximize(
  prior: Float64Array,
  addTo: (at: Float64Array, sums: Sums) => void,
): Float64Array {
  const size = prior.length;
  const measure = (weights: Float64Array) => {
    const pull = weights.map((weight, place) => -(prior[place] ?? 0) * weight);
    const sums: Sums = {
      logLikelihood: 0.5 * dot(weights, pull),
      gradient: pull,
      curvature: new Float64Array(size * size),
    };
    for (const [place, one] of prior.entries()) sums.curvature[place * (size + 1)] = one;
    addTo(weights, sums);
    return sums;
  };
  let best = new Float64Array(size);
  let sums = measure(best);
  for (let step = 0; step < MAX_STEPS; step++) {
    const before = sums.logLikelihood;
    const curvature = mirror(Matrix.from1DArray(size, size, sums.curvature));
    const move = solve(curvature, Matrix.columnVector(sums.gradient)).to1DArray();
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      const next = best.map((weight, place) => weight + (move[place] ?? 0) / 2 ** halving);
      const there = measure(next);
      if (there.logLikelihood <= before) continue;
      [best, sums] = [next, there];
      break;
    }
    if (sums.logLikelihood - before < TOLERANCE) break;
  }
  return best;
}

/** What is below the diagonal, above it too. */
function mirror(matrix: Matrix): Matrix {
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < row; column++) matrix.set(column, row, matrix.get(row, column));
  }
  return matrix;
}

function listNames<Name extends string>(row: Row<Name> | undefined): Name[] {
  return Object.keys(row ?? {}) as Name[]; // exactly the keys of its type
}

function readRow<Name extends string>(row: Row<Name>, names: readonly Name[]): Float64Array {
  return Float64Array.from(names, (name) => row[name]);
}

/** The first of the weights, by their names. */
function nameWeights<Name extends string>(
  names: readonly Name[],
  weights: Float64Array,
): Record<Name, number> {
  const entries = names.map((name, place) => [name, weights[place] ?? 0]);
  return Object.fromEntries(entries) as Record<Name, number>; // a value for each name
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

function addScaled(sum: Float64Array, row: Float64Array, factor: number): void {
  for (let place = 0; place < row.length; place++) {
    sum[place] = (sum[place] ?? 0) + factor * (row[place] ?? 0);
  }
}

/** Adds factor · row · rowᵀ below and on the diagonal. */
function addOuter(sum: Float64Array, row: Float64Array, factor: number): void {
  const size = row.length;
  for (let a = 0; a < size; a++) {
    const value = factor * (row[a] as number); // a < size
    if (value === 0) continue;
    const start = a * size;
    for (let b = 0; b <= a; b++) (sum[start + b] as number) += value * (row[b] as number); // b < size
  }
}
