import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Kysely, type Migration, sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection } from '../../src/store/connection.ts';
import { loadApplied, MIGRATIONS, migrateToLatest } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/store.ts';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const ADA = { teamId: 'T1', userId: 'U1' };
const NEWEST = Object.keys(MIGRATIONS).at(-1);

const ADD_NOTES: Migration = {
  up: async (db) => {
    await sql`alter table saves add column note text`.execute(db);
  },
};

/** Writes something and then fails, as a migration does that meets data it did not expect. */
const FAIL_HALFWAY: Migration = {
  up: async (db) => {
    await sql`drop table saves`.execute(db);
    await sql`create table half (a text)`.execute(db);
    throw new Error('planted');
  },
};

/** A file with one saved paper, closed. */
async function createOldFile(): Promise<string> {
  const file = join(createScratchFolder(), 'paperboy.db');
  const store = await openStore({ file });
  await store.memory.saves.add(ADA, 'arxiv:2503.02130', 1);
  await store.close();
  return file;
}

function openScratchConnection(file: string) {
  const db = openConnection(file);
  onTestFinished(() => db.destroy());
  return db;
}

async function loadSchema<Schema>(db: Kysely<Schema>) {
  return (await sql`select name, sql from sqlite_master order by name`.execute(db)).rows;
}

describe('migrateToLatest', () => {
  it('brings an older database up to date and keeps what is in it', async () => {
    const db = openScratchConnection(await createOldFile());
    await migrateToLatest(db, { ...MIGRATIONS, '900-notes': ADD_NOTES });
    expect((await loadApplied(db)).at(-1)).toBe('900-notes');
    expect((await sql`select paper_id, note from saves`.execute(db)).rows).toEqual([
      { paper_id: 'arxiv:2503.02130', note: null },
    ]);
  });

  it('leaves schema and rows as they were when one fails halfway, and names it', async () => {
    const file = await createOldFile();
    const db = openScratchConnection(file);
    const before = await loadSchema(db);
    await expect(
      migrateToLatest(db, { ...MIGRATIONS, '900-notes': ADD_NOTES, '901-bad': FAIL_HALFWAY }),
    ).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('failed at 901-bad'),
      cause: expect.objectContaining({ message: 'planted' }),
    });
    expect(await loadSchema(db)).toEqual(before);
    await db.destroy();

    const store = await openScratchStore(file);
    expect(await store.memory.saves.list(ADA)).toEqual(['arxiv:2503.02130']);
  });

  it('has nothing to do the second time', async () => {
    const db = openScratchConnection(':memory:');
    await migrateToLatest(db, MIGRATIONS);
    const before = await loadSchema(db);
    await migrateToLatest(db, MIGRATIONS);
    expect(await loadSchema(db)).toEqual(before);
  });
});

describe('opening a database of another version', () => {
  it('refuses a newer one, naming both schemas', async () => {
    const file = await createOldFile();
    const db = openConnection(file);
    await migrateToLatest(db, { ...MIGRATIONS, '900-notes': ADD_NOTES });
    await db.destroy();
    await expect(openStore({ file })).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringMatching(new RegExp(`newer Paperboy.* 900-notes.* ${NEWEST}`)),
    });
    // The refusal lets the file go.
    openScratchConnection(file);
  });

  it('reports one whose list of migrations cannot be read', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const broken = new Database(file);
    broken.exec('create table kysely_migration (wrong text)');
    broken.close();
    await expect(openStore({ file })).rejects.toMatchObject({ code: 'store_failed' });
  });
});
