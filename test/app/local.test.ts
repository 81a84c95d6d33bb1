/** The local workspace as `npm start` opens it: the real bot, the real page, state in files. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Config, parseConfig } from '../../src/app/config.ts';
import { type Local, openLocal } from '../../src/app/local.ts';
import { preparePage } from '../../src/app/page-build.ts';
import { addToCorpus } from '../../src/cli/corpus-add.ts';
import type { Act, ActReply } from '../../src/workspace/page-protocol.ts';
import { dailyRecord } from '../corpus/daily-records.ts';
import { learnAtOnce } from '../helpers/learn-at-once.ts';

/** A Friday, 16:30 in Berlin: the digest of the day is too old to be sent. */
const FRIDAY = Date.UTC(2026, 10, 20, 15, 30);

describe('the local workspace', () => {
  let folder: string;
  let opened: Local[];
  // Built once; the tests are about what is served and kept.
  beforeAll(async () => void (await preparePage(() => {})), 60_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-local-'));
    opened = [];
  });
  afterEach(async () => {
    for (const local of opened) await local.stop();
    await rm(folder, { recursive: true });
  });

  async function open(options: { fresh?: boolean; env?: Record<string, string> } = {}) {
    const { fresh = false, env = {} } = options;
    const parsed = parseConfig({ PAPERBOY_STATE_DIR: folder, PAPERBOY_PORT: '0', ...env });
    if ('problems' in parsed) throw new Error('the test configuration is wrong');
    const config: Config = parsed.config;
    const log = pino({ level: 'silent' });
    const local = await openLocal({
      config,
      log,
      nowMs: FRIDAY,
      fresh,
      learnLatent: learnAtOnce,
      onBuild: () => {},
    });
    opened.push(local);
    return local;
  }

  async function close(local: Local): Promise<void> {
    opened = opened.filter((other) => other !== local);
    await local.stop();
  }

  const act = async ({ url }: Local, as: string, wanted: Act): Promise<ActReply> => {
    const response = await fetch(`${url}/page/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as, act: wanted }),
    });
    return (await response.json()) as ActReply;
  };

  const digests = ({ workspace }: Local) =>
    workspace
      .messages('C0READING')
      .filter(({ threadTs }) => threadTs === undefined)
      .map(({ text }) => text.split('\n')[0]);

  it('has the papers that “corpus add” added', async () => {
    const feed = join(folder, '2026-11-20.json');
    const record = dailyRecord({ title: 'Quokkas Smile at Zyxomma' });
    await writeFile(feed, JSON.stringify([record]));
    const parsed = parseConfig({ PAPERBOY_STATE_DIR: folder });
    if ('problems' in parsed) throw new Error('the test configuration is wrong');
    const context = {
      print: () => {},
      progress: () => {},
      loadConfig: async () => parsed.config,
      fail: () => {},
      untilStopped: () => Promise.resolve(),
    };
    await addToCorpus(context, feed, {});
    const local = await open();
    const health: unknown = await (await fetch(`${local.paperboy.url}/healthz`)).json();
    expect(health).toMatchObject({ papers: 725 });
  });

  it('serves the page and answers a command typed there', async () => {
    const local = await open();
    const page = await (await fetch(local.url)).text();
    expect(page).toContain('<title>Paperboy</title>');
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
    expect((await fetch(local.url + script)).status).toBe(200);
    await act(local, 'U0ADA', {
      kind: 'command',
      channelId: 'C0GENERAL',
      command: '/papers',
      text: 'retrieval augmented',
    });
    await local.paperboy.idle();
    const [reply] = local.workspace.messages('C0GENERAL', { as: 'U0ADA' });
    expect(reply?.text).toMatch(/papers for “retrieval augmented”/);
    expect(local.workspace.messages('C0GENERAL', { as: 'U0BEN' })).toEqual([]);
  });

  it('sends a digest on each workday that passes, at its minute', async () => {
    const local = await open();
    const pass = (stopId: string) => act(local, 'U0ADA', { kind: 'passTime', stopId });
    expect(await pass('digest')).toEqual({ ok: true });
    expect(await pass('weekend')).toEqual({ ok: true });
    expect(digests(local)).toEqual([
      expect.stringContaining('From the archive, Monday 23 November 2026'),
      'From the archive, Tuesday 24 November 2026',
      'From the archive, Wednesday 25 November 2026',
      'From the archive, Thursday 26 November 2026',
      'From the archive, Friday 27 November 2026',
      'This week’s papers again, 21–27 November 2026',
      'From the archive, Monday 30 November 2026',
    ]);
    const [parent] = local.workspace.messages('C0READING');
    expect(Number(parent?.ts)).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 23, 8) / 1000);
    expect(Number(parent?.ts)).toBeLessThan(Date.UTC(2026, 10, 23, 8, 1) / 1000);
  });

  it('sends the digests on both sides of a clock change at nine, and no others', async () => {
    const local = await open();
    await act(local, 'U0ADA', { kind: 'passTime', stopId: 'clockChange' });
    expect(digests(local)).toEqual([
      expect.stringContaining('From the archive, Friday 26 March 2027'),
      'From the archive, Monday 29 March 2027',
    ]);
  });

  it('lets time pass for one at a time', async () => {
    const local = await open();
    const pass = () => act(local, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    const replies = await Promise.all([pass(), pass()]);
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect(digests(local)).toHaveLength(1);
  });

  it('does not take a leap of time for the delay of what was under way', async () => {
    const local = await open();
    const search = { kind: 'command', command: '/papers', text: 'diffusion' } as const;
    const [searched, passed] = await Promise.all([
      act(local, 'U0BEN', { ...search, channelId: 'C0GENERAL' }),
      act(local, 'U0ADA', { kind: 'passTime', stopId: 'clockChange' }),
    ]);
    expect(searched).toEqual({ ok: true });
    expect(passed).toEqual({ ok: true });
  });

  it('tries a digest again that Slack refused on the way', async () => {
    const local = await open();
    local.workspace.faults.failNext('chat.postMessage', 'ratelimited');
    await act(local, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    expect(digests(local)).toHaveLength(1);
  });

  it('stops while time is passing', async () => {
    const local = await open();
    await act(local, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    const passing = act(local, 'U0ADA', { kind: 'passTime', stopId: 'weekend' });
    await local.workspace.until(() => digests(local).length === 2);
    await close(local);
    await passing.catch(() => undefined);
    const after = await open();
    await act(after, 'U0ADA', { kind: 'passTime', stopId: 'weekend' });
    expect(digests(after)).toHaveLength(7);
  });

  it('has kept what a passing of time brought by the time it says so', async () => {
    const local = await open();
    await act(local, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    const kept = await readFile(join(folder, 'local/workspace.json'), 'utf8');
    expect(kept).toContain('From the archive, Monday 23 November 2026');
  });

  it('stops cleanly however soon after a change', async () => {
    for (let round = 0; round < 5; round += 1) {
      const local = await open();
      const text = 'x'.repeat(30_000);
      for (const channelId of ['C0GENERAL', 'C0RANDOM', 'C0READING']) {
        await act(local, 'U0ADA', { kind: 'say', channelId, text });
      }
      await close(local);
    }
    const kept = JSON.parse(await readFile(join(folder, 'local/workspace.json'), 'utf8'));
    expect(kept.workspace.messages).toHaveLength(15);
    // Five starts, each with an index of its own.
  }, 20_000);

  it('goes by the zone that was chosen, UTC too', async () => {
    const local = await open({ env: { PAPERBOY_TIME_ZONE: 'UTC' } });
    await act(local, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    const [parent] = local.workspace.messages('C0READING');
    expect(Math.floor(Number(parent?.ts))).toBe(Date.UTC(2026, 10, 23, 9) / 1000);
  });

  it('goes on where it was after a restart: conversations, clock and the bot’s memory', async () => {
    const before = await open();
    await act(before, 'U0BEN', { kind: 'say', channelId: 'C0RANDOM', text: 'hello' });
    await act(before, 'U0BEN', { kind: 'invite', channelId: 'C0RANDOM' });
    await act(before, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    await close(before);

    const after = await open();
    // Within a second, which the clock may lag behind.
    after.clock.advance(1000);
    expect(after.clock.nowMs()).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 21, 8));
    expect(after.workspace.messages('C0RANDOM').map(({ text }) => text)).toContain('hello');
    await after.paperboy.tick();
    expect(digests(after)).toHaveLength(1);
    expect(
      after.workspace
        .channels()
        .find(({ id }) => id === 'C0RANDOM')
        ?.members.has('U0PAPERBOT'),
    ).toBe(true);
  });

  it('starts over when it is asked to', async () => {
    const before = await open();
    await act(before, 'U0BEN', { kind: 'say', channelId: 'C0RANDOM', text: 'hello' });
    await close(before);
    const after = await open({ fresh: true });
    expect(after.workspace.messages('C0RANDOM')).toEqual([]);
    expect(after.clock.nowMs()).toBeLessThan(FRIDAY + 60_000);
  });

  it('deletes nothing that another process is at work on', async () => {
    const first = await open();
    await expect(open({ fresh: true })).rejects.toMatchObject({ code: 'store_locked' });
    await act(first, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    expect(digests(first)).toHaveLength(1);
  });

  it('says how to start over when what it kept cannot be read', async () => {
    await close(await open());
    await writeFile(join(folder, 'local/workspace.json'), '{"half');
    await expect(open()).rejects.toThrow('npm start -- --fresh');
    await expect(open({ fresh: true })).resolves.toBeDefined();
  });

  it('keeps everything in a folder of its own', async () => {
    await close(await open());
    expect(await readdir(folder)).toEqual(['local']);
    expect((await readdir(join(folder, 'local'))).toSorted()).toEqual([
      'paperboy.db',
      'workspace.json',
    ]);
  });

  it('takes another port when the usual one is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const local = await open({ env: { PAPERBOY_PORT: port } });
    expect(new URL(local.url).port).not.toBe(port);
    expect((await fetch(local.url)).status).toBe(200);
    await new Promise((resolve) => other.close(resolve));
  });

  it('sends the digest where and when the configuration says', async () => {
    const env = { PAPERBOY_DIGEST_CHANNEL: 'C0GENERAL', PAPERBOY_DIGEST_TIME: '07:30' };
    const local = await open({ env });
    await act(local, 'U0ADA', { kind: 'passTime', stopId: 'digest' });
    const [parent] = local.workspace.messages('C0GENERAL');
    expect(Math.floor(Number(parent?.ts))).toBe(Date.UTC(2026, 10, 23, 6, 30) / 1000);
  });
});
