/**
 * The schema's history, oldest first, and the code that brings a database up to date.
 *
 * A migration, once released, never changes; a change of the schema is a new one at the end.
 * They are code rather than a folder of files, so that what runs is what was compiled and tested.
 */
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '../model/app-error.ts';

/** By name; names sort in the order they apply. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-memory-and-digest-log': { up: createFirstTables },
  '002-vectors': { up: createVectors },
  '003-answers': { up: createAnswerTables },
  '004-subscriptions': { up: createSubscriptionTables },
  '005-papers': { up: createPapers },
  '006-open-signals': { up: addOpenSignals },
};

/**
 * Applies what is missing of `migrations`, all of it or nothing. Throws `store_failed` when one
 * fails (the database is then as it was) and when the database has one that is not among them.
 */
export async function migrateToLatest<Schema>(
  db: Kysely<Schema>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const newest = (await loadApplied(db)).at(-1);
  if (newest !== undefined && !Object.hasOwn(migrations, newest)) {
    throw new AppError(
      'store_failed',
      `The database was written by a newer Paperboy: its schema is ${newest}, this version knows ` +
        `up to ${Object.keys(migrations).sort().at(-1)}. Install the newer version, or use another file.`,
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new AppError(
      'store_failed',
      `Updating the database failed${failed === undefined ? '' : ` at ${failed}`}; ` +
        'its content is as it was before.',
      { cause: error },
    );
  }
}

/** Names of the migrations this database has, oldest first. Empty for a new one. */
export async function loadApplied<Schema>(db: Kysely<Schema>): Promise<readonly string[]> {
  const table = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (table.rows.length === 0) return [];
  const applied = await sql<{
    name: string;
  }>`select name from kysely_migration order by name`.execute(db);
  return applied.rows.map((row) => row.name);
}

/**
 * STRICT keeps a wrong type out (https://www.sqlite.org/stricttables.html). The checks on kinds
 * and states mean that a new one needs a migration, and so that an older Paperboy refuses the file
 * instead of misreading it.
 */
async function createFirstTables(db: Kysely<unknown>): Promise<void> {
  await createPersonTables(db);
  await createDigestTables(db);
  await sql`create table deliveries (
    team_id text not null,
    key text not null,
    first_ms integer not null,
    primary key (team_id, key)
  ) strict, without rowid`.execute(db);
}

/** Tables whose "newest first" needs a tie-breaker keep their rowid, which grows. */
async function createPersonTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table result_sets (
    team_id text not null,
    user_id text not null,
    id text not null,
    kind text not null check (kind in ('search', 'similar', 'related', 'saved')),
    subject text not null,
    paper_ids text,
    expires_ms integer not null,
    primary key (team_id, user_id, id)
  ) strict`.execute(db);
  await sql`create table saves (
    team_id text not null,
    user_id text not null,
    paper_id text not null,
    saved_ms integer not null,
    primary key (team_id, user_id, paper_id)
  ) strict`.execute(db);
  await sql`create table searches (
    team_id text not null,
    user_id text not null,
    query text not null,
    searched_ms integer not null,
    primary key (team_id, user_id, query)
  ) strict`.execute(db);
  await sql`create table shares (
    team_id text not null,
    user_id text not null,
    channel_id text not null,
    paper_id text not null,
    shared_ms integer not null,
    primary key (team_id, user_id, channel_id, paper_id)
  ) strict, without rowid`.execute(db);
  await sql`create table signals (
    team_id text not null,
    user_id text not null,
    paper_id text not null,
    kind text not null
      check (kind in ('shared', 'saved', 'asked', 'liked', 'opened', 'rejected')),
    at_ms integer not null,
    primary key (team_id, paper_id, user_id, kind)
  ) strict, without rowid`.execute(db);
}

async function createDigestTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table digests (
    team_id text not null,
    channel_id text not null,
    day text not null,
    begun_ms integer not null,
    primary key (team_id, channel_id, day)
  ) strict, without rowid`.execute(db);
  await sql`create table digest_papers (
    team_id text not null,
    channel_id text not null,
    paper_id text not null,
    day text not null,
    place integer not null,
    primary key (team_id, channel_id, paper_id),
    unique (team_id, channel_id, day, place),
    foreign key (team_id, channel_id, day) references digests (team_id, channel_id, day)
  ) strict, without rowid`.execute(db);
  await sql`create table digest_posts (
    team_id text not null,
    channel_id text not null,
    day text not null,
    part text not null,
    state text not null check (state in ('claimed', 'unknown', 'sent', 'refused')),
    ts text,
    error text,
    primary key (team_id, channel_id, day, part),
    foreign key (team_id, channel_id, day) references digests (team_id, channel_id, day),
    check ((state = 'sent') = (ts is not null)),
    check ((state = 'refused') = (error is not null))
  ) strict, without rowid`.execute(db);
}

/** With its rowid: rows are too large for a table without one (https://www.sqlite.org/withoutrowid.html). */
async function createVectors(db: Kysely<unknown>): Promise<void> {
  await sql`create table vectors (
    model text not null,
    text_hash text not null,
    vector blob not null,
    primary key (model, text_hash)
  ) strict`.execute(db);
}

/** `normal` is the question folded for counting; `question` is as it was last asked. */
async function createAnswerTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table answers (
    team_id text not null,
    id text not null,
    channel_id text not null,
    thread_ts text not null,
    question text not null,
    outcome text not null check (outcome in ('answer', 'closest', 'nothing')),
    paper_ids text not null,
    focus integer not null check (focus >= 1),
    asked_ms integer not null,
    expires_ms integer not null,
    primary key (team_id, id)
  ) strict`.execute(db);
  await sql`create index answers_by_place on answers (team_id, channel_id, thread_ts)`.execute(db);
  await sql`create table answer_votes (
    team_id text not null,
    user_id text not null,
    answer_id text not null,
    vote text not null check (vote in ('good', 'bad')),
    at_ms integer not null,
    primary key (team_id, user_id, answer_id)
  ) strict, without rowid`.execute(db);
  await sql`create table misses (
    team_id text not null,
    normal text not null,
    question text not null,
    outcome text not null check (outcome in ('answer', 'closest', 'nothing')),
    asked integer not null,
    reported integer not null,
    last_ms integer not null,
    primary key (team_id, normal)
  ) strict`.execute(db);
}

/**
 * What was sent before subscriptions moves over: a digest whose parent was confirmed was delivered;
 * one whose parent was refused or never tried was missed, so its papers may come; of the others
 * nobody knows, so they are never sent again.
 */
async function createSubscriptionTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table subscriptions (
    team_id text not null,
    id text not null,
    kind text not null check (kind in ('digest', 'alert')),
    channel_id text not null,
    zone text not null,
    hour integer not null check (hour between 0 and 23),
    minute integer not null check (minute between 0 and 59),
    weekdays text not null,
    topics text not null,
    exclusions text not null,
    min_score real not null,
    weekly integer not null check (weekly in (0, 1)),
    created_by text,
    since_ms integer not null,
    paused integer not null check (paused in (0, 1)),
    paused_until_ms integer,
    pause_error text,
    primary key (team_id, id)
  ) strict, without rowid`.execute(db);
  await sql`create unique index one_digest on subscriptions (team_id, channel_id)
    where kind = 'digest'`.execute(db);
  await createEditionTables(db);
  await sql`insert into editions
    select team_id, channel_id, 'digest', day, 'papers', '[]', 0, null, '[]', begun_ms, begun_ms,
      case (select state from digest_posts p where p.team_id = d.team_id
        and p.channel_id = d.channel_id and p.day = d.day and p.part = 'parent')
        when 'sent' then 'delivered' when 'claimed' then 'unknown' when 'unknown' then 'unknown'
        else 'missed' end, begun_ms
    from digests d`.execute(db);
  await sql`update editions set paper_ids = coalesce((
    select json_group_array(paper_id) from (select paper_id from digest_papers p
      where p.team_id = editions.team_id and p.channel_id = editions.channel_id
      and p.day = editions.day order by place)), '[]')`.execute(db);
  await sql`insert into shown_papers
    select p.team_id, p.channel_id, 'digest', p.day, paper_id from digest_papers p
    join editions e using (team_id, channel_id, day) where e.end <> 'missed'`.execute(db);
  await sql`insert into edition_posts
    select p.team_id, p.channel_id, 'digest', p.day, p.part,
      case p.state when 'claimed' then 'unknown' else p.state end, d.begun_ms, p.ts, p.error
    from digest_posts p join digests d using (team_id, channel_id, day)`.execute(db);
  for (const table of ['digest_posts', 'digest_papers', 'digests']) {
    await sql`drop table ${sql.table(table)}`.execute(db);
  }
}

async function createEditionTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table editions (
    team_id text not null,
    channel_id text not null,
    series text not null,
    day text not null,
    kind text not null
      check (kind in ('papers', 'archive', 'exhausted', 'weekly', 'silent', 'missed')),
    paper_ids text not null,
    remaining integer not null,
    silence text,
    missed text not null,
    due_ms integer not null,
    begun_ms integer not null,
    end text check (end in ('delivered', 'unknown', 'missed', 'silent')),
    ended_ms integer,
    primary key (team_id, channel_id, series, day),
    check ((end is null) = (ended_ms is null))
  ) strict, without rowid`.execute(db);
  // Asked for every minute; in this order, or the primary key is taken and all of the past is read.
  await sql`create index open_editions on editions (team_id, begun_ms, channel_id, series)
    where end is null`.execute(db);
  await sql`create index editions_by_day on editions (team_id, day, channel_id, series)`.execute(
    db,
  );
  await sql`create index delivered_editions on editions (team_id, ended_ms)
    where end = 'delivered'`.execute(db);
  await sql`create index shares_by_place on shares (team_id, channel_id, paper_id)`.execute(db);
  await sql`create table shown_papers (
    team_id text not null,
    channel_id text not null,
    series text not null,
    day text not null,
    paper_id text not null,
    primary key (team_id, channel_id, paper_id),
    foreign key (team_id, channel_id, series, day)
      references editions (team_id, channel_id, series, day) deferrable initially deferred
  ) strict, without rowid`.execute(db);
  await sql`create table edition_posts (
    team_id text not null,
    channel_id text not null,
    series text not null,
    day text not null,
    part text not null,
    state text not null check (state in ('claimed', 'unknown', 'sent', 'refused')),
    at_ms integer not null,
    ts text,
    error text,
    primary key (team_id, channel_id, series, day, part),
    foreign key (team_id, channel_id, series, day)
      references editions (team_id, channel_id, series, day),
    check ((state = 'sent') = (ts is not null)),
    check ((state = 'refused') = (error is not null))
  ) strict, without rowid`.execute(db);
}

/** With its rowid: it keeps the order in which papers were added, and rows are large. */
async function createPapers(db: Kysely<unknown>): Promise<void> {
  await sql`create table papers (
    id text not null primary key,
    paper text not null,
    added_ms integer not null
  ) strict`.execute(db);
}

/** Where earlier ones were given nobody knows, so none of them counts as open. */
async function addOpenSignals(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signals
    add column is_open integer not null default 0 check (is_open in (0, 1))`.execute(db);
}
