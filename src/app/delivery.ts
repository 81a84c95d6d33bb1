/**
 * What sending needs, with or without the bot around it: corpus, store, the token's identity and
 * the dispatcher. `paperboy digest` runs one tick of it; the bot runs one a minute.
 */
import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  buildDigestSubscription,
  configuredId,
  isSameSchedule,
  type Subscriptions,
} from '../digest/subscription.ts';
import { createEmbedder, type Embedder } from '../embeddings/embedder.ts';
import type { Clock } from '../model/clock.ts';
import { createInFlight, type InFlight } from '../slack/in-flight.ts';
import { createNotify } from '../slack/notify.ts';
import { createPoster } from '../slack/poster.ts';
import {
  createClient,
  fetchIdentity,
  type Identity,
  type SlackConnection,
  type SlackOptions,
} from '../slack/slack-app.ts';
import { createWorkspaceFacts, type WorkspaceFacts } from '../slack/workspace-facts.ts';
import { openStore, type Store } from '../store/store.ts';
import { createWriter } from '../writer/writer.ts';
import type { Config } from './config.ts';
import { describeUnreadable, loadLibraryPapers } from './corpus-file.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createLibrary } from './library.ts';
import { systemClock } from './system-clock.ts';

export type RunOptions = {
  readonly config: Config;
  /** Not `local`: the caller has set up something that speaks Slack's protocol by now. */
  readonly connection: SlackConnection;
  /** The database, or `:memory:`. */
  readonly storeFile: string;
  /** As in `SlackOptions`. */
  readonly timeoutMs?: number | undefined;
  readonly clock: Clock;
  readonly log: Logger;
};

export type Delivery = {
  readonly library: ReturnType<typeof createLibrary>;
  readonly store: Store;
  /** Not started; undefined when none is configured. */
  readonly embedder: Embedder | undefined;
  readonly slackOptions: SlackOptions;
  readonly identity: Identity;
  readonly facts: WorkspaceFacts;
  readonly inFlight: InFlight;
  readonly dispatcher: Dispatcher;
  /** Waits for what is at work, then lets the database go. */
  close(): Promise<void>;
};

/** The store's file in the state folder. */
export function findStoreFile(config: Config): string {
  return join(config.stateDir, 'paperboy.db');
}

/** Throws `AppError` for what the operator must mend; nothing stays open then. */
export async function openDelivery(options: RunOptions): Promise<Delivery> {
  const { config, connection, clock, log } = options;
  const store = await openStore({ file: options.storeFile });
  try {
    const { papers, unreadable } = await loadLibraryPapers(config.corpusFile, store.papers);
    if (unreadable > 0) log.warn({ unreadable }, describeUnreadable(unreadable));
    const embedder = openEmbedder(config, store, log);
    const writer =
      config.writer && createWriter({ settings: config.writer, clock: systemClock, log });
    const library = createLibrary(papers, store.memory, embedder, writer);
    const { timeoutMs } = options;
    const slackOptions = { connection, apiUrl: config.slackApiUrl, timeoutMs, log };
    const identity = await fetchIdentity(slackOptions);
    const { teamId } = identity;
    await keepConfigured(config, store.subscriptions, { teamId, nowMs: clock.nowMs() });
    const inFlight = createInFlight();
    // A client of its own, so that a rate limit on what is sent holds up no answer.
    const client = createClient(connection.botToken, slackOptions);
    const facts = createWorkspaceFacts(createClient(connection.botToken, slackOptions), {
      clock,
      log,
      teamId,
      admins: config.admins,
    });
    const poster = createPoster(client, { clock, ...identity });
    const notify = createNotify(client, { clock, log, listAdmins: facts.listAdmins });
    const dispatcher = createDispatcher({
      ...{ teamId, library, store, poster, notify, inFlight, clock, log },
    });
    const close = async () => {
      dispatcher.stop();
      await inFlight.drained();
      await embedder?.stop();
      await store.close();
    };
    return {
      ...{ library, store, embedder, slackOptions, identity, facts, inFlight, dispatcher, close },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Waits by the machine's clock: in a workspace whose time is moved, the network's is not. */
function openEmbedder(
  { embeddings: settings }: Config,
  { vectors: cache }: Store,
  log: Logger,
): Embedder | undefined {
  return settings && createEmbedder({ settings, cache, clock: systemClock, log });
}

/**
 * The digest that the variables name, as a subscription that follows them from start to start. One
 * that people have made for its channel, or have made their own by a change, stays as they left it,
 * and so does a pause.
 */
export async function keepConfigured(
  { digest, zone }: Pick<Config, 'digest' | 'zone'>,
  subscriptions: Subscriptions,
  { teamId, nowMs }: { readonly teamId: string; readonly nowMs: number },
): Promise<void> {
  const all = await subscriptions.list(teamId);
  for (const { id, createdBy, destination } of all) {
    const isElsewhere = destination.channelId !== digest?.channelId;
    if (createdBy === undefined && isElsewhere) await subscriptions.remove(teamId, id);
  }
  if (digest === undefined) return;
  const { channelId, hour, minute } = digest;
  const before = all.find(
    ({ kind, destination }) => kind === 'digest' && destination.channelId === channelId,
  );
  if (before?.createdBy !== undefined) return;
  const made = buildDigestSubscription({ teamId, channelId, zone, nowMs });
  const schedule = { ...made.schedule, hour, minute };
  await subscriptions.save({
    ...(before ?? made),
    // Of its channel, so that one somebody made their own is never written over.
    id: configuredId(channelId),
    schedule,
    sinceMs: before && isSameSchedule(before.schedule, schedule) ? before.sinceMs : nowMs,
  });
}
