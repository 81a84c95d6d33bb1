/**
 * Everything Paperboy remembers, in one SQLite file that belongs to one process.
 *
 *     const store = await openStore({ file: 'data/paperboy.db' });
 *
 * The ports behind it are documented where they are declared. Calls may overlap: they take turns
 * on the one connection. Every one throws `store_failed` when the database does.
 */
import { resolve } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Ledger } from '../digest/digest.ts';
import type { Subscriptions } from '../digest/subscription.ts';
import { AppError } from '../model/app-error.ts';
import type { Deliveries, Memory, PaperShelf } from '../requests/ports.ts';
import type { VectorCache } from '../search/vector-cache.ts';
import { attempt, openConnection, storeFailed } from './connection.ts';
import { createDeliveries } from './deliveries.ts';
import { createLedger } from './ledger.ts';
import { createMemory } from './memory.ts';
import { loadApplied, MIGRATIONS, migrateToLatest } from './migrations.ts';
import { createPaperShelf } from './papers.ts';
import { purgeExpired } from './retention.ts';
import { createSubscriptions } from './subscriptions.ts';
import { TABLE_NAMES, type Tables } from './tables.ts';
import { createVectorCache } from './vectors.ts';

/** What `paperboy doctor` shows of the database. */
export type StoreCheck = {
  /** Absolute path, or `:memory:`. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Name of the newest migration applied, e.g. `002-vectors`. */
  readonly schema: string;
  /** What SQLite's integrity and foreign key checks found. Empty = sound. */
  readonly problems: readonly string[];
  /** Rows by table, every table. */
  readonly rows: Readonly<Record<string, number>>;
};

export type Store = {
  readonly memory: Memory;
  readonly deliveries: Deliveries;
  readonly ledger: Ledger;
  readonly subscriptions: Subscriptions;
  readonly vectors: VectorCache;
  readonly papers: PaperShelf;
  /** Drops what is past its time; `retention.ts` says what. */
  purge(nowMs: number): Promise<void>;
  /** Reads the whole file. */
  check(): Promise<StoreCheck>;
  /** Waits for the calls before it, then lets the file go. Later calls fail; twice is harmless. */
  close(): Promise<void>;
};

/**
 * Opens `file` (relative to the working directory, or `:memory:` for one that is gone on close),
 * creating it and its folder, and brings its schema up to date. Throws `store_locked` when it is
 * open already, here or in another process, and `store_failed` when it cannot be used.
 */
export async function openStore(options: { readonly file: string }): Promise<Store> {
  const file = options.file === ':memory:' ? options.file : resolve(options.file);
  const db = openConnection(file);
  try {
    await migrateToLatest(db, MIGRATIONS);
  } catch (error) {
    await db.destroy();
    if (error instanceof AppError) throw error;
    throw storeFailed(`The database ${file} cannot be read.`, error);
  }
  let closed: Promise<void> | undefined;
  return {
    memory: createMemory(db),
    deliveries: createDeliveries(db),
    ledger: createLedger(db),
    subscriptions: createSubscriptions(db),
    vectors: createVectorCache(db),
    papers: createPaperShelf(db),
    purge: (nowMs) => purgeExpired(db, nowMs),
    check: () => attempt('be checked', () => checkDatabase(db, file)),
    close: () => {
      closed ??= attempt('be closed', () => closeDatabase(db));
      return closed;
    },
  };
}

async function checkDatabase(db: Kysely<Tables>, file: string): Promise<StoreCheck> {
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
  const size = await sql<{
    bytes: number;
  }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`.execute(db);
  const rows: Record<string, number> = {};
  for (const table of TABLE_NAMES) {
    const counted = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    rows[table] = counted.rows;
  }
  return {
    file,
    sizeBytes: size.rows[0]?.bytes ?? 0,
    schema: (await loadApplied(db)).at(-1) ?? 'none',
    problems: [
      ...integrity.rows.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
      ...orphans.rows.map((row) => `a row of ${row.table} points at an edition that is gone`),
    ],
    rows,
  };
}

async function closeDatabase(db: Kysely<Tables>): Promise<void> {
  // Getting a turn on the connection means that every earlier call has had its own.
  await db.connection().execute(() => Promise.resolve());
  await db.destroy();
}
