import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildLogFactorials,
  findCutoff,
  tailProbability,
} from '../../src/trending/significance.ts';

const logFactorials = buildLogFactorials(2000);
const tail = (hits: number, drawn: number, carriers: number, all: number) =>
  tailProbability({ hits, drawn, carriers, all }, logFactorials);

describe('tailProbability', () => {
  it.each([
    // Fisher's lady tasting tea: 1 way of 70 to have all four, 17 to have at least three.
    [4, 4, 4, 8, 1 / 70],
    [3, 4, 4, 8, 17 / 70],
    [0, 4, 4, 8, 1],
    // All three carriers among 5 of 10: C(7,2)/C(10,5).
    [3, 5, 3, 10, 21 / 252],
    [2, 4, 3, 5, 1],
  ])('of at least %i of %i drawn, %i carriers of %i', (...[hits, drawn, carriers, all, p]) => {
    expect(tail(hits, drawn, carriers, all)).toBeCloseTo(p, 12);
  });

  it('is a probability that falls with the hits', () => {
    const size = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat(), (all, a, b, c) => {
        const drawn = a % (all + 1);
        const carriers = b % (all + 1);
        const hits = c % (Math.min(drawn, carriers) + 1);
        const p = tail(hits, drawn, carriers, all);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(tail(hits + 1, drawn, carriers, all)).toBeLessThanOrEqual(p + 1e-9);
      }),
    );
  });
});

describe('findCutoff', () => {
  it('is the example of Benjamini and Hochberg 1995, section 3.2', () => {
    const probabilities = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(findCutoff(probabilities.toReversed(), 0.05)).toBe(0.0095);
  });

  it('is 0 where nothing counts', () => {
    expect(findCutoff([], 0.05)).toBe(0);
    expect(findCutoff([0.04, 0.9], 0.05)).toBe(0);
  });
});
