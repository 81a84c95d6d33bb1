import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerFeatures, decideOutcome } from '../../src/answer/decide-outcome.ts';

const FULL: AnswerFeatures = {
  hero: 1,
  titled: 1,
  document: 1,
  unknown: 0,
  rarity: 1,
  hasSubject: true,
};

describe('decideOutcome', () => {
  it.each([
    ['everything is in one sentence', FULL, 'answer', 1],
    ['half of it is', { ...FULL, hero: 0.5, titled: 0.6, document: 0.9 }, 'closest', 0.64],
    ['hardly any of it is', { ...FULL, hero: 0.3, titled: 0.3, document: 0.4 }, 'nothing', 0.33],
    ['a little of it is unknown', { ...FULL, unknown: 0.1 }, 'closest', 0.9],
    ['half of it is unknown', { ...FULL, unknown: 0.5 }, 'nothing', 0.5],
    ['its words are everywhere', { ...FULL, rarity: 0.2 }, 'closest', 1],
    ['its only word is not in the title', { ...FULL, hasSubject: false }, 'closest', 1],
  ])('when %s', (_, features, outcome, confidence) => {
    const decided = decideOutcome(features);
    expect(decided.outcome).toBe(outcome);
    expect(decided.confidence).toBeCloseTo(confidence, 12);
  });

  it('is surer the more is covered and the less unknown, and never answers the unknown', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const features = fc.record({
      hero: unit,
      titled: unit,
      document: unit,
      unknown: unit,
      rarity: unit,
      hasSubject: fc.boolean(),
    });
    fc.assert(
      fc.property(features, unit, (some, other) => {
        const { outcome, confidence } = decideOutcome(some);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (some.unknown > 0) expect(outcome).not.toBe('answer');
        for (const name of ['hero', 'titled', 'document'] as const) {
          const raised = { ...some, [name]: Math.max(some[name], other) };
          expect(decideOutcome(raised).confidence).toBeGreaterThanOrEqual(confidence);
        }
        const clearer = { ...some, unknown: Math.min(some.unknown, other) };
        expect(decideOutcome(clearer).confidence).toBeGreaterThanOrEqual(confidence);
      }),
    );
  });
});
