/**
 * What `/papers privacy` says: what is kept, how long, and who else reads what people type. The
 * figures are those the store and the lists themselves go by.
 */
import { ANSWER_LIFE_MS, type Library, nameWriter } from './library.ts';
import { LIST_LIFE_MS } from './lists.ts';
import type { PrivacyReply } from './replies.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long the store keeps what it is told. */
export type Kept = {
  /** How many searches a person. */
  readonly searches: number;
  /** After a list expired: what it was made of, and when that was a message or a question. */
  readonly subjectMs: number;
  readonly messageMs: number;
  /** Questions without an answer, since they were last asked, and votes. */
  readonly reportMs: number;
  /** How many questions without an answer a team. */
  readonly misses: number;
  /** Which messages and events have been handled. */
  readonly deliveryMs: number;
};

export function buildPrivacy(library: Library, kept: Kept): PrivacyReply {
  return {
    kind: 'privacy',
    searches: kept.searches,
    listDays: toDays(LIST_LIFE_MS + kept.subjectMs),
    messageDays: toDays(LIST_LIFE_MS + kept.messageMs),
    answerDays: toDays(ANSWER_LIFE_MS),
    reportDays: toDays(kept.reportMs),
    misses: kept.misses,
    deliveryDays: toDays(kept.deliveryMs),
    outside: library.outside,
    writer: nameWriter(library),
  };
}

/** Rounded up: what is said is never less than what is kept. */
function toDays(ms: number): number {
  return Math.ceil(ms / DAY_MS);
}
