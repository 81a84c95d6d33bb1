import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/answer/answer.ts';
import { decideOutcome, type OutcomeModel } from '../../src/answer/decide-outcome.ts';
import { NO_FIGURES } from './made-readings.ts';

/** Each an even chance when half is said: the subject in any sentence, the answer in the first quote. */
const MODEL: OutcomeModel = {
  subject: { bias: -5, weights: { ...NO_FIGURES, bestSaid: 10 } },
  answer: { bias: -5, weights: { ...NO_FIGURES, titled: 10 } },
  subjectFrom: 0.5,
  answerFrom: 0.9,
};
const EVERY: readonly Outcome[] = ['nothing', 'closest', 'answer'];
const sizeOf = (outcome: Outcome) => EVERY.indexOf(outcome);

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const anyFigures = fc
  .record({ bestSaid: unit, titled: unit, missing: unit })
  .map((known) => ({ ...NO_FIGURES, ...known }));

describe('decideOutcome', () => {
  it.each([
    ['answer', 'both are likely', { bestSaid: 1, titled: 1 }, 0.9933],
    ['closest', 'no sentence states it', { bestSaid: 1, titled: 0.4 }, 0.2689],
    ['nothing', 'the subject is not here', { bestSaid: 0.2, titled: 0.2 }, 0.0474],
    ['nothing', 'the subject is not here, whatever is stated', { bestSaid: 0, titled: 1 }, 0.9933],
    ['closest', 'the subject is just likely enough', { bestSaid: 0.5, titled: 0.5 }, 0.5],
  ])('says %s when %s', (outcome, _, known, confidence) => {
    const decided = decideOutcome(MODEL, { ...NO_FIGURES, ...known });
    expect(decided).toEqual({ outcome, confidence: expect.closeTo(confidence, 4) });
  });

  it('says answer from the threshold on', () => {
    const figures = { ...NO_FIGURES, bestSaid: 1, titled: 0.5 };
    expect(decideOutcome({ ...MODEL, answerFrom: 0.5 }, figures).outcome).toBe('answer');
    expect(decideOutcome({ ...MODEL, answerFrom: 0.501 }, figures).outcome).toBe('closest');
  });

  it('says no more for higher thresholds, and is as sure', () => {
    fc.assert(
      fc.property(anyFigures, unit, unit, unit, unit, (figures, ...thresholds) => {
        const [answerA, answerB, subjectA, subjectB] = thresholds;
        const at = (answerFrom: number, subjectFrom: number) =>
          decideOutcome({ ...MODEL, answerFrom, subjectFrom }, figures);
        const low = at(Math.min(answerA, answerB), Math.min(subjectA, subjectB));
        const high = at(Math.max(answerA, answerB), Math.max(subjectA, subjectB));
        expect(sizeOf(high.outcome)).toBeLessThanOrEqual(sizeOf(low.outcome));
        expect(high.confidence).toBe(low.confidence);
      }),
    );
  });

  it('says no less for more of what speaks for it', () => {
    fc.assert(
      fc.property(anyFigures, unit, unit, (figures, bestSaid, titled) => {
        const more = {
          ...figures,
          bestSaid: Math.max(figures.bestSaid, bestSaid),
          titled: Math.max(figures.titled, titled),
        };
        const [some, other] = [decideOutcome(MODEL, figures), decideOutcome(MODEL, more)];
        expect(sizeOf(other.outcome)).toBeGreaterThanOrEqual(sizeOf(some.outcome));
        expect(other.confidence).toBeGreaterThanOrEqual(some.confidence);
      }),
    );
  });
});
