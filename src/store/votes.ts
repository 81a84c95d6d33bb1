/** What people thought of answers, in SQL. */
import type { Kysely } from 'kysely';
import type { Votes } from '../requests/ports.ts';
import { attempt } from './connection.ts';
import type { Tables } from './tables.ts';

export function createVotes(db: Kysely<Tables>): Votes {
  return {
    cast: (person, answerId, vote, nowMs) =>
      attempt('record a vote', async () => {
        await db
          .insertInto('answer_votes')
          .values({
            team_id: person.teamId,
            user_id: person.userId,
            answer_id: answerId,
            vote,
            at_ms: nowMs,
          })
          .onConflict((conflict) => conflict.doUpdateSet({ vote, at_ms: nowMs }))
          .execute();
      }),

    count: (teamId) =>
      attempt('count the votes', async () => {
        const rows = await db
          .selectFrom('answer_votes')
          .select(['vote', (eb) => eb.fn.countAll<number>().as('votes')])
          .where('team_id', '=', teamId)
          .groupBy('vote')
          .execute();
        const count = { good: 0, bad: 0 };
        for (const { vote, votes } of rows) count[vote] = votes;
        return count;
      }),
  };
}
