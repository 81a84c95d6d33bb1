/**
 * What sending costs: a tick over ten thousand destinations, answers while Slack slows a digest
 * down, and a replay of thirteen months.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createDispatcher } from '../../src/app/dispatcher.ts';
import { createLibrary } from '../../src/app/library.ts';
import { buildDigestSubscription, type Subscription } from '../../src/digest/subscription.ts';
import { createManualClock } from '../../src/model/clock.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';
import { openStore } from '../../src/store/store.ts';
import { TEAM_ID } from '../../src/workspace/seed.ts';
import { type Gate, openGate } from '../quality/delivery-gate.ts';
import { runReplay } from '../quality/replay-table.ts';
import { loadTitles, OWN_PAPERS, OWN_SIZE } from './corpora.ts';
import { type Figure, percentile, renderNumber } from './figures.ts';
import { MENTION_QUESTIONS, measureMentions } from './mentions.ts';
import { startPaperboy } from './paperboy-process.ts';
import { buildMentions } from './queries.ts';

const MINUTE_MS = 60_000;
const DESTINATIONS = 10_000;
const TICK_TARGET_MS = 1000;
/** A Monday, 09:00 in Berlin. */
const NINE_MS = Date.UTC(2026, 2, 2, 8);
const ZONES = ['Europe/Berlin', 'Africa/Lagos', 'Europe/Paris', 'Africa/Algiers'] as const;

const WAITING_EDITIONS = 50;
const RETRY_AFTER_SECONDS = 30;
const ANSWER_TARGET_MS = 300;
/** The minute clock begins to send within a minute. */
const STUCK_LIMIT_MS = 90_000;

const REPLAY_TARGET_SECONDS = 60;

export async function measureDeliveryCosts(
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, dueShare] of [
    ['none is due', 0],
    ['1 % are due', 0.01],
    ['all are due', 1],
  ] as const) {
    const value = await measureTick(dueShare);
    const what = `tick over ${DESTINATIONS.toLocaleString('en-US')} destinations, ${name} (ms)`;
    figures.push({ name: what, value, atMost: TICK_TARGET_MS });
  }
  tell('answers while Slack slows a digest down');
  figures.push(...(await measureAnswersMeanwhile()));
  const measured = await runReplay(tell);
  figures.push({
    name: 'replay of 13 months at 20 destinations (s)',
    value: measured?.seconds ?? 'the recorded feed is not here',
    atMost: REPLAY_TARGET_SECONDS,
  });
  return figures;
}

/** Until it is known who is due and their work waits for its turn. The second tick counts. */
async function measureTick(dueShare: number): Promise<number> {
  const clock = createManualClock(NINE_MS - 2 * MINUTE_MS);
  const store = await openStore({ file: ':memory:' });
  const dispatcher = createDispatcher({
    ...{ teamId: TEAM_ID, store, clock, inFlight: createInFlight() },
    library: createLibrary([], store.memory),
    // The first post ends all sending, so that nothing is left to do after the measurement.
    poster: {
      post: async () => ({ state: 'refused', error: 'invalid_auth' }),
      find: async () => ({ state: 'absent' }),
    },
    notify: async () => {},
    log: pino({ level: 'silent' }),
  });
  for (let at = 0; at < DESTINATIONS; at++) {
    await store.subscriptions.save(subscribe(at, at < dueShare * DESTINATIONS));
  }
  await (await dispatcher.tick())?.done;
  clock.advance(2 * MINUTE_MS);
  const startMs = performance.now();
  const tick = await dispatcher.tick();
  const ms = performance.now() - startMs;
  if (tick === undefined) throw new Error('the tick failed');
  await tick.done;
  await store.close();
  return ms;
}

function subscribe(at: number, isDue: boolean): Subscription {
  const made = buildDigestSubscription({
    ...{ teamId: TEAM_ID, channelId: `C${at}`, nowMs: NINE_MS - MINUTE_MS },
    zone: ZONES[at % ZONES.length] ?? ZONES[0],
  });
  const minute = isDue ? 0 : 1 + (at % 59);
  return { ...made, id: `s${at}`, schedule: { ...made.schedule, minute } };
}

/** Fifty digests wait, four of them for Slack's patience, while people mention the bot. */
async function measureAnswersMeanwhile(): Promise<readonly Figure[]> {
  const stateDir = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  await subscribeMany(join(stateDir, 'paperboy.db'));
  let gate: Gate | undefined;
  let slowed = 0;
  const paperboy = await startPaperboy({
    stateDir,
    corpusFile: OWN_PAPERS,
    relay: async (url) => {
      gate = await openGate(url, Date.now);
      gate.decide = ({ method, channel }) => {
        if (method !== 'chat.postMessage' || !channel.startsWith('CWAITS')) return { do: 'pass' };
        slowed += 1;
        return { do: 'rateLimit', seconds: RETRY_AFTER_SECONDS };
      };
      return gate.apiUrl;
    },
  });
  try {
    await untilTrue(() => slowed > 0, STUCK_LIMIT_MS);
    const questions = buildMentions(await loadTitles(OWN_SIZE), MENTION_QUESTIONS);
    const { singleMs } = await measureMentions(paperboy.workspace, questions);
    return [
      {
        name: `mention to post while ${WAITING_EDITIONS} digests wait for Slack, p95 (ms)`,
        value: percentile(singleMs, 95),
        note: `p50 ${renderNumber(percentile(singleMs, 50))}, ${slowed} answers of 429`,
        atMost: ANSWER_TARGET_MS,
      },
    ];
  } finally {
    await paperboy.stop();
    await gate?.shut();
    await rm(stateDir, { recursive: true });
  }
}

/** Due a few minutes ago, by the machine's clock. */
async function subscribeMany(file: string): Promise<void> {
  const dueMs = Date.now() - 3 * MINUTE_MS;
  const due = new Date(dueMs);
  const store = await openStore({ file });
  for (let at = 0; at < WAITING_EDITIONS; at++) {
    const channelId = `CWAITS${at}`;
    const made = buildDigestSubscription({
      ...{ teamId: TEAM_ID, channelId, zone: 'Etc/UTC', nowMs: dueMs - MINUTE_MS },
    });
    const [hour, minute] = [due.getUTCHours(), due.getUTCMinutes()];
    const weekdays = [1, 2, 3, 4, 5, 6, 7];
    const schedule = { ...made.schedule, hour, minute, weekdays };
    await store.subscriptions.save({ ...made, id: `waits${at}`, schedule, createdBy: 'U0ADA' });
  }
  await store.close();
}

async function untilTrue(isTrue: () => boolean, limitMs: number): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!isTrue()) {
    if (performance.now() > endMs) throw new Error('no digest was sent');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
