import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/search/seeded-random.ts';
import {
  bootstrapInterval,
  bootstrapMeanRatio,
  mean,
  ratioOfMeans,
  testRandomisation,
} from './significance.ts';

/** Scores that differ by these amounts. */
const differBy = (...differences: readonly number[]) =>
  differences.map((difference) => ({ score: 1 + difference, other: 1 }));

describe('createRandom', () => {
  it('gives the published numbers of mulberry32', () => {
    const random = createRandom(1);
    expect([random(), random(), random()]).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
  });
});

describe('testRandomisation', () => {
  it('counts every exchange of a few scores: five of one sign are 2 of 32', () => {
    expect(testRandomisation(differBy(1, 1, 1, 1, 1))).toBe(2 / 32);
    // ±3 ±1 ±2 sums to 4 or more, either way, in 4 of 8.
    expect(testRandomisation(differBy(3, -1, 2))).toBe(4 / 8);
  });

  it('has two sides and takes no notice of queries with equal scores', () => {
    expect(testRandomisation(differBy(-1, -1, -1, -1, -1))).toBe(2 / 32);
    expect(testRandomisation(differBy(1, 0, 1, 0, 1, 1, 1))).toBe(2 / 32);
  });

  it('is 1 when nothing differs, and for no queries', () => {
    expect(testRandomisation(differBy(0, 0))).toBe(1);
    expect(testRandomisation([])).toBe(1);
  });

  it('samples the exchanges of many: 15 of 20 alike are the sign test, p 0.0414', () => {
    const differences = Array.from({ length: 20 }, (_, query) => (query < 15 ? 0.1 : -0.1));
    const p = testRandomisation(differBy(...differences));
    expect(Math.abs(p - 0.0414)).toBeLessThan(0.005);
    expect(testRandomisation(differBy(...differences))).toBe(p);
  });

  it('is never 0 by sampling', () => {
    const p = testRandomisation(differBy(...Array.from({ length: 60 }, () => 1)));
    expect(p).toBe(1 / 10_001);
  });
});

describe('bootstrapMeanRatio', () => {
  it('has no width when every query has the same ratio', () => {
    const twice = [0.1, 0.5, 0.9].map((other) => ({ score: 2 * other, other }));
    const interval = bootstrapMeanRatio([twice, twice]);
    expect(interval?.low).toBeCloseTo(2, 12);
    expect(interval?.high).toBeCloseTo(2, 12);
  });

  it('agrees with the normal interval of a mean: 0.5 ± 1.96 · 0.29 / 10', () => {
    const pairs = Array.from({ length: 100 }, (_, query) => ({ score: query / 99, other: 1 }));
    expect(ratioOfMeans(pairs)).toBeCloseTo(0.5, 12);
    const { low = 0, high = 0 } = bootstrapMeanRatio([pairs]) ?? {};
    expect(Math.abs(low - 0.443)).toBeLessThan(0.005);
    expect(Math.abs(high - 0.557)).toBeLessThan(0.005);
  });

  it('is undefined when there is nothing to divide by', () => {
    expect(bootstrapMeanRatio([[{ score: 1, other: 0 }]])).toBeUndefined();
    expect(bootstrapMeanRatio([[{ score: 0, other: 0 }]])).toBeUndefined();
    expect(bootstrapMeanRatio([])).toBeUndefined();
  });
});

describe('bootstrapInterval', () => {
  it('of a share is near the normal one: 40 of 100, ±1.96 √(.4 · .6 / 100)', () => {
    const shares = Array.from({ length: 100 }, (_, item) => (item < 40 ? 1 : 0));
    const interval = bootstrapInterval(shares, mean);
    expect(Math.abs((interval?.low ?? 0) - 0.304)).toBeLessThan(0.015);
    expect(Math.abs((interval?.high ?? 0) - 0.496)).toBeLessThan(0.015);
    expect(bootstrapInterval(shares, mean)).toEqual(interval);
  });

  it('is a point where nothing varies, and undefined over nothing', () => {
    expect(bootstrapInterval([1, 1, 1], mean)).toEqual({ low: 1, high: 1 });
    expect(bootstrapInterval([], mean)).toBeUndefined();
  });
});
