import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botMessages, menuEntry, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe.each(['http', 'socket'] as const)('the digest over %s', (mode) => {
  let folder: string;
  let stage: Stage;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
    // The clock starts at 13:00 in Berlin, the digest's zone.
    const storeFile = join(folder, 'paperboy.db');
    stage = await openStage(mode, { storeFile, digestTime: '13:05' });
  });
  afterEach(async () => {
    await stage.stop();
    await rm(folder, { recursive: true });
  });

  const posts = () => botMessages(stage, 'C0READING', 'U0ADA');
  const parents = () => posts().filter(({ threadTs }) => threadTs === undefined);

  async function tickAt(minutes: number): Promise<void> {
    stage.clock.advance(minutes * MINUTE_MS);
    await stage.paperboy.tick();
  }

  it('comes when it is due, not before, and once', async () => {
    await tickAt(4);
    expect(posts()).toEqual([]);
    await tickAt(1);
    const [parent] = parents();
    expect(parent && read(parent).split('\n').length).toBeLessThanOrEqual(7);
    expect(posts().filter(({ threadTs }) => threadTs === parent?.ts)).toHaveLength(6 - 1);
    await tickAt(1);
    await stage.restart();
    await tickAt(1);
    expect(posts()).toHaveLength(6);
  });

  it('never brings the same paper twice', async () => {
    await tickAt(5);
    await tickAt(DAY_MS / MINUTE_MS);
    const titles = posts()
      .filter(({ threadTs }) => threadTs !== undefined)
      .map((post) => read(post).split('\n')[0]);
    expect(titles).toHaveLength(10);
    expect(new Set(titles).size).toBe(10);
  });

  it('waits out a rate limit and posts each message once', async () => {
    stage.workspace.faults.rateLimit('chat.postMessage', { times: 2, retryAfterSeconds: 30 });
    stage.clock.advance(5 * MINUTE_MS);
    const ticked = stage.paperboy.tick();
    await stage.letTimePass(() => posts().length === 6);
    await ticked;
    expect(posts()).toHaveLength(6);
  });

  it('goes on after a refusal with what is missing', async () => {
    stage.workspace.faults.failNext('chat.postMessage', 'restricted_action');
    await tickAt(5);
    expect(parents()).toEqual([]);
    await tickAt(15);
    expect(posts()).toHaveLength(6);
  });

  it('answers the menu of an entry only to the one who presses', async () => {
    await tickAt(5);
    const entry = posts().find(({ threadTs }) => threadTs !== undefined);
    if (entry === undefined) throw new Error('there is no entry');
    await stage.workspace.as('U0BEN').click(entry, menuEntry(entry, 1, 'save'));
    await stage.idle();
    const told = botMessages(stage, 'C0READING', 'U0BEN').at(-1);
    expect(told?.ephemeralFor).toBe('U0BEN');
  });

  it('is told by /papers status', async () => {
    await tickAt(5);
    await stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', 'status');
    await stage.idle();
    const [status] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(status && read(status)).toMatch(/13:05.*Europe\/Berlin/s);
  });
});
