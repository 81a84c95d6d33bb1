/**
 * What a digest needs, with or without the bot around it: corpus, store, the token's identity and
 * the ticker. `paperboy digest` runs one tick of it; the bot runs one a minute.
 */
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { DigestSchedule } from '../digest/digest.ts';
import { createEmbedder, type Embedder } from '../embeddings/embedder.ts';
import type { Clock } from '../model/clock.ts';
import { createDigestPoster } from '../slack/digest-poster.ts';
import { createInFlight, type InFlight } from '../slack/in-flight.ts';
import {
  createClient,
  fetchIdentity,
  type Identity,
  type SlackConnection,
  type SlackOptions,
} from '../slack/slack-app.ts';
import { openStore, type Store } from '../store/store.ts';
import { createWriter } from '../writer/writer.ts';
import type { Config } from './config.ts';
import { loadPapers } from './corpus-file.ts';
import { createLibrary } from './library.ts';
import { systemClock } from './system-clock.ts';
import { createTicker, type Ticker } from './ticker.ts';

export type RunOptions = {
  readonly config: Config;
  /** Not `local`: the caller has set up something that speaks Slack's protocol by now. */
  readonly connection: SlackConnection;
  /** The database, or `:memory:`. */
  readonly storeFile: string;
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
  /** Undefined when no digest is configured. */
  readonly schedule: DigestSchedule | undefined;
  readonly inFlight: InFlight;
  readonly ticker: Ticker;
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
  const papers = await loadPapers(config.corpusFile);
  const store = await openStore({ file: options.storeFile });
  try {
    const embedder = openEmbedder(config, store, log);
    const writer =
      config.writer && createWriter({ settings: config.writer, clock: systemClock, log });
    const library = createLibrary(papers, store.memory, embedder, writer);
    const slackOptions = { connection, apiUrl: config.slackApiUrl, log };
    const identity = await fetchIdentity(slackOptions);
    const { teamId } = identity;
    const schedule = buildSchedule(config, teamId);
    const inFlight = createInFlight();
    const poster = createDigestPoster(createClient(connection.botToken, slackOptions), clock);
    const ticker = createTicker({ teamId, library, store, schedule, poster, inFlight, clock, log });
    const close = async () => {
      await inFlight.drained();
      await embedder?.stop();
      await store.close();
    };
    return { library, store, embedder, slackOptions, identity, schedule, inFlight, ticker, close };
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

function buildSchedule(config: Config, teamId: string): DigestSchedule | undefined {
  if (config.digest === undefined) return undefined;
  const { channelId, hour, minute } = config.digest;
  return { destination: { teamId, channelId }, zone: config.zone, hour, minute };
}
