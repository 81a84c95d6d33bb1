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

describe('006-open-signals', () => {
  it('takes what was given before for private', async () => {
    const db = openScratchConnection(':memory:');
    const { '006-open-signals': added, ...before } = MIGRATIONS;
    const earlier = Object.entries(before).filter(([name]) => name < '006');
    await migrateToLatest(db, Object.fromEntries(earlier));
    await sql`insert into signals (team_id, user_id, paper_id, kind, at_ms)
      values ('T1', 'U1', 'arxiv:2503.02130', 'liked', 5)`.execute(db);
    expect(added).toBeDefined();
    await migrateToLatest(db, MIGRATIONS);
    expect((await sql`select user_id, is_open from signals`.execute(db)).rows).toEqual([
      { user_id: 'U1', is_open: 0 },
    ]);
  });
});

describe('a database from before subscriptions', () => {
  /** With a digest a day whose parent is in each state there was, and one that was never tried. */
  async function openOld() {
    const names = Object.entries(MIGRATIONS).filter(([name]) => name < '004');
    const file = join(createScratchFolder(), 'paperboy.db');
    const db = openConnection(file);
    await migrateToLatest(db, Object.fromEntries(names));
    const run = (text: string) => sql.raw(text).execute(db);
    const days = { sent: 1, claimed: 2, unknown: 3, refused: 4, none: 5 };
    for (const [state, day] of Object.entries(days)) {
      const key = `'T1', 'C1', '2025-11-0${day}'`;
      await run(`insert into digests values (${key}, ${day}000)`);
      for (const place of [1, 0]) {
        await run(
          `insert into digest_papers values ('T1', 'C1', 'arxiv:2503.0${day}00${place}', '2025-11-0${day}', ${place})`,
        );
      }
      if (state === 'none') continue;
      const ts = state === 'sent' ? "'1.0'" : 'null';
      const error = state === 'refused' ? "'not_in_channel'" : 'null';
      await run(`insert into digest_posts values (${key}, 'parent', '${state}', ${ts}, ${error})`);
    }
    await run(
      "insert into digest_posts values ('T1', 'C1', '2025-11-01', 'arxiv:2503.01000', 'sent', '2.0', null)",
    );
    await run("insert into digests values ('T1', 'C1', '2025-11-06', 6000)");
    await db.destroy();
    return openScratchStore(file);
  }

  it('keeps what was delivered, and what was shown', async () => {
    const { ledger, check } = await openOld();
    const destination = { teamId: 'T1', channelId: 'C1' };
    const all = await ledger.recent({ destination, series: 'digest' }, 9);
    expect(all.map(({ day, end }) => [day.slice(-1), end])).toEqual([
      ['6', 'missed'],
      ['5', 'missed'],
      ['4', 'missed'],
      ['3', 'unknown'],
      ['2', 'unknown'],
      ['1', 'delivered'],
    ]);
    expect(all.at(-1)).toMatchObject({
      kind: 'papers',
      paperIds: ['arxiv:2503.01000', 'arxiv:2503.01001'],
      begunMs: 1000,
      posts: new Map([
        ['parent', { state: 'sent', ts: '1.0' }],
        ['arxiv:2503.01000', { state: 'sent', ts: '2.0' }],
      ]),
    });
    // What was about to be sent then is not looked for any more.
    expect(all.at(-2)?.posts.get('parent')).toEqual({ state: 'unknown' });
    expect(await ledger.open('T1')).toEqual([]);
    // Papers that nobody can have seen may come.
    expect([...(await ledger.shown(destination))].toSorted()).toEqual(
      [1, 2, 3].flatMap((day) => [`arxiv:2503.0${day}000`, `arxiv:2503.0${day}001`]),
    );
    expect(await ledger.lastDeliveredMs('T1')).toBe(1000);
    expect((await check()).problems).toEqual([]);
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
