/**
 * The ledger in SQL: what was decided for an occasion, and what became of each post.
 *
 *     (no row) → claimed → sent
 *                        → refused → claimed …
 *                        → unknown
 *
 * Every write is flushed to disk before it counts: a claim forgotten in a power cut would post
 * twice.
 */
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type {
  Edition,
  EditionEnd,
  EditionKey,
  EditionPlan,
  Ledger,
  PostState,
  Silence,
} from '../digest/digest.ts';
import type { Destination } from '../model/actor.ts';
import { type Day, daySchema, type PaperId } from '../model/paper.ts';
import { attempt, durably } from './connection.ts';
import { parsePaperIds } from './paper-ids.ts';
import type { Tables } from './tables.ts';

/** Claiming or settling a post of an edition that was never begun throws `store_failed`. */
export function createLedger(db: Kysely<Tables>): Ledger {
  return { ...createWrites(db), ...createReads(db) };
}

function createWrites(db: Kysely<Tables>): Pick<Ledger, 'begin' | 'claim' | 'settle' | 'finish'> {
  return {
    begin: (plan, nowMs) =>
      attempt('begin an edition', () =>
        durably(db, (connection) =>
          connection.transaction().execute((each) => beginEdition(each, plan, nowMs)),
        ),
      ),

    claim: (key, part, nowMs) =>
      attempt('claim a post', () =>
        durably(db, async (connection) => {
          const claimed = { state: 'claimed', at_ms: nowMs, ts: null, error: null } as const;
          const result = await connection
            .insertInto('edition_posts')
            .values({ ...columnsOf(key), part, ...claimed })
            .onConflict((conflict) =>
              conflict
                .columns(['team_id', 'channel_id', 'series', 'day', 'part'])
                .doUpdateSet(claimed)
                .where('edition_posts.state', '=', 'refused'),
            )
            .executeTakeFirstOrThrow();
          return result.numInsertedOrUpdatedRows === 1n;
        }),
      ),

    settle: (key, part, outcome) =>
      attempt('settle a post', () =>
        durably(db, async (connection) => {
          await connection
            .updateTable('edition_posts')
            .set({
              state: outcome.state,
              ts: outcome.state === 'sent' ? outcome.ts : null,
              error: outcome.state === 'refused' ? outcome.error : null,
              ...('atMs' in outcome && { at_ms: outcome.atMs }),
            })
            .where((eb) => eb.and({ ...columnsOf(key), part, state: 'claimed' }))
            .execute();
        }),
      ),

    finish: (key, end, nowMs) =>
      attempt('end an edition', () =>
        durably(db, (connection) =>
          connection.transaction().execute((each) => finishEdition(each, key, { end, nowMs })),
        ),
      ),
  };
}

async function finishEdition(
  db: Kysely<Tables>,
  key: EditionKey,
  { end, nowMs }: { readonly end: EditionEnd; readonly nowMs: number },
): Promise<void> {
  const result = await db
    .updateTable('editions')
    .set({ end, ended_ms: nowMs })
    .where((eb) => eb.and(columnsOf(key)))
    .where('end', 'is', null)
    .executeTakeFirstOrThrow();
  if (end !== 'missed' || result.numUpdatedRows === 0n) return;
  await db
    .deleteFrom('shown_papers')
    .where((eb) => eb.and(columnsOf(key)))
    .execute();
}

function createReads(db: Kysely<Tables>): Omit<Ledger, 'begin' | 'claim' | 'settle' | 'finish'> {
  return {
    load: (key) =>
      attempt('load an edition', async () => {
        const [edition] = await load(db, (query) => query.where((eb) => eb.and(columnsOf(key))));
        return edition;
      }),

    open: (teamId) => attempt('list the open editions', () => loadOpen(db, teamId)),

    newest: (teamId, since, until) =>
      attempt('list the newest editions', async () => {
        const rows = await db
          .selectFrom('editions')
          .select(['channel_id', 'series', (eb) => eb.fn.max('day').as('day')])
          .where('team_id', '=', teamId)
          .where('day', '>=', since)
          .where('day', '<=', until)
          .groupBy(['channel_id', 'series'])
          .execute();
        return rows.map(({ channel_id, series, day }) => ({ channelId: channel_id, series, day }));
      }),

    recent: ({ destination, series, withSilent = false }, limit) =>
      attempt('list the last editions', () =>
        load(db, (query) =>
          (withSilent ? query : query.where('kind', '!=', 'silent'))
            .where('team_id', '=', destination.teamId)
            .where('channel_id', '=', destination.channelId)
            .where('series', '=', series)
            .orderBy('day', 'desc')
            .limit(limit),
        ),
      ),

    shown: (destination) => attempt('list the papers shown', () => loadShown(db, destination)),
    shownSince: (destination, day) =>
      attempt('list the papers of the week', () => loadShownSince(db, destination, day)),

    lastDeliveredMs: (teamId) =>
      attempt('find the last delivery', async () => {
        const row = await db
          .selectFrom('editions')
          .select((eb) => eb.fn.max('ended_ms').as('ms'))
          .where('team_id', '=', teamId)
          .where('end', '=', 'delivered')
          .executeTakeFirst();
        return row?.ms ?? undefined;
      }),
  };
}

async function beginEdition(
  db: Kysely<Tables>,
  plan: EditionPlan,
  nowMs: number,
): Promise<boolean> {
  const key = columnsOf(plan);
  const { kind, paperIds, remaining, silence, missed, dueMs } = plan;
  const known = await db
    .selectFrom('editions')
    .select('day')
    .where((eb) => eb.and(key))
    .executeTakeFirst();
  if (known !== undefined) return false;
  const isNew = kind !== 'weekly';
  if (isNew && paperIds.length > 0) {
    const repeated = await db
      .selectFrom('shown_papers')
      .select('paper_id')
      .where('team_id', '=', key.team_id)
      .where('channel_id', '=', key.channel_id)
      .where('paper_id', 'in', [...paperIds])
      .executeTakeFirst();
    if (repeated !== undefined) return false;
    const shown = paperIds.map((paper_id) => ({ ...key, paper_id }));
    await db.insertInto('shown_papers').values(shown).execute();
  }
  const end = kind === 'silent' || kind === 'missed' ? kind : null;
  await db
    .insertInto('editions')
    .values({
      ...key,
      kind,
      paper_ids: JSON.stringify(paperIds),
      remaining,
      silence: silence === undefined ? null : JSON.stringify(silence),
      missed: JSON.stringify(missed),
      due_ms: dueMs,
      begun_ms: nowMs,
      end,
      ended_ms: end === null ? null : nowMs,
    })
    .execute();
  return true;
}

/** As new in an edition, or shared there by a person. */
async function loadShown(
  db: Kysely<Tables>,
  { teamId, channelId }: Destination,
): Promise<ReadonlySet<PaperId>> {
  const rows = await db
    .selectFrom('shown_papers')
    .select('paper_id')
    .where('team_id', '=', teamId)
    .where('channel_id', '=', channelId)
    .union(
      db
        .selectFrom('shares')
        .select('paper_id')
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId),
    )
    .execute();
  return new Set(rows.map((row) => row.paper_id));
}

async function loadShownSince(db: Kysely<Tables>, { teamId, channelId }: Destination, day: Day) {
  const rows = await db
    .selectFrom('editions')
    .select(['series', 'day', 'paper_ids'])
    .where('team_id', '=', teamId)
    .where('channel_id', '=', channelId)
    // The plus keeps SQLite from going by day, through what every other destination had
    // (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    .where(sql`+day`, '>=', day)
    .where('kind', 'in', ['papers', 'archive'])
    .where('end', '=', 'delivered')
    .orderBy('day')
    .orderBy('begun_ms')
    .execute();
  const posts = await db
    .selectFrom('edition_posts')
    .select(['series', 'day', 'part', 'ts'])
    .where('team_id', '=', teamId)
    .where('channel_id', '=', channelId)
    .where('day', '>=', day)
    .where('state', '=', 'sent')
    .execute();
  const tsOf = (edition: { series: string; day: Day }, part: string) =>
    posts.find(
      (post) => post.series === edition.series && post.day === edition.day && post.part === part,
    )?.ts;
  return rows.flatMap((edition) => {
    const threadTs = tsOf(edition, 'parent');
    if (!threadTs) return [];
    const paperIds = parsePaperIds(edition.paper_ids) ?? [];
    // Where the entry itself is not there, its parent shows the paper.
    return paperIds.map((paperId) => {
      return { paperId, ts: tsOf(edition, paperId) ?? threadTs, threadTs };
    });
  });
}

function columnsOf({ destination, series, day }: EditionKey) {
  return { team_id: destination.teamId, channel_id: destination.channelId, series, day };
}

type EditionQuery = SelectQueryBuilder<Tables, 'editions', Selectable<Tables['editions']>>;

/** The editions that `select` chooses, in its order. */
async function load(
  db: Kysely<Tables>,
  select: (query: EditionQuery) => EditionQuery,
): Promise<readonly Edition[]> {
  const rows = await select(db.selectFrom('editions').selectAll()).execute();
  const bySeries = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify([row.team_id, row.channel_id, row.series]);
    const known = bySeries.get(name);
    if (known === undefined) bySeries.set(name, [row]);
    else known.push(row);
  }
  const posts = new Map<Row, PostRow[]>();
  for (const group of bySeries.values()) await addPosts(db, group, posts);
  return rows.map((row) => buildEdition(row, posts.get(row) ?? []));
}

/** All posts at once: in an outage there may be thousands of open editions. */
async function loadOpen(db: Kysely<Tables>, teamId: string): Promise<readonly Edition[]> {
  const rows = await db
    .selectFrom('editions')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('end', 'is', null)
    .orderBy('begun_ms')
    .orderBy('channel_id')
    .orderBy('series')
    .execute();
  const found = await db
    .selectFrom('editions')
    // A cross join keeps its order: first the few open ones, then what belongs to them
    // (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join).
    .crossJoin('edition_posts')
    .selectAll('edition_posts')
    .where('editions.team_id', '=', teamId)
    .where('editions.end', 'is', null)
    .whereRef('edition_posts.team_id', '=', 'editions.team_id')
    .whereRef('edition_posts.channel_id', '=', 'editions.channel_id')
    .whereRef('edition_posts.series', '=', 'editions.series')
    .whereRef('edition_posts.day', '=', 'editions.day')
    // In the order of its index, or SQLite goes through all editions ever.
    .orderBy('editions.begun_ms')
    .orderBy('editions.channel_id')
    .orderBy('editions.series')
    .execute();
  const posts = new Map<string, PostRow[]>();
  const nameOf = (row: Row | PostRow) => JSON.stringify([row.channel_id, row.series, row.day]);
  for (const post of found) {
    const known = posts.get(nameOf(post));
    if (known === undefined) posts.set(nameOf(post), [post]);
    else known.push(post);
  }
  return rows.map((row) => buildEdition(row, posts.get(nameOf(row)) ?? []));
}

type Row = Selectable<Tables['editions']>;
type PostRow = Selectable<Tables['edition_posts']>;

/** Those of editions of one series, between its first and its last day. */
async function addPosts(
  db: Kysely<Tables>,
  rows: readonly Row[],
  posts: Map<Row, PostRow[]>,
): Promise<void> {
  const byDay = new Map(rows.map((each) => [each.day, each]));
  const days = [...byDay.keys()].sort();
  const [first, last, row] = [days[0], days.at(-1), rows[0]];
  if (first === undefined || last === undefined || row === undefined) return;
  const found = await db
    .selectFrom('edition_posts')
    .selectAll()
    .where('team_id', '=', row.team_id)
    .where('channel_id', '=', row.channel_id)
    .where('series', '=', row.series)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .execute();
  for (const post of found) {
    const edition = byDay.get(post.day);
    if (edition !== undefined) posts.set(edition, [...(posts.get(edition) ?? []), post]);
  }
}

function buildEdition(row: Row, posts: readonly PostRow[]): Edition {
  const { team_id, channel_id, series, day } = row;
  return {
    destination: { teamId: team_id, channelId: channel_id },
    series,
    day,
    kind: row.kind,
    paperIds: parsePaperIds(row.paper_ids) ?? [],
    remaining: row.remaining,
    silence: row.silence === null ? undefined : parseSilence(row.silence),
    missed: z.array(daySchema).parse(JSON.parse(row.missed)),
    dueMs: row.due_ms,
    begunMs: row.begun_ms,
    posts: new Map(posts.map((post) => [post.part, buildState(post)])),
    end: row.end ?? undefined,
  };
}

const silenceSchema = z.union([
  z.object({ kind: z.enum(['weekend', 'no source', 'unmatched', 'shown']) }),
  z.object({ kind: z.enum(['incomplete', 'down']), newest: daySchema }),
]);

function parseSilence(json: string): Silence {
  return silenceSchema.parse(JSON.parse(json));
}

/** The table's checks keep `ts` and `error` beside their state; the empty texts never show. */
function buildState(
  row: Pick<Selectable<Tables['edition_posts']>, 'state' | 'ts' | 'error' | 'at_ms'>,
): PostState {
  switch (row.state) {
    case 'sent':
      return { state: 'sent', ts: row.ts ?? '' };
    case 'refused':
      return { state: 'refused', error: row.error ?? '', atMs: row.at_ms };
    case 'claimed':
      return { state: 'claimed', atMs: row.at_ms };
    case 'unknown':
      return { state: 'unknown' };
    default:
      return row.state satisfies never;
  }
}
