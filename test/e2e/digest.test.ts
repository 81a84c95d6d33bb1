import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botMessages, menuEntry, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** To the first digest: on Monday at 13:05. */
const MONDAY_MINUTES = 2 * 24 * 60 + 5;

describe.each(['http', 'socket'] as const)('the digest over %s', (mode) => {
  let folder: string;
  let stage: Stage;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
    // The clock starts on a Saturday at 13:00 in Berlin, the digest's zone.
    const storeFile = join(folder, 'paperboy.db');
    stage = await openStage(mode, { storeFile, digestTime: '13:05' });
  });
  afterEach(async () => {
    await stage.stop();
    await rm(folder, { recursive: true });
  });

  const posts = () => botMessages(stage, 'C0READING', 'U0ADA');
  const parents = () => posts().filter(({ threadTs }) => threadTs === undefined);
  const entries = () => posts().filter(({ threadTs }) => threadTs !== undefined);
  /** What each message can be found by. */
  const keys = () =>
    stage.workspace.calls
      .filter(({ method }) => method === 'chat.postMessage')
      .map(({ payload }) => JSON.stringify(payload['metadata'] ?? null));

  async function tick(): Promise<void> {
    await stage.paperboy.tick();
    await stage.idle();
  }
  async function tickAfter(minutes: number): Promise<void> {
    stage.clock.advance(minutes * MINUTE_MS);
    await tick();
  }

  it('comes when it is due on a workday, not before, and once', async () => {
    await tickAfter(5);
    await tickAfter(MONDAY_MINUTES - 5 - 1);
    expect(posts()).toEqual([]);
    await tickAfter(1);
    const [parent] = parents();
    expect(parent && read(parent).split('\n').length).toBeLessThanOrEqual(7);
    expect(entries()).toHaveLength(5);
    expect(entries().every(({ threadTs }) => threadTs === parent?.ts)).toBe(true);
    expect(keys()[0]).toContain('digest 2026-11-23 parent');
    expect(new Set(keys()).size).toBe(6);
    await tickAfter(1);
    await stage.restart();
    await tickAfter(1);
    expect(posts()).toHaveLength(6);
  });

  it('never brings the same paper twice, and lists the week on its last day', async () => {
    await tickAfter(MONDAY_MINUTES);
    for (let day = 1; day < 5; day++) await tickAfter(DAY_MS / MINUTE_MS);
    const papers = keys().filter((key) => /digest \S+ (?:arxiv|title)/.test(key));
    const ids = papers.map((key) => /(?:arxiv|title):[^"]+/.exec(key)?.[0]);
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(keys().filter((key) => key.includes('weekly 2026-11-27 parent'))).toHaveLength(1);
    await tickAfter(DAY_MS / MINUTE_MS);
    expect(keys().filter((key) => key.includes('2026-11-28'))).toEqual([]);
  });

  it('waits out a rate limit and posts each message once', async () => {
    stage.workspace.faults.rateLimit('chat.postMessage', { times: 2, retryAfterSeconds: 20 });
    stage.clock.advance(MONDAY_MINUTES * MINUTE_MS);
    const ticked = stage.paperboy.tick();
    await stage.letTimePass(() => posts().length === 6);
    await (await ticked)?.done;
    expect(posts()).toHaveLength(6);
  });

  it('looks for a post whose reply was lost, also after a restart', async () => {
    stage.workspace.faults.timeoutAfterAccept('chat.postMessage');
    await tickAfter(MONDAY_MINUTES);
    expect(posts()).toHaveLength(1);
    await stage.restart();
    await tickAfter(1);
    expect(posts()).toHaveLength(1);
    await tickAfter(1);
    expect(parents()).toHaveLength(1);
    expect(entries()).toHaveLength(5);
  }, 30_000);

  it('goes on after a passing refusal with what is missing', async () => {
    stage.workspace.faults.failNext('chat.postMessage', 'service_unavailable');
    await tickAfter(MONDAY_MINUTES);
    expect(parents()).toEqual([]);
    await tickAfter(5);
    expect(posts()).toHaveLength(6);
  });

  it('stops with a dead token, says so at /healthz, and goes on after a restart', async () => {
    const health = async () => fetch(`${stage.paperboy.url}/healthz`);
    await tick();
    expect((await health()).status).toBe(200);
    stage.workspace.faults.failNext('chat.postMessage', 'token_revoked');
    await tickAfter(MONDAY_MINUTES);
    const response = await health();
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, halted: 'token_revoked' });
    await tickAfter(10);
    expect(posts()).toEqual([]);
    await stage.restart();
    await tick();
    expect(posts()).toHaveLength(6);
    expect((await health()).status).toBe(200);
  });

  it('answers the menu of an entry only to the one who presses', async () => {
    await tickAfter(MONDAY_MINUTES);
    const [entry] = entries();
    if (entry === undefined) throw new Error('there is no entry');
    await stage.workspace.as('U0BEN').click(entry, menuEntry(entry, 1, 'bibtex'));
    await stage.idle();
    const told = botMessages(stage, 'C0READING', 'U0BEN').at(-1);
    expect(told?.ephemeralFor).toBe('U0BEN');
  });

  it('is told by /papers status where it comes', async () => {
    await stage.workspace.as('U0ADA').command('C0READING', '/papers', 'status');
    await stage.idle();
    const [status] = botMessages(stage, 'C0READING', 'U0ADA');
    expect(status && read(status)).toMatch(/digest/i);
  });
});
