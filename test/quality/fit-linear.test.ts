import { describe, expect, it } from 'vitest';
import { scoreFigures, toProbability } from '../../src/answer/linear-model.ts';
import { createRandom } from '../../src/search/seeded-random.ts';
import { fitChoice, fitLogistic, type Group } from './fit-linear.ts';

type Name = 'x' | 'y' | 'z';
type Row = Readonly<Record<Name, number>>;
type Block = 'plain' | 'twisted';
const NAMES: readonly Name[] = ['x', 'y', 'z'];
const TRUE_WEIGHTS = { x: 2, y: -3, z: 0 };
/** What `x` counts more in twisted groups. */
const TWIST = 1.5;
/** A weak prior. */
const WEAK = { always: 1e-3, block: 1e-3 };
/** What the fit may leave to be gained. */
const TOLERANCE = 1e-6;

function makeRow(random: () => number): Row {
  const [x = 0, y = 0, z = 0] = [random(), random(), random()].map((part) => 2 * part - 1);
  return { x, y, z };
}

/** Drawn by the true weights and a bias of 0.5. */
function makeLabelled(count: number) {
  const random = createRandom(1);
  const rows = Array.from({ length: count }, () => makeRow(random));
  const model = { bias: 0.5, weights: TRUE_WEIGHTS };
  return { rows, right: rows.map((row) => random() < toProbability(scoreFigures(model, row))) };
}

/** Five rows each, the right one drawn by the true weights: the best after Gumbel's noise. */
function makeGroups(count: number): readonly Group<Name, Block>[] {
  const random = createRandom(2);
  return Array.from({ length: count }, (_, number) => {
    const block = number % 2 === 0 ? 'plain' : 'twisted';
    const weights = { ...TRUE_WEIGHTS, x: TRUE_WEIGHTS.x + (block === 'twisted' ? TWIST : 0) };
    const rows = Array.from({ length: 5 }, () => makeRow(random));
    const scores = rows.map(
      (row) => scoreFigures({ bias: 0, weights }, row) - Math.log(-Math.log(random())),
    );
    const most = Math.max(...scores);
    return { rows, right: scores.map((score) => score === most), block };
  });
}

/** Every vector that lies a step from `weights` along one or two axes. */
function stepFrom(weights: readonly number[], size: number): readonly (readonly number[])[] {
  const steps = weights.map((_, place) => weights.map((__, other) => (place === other ? size : 0)));
  const both = steps.flatMap((a) => steps.map((b) => a.map((value, at) => value + (b[at] ?? 0))));
  return [...steps, ...both].flatMap((step) =>
    [1, -1].map((sign) => weights.map((weight, at) => weight + sign * (step[at] ?? 0))),
  );
}

/** Fails when a small step gains more than the fit may leave. */
function expectOptimum(measure: (weights: readonly number[]) => number, at: readonly number[]) {
  const best = measure(at);
  for (const size of [0.1, 0.01, 0.001]) {
    for (const near of stepFrom(at, size)) expect(measure(near)).toBeLessThan(best + TOLERANCE);
  }
}

const pull = (weights: readonly number[], prior: number) =>
  -0.5 * prior * weights.reduce((sum, weight) => sum + weight ** 2, 0);

const label = <Some>(rows: readonly Some[], right: readonly boolean[]) =>
  rows.map((row, at) => ({ row, isRight: right[at] === true, weight: 1 }));

describe('fitLogistic', () => {
  const { rows, right } = makeLabelled(3000);
  const labelled = label(rows, right);

  it('finds the weights that labels were drawn by', () => {
    const { bias, weights } = fitLogistic(labelled, 1e-3);
    expect(Math.abs(bias - 0.5)).toBeLessThan(0.2);
    for (const name of NAMES) {
      expect(Math.abs(weights[name] - TRUE_WEIGHTS[name])).toBeLessThan(0.25);
    }
  });

  it.each([0.001, 1, 100])('ends where no step improves it, with a prior of %d', (prior) => {
    const { bias, weights } = fitLogistic(labelled.slice(0, 200), prior);
    const measure = ([ofBias = 0, x = 0, y = 0, z = 0]: readonly number[]) => {
      const model = { bias: ofBias, weights: { x, y, z } };
      return rows.slice(0, 200).reduce(
        (sum, row, at) => {
          const p = toProbability(scoreFigures(model, row));
          return sum + Math.log(right[at] === true ? p : 1 - p);
        },
        pull([ofBias, x, y, z], prior),
      );
    };
    expectOptimum(measure, [bias, ...NAMES.map((name) => weights[name])]);
  });

  it('finds the one weight that can be found by hand', () => {
    // No figures, three of four right, hardly a prior: the log odds of 3 to 1.
    const { bias } = fitLogistic(label([{}, {}, {}, {}], [true, true, false, true]), 1e-9);
    expect(bias).toBeCloseTo(Math.log(3), 6);
  });

  it('counts a row of weight 2 like two', () => {
    const one = labelled.slice(0, 50);
    const twice = one.map((row) => ({ ...row, weight: 2 }));
    const { bias, weights } = fitLogistic(twice, 0.1);
    const repeated = fitLogistic([...one, ...one], 0.1);
    expect(bias).toBeCloseTo(repeated.bias, 6);
    for (const name of NAMES) expect(weights[name]).toBeCloseTo(repeated.weights[name], 6);
  });

  it('is the same the second time', () => {
    expect(fitLogistic(labelled, 0.1)).toEqual(fitLogistic(labelled, 0.1));
  });

  it.each([true, false])('stays finite when every row is %s', (isRight) => {
    const model = fitLogistic(
      label(
        rows,
        rows.map(() => isRight),
      ),
      0.1,
    );
    for (const row of rows) {
      const score = scoreFigures(model, row);
      expect(Number.isFinite(score)).toBe(true);
      expect(score > 0).toBe(isRight);
    }
  });

  it('stays near 0 with a huge prior', () => {
    const { bias, weights } = fitLogistic(labelled, 1e9);
    for (const weight of [bias, ...Object.values(weights)]) expect(weight).toBeCloseTo(0, 4);
  });
});

describe('fitChoice', () => {
  const groups = makeGroups(1500);

  it('finds the weights that choices were drawn by, always and in each block', () => {
    const { always, byBlock } = fitChoice(groups, ['x'], WEAK);
    // Only the sum of both can be told from choices.
    const found = {
      plain: always.x + (byBlock.plain?.x ?? Number.NaN),
      twisted: always.x + (byBlock.twisted?.x ?? Number.NaN),
    };
    expect(Math.abs(found.plain - TRUE_WEIGHTS.x)).toBeLessThan(0.3);
    expect(Math.abs(found.twisted - TRUE_WEIGHTS.x - TWIST)).toBeLessThan(0.3);
    expect(Math.abs(always.y - TRUE_WEIGHTS.y)).toBeLessThan(0.25);
    expect(Math.abs(always.z - TRUE_WEIGHTS.z)).toBeLessThan(0.25);
  });

  it('ends where no step improves it', () => {
    const some = groups.slice(0, 100);
    const priors = { always: 0.3, block: 2 };
    const { always, byBlock } = fitChoice(some, ['x'], priors);
    const measure = ([x = 0, y = 0, z = 0, plain = 0, twisted = 0]: readonly number[]) =>
      some.reduce(
        (sum, { rows, right, block }) => {
          const weights = { x: x + (block === 'plain' ? plain : twisted), y, z };
          const scores = rows.map((row) => scoreFigures({ bias: 0, weights }, row));
          const total = scores.reduce((all, score) => all + Math.exp(score), 0);
          return sum + (scores[right.indexOf(true)] ?? Number.NaN) - Math.log(total);
        },
        pull([x, y, z], priors.always) + pull([plain, twisted], priors.block),
      );
    const found = [...NAMES.map((name) => always[name]), byBlock.plain?.x, byBlock.twisted?.x];
    expectOptimum(
      measure,
      found.map((weight) => weight ?? Number.NaN),
    );
  });

  it('is the same the second time', () => {
    expect(fitChoice(groups, ['x'], WEAK)).toEqual(fitChoice(groups, ['x'], WEAK));
  });

  it('has no weights of blocks with a huge prior on them, and the others as without blocks', () => {
    const { always, byBlock } = fitChoice(groups, ['x', 'y'], { always: 0.3, block: 1e9 });
    for (const block of [byBlock.plain, byBlock.twisted]) {
      for (const weight of Object.values(block ?? {})) expect(weight).toBeCloseTo(0, 5);
    }
    const without = fitChoice(groups, [], { always: 0.3, block: 1 });
    expect(without.byBlock).toEqual({ plain: {}, twisted: {} });
    for (const name of NAMES) expect(always[name]).toBeCloseTo(without.always[name], 4);
  });

  it('shares a group evenly among its right rows', () => {
    const rows = [{ x: 2 }, { x: 0 }, { x: -1 }];
    const right = [true, true, false];
    const { x } = fitChoice([{ rows, right, block: 'plain' }], [], { always: 1, block: 1 }).always;
    // There the mean of the right rows is what the model expects and what the prior takes.
    const odds = rows.map((row) => Math.exp(row.x * x));
    const total = odds.reduce((sum, one) => sum + one, 0);
    const expected = rows.reduce((sum, row, at) => sum + (row.x * (odds[at] ?? 0)) / total, 0);
    expect(expected + x).toBeCloseTo(1, 3);
  });

  it('learns nothing where there is nothing to choose', () => {
    const lone = groups.map(({ rows, block }) => ({
      rows: rows.slice(0, 1),
      right: [true],
      block,
    }));
    const { always, byBlock } = fitChoice(lone, ['x'], WEAK);
    for (const weight of [...Object.values(always), byBlock.plain?.x, byBlock.twisted?.x]) {
      expect(weight).toBeCloseTo(0, 9);
    }
  });
});
