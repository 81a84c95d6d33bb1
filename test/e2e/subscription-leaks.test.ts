/**
 * Each way in which what a private conversation is subscribed to, or what comes there, could reach
 * somebody who may not know it, or be changed by them. Ben subscribes the private #lab-private to
 * something that nothing else here speaks of.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SubscriptionForm } from '../../src/requests/subscription-form.ts';
import { openStore } from '../../src/store/store.ts';
import { DEFAULT_SEED, TEAM_ID } from '../../src/workspace/seed.ts';
import { writeDailyCorpus } from '../helpers/daily-corpus.ts';
import { openStage, type Stage } from '../helpers/stage.ts';
import {
  ask,
  fill,
  forgeChoice,
  forgeSubmission,
  postsIn,
  send,
  waitUntil,
} from '../helpers/subscribing.ts';

const LAB = 'C0LAB';
const SECRET = 'zebrafish';
const MONDAY_NOON = Date.UTC(2026, 10, 23, 17);

/** Sam is here by Slack Connect. */
const SAM = {
  id: 'U0SAM',
  name: 'sam',
  realName: 'Sam Stranger',
  role: 'member',
  tz: 'Europe/Paris',
  teamId: 'T0ELSEWHERE',
} as const;

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  C0LAB: ['U0BEN', 'U0CHEN', 'U0GIA', SAM.id, 'U0PAPERBOT'],
  C0READING: ['U0ADA', 'U0BEN', 'U0CHEN', 'U0GIA', SAM.id, 'U0PAPERBOT'],
};

const SEED = {
  users: [...DEFAULT_SEED.users, SAM],
  channels: DEFAULT_SEED.channels.map((channel) => {
    return { ...channel, members: MEMBERS[channel.id] ?? channel.members };
  }),
};

let stage: Stage;
let folder: string;
let storeFile: string;

async function closeLab() {
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** With the subscription made; what it is in the store. */
async function openLab(by = 'U0BEN') {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-leaks-'));
  const corpusFile = writeDailyCorpus(folder);
  storeFile = join(folder, 'paperboy.db');
  stage = await openStage('http', { corpusFile, storeFile, seed: SEED, hasDigest: false });
  await send(stage, by, LAB, 'subscribe');
  await fill(stage, by, { topics: `retrieval, ${SECRET}` });
  await stage.workspace.as(by).submit();
  await stage.idle();
  const listed = JSON.stringify(await seeList(by));
  const [, id] = /"end ([\w-]+)"/.exec(listed) ?? [];
  if (id === undefined || !listed.includes(SECRET)) throw new Error('nothing was subscribed');
  return { id };
}

async function seeList(userId: string) {
  await send(stage, userId, LAB, 'subscriptions');
  return stage.workspace.messages(LAB, { as: userId }).at(-1);
}

/** App Home as it is published now. */
async function openHome(userId: string): Promise<string> {
  const before = stage.workspace.calls.length;
  stage.workspace.as(userId).openHome();
  await stage.workspace.until(() =>
    stage.workspace.calls.slice(before).some(({ method }) => method === 'views.publish'),
  );
  await stage.idle();
  return JSON.stringify(stage.workspace.home(userId)?.payload);
}

/** As the store has it, after Paperboy has let go of it. */
async function loadAll() {
  await stage.paperboy.stop();
  const store = await openStore({ file: storeFile });
  const all = await store.subscriptions.list(TEAM_ID);
  await store.close();
  await stage.restart();
  return all;
}

const FORM: SubscriptionForm = {
  channelId: LAB,
  topics: 'mine',
  exclusions: '',
  level: 'all',
  time: '09:00',
  zone: 'UTC',
  weekdays: ['1'],
  weekly: false,
};

const VALUES = {
  subscribe_where: { subscribe_where: { selected_conversation: LAB } },
  subscribe_topics: { subscribe_topics: { value: 'mine' } },
  subscribe_level: { subscribe_level: { selected_option: { value: 'all' } } },
  subscribe_time: { subscribe_time: { selected_time: '09:00' } },
  subscribe_zone: { subscribe_zone: { selected_option: { value: 'UTC' } } },
  subscribe_weekdays: { subscribe_weekdays: { selected_options: [{ value: '1' }] } },
};

/** Made up or kept from before: each comes with Slack's signature. */
const ACTS: Readonly<Record<string, (userId: string, id: string) => Promise<unknown>>> = {
  'an edit button': (userId, id) => forgeChoice(stage, userId, `edit ${id}`),
  'a pause button': (userId, id) => forgeChoice(stage, userId, `pause ${id}`),
  'an unsubscribe button': (userId, id) => forgeChoice(stage, userId, `end ${id}`),
  'a form that names the channel': (userId) =>
    forgeSubmission(stage, userId, { callbackId: 'subscribe', metadata: '', values: VALUES }),
  'a form of that channel': (userId) =>
    forgeSubmission(stage, userId, { callbackId: 'subscribe', metadata: LAB, values: VALUES }),
  'a preview to be saved': (userId) =>
    forgeSubmission(stage, userId, {
      callbackId: 'subscribe_save',
      metadata: JSON.stringify(FORM),
    }),
  'an answer to “Unsubscribe?”': (userId, id) =>
    forgeSubmission(stage, userId, { callbackId: 'subscribe_end', metadata: `one ${id}` }),
  'an answer for all of the channel': (userId) =>
    forgeSubmission(stage, userId, { callbackId: 'subscribe_end', metadata: `all ${LAB}` }),
};

type Intruder = {
  readonly who: string;
  readonly userId: string;
  /** What happened since it was subscribed. */
  readonly before?: () => void;
  /** What Slack fails to answer at each act. */
  readonly unanswered?: string;
};

const INTRUDERS: readonly Intruder[] = [
  {
    who: 'somebody who left the channel',
    userId: 'U0CHEN',
    before: () => stage.workspace.kick(LAB, 'U0CHEN'),
  },
  {
    who: 'the one who made it and left',
    userId: 'U0BEN',
    before: () => stage.workspace.kick(LAB, 'U0BEN'),
  },
  { who: 'an admin who is no member', userId: 'U0ADA' },
  { who: 'a guest in the channel', userId: 'U0GIA' },
  { who: 'somebody of another workspace in the channel', userId: SAM.id },
  {
    who: 'somebody whose account is closed',
    userId: 'U0BEN',
    before: () => stage.workspace.deactivate('U0BEN'),
  },
  {
    who: 'a member when the bot is out',
    userId: 'U0CHEN',
    before: () => stage.workspace.kick(LAB),
  },
  { who: 'somebody of whom Slack says nothing', userId: 'U0CHEN', unanswered: 'users.info' },
  {
    who: 'somebody whose membership Slack does not tell',
    userId: 'U0CHEN',
    unanswered: 'conversations.members',
  },
];

describe.each(INTRUDERS)('$who', ({ userId, before, unanswered }) => {
  let id: string;
  let known: Awaited<ReturnType<typeof loadAll>>;
  beforeAll(async () => {
    id = (await openLab()).id;
    known = await loadAll();
    // What they read while they were there is theirs.
    stage.workspace.as(userId).reload();
    before?.();
  });
  afterAll(closeLab);

  it.each(Object.keys(ACTS))('learns nothing by %s', async (act) => {
    const shownBefore = stage.workspace.calls.length;
    if (unanswered !== undefined) stage.workspace.faults.failNext(unanswered, 'internal_error');
    if (unanswered !== undefined) stage.workspace.faults.failNext(unanswered, 'internal_error');
    const acked = await ACTS[act]?.(userId, id);
    expect(JSON.stringify(acked ?? '')).not.toContain(SECRET);
    expect(acked ?? {}).not.toMatchObject({ response_action: 'push' });
    const shown = stage.workspace.calls.slice(shownBefore).map(({ payload }) => payload);
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(stage.workspace.modal(userId)).toBeUndefined();
  });

  it('changes nothing by all of that', async () => {
    expect(await loadAll()).toEqual(known);
    expect(stage.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('nobody elsewhere hears of it', () => {
  afterEach(closeLab);

  it.each([
    ['an admin who is no member', 'U0ADA'],
    ['a member of both channels', 'U0CHEN'],
  ])('%s, by a list or the status of another channel', async (_, userId) => {
    await openLab();
    for (const text of ['subscriptions', 'status', 'help', 'today']) {
      const said = await ask(stage, userId, 'C0READING', text);
      expect(said).not.toMatch(/zebrafish|C0LAB|1 more/);
    }
  });

  it('the one who made it and left, in lists and on Home, not even by a count', async () => {
    await openLab();
    stage.workspace.kick(LAB, 'U0BEN');
    expect(await ask(stage, 'U0BEN', 'C0READING', 'subscriptions')).not.toMatch(
      /zebrafish|C0LAB|more|elsewhere/,
    );
    const home = await openHome('U0BEN');
    expect(home).toContain('None yet. A digest brings');
    expect(home).not.toMatch(/zebrafish|C0LAB/);
  });

  it('an admin on Home', async () => {
    await openLab();
    expect(await openHome('U0ADA')).not.toMatch(/zebrafish|C0LAB/);
  });

  it('a guest may list what comes to a channel they are in', async () => {
    await openLab();
    expect(await ask(stage, 'U0GIA', LAB, 'subscriptions')).toContain(SECRET);
    expect(await ask(stage, 'U0GIA', LAB, 'pause 1w')).toContain('As a guest you can read');
  });

  it('somebody whose list was asked for where Slack does not say they are', async () => {
    await openLab();
    stage.workspace.faults.failNext('conversations.members', 'internal_error');
    expect(await ask(stage, 'U0CHEN', LAB, 'subscriptions')).not.toContain(SECRET);
  });

  it('anybody of another person’s alerts and digest by direct message', async () => {
    await openLab();
    await ask(stage, 'U0BEN', 'C0READING', `alert ${SECRET} genomes`);
    const dm = stage.workspace.as('U0BEN').directMessage();
    for (const callbackId of ['subscribe', 'subscribe_end']) {
      const metadata = callbackId === 'subscribe' ? dm : `all ${dm}`;
      const acked = await forgeSubmission(stage, 'U0CHEN', {
        callbackId,
        metadata,
        values: VALUES,
      });
      expect(JSON.stringify(acked)).toContain('not our direct message');
    }
    expect(await ask(stage, 'U0BEN', dm, 'subscriptions')).toContain(`${SECRET} genomes`);
    expect(await openHome('U0CHEN')).not.toContain(SECRET);
  });
});

describe('what runs beside it tells nothing', () => {
  afterEach(closeLab);

  it('/healthz', async () => {
    await openLab();
    await waitUntil(stage, MONDAY_NOON);
    const response = await fetch(`${stage.paperboy.url}/healthz`);
    expect(await response.text()).not.toMatch(/zebrafish|C0LAB|Retrieval/);
  });

  it('the log, of topics, titles and what was typed', async () => {
    await openLab();
    await ask(stage, 'U0BEN', LAB, `alert ${SECRET} genomes`);
    await waitUntil(stage, MONDAY_NOON);
    expect(postsIn(stage, LAB).length).toBeGreaterThan(0);
    expect(JSON.stringify(stage.logged)).not.toMatch(/zebrafish|Retrieval of/);
  });

  it('the notice to whoever made it and has left, that it was paused', async () => {
    await openLab();
    const before = postsIn(stage, stage.workspace.as('U0BEN').directMessage()).length;
    stage.workspace.kick(LAB, 'U0BEN');
    stage.workspace.kick(LAB);
    await waitUntil(stage, MONDAY_NOON);
    const told = postsIn(stage, stage.workspace.as('U0BEN').directMessage()).slice(before);
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toMatch(/zebrafish|Retrieval/);
  });

  it('what a post can be found by', async () => {
    await openLab();
    await waitUntil(stage, MONDAY_NOON);
    const metadata = postsIn(stage, LAB).map((post) => post.metadata);
    expect(metadata.length).toBeGreaterThan(0);
    expect(JSON.stringify(metadata)).not.toMatch(/zebrafish|Retrieval/);
  });
});
