/** Keys of deliveries already handled, in SQL. */
import type { Kysely } from 'kysely';
import type { Deliveries } from '../requests/ports.ts';
import { attempt } from './connection.ts';
import { DELIVERY_KEPT_MS } from './retention.ts';
import type { Tables } from './tables.ts';

/** One statement decides, so of two calls at once exactly one is first. A day old = forgotten. */
export function createDeliveries(db: Kysely<Tables>): Deliveries {
  return {
    isFirst: (teamId, key, nowMs) =>
      attempt('record a delivery', async () => {
        const result = await db
          .insertInto('deliveries')
          .values({ team_id: teamId, key, first_ms: nowMs })
          .onConflict((conflict) =>
            conflict
              .columns(['team_id', 'key'])
              .doUpdateSet({ first_ms: nowMs })
              .where('deliveries.first_ms', '<=', nowMs - DELIVERY_KEPT_MS),
          )
          .executeTakeFirstOrThrow();
        return result.numInsertedOrUpdatedRows === 1n;
      }),

    forget: (teamId, key) =>
      attempt('forget a delivery', async () => {
        await db
          .deleteFrom('deliveries')
          .where('team_id', '=', teamId)
          .where('key', '=', key)
          .execute();
      }),
  };
}
