/** `paperboy corpus add` on files of invented records, beside the papers Paperboy comes with. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseConfig } from '../../src/app/config.ts';
import { createProgram } from '../../src/cli/program.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { openStore } from '../../src/store/store.ts';
import { dailyRecord } from '../corpus/daily-records.ts';

const CORPUS = 'data/papers.jsonl';

describe('paperboy corpus add', () => {
  let folder: string;
  let feed: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-add-'));
    feed = join(folder, 'feed');
    await mkdir(feed);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(env: Record<string, string>, ...words: string[]) {
    const lines: string[] = [];
    const notes: string[] = [];
    let failed = false;
    const program = createProgram({
      print: (line) => void lines.push(line),
      progress: (line) => void notes.push(line),
      loadConfig: async () => {
        const state = join(folder, 'state');
        const parsed = parseConfig({ PAPERBOY_STATE_DIR: state, LOG_LEVEL: 'silent', ...env });
        if ('problems' in parsed) throw new Error('the test configuration is wrong');
        return parsed.config;
      },
      fail: () => {
        failed = true;
      },
      untilStopped: () => Promise.resolve(),
    });
    await program.parseAsync(words, { from: 'user' });
    return { output: lines.join('\n'), notes, failed };
  }
  const add = (path = feed, ...options: string[]) => run({}, 'corpus', 'add', path, ...options);
  const addJson = async (path = feed) => JSON.parse((await add(path, '--json')).output);

  const writeDay = (name: string, records: unknown) =>
    writeFile(join(feed, name), JSON.stringify(records));
  const localStore = () => join(folder, 'state', 'local', 'paperboy.db');

  async function loadAdded(file = localStore()) {
    const store = await openStore({ file });
    try {
      return (await store.papers.all()).papers;
    } finally {
      await store.close();
    }
  }

  it('adds a folder day by day, and nothing the second time', async () => {
    await writeDay('2025-03-18.json', [
      dailyRecord({ id: '2503.00002', title: 'Quokkas Smile at Strangers', upvotes: 5 }),
    ]);
    await writeDay('2025-03-17.json', [
      dailyRecord({ id: '2503.00001' }),
      dailyRecord({ id: '2503.00002', title: 'Quokkas Smile at Strangers', upvotes: 9 }),
    ]);
    await writeDay('notes.json', 'no day');
    await writeDay('2025-02-30.json', 'no day');
    const { output, failed } = await add();
    expect(failed).toBe(false);
    expect(output.split('\n')).toEqual([
      'Read 3 records of 2 files.',
      'Added 2 papers, merged 0 with papers known by their titles, changed 0; 0 as they were; 0 rejected.',
    ]);
    expect(await loadAdded()).toMatchObject([
      { id: 'arxiv:2503.00001', listings: [{ place: 1, day: '2025-03-17' }] },
      {
        id: 'arxiv:2503.00002',
        upvotes: 5,
        listings: [
          { place: 1, day: '2025-03-18' },
          { place: 2, day: '2025-03-17' },
        ],
      },
    ]);
    const again = { files: 2, records: 3, added: 0, merged: 0, changed: 0, rejected: [] };
    expect(await addJson()).toEqual({ ...again, unchanged: 2 });
  });

  it('tells what changed of a paper that was added before', async () => {
    await writeDay('2025-03-17.json', [dailyRecord({ id: '2503.00001', upvotes: 1 })]);
    await add();
    await writeDay('2025-03-17.json', [dailyRecord({ id: '2503.00001', upvotes: 2 })]);
    expect(await addJson()).toMatchObject({ added: 0, changed: 1, unchanged: 0 });
    expect(await loadAdded()).toMatchObject([{ upvotes: 2 }]);
  });

  it('merges with papers that were known by their titles, and is found by search', async () => {
    const [known] = parsePapers(await readFile(CORPUS, 'utf8')).papers;
    if (known === undefined) throw new Error('no paper');
    await writeDay('2025-03-17.json', [
      dailyRecord({ id: '2503.00001', title: known.title, summary: known.rawAbstract }),
      dailyRecord({ id: '2503.00002', title: known.title }),
      dailyRecord({ id: '2503.00003', title: 'Quokkas Smile at Zyxomma' }),
    ]);
    // The second has the title of another paper, and another abstract.
    expect(await addJson()).toMatchObject({ added: 2, merged: 1, changed: 0, unchanged: 0 });
    expect(await addJson()).toMatchObject({ added: 0, merged: 0, changed: 0, unchanged: 3 });
    expect((await loadAdded())[0]).toMatchObject({ id: 'arxiv:2503.00001', aliases: [known.id] });

    const { output } = await run({}, 'search', '--json', 'zyxomma');
    expect(JSON.parse(output).papers).toMatchObject([{ id: 'arxiv:2503.00003' }]);
    expect((await run({}, 'ask', 'Do quokkas smile at zyxomma?')).output).toContain('Zyxomma');
  });

  it('digests an added paper of the day before the archive', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 20, 12) });
    onTestFinished(() => void vi.useRealTimers());
    await writeDay('2026-11-20.json', [dailyRecord({ title: 'Quokkas Smile at Strangers' })]);
    await add();
    const { output } = await run({}, 'digest', '--dry-run', '--json');
    expect(JSON.parse(output).entries[0].paper.title).toBe('Quokkas Smile at Strangers');
  });

  it('keeps what can be read, names each record that cannot, and fails', async () => {
    await writeFile(join(feed, '2025-03-16.json'), '<html>');
    await writeDay('2025-03-17.json', [
      dailyRecord({ id: 2503.0213 }),
      dailyRecord({ id: '2503.00001' }),
      dailyRecord({ id: '\u009B31mx' }),
    ]);
    const { output, failed } = await add();
    expect(failed).toBe(true);
    expect(output.split('\n')).toEqual([
      'Read 3 records of 2 files.',
      'Added 1 paper, merged 0 with papers known by their titles, changed 0; 0 as they were; 3 rejected.',
      '2025-03-16.json: it is no JSON',
      '2025-03-17.json, record 1: paper.id is the number 2503.0213, which may have lost a zero at its end; an id is text',
      '2025-03-17.json, record 3 (31mx): paper.id is no arXiv id: “31mx”',
    ]);
    expect((await addJson()).rejected).toHaveLength(3);
  });

  it('prints so many rejected records, and counts the rest', async () => {
    await writeDay('2025-03-17.json', Array(25).fill({}));
    const lines = (await add()).output.split('\n');
    expect(lines).toHaveLength(23);
    expect(lines.at(-1)).toBe('… and 5 more; --json has them all.');
    expect((await addJson()).rejected).toHaveLength(25);
  });

  it('takes the days of the records from a file that no day names', async () => {
    await writeDay('answer.json', [
      dailyRecord({ id: '2503.00001', submittedOnDailyAt: '2025-03-17T01:00:00.000Z' }),
      dailyRecord({ id: '2503.00002' }),
    ]);
    const report = await addJson(join(feed, 'answer.json'));
    expect(report).toMatchObject({ files: 1, records: 2, added: 1 });
    expect(report.rejected).toMatchObject([{ index: 2, why: expect.stringContaining('no day') }]);
    expect(await loadAdded()).toMatchObject([{ listings: [{ day: '2025-03-17' }] }]);
  });

  it.each([
    ['feed', 'holds no file named by a day'],
    ['nowhere', 'cannot be read; nothing was added'],
    ['nowhere.json', 'cannot be read; nothing was added'],
  ])('makes nothing of %s', async (name, why) => {
    await writeDay('notes.json', []);
    await expect(add(join(folder, name))).rejects.toMatchObject({
      code: 'input_invalid',
      message: expect.stringContaining(why),
    });
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it('adds where the same configuration reads: with tokens not in the local workspace', async () => {
    await writeDay('2025-03-17.json', [dailyRecord()]);
    const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    await run(tokens, 'corpus', 'add', feed);
    expect(existsSync(localStore())).toBe(false);
    expect(await loadAdded(join(folder, 'state', 'paperboy.db'))).toHaveLength(1);
  });

  it('says to stop Paperboy while it runs; searching then goes without', async () => {
    await writeDay('2025-03-17.json', [dailyRecord({ title: 'Quokkas Smile at Zyxomma' })]);
    await add();
    const running = await openStore({ file: localStore() });
    onTestFinished(() => running.close());
    await expect(add()).rejects.toMatchObject({
      code: 'store_locked',
      message: expect.stringMatching(/nothing was added\. Stop Paperboy/),
    });
    const { notes, failed } = await run({}, 'search', 'zyxomma');
    expect(failed).toBe(true);
    expect(notes).toContain(
      'Paperboy is running, so papers that were added are not looked at here.',
    );
  });
});
