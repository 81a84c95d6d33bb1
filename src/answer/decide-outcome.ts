/**
 * Decides from a few named figures whether the quotes are an answer, the closest there is, or
 * nothing at all. Every threshold stands here with its reason.
 */
import type { Outcome } from './answer.ts';

/** Shares are of the question's weight, 0 to 1. */
export type AnswerFeatures = {
  /** Covered by the best sentence alone. */
  readonly hero: number;
  /** Covered by that sentence and its document's title. */
  readonly titled: number;
  /** Covered by the document that covers most, title and abstract. */
  readonly document: number;
  /** Carried by words that nobody in the collection uses. */
  readonly unknown: number;
  /** Of the best sentence's question words together; 0 = every document has them. */
  readonly rarity: number;
  /** False when the question has one word and the best document's title lacks it. */
  readonly hasSubject: boolean;
};

/** How much each figure says; the sentence most, since it is what people are shown. */
const SHARES = { hero: 0.5, titled: 0.2, document: 0.3 };

/**
 * From here on the sentence states what was asked. Two thirds: of three equally rare words of a question
 * two may be in the sentence when the third is close by.
 */
const ANSWER_FROM = 0.66;
/** Below, more than half of the question is nowhere in the best document. */
const CLOSEST_FROM = 0.45;
/** A question is outside the collection when so much of it is in no document at all. */
const UNKNOWN_FROM = 0.5;
/**
 * Words that are everywhere name no subject: of 724 papers, 0.25 is one word that 140 of them
 * have, or two that 320 have.
 */
const RARITY_FROM = 0.25;

/**
 * `confidence` is 0 to 1; it rises with hero, titled and document and falls with unknown. A
 * question with a word nobody here wrote about is never answered: the rest of the sentence is
 * about something else.
 */
export function decideOutcome(features: AnswerFeatures): {
  readonly outcome: Outcome;
  readonly confidence: number;
} {
  const { hero, titled, document, unknown, rarity, hasSubject } = features;
  const covered = SHARES.hero * hero + SHARES.titled * titled + SHARES.document * document;
  const confidence = Math.min(1, covered) * (1 - unknown);
  if (confidence < CLOSEST_FROM || unknown >= UNKNOWN_FROM) {
    return { outcome: 'nothing', confidence };
  }
  const isCovered = confidence >= ANSWER_FROM && unknown === 0 && rarity >= RARITY_FROM;
  // Any sentence covers a question of one word ("What is life?"); only a title is about it.
  const isAnswer = isCovered && hasSubject;
  return { outcome: isAnswer ? 'answer' : 'closest', confidence };
}
