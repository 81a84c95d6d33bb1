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
