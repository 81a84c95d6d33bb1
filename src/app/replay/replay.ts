/**
 * The real delivery over recorded days: dispatcher, ledger, subscriptions and messages as in
 * production, with a clock that is moved and a poster that keeps what it gets. The clock is moved
 * to the minutes that matter only: where something is due or unfinished. Between them a tick finds
 * nothing to do, and a test holds the replay to that.
 */
import type { Logger } from 'pino';
import type { DeliveryReport } from '../../digest/deliver-edition.ts';
import { nextDue } from '../../digest/schedule.ts';
import type { Subscription } from '../../digest/subscription.ts';
import { AppError } from '../../model/app-error.ts';
import { createManualClock } from '../../model/clock.ts';
import type { Day, Paper } from '../../model/paper.ts';
import { type Outlook, openOutlook } from '../../requests/editions.ts';
import type { Library } from '../../requests/library.ts';
import { createInFlight } from '../../slack/in-flight.ts';
import { openStore, type Store } from '../../store/store.ts';
import { createDispatcher } from '../dispatcher.ts';
import { createLibrary } from '../library.ts';
import { listDestinations } from './destinations.ts';
import { createDiversityMeter } from './diversity.ts';
import { createTimeline, loadFeed, type Timeline } from './feed.ts';
import { createRecordingPoster, type RecordingPoster } from './recording-poster.ts';
import { collectResult, type ReplayResult } from './result.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The workspace of a replay. */
export const REPLAY_TEAM = 'T0REPLAY';

export type ReplayOptions = {
  readonly timeline: Timeline;
  readonly subscriptions: readonly Subscription[];
  /** Epoch ms; the replay ends before `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What fails unexpectedly is told here. */
  readonly log: Logger;
};

export type Replay = {
  readonly poster: RecordingPoster;
  /** Ticks once at this instant, not before the last one. */
  visit(atMs: number): Promise<void>;
  /** The next minute after `nowMs` at which a tick may find something to do. */
  nextVisit(nowMs: number): Promise<number>;
  /** Counts what was sent and holds it against the ledger. */
  collect(): Promise<ReplayResult>;
  close(): Promise<void>;
};

export type FeedReplay = {
  readonly result: ReplayResult;
  /** Days of the feed that were there. */
  readonly days: number;
  /** Records of the feed that could not be read. */
  readonly rejected: number;
};

/**
 * The days `from` to `to`, both included, of a recorded feed on top of `corpus`, for `count`
 * made-up destinations. Throws `input_invalid` for a folder that cannot be read.
 */
export async function replayFeed(options: {
  readonly folder: string;
  readonly corpus: readonly Paper[];
  readonly from: Day;
  readonly to: Day;
  readonly count: number;
  readonly log: Logger;
}): Promise<FeedReplay> {
  const { folder, corpus, from, to, count, log } = options;
  const feed = await loadFeed(folder, from, to);
  const fromMs = Date.parse(from);
  const result = await replay({
    timeline: createTimeline(corpus, feed.days),
    subscriptions: listDestinations({ teamId: REPLAY_TEAM, count, sinceMs: fromMs }),
    fromMs,
    toMs: Date.parse(to) + DAY_MS,
    log,
  });
  return { result, days: feed.days.length, rejected: feed.rejected };
}

/** The whole period. */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const run = await openReplay(options);
  try {
    for (let atMs = options.fromMs; atMs < options.toMs; atMs = await run.nextVisit(atMs)) {
      await run.visit(atMs);
    }
    return await run.collect();
  } finally {
    await run.close();
  }
}

/**
 * With a database of its own, in memory: on disk the flush of every claim and confirmation would
 * be most of the time, and what it protects from, injected kills test on disk.
 */
export async function openReplay(options: ReplayOptions): Promise<Replay> {
  const store = await openStore({ file: ':memory:' });
  for (const each of options.subscriptions) await store.subscriptions.save(each);
  return { ...startReplay(options, store), close: store.close };
}

function startReplay(options: ReplayOptions, store: Store): Omit<Replay, 'close'> {
  const { timeline, subscriptions, fromMs, toMs, log } = options;
  const clock = createManualClock(fromMs);
  const poster = createRecordingPoster(clock);
  const library = openGrowingLibrary(timeline, store, () => clock.nowMs());
  const meter = createDiversityMeter(subscriptions, store.ledger);
  const dispatcher = createDispatcher({
    ...{ teamId: REPLAY_TEAM, library, store, poster, clock, log },
    inFlight: createInFlight(),
    // Nobody is there to be told.
    notify: async () => {},
  });
  const nextDueOf = createDueCache(subscriptions);
  return {
    poster,
    async visit(atMs) {
      clock.advance(atMs - clock.nowMs());
      const tick = await dispatcher.tick();
      if (tick === undefined)
        throw new AppError('store_failed', 'A tick failed; the log says why.');
      const reports: readonly DeliveryReport[] = await tick.done;
      if (reports.length === 0) return;
      const outlook: Outlook = await openOutlook(library, { teamId: REPLAY_TEAM, nowMs: atMs });
      await meter.add(outlook, reports);
    },
    async nextVisit(nowMs) {
      const open = await store.ledger.open(REPLAY_TEAM);
      const nextMinute = (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS;
      return open.length > 0 ? nextMinute : Math.ceil(nextDueOf(nowMs) / MINUTE_MS) * MINUTE_MS;
    },
    collect: () =>
      collectResult({
        ...{ posts: poster.posts, ledger: store.ledger, subscriptions, fromMs, toMs },
        diversity: meter.result(),
      }),
  };
}

/** One index of all that is ever known; papers and ids of what is known by now. */
function openGrowingLibrary(timeline: Timeline, store: Store, nowMs: () => number): Library {
  const whole = createLibrary(timeline.papers, store.memory);
  return {
    ...whole,
    get papers() {
      return timeline.at(nowMs()).papers;
    },
    get byId() {
      return timeline.at(nowMs()).byId;
    },
  };
}

/** The first due instant after `nowMs`; calendars are asked once for each occasion. */
function createDueCache(subscriptions: readonly Subscription[]): (nowMs: number) => number {
  const next = new Map<Subscription, number>();
  return (nowMs) => {
    let first = Number.POSITIVE_INFINITY;
    for (const each of subscriptions) {
      let dueMs = next.get(each) ?? 0;
      if (dueMs <= nowMs) dueMs = nextDue(each.schedule, nowMs).dueMs;
      next.set(each, dueMs);
      first = Math.min(first, dueMs);
    }
    return first;
  };
}
