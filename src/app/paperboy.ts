/**
 * Paperboy as it runs: the digest's delivery, Slack, our own server and the minute clock, wired
 * together from a checked configuration. The only place that knows all of them.
 */
import { schedule as scheduleCron } from 'node-cron';
import type { Clock } from '../model/clock.ts';
import { summarizeToday } from '../requests/editions.ts';
import { buildPrivacy } from '../requests/privacy.ts';
import { buildStatus, type DeliveryState } from '../requests/status.ts';
import { summarizeTrending } from '../requests/trending-topics.ts';
import type { Desk } from '../slack/desk.ts';
import { registerListeners } from '../slack/listeners.ts';
import { createPressGuard } from '../slack/press-guard.ts';
import { createSlackApp } from '../slack/slack-app.ts';
import { createThreadQueue } from '../slack/thread-queue.ts';
import { KEPT } from '../store/retention.ts';
import { type Delivery, openDelivery, type RunOptions } from './delivery.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type Health, startHttpServer } from './http-server.ts';
import type { LatentLearner } from './latent.ts';
import type { OpenedLatent } from './latent-cache.ts';
import { VERSION } from './version.ts';

export type Paperboy = {
  /** Of our own server: `/healthz` and, over HTTP, `/slack/events`. */
  readonly url: string;
  /** Sends what is due at this instant; the minute clock calls it. */
  tick: Dispatcher['tick'];
  /** When the next subscription becomes due, epoch ms; undefined = there is none. */
  nextDueMs(): Promise<number | undefined>;
  /** Resolves when no request and no delivery is at work. */
  idle(): Promise<void>;
  /** Takes no more requests, waits for those at work, lets the database go. */
  stop(): Promise<void>;
};

export type StartOptions = RunOptions & {
  /** How the meaning of words is learnt from the corpus, once requests are answered. */
  readonly learnLatent: LatentLearner;
};

/** Resolves when requests are answered. Throws `AppError` for what the operator must mend. */
export async function startPaperboy(options: StartOptions): Promise<Paperboy> {
  const { config, connection, clock, log } = options;
  const delivery = await openDelivery(options);
  const { library, embedder, identity, dispatcher, inFlight } = delivery;
  /** What has been opened, the last first. */
  const opened: (() => Promise<unknown>)[] = [delivery.close];
  const closeAll = async () => {
    for (const close of opened) await close();
  };
  try {
    const slack = createSlackApp(delivery.slackOptions, identity);
    registerListeners(slack.app, buildDesk(options, delivery));
    const server = await startHttpServer({
      host: config.host,
      port: config.port,
      health: async () => buildHealth(library.papers.length, await dispatcher.state(), clock),
      slack: slack.requestListener,
    });
    opened.unshift(server.close);
    await slack.start();
    opened.unshift(slack.stop);
    const cron = scheduleCron('* * * * *', () => dispatcher.tick().then(() => undefined), {
      noOverlap: true,
    });
    opened.unshift(async () => cron.destroy());
    const { team } = identity;
    const papers = library.papers.length;
    log.info({ mode: connection.kind, team, papers, url: server.url }, 'ready');
    embedder?.start(library.papers, (vectors) => library.index.useModel(vectors));
    opened.unshift(startLearning(options, delivery));
    return {
      url: server.url,
      tick: dispatcher.tick,
      nextDueMs: async () => (await dispatcher.state()).nextDueMs,
      idle: inFlight.drained,
      async stop() {
        await closeAll();
        log.info('stopped');
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Searches are answered by words alone until it is done, and when it fails. Returns what ends it. */
function startLearning({ learnLatent, log }: StartOptions, { library }: Delivery) {
  const ending = new AbortController();
  const startMs = performance.now();
  let isReady = false;
  const use = ({ space, vectors, origin }: OpenedLatent) => {
    if (ending.signal.aborted) return;
    library.index.useLatent(space, vectors);
    const ms = Math.round(performance.now() - startMs);
    isReady = origin !== 'older';
    const message = isReady
      ? 'search by meaning is ready'
      : 'search by meaning, of an older corpus';
    log.info({ fromCache: origin === 'cache', dimensions: space.dimensions, ms }, message);
  };
  const learning = learnLatent(library.index.inverted, use, ending.signal).catch((error) => {
    if (ending.signal.aborted) return;
    const problem = 'search by meaning';
    log.warn(
      { err: error },
      isReady ? `${problem} cannot be kept for the next start` : `${problem} is off`,
    );
  });
  return async () => {
    ending.abort();
    await learning;
  };
}

/** A minute clock that has not ticked for so long stands still. */
const STALE_MS = 5 * 60_000;

/** What `/healthz` says; not `ok` when nothing can be sent, or nobody looks what is due. */
function buildHealth(papers: number, state: DeliveryState, clock: Clock): Health {
  const { lastTickMs, lastDeliveryMs, nextDueMs, lagMs, haltedBy } = state;
  const isStale = lastTickMs !== undefined && clock.nowMs() - lastTickMs > STALE_MS;
  const toInstant = (atMs: number | undefined) =>
    atMs === undefined ? null : new Date(atMs).toISOString();
  return {
    ok: haltedBy === undefined && !isStale,
    version: VERSION,
    papers,
    lastTick: toInstant(lastTickMs),
    lastDelivery: toInstant(lastDeliveryMs),
    nextDue: toInstant(nextDueMs),
    lagSeconds: Math.round(lagMs / 1000),
    ...(haltedBy !== undefined && { halted: haltedBy }),
  };
}

function buildDesk({ config, clock, log }: RunOptions, delivery: Delivery): Desk {
  const { library, store, facts, dispatcher, inFlight } = delivery;
  const { teamId, botUserId } = delivery.identity;
  const startedMs = clock.nowMs();
  return {
    ...facts,
    teamId,
    botUserId,
    library,
    deliveries: store.deliveries,
    subscriptions: store.subscriptions,
    ledger: store.ledger,
    defaultZone: config.zone,
    clock,
    log,
    inFlight,
    presses: createPressGuard(clock),
    threads: createThreadQueue(),
    summarizeToday: () =>
      summarizeToday(library, { teamId, zone: config.zone, nowMs: clock.nowMs() }),
    summarizeTrending: (period) =>
      summarizeTrending(library, period, { teamId, zone: config.zone, nowMs: clock.nowMs() }),
    buildStatus: async (channelId) => {
      const all = await store.subscriptions.list(teamId);
      return buildStatus({
        library,
        delivery: await dispatcher.state(),
        here: all.filter(({ destination }) => destination.channelId === channelId),
        version: VERSION,
        startedMs,
        nowMs: clock.nowMs(),
      });
    },
    buildPrivacy: () => buildPrivacy(library, KEPT),
  };
}
