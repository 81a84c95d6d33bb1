import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/app/config.ts';
import { createProgram } from '../../src/cli/program.ts';
import { AppError } from '../../src/model/app-error.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { TEAM_ID } from '../../src/workspace/seed.ts';

type Result = { readonly output: string; readonly failed: boolean };

describe('paperboy', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a command as a shell would, with no SLACK_ variable set. */
  async function run(...words: string[]): Promise<Result> {
    const lines: string[] = [];
    let failed = false;
    const program = createProgram({
      print: (line) => void lines.push(line),
      progress: () => {},
      loadConfig: async () => {
        const parsed = parseConfig({
          PAPERBOY_STATE_DIR: folder,
          PAPERBOY_PORT: '0',
          LOG_LEVEL: 'silent',
        });
        if ('problems' in parsed) throw new Error('the test configuration is wrong');
        return parsed.config;
      },
      fail: () => {
        failed = true;
      },
      untilStopped: () => Promise.resolve(),
    });
    await program.configureOutput({ writeErr: () => {} }).parseAsync(words, { from: 'user' });
    return { output: lines.join('\n'), failed };
  }

  /** Writes a small judged collection and gives its paths. */
  async function writeCollection() {
    const docs = join(folder, 'docs.jsonl.gz');
    const queries = join(folder, 'queries.jsonl');
    const qrels = join(folder, 'qrels.tsv');
    const rows = [
      { id: 'd1', title: 'Otters', text: 'River otters hold hands while they sleep.' },
      { id: 'd2', title: 'Badgers', text: 'Badgers dig setts in clay.' },
    ];
    await writeFile(docs, gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')));
    await writeFile(queries, '{"id":"q1","text":"Why do otters hold hands?"}\n');
    await writeFile(qrels, 'q1\td1\t1\n');
    return { docs, queries, qrels };
  }

  it('plays a command, a question and the digest, without Slack', async () => {
    const { output } = await run('demo');
    expect(output).toMatch(/\/papers retrieval augmented.*papers for “retrieval augmented”/s);
    expect(output).toMatch(/In the words of the abstracts/);
    expect(output).toMatch(/5 papers in the thread/);
  }, 60_000);

  it('opens the local workspace when it is started without any SLACK_ variable', async () => {
    const { output } = await run('start');
    expect(output.split('\n')[0]).toMatch(/^Paperboy is open at http:\/\/127\.0\.0\.1:\d+$/);
  }, 60_000);

  it('searches, and fails when nothing is found', async () => {
    const found = await run('search', 'diffusion', 'models');
    expect(found.failed).toBe(false);
    expect(found.output).toMatch(/papers for “diffusion models”/);
    expect((await run('search', 'zzzzqqqq')).failed).toBe(true);

    const { output } = await run('search', '--json', '--limit', '2', 'diffusion');
    expect(JSON.parse(output)).toMatchObject({ query: 'diffusion', papers: [{}, {}] });
  });

  it.each(['0', 'many', '-1', '99999'])('refuses --limit %s', async (limit) => {
    await expect(run('search', '--limit', limit, 'x')).rejects.toMatchObject({ exitCode: 1 });
  });

  it('asks for words where there are none', async () => {
    await expect(run('search', ' ')).rejects.toMatchObject({ code: 'input_invalid' });
  });

  it('answers a question', async () => {
    const { output } = await run('ask', 'What is chain of thought prompting?');
    expect(output).toContain('>');
    const json = await run('ask', '--json', 'How do I bake sourdough bread?');
    expect(JSON.parse(json.output)).toMatchObject({ outcome: 'nothing', quotes: [] });
  });

  it('prints the next digest as it would be read', async () => {
    const { output: said } = await run('digest', '--dry-run');
    expect(said).toMatch(
      /^The next digest \(Mon–Fri 09:00 UTC, every new paper\), as things stand now:\n\n/,
    );
    expect(said).toMatch(/\n\nFrom the archive, \w+day \d+ \w+ \d{4} · /);
    expect(said.match(/^\[Save\] /gm)).toHaveLength(5);
  });

  it('prints the next digest without sending it', async () => {
    const { output } = await run('digest', '--dry-run', '--json');
    expect(JSON.parse(output).entries).toHaveLength(5);
  });

  describe('report misses', () => {
    async function openKept(): Promise<Store> {
      const store = await openStore({ file: join(folder, 'local', 'paperboy.db') });
      onTestFinished(() => store.close());
      const miss = { outcome: 'nothing', by: 'asked' } as const;
      for (const question of ['Do otters \u001b[31mdream?', 'Do badgers dream?']) {
        await store.memory.misses.add(TEAM_ID, { ...miss, question }, Date.UTC(2026, 10, 21));
      }
      return store;
    }

    it('prints the questions without an answer, and the votes', async () => {
      await (await openKept()).close();
      const { output } = await run('report', 'misses');
      expect(output.split('\n')).toEqual([
        'Do badgers dream?',
        '    asked once; no paper is near it; last 21 November 2026 00:00 UTC',
        'Do otters [31mdream?',
        '    asked once; no paper is near it; last 21 November 2026 00:00 UTC',
        'Nobody has voted on an answer yet.',
      ]);
      const { misses } = JSON.parse(
        (await run('report', 'misses', '--limit', '1', '--json')).output,
      );
      expect(misses).toMatchObject([{ question: 'Do badgers dream?', asked: 1 }]);
    });

    it('says so when there are none, and makes no database', async () => {
      const { output, failed } = await run('report', 'misses');
      expect(output).toContain('No question without an answer has been kept.');
      expect(failed).toBe(false);
      await expect(stat(join(folder, 'local'))).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('says what to do while Paperboy is running', async () => {
      await openKept();
      await expect(run('report', 'misses')).rejects.toMatchObject({
        code: 'store_locked',
        message: expect.stringContaining('stop Paperboy, then ask again'),
      });
    });
  });

  it('does not send a digest that is not configured', async () => {
    await expect(run('digest')).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('finds the papers file as the listing pages have it', async () => {
    const { output, failed } = await run('corpus', 'check');
    expect(output).toContain('matches the raw pages');
    expect(failed).toBe(false);
  });

  it('prints both manifests', async () => {
    expect((await run('manifest')).output).toContain('socket_mode_enabled: true');
    const http = await run('manifest', '--url', 'https://papers.example.org');
    expect(http.output).toContain('https://papers.example.org/slack/events');
  });

  it('finds nothing to mend in a fresh checkout', async () => {
    const { output, failed } = await run('doctor');
    expect(output).toContain('724 papers');
    expect(failed).toBe(false);
  });

  it('measures search on a collection and writes its run', async () => {
    const { docs, queries, qrels } = await writeCollection();
    const runFile = join(folder, 'run.trec');
    const { output } = await run(
      ...['evaluate', 'search', '--docs', docs, '--queries', queries],
      ...['--qrels', qrels, '--run', runFile, '--json'],
    );
    expect(JSON.parse(output)).toMatchObject({ documents: 2, ndcg10: 1, map: 1, mrr10: 1 });
    expect(await readFile(runFile, 'utf8')).toMatch(/^q1 Q0 d1 1 \d\S* paperboy\n/);
  });

  it('answers over a collection with quotes that stand in it', async () => {
    const { docs, queries } = await writeCollection();
    const out = join(folder, 'answers.jsonl');
    await run('evaluate', 'answers', '--docs', docs, '--questions', queries, '--out', out);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({
      id: 'q1',
      outcome: expect.stringMatching(/^(?:answer|closest)$/),
      quotes: [{ doc: 'd1', text: 'River otters hold hands while they sleep.' }],
      docs: ['d1'],
      confidence: expect.any(Number),
    });
  });

  it('measures search and answers over its own corpus', async () => {
    const queries = join(folder, 'queries.jsonl');
    await writeFile(queries, '{"id":"q1","text":"chain of thought prompting"}\n');
    const docs = 'data/papers.jsonl';
    const { output } = await run('evaluate', 'search', '--docs', docs, '--queries', queries);
    expect(output).toContain('documents 724, queries 1');
    const out = join(folder, 'answers.jsonl');
    await run('evaluate', 'answers', '--docs', docs, '--questions', queries, '--out', out);
    expect(JSON.parse(await readFile(out, 'utf8')).quotes).not.toEqual([]);
  });

  it.each([
    ['a file that is not there', 'nowhere.jsonl', undefined],
    ['a line that is no JSON', 'bad.jsonl', 'otters\n'],
  ])('names %s', async (_, name, text) => {
    const { queries } = await writeCollection();
    const docs = join(folder, name);
    if (text !== undefined) await writeFile(docs, text);
    const failure = run('evaluate', 'search', '--docs', docs, '--queries', queries);
    await expect(failure).rejects.toBeInstanceOf(AppError);
    await expect(failure).rejects.toThrow(name);
  });
});
