/**
 * The digest log in SQL: what was chosen for a day, and what became of each post.
 *
 *     (no row) → claimed → sent
 *                        → unknown → sent, once it was found
 *                        → refused → claimed …
 *
 * Every write is flushed to disk before it counts: a claim forgotten in a power cut would post
 * twice.
 */
import type { Kysely, Selectable } from 'kysely';
import type {
  DigestLog,
  DigestPart,
  DigestRecord,
  PostOutcome,
  PostState,
} from '../digest/digest.ts';
import type { Destination } from '../model/actor.ts';
import type { Day } from '../model/paper.ts';
import { attempt, durably } from './connection.ts';
import type { Tables } from './tables.ts';

/** Claiming or settling a post of a digest that was never begun throws `store_failed`. */
export function createDigestLog(db: Kysely<Tables>): DigestLog {
  return {
    begin: (destination, day, paperIds, nowMs) =>
      attempt('begin a digest', () =>
        durably(db, async (transaction) => {
          if (await hasBegun(transaction, destination, day)) return false;
          const shown = await loadShown(transaction, destination);
          if (paperIds.some((id) => shown.has(id))) return false;
          const key = keyOf(destination, day);
          const papers = paperIds.map((id, place) => ({ ...key, paper_id: id, place }));
          await transaction
            .insertInto('digests')
            .values({ ...key, begun_ms: nowMs })
            .execute();
          if (papers.length > 0) {
            await transaction.insertInto('digest_papers').values(papers).execute();
          }
          return true;
        }),
      ),

    // One transaction, so that papers and posts are of the same moment.
    latest: (destination) =>
      attempt('load a digest', () =>
        db.transaction().execute((transaction) => loadLatest(transaction, destination)),
      ),

    claimPost: (destination, day, part) =>
      attempt('claim a post', () =>
        durably(db, async (transaction) => {
          const result = await transaction
            .insertInto('digest_posts')
            .values({ ...keyOf(destination, day), part, state: 'claimed' })
            .onConflict((conflict) =>
              conflict
                .columns(['team_id', 'channel_id', 'day', 'part'])
                .doUpdateSet({ state: 'claimed', error: null })
                .where('digest_posts.state', '=', 'refused'),
            )
            .executeTakeFirstOrThrow();
          return result.numInsertedOrUpdatedRows === 1n;
        }),
      ),

    settlePost: (destination, day, part, outcome) =>
      attempt('settle a post', () =>
        durably(db, (transaction) =>
          savePost(transaction, { ...keyOf(destination, day), part }, outcome),
        ),
      ),

    shownPapers: (destination) =>
      attempt('list the papers shown', () => loadShown(db, destination)),
  };
}

/**
 * What is sent stays sent, and what is refused waits for a claim: no late answer of an earlier
 * attempt opens the way to a second post. A post that nobody claimed is recorded all the same,
 * because it did happen.
 */
async function savePost(
  db: Kysely<Tables>,
  key: ReturnType<typeof keyOf> & { readonly part: DigestPart },
  outcome: PostOutcome,
): Promise<void> {
  const row = {
    state: outcome.state,
    ts: outcome.state === 'sent' ? outcome.ts : null,
    error: outcome.state === 'refused' ? outcome.error : null,
  };
  await db
    .insertInto('digest_posts')
    .values({ ...key, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['team_id', 'channel_id', 'day', 'part'])
        .doUpdateSet(row)
        .where('digest_posts.state', 'in', ['claimed', 'unknown']),
    )
    .execute();
}

async function loadLatest(
  db: Kysely<Tables>,
  destination: Destination,
): Promise<DigestRecord | undefined> {
  const latest = await db
    .selectFrom('digests')
    .select('day')
    .where('team_id', '=', destination.teamId)
    .where('channel_id', '=', destination.channelId)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest === undefined) return undefined;
  const { day } = latest;
  const papers = await db
    .selectFrom('digest_papers')
    .select('paper_id')
    .where('team_id', '=', destination.teamId)
    .where('channel_id', '=', destination.channelId)
    .where('day', '=', day)
    .orderBy('place')
    .execute();
  const posts = await db
    .selectFrom('digest_posts')
    .select(['part', 'state', 'ts', 'error'])
    .where('team_id', '=', destination.teamId)
    .where('channel_id', '=', destination.channelId)
    .where('day', '=', day)
    .execute();
  return {
    day,
    paperIds: papers.map((row) => row.paper_id),
    posts: new Map(posts.map((row) => [row.part, buildState(row)])),
  };
}

function keyOf(destination: Destination, day: Day) {
  return { team_id: destination.teamId, channel_id: destination.channelId, day };
}

async function hasBegun(db: Kysely<Tables>, destination: Destination, day: Day): Promise<boolean> {
  const row = await db
    .selectFrom('digests')
    .select('day')
    .where('team_id', '=', destination.teamId)
    .where('channel_id', '=', destination.channelId)
    .where('day', '=', day)
    .executeTakeFirst();
  return row !== undefined;
}

async function loadShown(db: Kysely<Tables>, destination: Destination) {
  const rows = await db
    .selectFrom('digest_papers')
    .select('paper_id')
    .where('team_id', '=', destination.teamId)
    .where('channel_id', '=', destination.channelId)
    .execute();
  return new Set(rows.map((row) => row.paper_id));
}

/** The table's checks keep `ts` and `error` beside their state; the empty texts never show. */
function buildState(
  row: Pick<Selectable<Tables['digest_posts']>, 'state' | 'ts' | 'error'>,
): PostState {
  switch (row.state) {
    case 'sent':
      return { state: 'sent', ts: row.ts ?? '' };
    case 'refused':
      return { state: 'refused', error: row.error ?? '' };
    case 'claimed':
    case 'unknown':
      return { state: row.state };
  }
}
