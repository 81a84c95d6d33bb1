/** Subscriptions in SQL. */
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Subscription, Subscriptions } from '../digest/subscription.ts';
import { attempt } from './connection.ts';
import type { Tables } from './tables.ts';

type Row = Selectable<Tables['subscriptions']>;

export function createSubscriptions(db: Kysely<Tables>): Subscriptions {
  const ofTeam = (teamId: string) =>
    db.selectFrom('subscriptions').selectAll().where('team_id', '=', teamId);

  return {
    list: (teamId) =>
      attempt('list the subscriptions', async () => {
        const rows = await ofTeam(teamId)
          .orderBy('channel_id')
          .orderBy('kind', 'desc')
          .orderBy('since_ms')
          .orderBy('id')
          .execute();
        return rows.map(fromRow);
      }),

    find: (teamId, id) =>
      attempt('find a subscription', async () => {
        const row = await ofTeam(teamId).where('id', '=', id).executeTakeFirst();
        return row && fromRow(row);
      }),

    save: (subscription) =>
      attempt('save a subscription', async () => {
        // Replaces by either key: its id, and for a digest its destination.
        await db.replaceInto('subscriptions').values(toRow(subscription)).execute();
      }),

    remove: (teamId, id) =>
      attempt('remove a subscription', async () => {
        const result = await db
          .deleteFrom('subscriptions')
          .where('team_id', '=', teamId)
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        return result.numDeletedRows > 0n;
      }),
  };
}

function toRow({ destination, schedule, interest, pause, ...rest }: Subscription): Row {
  return {
    team_id: destination.teamId,
    id: rest.id,
    kind: rest.kind,
    channel_id: destination.channelId,
    zone: schedule.zone,
    hour: schedule.hour,
    minute: schedule.minute,
    weekdays: JSON.stringify(schedule.weekdays),
    topics: JSON.stringify(interest.topics),
    exclusions: JSON.stringify(interest.exclusions),
    min_score: interest.minScore,
    weekly: rest.weekly ? 1 : 0,
    created_by: rest.createdBy ?? null,
    since_ms: rest.sinceMs,
    paused: pause === undefined ? 0 : 1,
    paused_until_ms: pause?.untilMs ?? null,
    pause_error: pause?.error ?? null,
  };
}

const textsSchema = z.array(z.string());
const weekdaysSchema = z.array(z.number());

function fromRow(row: Row): Subscription {
  return {
    id: row.id,
    kind: row.kind,
    destination: { teamId: row.team_id, channelId: row.channel_id },
    schedule: {
      zone: row.zone,
      hour: row.hour,
      minute: row.minute,
      weekdays: weekdaysSchema.parse(JSON.parse(row.weekdays)),
    },
    interest: {
      topics: textsSchema.parse(JSON.parse(row.topics)),
      exclusions: textsSchema.parse(JSON.parse(row.exclusions)),
      minScore: row.min_score,
    },
    weekly: row.weekly === 1,
    createdBy: row.created_by ?? undefined,
    sinceMs: row.since_ms,
    pause:
      row.paused === 0
        ? undefined
        : { untilMs: row.paused_until_ms ?? undefined, error: row.pause_error ?? undefined },
  };
}
