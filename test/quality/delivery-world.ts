/**
 * A small workspace whose bot has bad days: two channels with a digest each, the real bot behind a
 * gate, days that pass, and in the end a count of what everybody can see against what the ledger
 * says.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializePapers } from '../../src/corpus/papers-file.ts';
import { ROLL_UP_LISTED } from '../../src/digest/deliver-edition.ts';
import { buildPostKey, type Edition } from '../../src/digest/digest.ts';
import { listDue, nextDue } from '../../src/digest/schedule.ts';
import { buildDigestSubscription, type Subscription } from '../../src/digest/subscription.ts';
import { createManualClock } from '../../src/model/clock.ts';
import { openStore } from '../../src/store/store.ts';
import { BOT_USER_ID, TEAM_ID } from '../../src/workspace/seed.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { paper } from '../helpers/papers.ts';
import { MANIFEST } from '../helpers/stage.ts';
import { BOT_TOKEN, type Bot, type BotOptions, openBot, type Stepped } from './delivery-bot.ts';
import { type Gate, openGate } from './delivery-gate.ts';

const MINUTE_MS = 60_000;
const CHANNELS = ['C0ONE', 'C0TWO'] as const;
const START_MS = Date.UTC(2026, 2, 2, 6);
/** Five a day and channel, for more days than a world has. */
const PAPERS = 200;
/** Real time after which a call counts as lost. */
const TIMEOUT_MS = 100;
/** A day of bad luck is over by then: the catch-up and every retry. */
const LONGEST_ROUND_MS = 30 * 60 * MINUTE_MS;
/** After so long only every fifth minute is looked at. */
const CLOSELY_MS = 30 * MINUTE_MS;

/** What everybody can see, held against what the ledger says. */
export type Count = {
  readonly messages: number;
  readonly repeats: number;
  readonly doubles: number;
  readonly lost: number;
  readonly unknown: number;
  /** A line each. */
  readonly broken: readonly string[];
};

export type World = {
  readonly workspace: Workspace;
  readonly gate: Gate;
  readonly storeFile: string;
  readonly channels: readonly string[];
  /** How far the bot's clock is ahead of Slack's; may be changed at any moment. */
  aheadMs: number;
  nowMs(): number;
  /** The bot is another one from now on. Call after the old one was killed or closed. */
  replaceBot(): Promise<void>;
  readonly bot: Bot;
  /**
   * From a minute before the next digest until nothing is left to do; calls `eachMinute` before
   * each tick.
   */
  passDay(eachMinute?: (sinceDueMs: number) => Promise<void>): Promise<void>;
  /** Stops everything and counts. */
  count(): Promise<Count>;
};

export async function openWorld(
  open: (options: BotOptions) => Promise<Bot> = openBot,
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-deliveries-'));
  const corpusFile = join(folder, 'papers.jsonl');
  await writeFile(corpusFile, serializePapers(makePapers()));
  const storeFile = join(folder, 'paperboy.db');
  const clock = createManualClock(START_MS);
  const workspace = await startWorkspace({
    clock,
    seed: {
      users: [{ id: 'U0ADA', name: 'ada', realName: 'Ada', role: 'admin', tz: 'Etc/UTC' }],
      channels: CHANNELS.map((id) => ({
        ...{ id, name: id.toLowerCase(), kind: 'public', isArchived: false },
        members: ['U0ADA', BOT_USER_ID],
      })),
    },
    scopes: [...MANIFEST.oauth_config.scopes.bot, 'channels:history'],
    events: [],
    ...{ botToken: BOT_TOKEN, appToken: 'unused', signingSecret: 'unused' },
  });
  const gate = await openGate(workspace.url, () => clock.nowMs());
  const subscriptions = CHANNELS.map((channelId, at): Subscription => {
    const made = buildDigestSubscription({
      ...{ teamId: TEAM_ID, channelId, zone: 'Europe/Berlin', nowMs: START_MS },
    });
    const schedule = { ...made.schedule, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    return { ...made, id: `digest-${at}`, schedule, createdBy: 'U0ADA' };
  });
  const options = () => ({
    ...{ apiUrl: gate.apiUrl, storeFile, corpusFile, timeoutMs: TIMEOUT_MS },
    nowMs: clock.nowMs() + world.aheadMs,
  });
  let bot: Bot;
  let steppedMs = START_MS;

  const step = async (doTick: boolean): Promise<Stepped> => {
    const nowMs = clock.nowMs();
    const passedMs = nowMs - steppedMs;
    steppedMs = nowMs;
    try {
      return await bot.step({ passedMs, wallMs: nowMs + world.aheadMs, doTick });
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'the process has ended') throw error;
      await world.replaceBot();
      return { openEditions: 1 };
    }
  };
  const advance = async (byMs: number) => {
    clock.advance(byMs);
    await gate.release(clock.nowMs());
  };
  /** One tick, and the time until the next one. */
  const passMinutes = async (lengthMs: number): Promise<Stepped> => {
    const untilMs = clock.nowMs() + lengthMs;
    let stepped = await step(true);
    while (stepped.waitMs !== undefined && clock.nowMs() + stepped.waitMs < untilMs) {
      await advance(Math.max(1, stepped.waitMs));
      stepped = await step(false);
    }
    await advance(untilMs - clock.nowMs());
    return stepped;
  };

  const world: World = {
    ...{ workspace, gate, storeFile, channels: CHANNELS, aheadMs: 0 },
    nowMs: () => clock.nowMs(),
    get bot() {
      return bot;
    },
    async replaceBot() {
      bot = await open(options());
    },
    async passDay(eachMinute = async () => {}) {
      const [first] = subscriptions;
      if (first === undefined) return;
      const { dueMs } = nextDue(first.schedule, clock.nowMs());
      await advance(dueMs - MINUTE_MS - clock.nowMs());
      for (;;) {
        const sinceMs = clock.nowMs() - dueMs;
        await eachMinute(sinceMs);
        const stride = sinceMs < CLOSELY_MS ? 1 : 5;
        const { openEditions, waitMs } = await passMinutes(stride * MINUTE_MS);
        const isOver = openEditions === 0 && waitMs === undefined && gate.waiting() === 0;
        if (isOver && sinceMs > 5 * MINUTE_MS) return;
        if (sinceMs > LONGEST_ROUND_MS) return;
      }
    },
    async count() {
      await bot.close();
      await gate.shut();
      const counted = await countAll(workspace, storeFile, subscriptions, clock.nowMs());
      await workspace.stop();
      await rm(folder, { recursive: true });
      return counted;
    },
  };
  await world.replaceBot();
  await world.bot.subscribe(subscriptions);
  return world;
}

/** Each has a word of its own, so that it is recognised wherever a message shows it. */
function makePapers() {
  return Array.from({ length: PAPERS }, (_, at) => {
    const number = String(at).padStart(5, '0');
    const title = `Paper q${number} on ${['graphs', 'speech', 'vision', 'robots'][at % 4]}`;
    const abstract = `We present q${number}, a method for ${title}. It works well on all that was tried.`;
    const listings = [{ page: 'made', place: at + 1 }];
    return paper({ id: `arxiv:2401.${number}`, title, abstract, listings });
  });
}

async function countAll(
  workspace: Workspace,
  file: string,
  subscriptions: readonly Subscription[],
  nowMs: number,
): Promise<Count> {
  const store = await openStore({ file });
  let [messages, unknown] = [0, 0];
  const found = { repeats: [] as string[], doubles: [] as string[], lost: [] as string[] };
  try {
    for (const { destination, schedule } of subscriptions) {
      const { channelId } = destination;
      const seen = listMessages(workspace, channelId);
      messages += seen.length;
      found.doubles.push(...findDoubles(seen));
      found.repeats.push(...findRepeats(seen));
      const digests = await store.ledger.recent(
        { destination, series: 'digest', withSilent: true },
        ALL,
      );
      const weekly = await store.ledger.recent(
        { destination, series: 'weekly', withSilent: true },
        ALL,
      );
      const known = new Set(digests.flatMap(({ day, missed }) => [day, ...missed]));
      const unrecorded = listDue(schedule, START_MS - 1, nowMs, ALL).filter(
        ({ day }) => !known.has(day),
      );
      found.lost.push(
        ...unrecorded.map(({ day }) => `${channelId}: nothing is recorded for ${day}`),
      );
      const keys = new Set(seen.map(({ key }) => key));
      const editions = [...digests, ...weekly];
      found.lost.push(...editions.flatMap((each) => findLost(each, keys)));
      const posts = editions.flatMap((edition) => [...edition.posts.values()]);
      unknown += posts.filter(({ state }) => state === 'unknown').length;
    }
  } finally {
    await store.close();
  }
  const { repeats, doubles, lost } = found;
  return {
    ...{ messages, unknown },
    ...{ repeats: repeats.length, doubles: doubles.length, lost: lost.length },
    broken: [...repeats, ...doubles, ...lost],
  };
}

/** More than there are of anything. */
const ALL = 10_000;

type Seen = { readonly key: string; readonly papers: readonly string[] };

function findDoubles(seen: readonly Seen[]): readonly string[] {
  const keys = seen.map(({ key }) => key);
  const repeated = keys.filter((key, at) => keys.indexOf(key) < at);
  return repeated.map((key) => `${key} is there twice`);
}

/** Papers in messages of digests of different days. A roll-up lists again on purpose. */
function findRepeats(seen: readonly Seen[]): readonly string[] {
  const firstDay = new Map<string, string>();
  return seen.flatMap(({ key, papers }) => {
    const [series, day = ''] = key.split(' ');
    if (series !== 'digest') return [];
    return papers.flatMap((paperName) => {
      const first = firstDay.get(paperName) ?? day;
      firstDay.set(paperName, first);
      return first === day ? [] : [`${paperName} of ${first} is there again on ${day}`];
    });
  });
}

/** What an edition is recorded to have shown and nobody can see, by the keys of what is there. */
function findLost(edition: Edition, keys: ReadonlySet<string>): string[] {
  const { series, day, end, paperIds, posts, kind, destination } = edition;
  const name = `${destination.channelId}: ${series} of ${day}`;
  const isThere = (part: string) => keys.has(buildPostKey(edition, part));
  if (end === undefined) return [`${name} never ended`];
  if (end !== 'delivered') {
    // Its papers count as never shown and will come again.
    return end === 'missed' && isThere('parent')
      ? [`${name} is there, and recorded as missed`]
      : [];
  }
  if (!isThere('parent')) return [`${name} is recorded as delivered and is not there`];
  const hasRest = paperIds.length > ROLL_UP_LISTED;
  const parts = kind === 'weekly' ? ['rest'].slice(hasRest ? 0 : 1) : paperIds;
  return parts
    .filter((part) => !isThere(part) && posts.get(part)?.state !== 'unknown')
    .map((part) => `${name} lacks ${part} (${posts.get(part)?.state ?? 'never tried'})`);
}

function listMessages(workspace: Workspace, channelId: string): readonly Seen[] {
  return workspace.messages(channelId).flatMap(({ metadata, blocks }) => {
    const payload = metadata?.['event_payload'];
    if (typeof payload !== 'object' || payload === null || !('key' in payload)) return [];
    const papers = [...new Set(JSON.stringify(blocks).match(/q\d{5}/g) ?? [])];
    return [{ key: String(payload.key), papers }];
  });
}
