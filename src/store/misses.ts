/** Questions no abstract answered, in SQL: one row a question, and nobody's name. */
import type { Kysely } from 'kysely';
import type { Misses } from '../requests/ports.ts';
import { attempt } from './connection.ts';
import { MISSES_KEPT } from './retention.ts';
import type { Tables } from './tables.ts';

export function createMisses(db: Kysely<Tables>): Misses {
  return {
    add: (teamId, { question, outcome, by }, nowMs) =>
      attempt('keep a question without an answer', () =>
        db.transaction().execute(async (transaction) => {
          const said = { question, outcome, last_ms: nowMs };
          const once = { asked: by === 'asked' ? 1 : 0, reported: by === 'reported' ? 1 : 0 };
          await transaction
            .insertInto('misses')
            .values({ team_id: teamId, normal: fold(question), ...said, ...once })
            .onConflict((conflict) =>
              conflict.columns(['team_id', 'normal']).doUpdateSet((eb) => ({
                ...said,
                asked: eb('misses.asked', '+', once.asked),
                reported: eb('misses.reported', '+', once.reported),
              })),
            )
            .execute();
          await dropOldest(transaction, teamId);
        }),
      ),

    list: (teamId, limit) =>
      attempt('list questions without an answer', async () => {
        const rows = await db
          .selectFrom('misses')
          .select(['question', 'outcome', 'asked', 'reported', 'last_ms'])
          .where('team_id', '=', teamId)
          .orderBy('reported', 'desc')
          .orderBy('asked', 'desc')
          .orderBy('last_ms', 'desc')
          .orderBy('normal')
          .limit(limit)
          .execute();
        return rows.map(({ last_ms, ...miss }) => ({ ...miss, lastMs: last_ms }));
      }),
  };
}

/** Leaves the newest; of the same instant those that come first by name. */
async function dropOldest(transaction: Kysely<Tables>, teamId: string): Promise<void> {
  const newest = transaction
    .selectFrom('misses')
    .select('normal')
    .where('team_id', '=', teamId)
    .orderBy('last_ms', 'desc')
    .orderBy('normal')
    .limit(MISSES_KEPT);
  await transaction
    .deleteFrom('misses')
    .where('team_id', '=', teamId)
    .where('normal', 'not in', newest)
    .execute();
}

/** Case, spacing and the mark at the end do not make it another question. */
function fold(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s?!.]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
