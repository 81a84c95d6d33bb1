/**
 * Decides whether the best evidence is an answer, the closest there is, or nothing at all: two
 * fitted models over the same named figures, whether the question is about something that is here,
 * and whether a sentence states what it asks.
 */
import type { Outcome } from './answer.ts';
import type { OutcomeFigure, OutcomeFigures } from './case-figures.ts';
import { type LinearModel, scoreFigures, toProbability } from './linear-model.ts';

export type OutcomeModel = {
  /** Log odds that the collection is about what was asked, and that a sentence states it. */
  readonly subject: LinearModel<OutcomeFigure>;
  readonly answer: LinearModel<OutcomeFigure>;
  /** Probabilities from which on it counts so. */
  readonly subjectFrom: number;
  readonly answerFrom: number;
};

/**
 * `confidence` is the probability that the documents read answer the question, as judged ones were
 * answered or not; not that the first quote does.
 */
export function decideOutcome(
  model: OutcomeModel,
  figures: OutcomeFigures,
): { readonly outcome: Outcome; readonly confidence: number } {
  const confidence = toProbability(scoreFigures(model.answer, figures));
  const subject = toProbability(scoreFigures(model.subject, figures));
  if (subject < model.subjectFrom) return { outcome: 'nothing', confidence };
  return { outcome: confidence >= model.answerFrom ? 'answer' : 'closest', confidence };
}
