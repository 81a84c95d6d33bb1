import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/store.ts';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Starts the child on `file`; ends once it has printed `lines` lines. */
async function startChild(mode: 'hold' | 'write', file: string, lines: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, mode, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const printed: string[] = [];
  await new Promise<void>((done, fail) => {
    child.once('exit', () => fail(new Error('the child ended early')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed.push(line);
      if (printed.length === lines) done();
    });
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { printed, kill };
}

describe('the lock', () => {
  it('refuses a second opening in the same process, and leaves the first working', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    await expect(openStore({ file })).rejects.toMatchObject({
      code: 'store_locked',
      message: expect.stringMatching(/paperboy\.db is in use .* Stop that one, or give this one/),
    });
    // The refused opening must not have taken the lock away with it.
    await expect(openStore({ file })).rejects.toMatchObject({ code: 'store_locked' });
    expect(await store.deliveries.isFirst('T1', 'k', 0)).toBe(true);
  });

  it('refuses a file that another process has, and takes it once that one was killed', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const other = await startChild('hold', file, 1);
    await expect(openStore({ file })).rejects.toMatchObject({ code: 'store_locked' });
    await other.kill();
    expect((await (await openScratchStore(file)).check()).problems).toEqual([]);
  });

  it('keeps out other programs, readers too', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    await openScratchStore(file);
    const reader = new Database(file, { timeout: 0 });
    expect(() => reader.prepare('select * from saves').all()).toThrow('database is locked');
    reader.close();
  });

  it('stands from the opening on, before anything is read', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    for (const state of ['new', 'old']) {
      const db = openConnection(file);
      expect(() => openConnection(file), state).toThrow('is in use');
      // Kysely closes only what it has used.
      await sql`select 1`.execute(db);
      await db.destroy();
    }
  });

  it('lets exactly one of several openings at once through', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const results = await Promise.allSettled([1, 2, 3].map(() => openScratchStore(file)));
    expect(results.map((result) => result.status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  });

  it('gives the file back on close', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    await store.close();
    await openScratchStore(file);
  });
});

describe('a killed process', () => {
  it('leaves an intact file in which every claim it confirmed still stands', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const child = await startChild('write', file, 100);
    await child.kill();
    expect(existsSync(`${file}-wal`)).toBe(true);

    const store = await openScratchStore(file);
    const { problems, rows } = await store.check();
    expect(problems).toEqual([]);
    // An edition is there whole or not at all.
    expect(rows['shown_papers']).toBe(2 * (rows['editions'] ?? 0));
    for (const channelId of child.printed.filter((line) => line !== 'open')) {
      const destination = { teamId: 'T1', channelId };
      const key = { destination, series: 'digest', day: '2025-11-03' } as const;
      const edition = await store.ledger.load(key);
      expect(edition?.posts.get('parent')).toEqual({ state: 'claimed', atMs: 1 });
      expect(await store.ledger.claim(key, 'parent', 2)).toBe(false);
    }
  });
});

describe('openStore', () => {
  it('creates the folders on the way, readable by their owner only', async () => {
    const folder = join(createScratchFolder(), 'a', 'b');
    await openScratchStore(join(folder, 'paperboy.db'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('refuses a file that is not a database, and leaves it as it is', async () => {
    const file = join(createScratchFolder(), 'notes.txt');
    const text = 'These are my notes. '.repeat(100);
    writeFileSync(file, text);
    await expect(openStore({ file })).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('notes.txt is not a SQLite database'),
      cause: expect.anything(),
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('refuses the database of another program, and leaves it as it is', async () => {
    const file = join(createScratchFolder(), 'other.db');
    const other = new Database(file);
    other.exec('create table bookmarks (url text)');
    other.close();
    const before = readFileSync(file);
    await expect(openStore({ file })).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('another program'),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    // The refusal lets the file go.
    const again = new Database(file, { timeout: 0 });
    again.exec("insert into bookmarks values ('https://example.org')");
    again.close();
  });

  it('refuses a folder that cannot be made', async () => {
    const blocker = join(createScratchFolder(), 'file');
    writeFileSync(blocker, '');
    await expect(openStore({ file: join(blocker, 'paperboy.db') })).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('its folder exists and can be written to'),
      cause: expect.anything(),
    });
  });

  it('refuses a folder in the place of the file', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    mkdirSync(file);
    await expect(openStore({ file })).rejects.toMatchObject({ code: 'store_failed' });
  });
});
