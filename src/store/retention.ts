/**
 * How long what is stored stays, in one place. What is not named here stays until its person
 * removes it (saves, signals) or for good (shares and digests: forgetting one would repeat a post).
 */
import type { Kysely } from 'kysely';
import type { Kept } from '../requests/privacy.ts';
import { attempt } from './connection.ts';
import type { Tables } from './tables.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * `Deliveries` promises a day. Slack redelivers an event at once, after 1 and after 5 minutes, and
 * with Delayed Events hourly for 24 hours (https://docs.slack.dev/apis/events-api/).
 */
export const DELIVERY_KEPT_MS = DAY_MS;

/**
 * After its ids are gone, what a list was made of stays, so that a button in an older message can
 * repeat the search; after this long the message has scrolled away.
 */
export const SUBJECT_KEPT_MS = 30 * DAY_MS;

/** The subject of a `related` list is a message or a question, perhaps a private one. */
export const MESSAGE_KEPT_MS = DAY_MS;

/** Searches remembered a person: the App Home shows five, the rest leaves room for a longer list. */
export const SEARCHES_KEPT = 20;

/**
 * Questions without an answer, since they were last asked, and votes. Two quarters show what a team
 * keeps missing; what nobody asked again since then, newer papers have answered or nobody misses.
 */
export const REPORT_KEPT_MS = 180 * DAY_MS;

/** Questions without an answer, the newest: more than anybody reads through. */
export const MISSES_KEPT = 1000;

/** As `/papers privacy` says it. */
export const KEPT: Kept = {
  searches: SEARCHES_KEPT,
  subjectMs: SUBJECT_KEPT_MS,
  messageMs: MESSAGE_KEPT_MS,
  reportMs: REPORT_KEPT_MS,
  misses: MISSES_KEPT,
  deliveryMs: DELIVERY_KEPT_MS,
};

/**
 * Drops what is past its time at `nowMs`: ids of expired lists, lists expired 30 days ago (those
 * near a message: a day ago), answers nobody can follow up any more, keys of deliveries a day old,
 * questions without an answer and votes 180 days old. All or nothing; safe to repeat. Throws
 * `store_failed`.
 */
export function purgeExpired(db: Kysely<Tables>, nowMs: number): Promise<void> {
  return attempt('drop what is past its time', () =>
    db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('result_sets')
        .where('expires_ms', '<=', nowMs - SUBJECT_KEPT_MS)
        .execute();
      await transaction
        .deleteFrom('result_sets')
        .where('kind', '=', 'related')
        .where('expires_ms', '<=', nowMs - MESSAGE_KEPT_MS)
        .execute();
      await transaction
        .updateTable('result_sets')
        .set({ paper_ids: null })
        .where('expires_ms', '<=', nowMs)
        .where('paper_ids', 'is not', null)
        .execute();
      await transaction.deleteFrom('answers').where('expires_ms', '<=', nowMs).execute();
      await transaction
        .deleteFrom('deliveries')
        .where('first_ms', '<=', nowMs - DELIVERY_KEPT_MS)
        .execute();
      await transaction
        .deleteFrom('misses')
        .where('last_ms', '<=', nowMs - REPORT_KEPT_MS)
        .execute();
      await transaction
        .deleteFrom('answer_votes')
        .where('at_ms', '<=', nowMs - REPORT_KEPT_MS)
        .execute();
    }),
  );
}
