/**
 * Opens the one SQLite connection, alone: while it is open, nobody else can open the file.
 *
 * The lock is the operating system's, taken through SQLite's exclusive locking mode
 * (https://www.sqlite.org/pragma.html#pragma_locking_mode), so a killed process leaves none behind.
 * Nothing in this process may open the file by other means meanwhile: closing any other
 * descriptor of it would drop the lock (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';
import { AppError } from '../model/app-error.ts';
import type { Tables } from './tables.ts';

/** How long to wait for a predecessor that is still closing the file. Blocks the process. */
const LOCK_WAIT_MS = 100;

/**
 * `file` is absolute, or `:memory:`. A missing folder is created, readable by its owner only.
 * Throws `store_locked` when the file is in use, `store_failed` when it cannot be used.
 */
export function openConnection(file: string): Kysely<Tables> {
  let connection: Database.Database | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    connection = new Database(file, { timeout: LOCK_WAIT_MS });
    connection.pragma('locking_mode = exclusive');
    // The write lock comes first: of two that start at once, one wins instead of both giving up.
    connection.exec('begin immediate');
    refuseForeign(connection, file);
    connection.exec('commit');
    // Leaves the connection with the exclusive lock, for a new file as for an old one.
    connection.pragma('journal_mode = wal');
    connection.pragma('synchronous = normal');
    connection.pragma('foreign_keys = on');
  } catch (cause) {
    connection?.close();
    throw explain(file, cause);
  }
  return new Kysely<Tables>({
    dialect: new TransactionalDialect({ database: keepStatements(connection) }),
  });
}

/** More than there are different statements; lists of ids make some of every length. */
const MAX_STATEMENTS = 200;

/** Compiles each statement once: the query builder asks for it every time it is run. */
function keepStatements(connection: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    close: () => connection.close(),
    prepare(text) {
      const known = kept.get(text);
      if (known !== undefined) return known;
      const statement = connection.prepare(text);
      const [oldest] = kept.keys();
      if (kept.size >= MAX_STATEMENTS && oldest !== undefined) kept.delete(oldest);
      kept.set(text, statement);
      return statement;
    },
  };
}

/**
 * Runs `work` so that what it writes outlives a power cut once it is committed; for ledgers, where
 * a forgotten claim would mean a second post. All other writes use `synchronous = normal`: they
 * outlive a crash of the process, a power cut may undo the last few, and that costs a person a
 * repeated command. The price of full is one disk flush a commit (0.3 ms against 0.01 ms on the
 * machine this was measured on; https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function durably<Result>(
  db: Kysely<Tables>,
  work: (connection: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(FULL);
    try {
      return await work(connection);
    } finally {
      await connection.executeQuery(NORMAL);
    }
  });
}

const FULL = CompiledQuery.raw('pragma synchronous = full');
const NORMAL = CompiledQuery.raw('pragma synchronous = normal');

/** Runs `work`; whatever it throws becomes `store_failed`, saying what could not be done. */
export async function attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Database.SqliteError ? ` (${cause.code})` : '';
    throw storeFailed(`The database could not ${what}${code}.`, cause);
  }
}

export function storeFailed(message: string, cause: unknown): AppError {
  return new AppError('store_failed', message, { cause });
}

/** Kysely holds SQLite's schema changes for not transactional; they are. */
class TransactionalDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Before anything is written: another program's database has tables but no list of migrations. */
function refuseForeign(connection: Database.Database, file: string): void {
  const tables = connection.prepare("select name from sqlite_master where type = 'table'");
  const names = tables.pluck().all();
  if (names.length > 0 && !names.includes('kysely_migration')) {
    throw new AppError(
      'store_failed',
      `${file} is the database of another program. Name a file of Paperboy's own.`,
    );
  }
}

function explain(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Database.SqliteError ? cause.code : '';
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError(
      'store_locked',
      `${file} is in use by another program, most likely another Paperboy. ` +
        'Stop that one, or give this one a file of its own.',
      { cause },
    );
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return storeFailed(
      `${file} is not a SQLite database, or is damaged. Put back a copy of it, or name another file.`,
      cause,
    );
  }
  return storeFailed(
    `The database ${file} cannot be opened. Check that its folder exists and can be written to, ` +
      'and that the disk is not full.',
    cause,
  );
}
