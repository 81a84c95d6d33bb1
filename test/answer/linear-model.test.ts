import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreFigures, sumFigures, toProbability } from '../../src/answer/linear-model.ts';

describe('a linear model', () => {
  it('adds each figure times its weight to its bias', () => {
    const [weights, figures] = [
      { a: 2, b: -1 },
      { a: 3, b: 4 },
    ];
    expect(sumFigures(weights, figures)).toBe(2);
    expect(scoreFigures({ bias: 0.5, weights }, figures)).toBe(2.5);
  });

  it('leaves out figures without a weight', () => {
    const figures = { a: 3, b: 4 };
    expect(sumFigures<'a'>({ a: 2 }, figures)).toBe(6);
    expect(sumFigures({}, {})).toBe(0);
  });
});

describe('toProbability', () => {
  it.each([
    [0, 0.5],
    [Math.log(3), 0.75],
    [-Math.log(3), 0.25],
    [1000, 1],
    [-1000, 0],
  ])('reads log odds of %d', (logOdds, probability) => {
    expect(toProbability(logOdds)).toBeCloseTo(probability, 12);
  });

  it('grows from 0 to 1', () => {
    const any = fc.double({ noNaN: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [low, high] = [toProbability(Math.min(a, b)), toProbability(Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});
