/**
 * Result sets in SQL.
 */
import type { Kysely } from 'kysely';
import type { ResultSets } from '../requests/ports.ts';
import { attempt } from './connection.ts';
import { parsePaperIds } from './paper-ids.ts';
import type { Tables } from './tables.ts';

/**
 * A list whose ids were purged, or cannot be read, comes back empty and expired since ever: the
 * caller then repeats the search from its subject, so a damaged row costs its owner nothing.
 */
export function createResultSets(db: Kysely<Tables>): ResultSets {
  return {
    save: (set) =>
      attempt('save a list of papers', async () => {
        const row = {
          kind: set.kind,
          subject: set.subject,
          paper_ids: JSON.stringify(set.paperIds),
          expires_ms: set.expiresMs,
        };
        await db
          .insertInto('result_sets')
          .values({ team_id: set.owner.teamId, user_id: set.owner.userId, id: set.id, ...row })
          .onConflict((conflict) => conflict.doUpdateSet(row))
          .execute();
      }),

    load: (person, id) =>
      attempt('load a list of papers', async () => {
        const row = await db
          .selectFrom('result_sets')
          .select(['kind', 'subject', 'paper_ids', 'expires_ms'])
          .where('team_id', '=', person.teamId)
          .where('user_id', '=', person.userId)
          .where('id', '=', id)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const paperIds = parsePaperIds(row.paper_ids);
        return {
          id,
          owner: { teamId: person.teamId, userId: person.userId },
          kind: row.kind,
          subject: row.subject,
          paperIds: paperIds ?? [],
          expiresMs: paperIds === undefined ? 0 : row.expires_ms,
        };
      }),
  };
}
