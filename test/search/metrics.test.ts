import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, ndcgAt, recallAt, reciprocalRankAt } from '../../src/search/metrics.ts';

const JUDGED = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 2],
  ['d', 0],
]);

describe('metrics', () => {
  it('divides discounted gain by that of the best order of all judged documents', () => {
    // b d a: 1 + 0/log2(3) + 3/log2(4) = 2.5; a c b: 3 + 2/log2(3) + 1/log2(4) = 4.76186
    expect(ndcgAt(10, ['b', 'd', 'a'], JUDGED)).toBeCloseTo(2.5 / 4.76186, 5);
    // At 1 the best is 3.
    expect(ndcgAt(1, ['b', 'd', 'a'], JUDGED)).toBeCloseTo(1 / 3, 5);
  });

  it('averages precision over the relevant documents, found or not', () => {
    // b at 1, a at 3, c missing: (1/1 + 2/3) / 3
    expect(averagePrecision(['b', 'd', 'a'], JUDGED)).toBeCloseTo(5 / 9, 10);
  });

  it('counts recall and the first relevant rank within the depth only', () => {
    expect(recallAt(2, ['b', 'd', 'a'], JUDGED)).toBeCloseTo(1 / 3, 10);
    expect(recallAt(3, ['b', 'd', 'a'], JUDGED)).toBeCloseTo(2 / 3, 10);
    expect(reciprocalRankAt(10, ['x', 'd', 'a'], JUDGED)).toBeCloseTo(1 / 3, 10);
    expect(reciprocalRankAt(2, ['x', 'd', 'a'], JUDGED)).toBe(0);
  });

  it('is 0 where nothing is relevant', () => {
    const none = new Map([['d', 0]]);
    for (const metric of [ndcgAt, recallAt, reciprocalRankAt])
      expect(metric(10, ['d'], none)).toBe(0);
    expect(averagePrecision(['d'], none)).toBe(0);
  });

  it('takes a negative grade as no gain', () => {
    expect(
      ndcgAt(
        10,
        ['s', 'a'],
        new Map([
          ['s', -2],
          ['a', 1],
        ]),
      ),
    ).toBeCloseTo(1 / Math.log2(3), 10);
  });

  it('is 1 for the best order and within 0 and 1 for any', () => {
    expect(ndcgAt(10, ['a', 'c', 'b'], JUDGED)).toBe(1);
    expect(averagePrecision(['a', 'c', 'b'], JUDGED)).toBe(1);
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'x', 'y']), (ranking) => {
        for (const metric of [ndcgAt, recallAt, reciprocalRankAt]) {
          expect(metric(3, ranking, JUDGED)).toBeGreaterThanOrEqual(0);
          expect(metric(3, ranking, JUDGED)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
