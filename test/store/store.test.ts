import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { durably, openConnection } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/store.ts';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const ADA = { teamId: 'T1', userId: 'U1' };
const DAY_MS = 86_400_000;

describe('check', () => {
  it('tells a sound database, its file, schema, size and rows', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    await store.memory.saves.add(ADA, 'arxiv:2503.02130', 1);
    expect(await store.check()).toEqual({
      file,
      sizeBytes: expect.any(Number),
      schema: '006-open-signals',
      problems: [],
      rows: {
        result_sets: 0,
        saves: 1,
        searches: 0,
        shares: 0,
        signals: 0,
        deliveries: 0,
        subscriptions: 0,
        editions: 0,
        shown_papers: 0,
        edition_posts: 0,
        vectors: 0,
        answers: 0,
        answer_votes: 0,
        misses: 0,
        papers: 0,
      },
    });
    expect((await store.check()).sizeBytes).toBeGreaterThan(4096);
  });

  it('counts every table there is', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openStore({ file });
    const { rows } = await store.check();
    await store.close();
    const tables = new Database(file)
      .prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'")
      .pluck();
    expect(Object.keys(rows).sort()).toEqual(tables.all().sort());
  });

  it('reports rows that point nowhere', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    await (await openStore({ file })).close();
    const vandal = new Database(file);
    vandal.pragma('foreign_keys = off');
    vandal.exec("insert into shown_papers values ('T1', 'C1', 'digest', 'x', 'arxiv:2503.02130')");
    vandal.close();
    const { problems } = await (await openScratchStore(file)).check();
    expect(problems).toEqual(['a row of shown_papers points at an edition that is gone']);
  });
});

describe('close', () => {
  it('waits for the calls before it and can be repeated', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openStore({ file });
    const calls = ['a', 'b', 'c'].map((query) => store.memory.history.add(ADA, query, 1));
    await Promise.all([...calls, store.close(), store.close()]);
    await store.close();
    const reopened = await openScratchStore(file);
    expect(await reopened.memory.history.recent(ADA, 5)).toEqual(['c', 'b', 'a']);
  });

  it('fails later calls with store_failed', async () => {
    const store = await openStore({ file: ':memory:' });
    await store.close();
    await expect(store.memory.saves.list(ADA)).rejects.toMatchObject({
      code: 'store_failed',
      message: 'The database could not list saved papers.',
      cause: expect.anything(),
    });
  });
});

describe('a value the schema refuses', () => {
  it('is store_failed with SQLite’s code, and the store goes on working', async () => {
    const store = await openScratchStore();
    await expect(store.memory.saves.add(ADA, 'arxiv:2503.02130', 0.5)).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('SQLITE_CONSTRAINT'),
    });
    expect(await store.memory.saves.add(ADA, 'arxiv:2503.02130', 1)).toBe(true);
  });
});

describe('durably', () => {
  it('flushes its own commit, also after a failure, and no other', async () => {
    const db = openConnection(join(createScratchFolder(), 'paperboy.db'));
    onTestFinished(() => db.destroy());
    const level = async (scope = db) =>
      (await sql<{ synchronous: number }>`pragma synchronous`.execute(scope)).rows[0]?.synchronous;
    // 1 = normal, 2 = full: https://www.sqlite.org/pragma.html#pragma_synchronous
    expect(await level()).toBe(1);
    expect(await durably(db, level)).toBe(2);
    expect(await level()).toBe(1);
    await expect(durably(db, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await level()).toBe(1);
  });
});

describe('purge', () => {
  const list = { kind: 'search', subject: 'dense retrieval', expiresMs: 1000 } as const;

  it.each([
    { when: 'before it expires', nowMs: 999, paperIds: ['arxiv:2503.02130'], expiresMs: 1000 },
    { when: 'once it expired', nowMs: 1000, paperIds: [], expiresMs: 0 },
    { when: 'short of 30 days later', nowMs: 999 + 30 * DAY_MS, paperIds: [], expiresMs: 0 },
  ])('keeps what a list was made of $when', async ({ nowMs, paperIds, expiresMs }) => {
    const { memory, purge } = await openScratchStore();
    await memory.resultSets.save({ id: 'r', owner: ADA, paperIds: ['arxiv:2503.02130'], ...list });
    await purge(nowMs);
    expect(await memory.resultSets.load(ADA, 'r')).toEqual({
      ...list,
      id: 'r',
      owner: ADA,
      paperIds,
      expiresMs,
    });
  });

  it.each([
    ['search', 30],
    ['similar', 30],
    ['saved', 30],
    ['related', 1],
  ] as const)('forgets a list of kind %s %i days after it expired', async (kind, days) => {
    const { memory, purge } = await openScratchStore();
    await memory.resultSets.save({ id: 'r', owner: ADA, paperIds: [], ...list, kind });
    await purge(999 + days * DAY_MS);
    expect(await memory.resultSets.load(ADA, 'r')).toBeDefined();
    await purge(1000 + days * DAY_MS);
    expect(await memory.resultSets.load(ADA, 'r')).toBeUndefined();
  });

  it('drops delivery keys a day old and nothing else', async () => {
    const store = await openScratchStore();
    await store.deliveries.isFirst('T1', 'old', 0);
    await store.deliveries.isFirst('T1', 'young', 1);
    await store.memory.saves.add(ADA, 'arxiv:2503.02130', 0);
    await store.memory.history.add(ADA, 'dense', 0);
    await store.memory.signals.add(
      ADA,
      { kind: 'saved', paperId: 'arxiv:2503.02130', isOpen: false },
      0,
    );
    await store.memory.shares.claim(ADA, 'C1', ['arxiv:2503.02130'], 0);
    await store.purge(DAY_MS);
    expect((await store.check()).rows).toMatchObject({
      deliveries: 1,
      saves: 1,
      searches: 1,
      signals: 1,
      shares: 1,
    });
    await store.purge(400 * DAY_MS);
    expect((await store.check()).rows).toMatchObject({ deliveries: 0, saves: 1, shares: 1 });
  });
});
