import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectDiverse } from '../../src/digest/select-diverse.ts';

type Candidate = { readonly id: number; readonly score: number; readonly about: number };

const anyCandidates = fc
  .array(fc.record({ score: fc.double({ min: -1, max: 1, noNaN: true }), about: fc.nat(5) }), {
    maxLength: 60,
  })
  .map((all) =>
    all.toSorted((a, b) => b.score - a.score).map((each, id): Candidate => ({ id, ...each })),
  );

/** Alike when about the same; a little alike otherwise, differently for each pair. */
const compare = (one: Candidate, other: Candidate) =>
  one.about === other.about ? 0.9 : ((one.id * 7 + other.id * 7) % 13) / 40;

const sum = (all: readonly Candidate[]) => all.reduce((total, { score }) => total + score, 0);
const likeness = (all: readonly Candidate[]) =>
  all
    .flatMap((one, at) => all.slice(at + 1).map((other) => compare(one, other)))
    .reduce((a, b) => a + b, 0);

describe('selectDiverse', () => {
  it('exchanges what says the same for something else that scores nearly as much', () => {
    const all = [1, 0.99, 0.98, 0.97, 0.3].map((score, id) => {
      return { id, score, about: [0, 0, 0, 1, 2][id] ?? 0 };
    });
    expect(selectDiverse(all, 3, compare).map(({ id }) => id)).toEqual([0, 1, 3]);
    expect(selectDiverse(all, 2, compare).map(({ id }) => id)).toEqual([0, 3]);
  });

  it('keeps the best, the order and nine tenths of the score, and is never more alike', () => {
    fc.assert(
      fc.property(anyCandidates, fc.integer({ min: 1, max: 6 }), (all, size) => {
        const plain = all.slice(0, size);
        const chosen = selectDiverse(all, size, compare);
        expect(chosen).toHaveLength(plain.length);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen[0]).toBe(all[0]);
        expect(chosen.map(({ id }) => id)).toEqual(
          chosen.map(({ id }) => id).toSorted((a, b) => a - b),
        );
        if (sum(plain) > 0) expect(sum(chosen)).toBeGreaterThanOrEqual(0.9 * sum(plain) - 1e-9);
        else expect(chosen).toEqual(plain);
        expect(likeness(chosen)).toBeLessThanOrEqual(likeness(plain) + 1e-9);
        expect(selectDiverse(all, size, compare)).toEqual(chosen);
      }),
    );
  });
});
