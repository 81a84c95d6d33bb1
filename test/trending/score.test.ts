import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  scoreListing,
  scoreRecency,
  scoreTeam,
  scoreTrending,
  scoreUpvotes,
  weighSignal,
} from '../../src/trending/score.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('scoreRecency', () => {
  it.each([
    [0, 1],
    [3, 0.5],
    [6, 0.25],
  ])('after %i workdays is %f', (age, recency) => {
    expect(scoreRecency(age)).toBe(recency);
  });
});

describe('scoreUpvotes', () => {
  it.each([
    [{ fewer: 0, same: 1, of: 1 }, 0.5],
    [{ fewer: 3, same: 1, of: 4 }, 0.875],
    [{ fewer: 0, same: 4, of: 4 }, 0.5],
    [{ fewer: 1, same: 2, of: 4 }, 0.5],
  ])('of %j is %f', (votes, prior) => {
    expect(scoreUpvotes(votes)).toBe(prior);
  });
});

describe('weighSignal', () => {
  it.each([
    ['shared', 0, 3],
    ['saved', 0, 2],
    ['asked', 0, 2],
    ['liked', 0, 1],
    ['opened', 0, 0.5],
    ['rejected', 0, -2],
    ['shared', 3, 1.5],
    ['rejected', 6, -0.5],
    ['liked', -1, 1],
  ] as const)('%s, %i days ago, weighs %f', (kind, days, weight) => {
    expect(weighSignal(kind, days)).toBe(weight);
  });
});

describe('scoreTeam', () => {
  it.each([
    [0, 0],
    [3, 0.5],
    [9, 0.75],
    [-1, -0.5],
    [-2, -2],
    [-2.9, -2],
    [-3, -2],
    [-40, -2],
  ])('of %f is %f', (local, team) => {
    expect(scoreTeam(local)).toBe(team);
  });

  it('is finite, below 1 and never falls as the acts add up', () => {
    const local = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(local, local, (a, b) => {
        expect(scoreTeam(a)).toBeGreaterThanOrEqual(-2);
        expect(scoreTeam(a)).toBeLessThan(1);
        if (a <= b) expect(scoreTeam(a)).toBeLessThanOrEqual(scoreTeam(b));
      }),
    );
  });
});

describe('scoreListing', () => {
  it.each([
    [{ pages: 1, bestPlace: 1, comments: 0 }, 0.3],
    [{ pages: 2, bestPlace: 1, comments: 0 }, 0.55],
    [{ pages: 1, bestPlace: 0, comments: 5 }, 0.1],
    [{ pages: 1, bestPlace: 0, comments: 0 }, 0],
  ])('of %j is %f', (listed, prior) => {
    expect(scoreListing(listed)).toBeCloseTo(prior, 12);
  });
});

describe('scoreTrending', () => {
  it.each([
    [{ recency: 1, prior: 1, team: 0, fit: 0 }, 0.5],
    [{ recency: 0.5, prior: 1, team: 0.5, fit: 1 }, 0.525],
    [{ recency: undefined, prior: 0.4, team: 0, fit: 0 }, 0.2],
    [{ recency: 1, prior: 0, team: -2, fit: 0 }, -1],
  ])('of %j is %f', (parts, score) => {
    expect(scoreTrending(parts)).toBeCloseTo(score, 12);
  });

  it('is finite and rises with each part; with recency while nobody rejected the paper', () => {
    const team = fc.double({ min: -2, max: 1, noNaN: true });
    const recency = fc.option(unit, { nil: undefined });
    const parts = fc.record({ recency, prior: unit, team, fit: unit });
    fc.assert(
      fc.property(parts, unit, (some, more) => {
        const score = scoreTrending(some);
        expect(Number.isFinite(score)).toBe(true);
        for (const part of ['prior', 'team', 'fit'] as const) {
          const raised = { ...some, [part]: Math.max(some[part], more) };
          expect(scoreTrending(raised)).toBeGreaterThanOrEqual(score);
        }
        if (some.recency !== undefined && some.team >= 0) {
          const newer = { ...some, recency: Math.max(some.recency, more) };
          expect(scoreTrending(newer)).toBeGreaterThanOrEqual(score);
        }
      }),
    );
  });
});
