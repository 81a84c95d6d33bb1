/**
 * The whole product on loopback: the real Paperboy over signed HTTP or Socket Mode, the stand-in
 * for Slack, the real corpus, one clock for both that moves only when it is told to.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { parse } from 'yaml';
import type { Config } from '../../src/app/config.ts';
import { type Paperboy, startPaperboy } from '../../src/app/paperboy.ts';
import { listProblems } from '../../src/blocks/limits.ts';
import { createManualClock, type ManualClock } from '../../src/model/clock.ts';
import type { WorkspaceSeed } from '../../src/workspace/seed.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { learnAtOnce } from './learn-at-once.ts';

export type Mode = 'http' | 'socket';

export type Stage = {
  readonly workspace: Workspace;
  readonly paperboy: Paperboy;
  readonly clock: ManualClock;
  /** Log lines of Paperboy so far, parsed. */
  readonly logged: readonly Record<string, unknown>[];
  /** Resolves when every request made so far has its answer. */
  idle(): Promise<void>;
  /** Moves the clock on, second by second, until `seen`; what is due meanwhile runs. */
  letTimePass(seen: () => boolean): Promise<void>;
  /** Stops Paperboy and starts it again on the same store. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** A Saturday noon in UTC. */
export const START_MS = Date.UTC(2026, 10, 21, 12);

const BOT_TOKEN = 'test-bot-token';
const APP_TOKEN = 'test-app-token';
export const SIGNING_SECRET = 'test-signing-secret';

export type Manifest = {
  readonly features: {
    readonly slash_commands: readonly { readonly command: string }[];
    readonly shortcuts: readonly { readonly callback_id: string }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } };
};

// The manifest test holds the file to Slack's schema, so its shape is known here.
export const MANIFEST = parse(
  readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'),
) as Manifest;

export async function openStage(
  mode: Mode,
  options: {
    readonly storeFile?: string;
    readonly digestTime?: string;
    readonly corpusFile?: string;
    readonly embeddings?: Config['embeddings'];
    readonly writer?: Config['writer'];
    readonly admins?: readonly string[];
    readonly seed?: WorkspaceSeed;
    /** False: no digest is configured. */
    readonly hasDigest?: boolean;
    /** Where the clock starts. */
    readonly startMs?: number;
  } = {},
): Promise<Stage> {
  const clock = createManualClock(options.startMs ?? START_MS);
  const workspace = await startWorkspace({
    clock,
    scopes: MANIFEST.oauth_config.scopes.bot,
    events: MANIFEST.settings.event_subscriptions.bot_events,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    validateBlocks: listProblems,
    ...(options.seed && { seed: options.seed }),
  });
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info', base: null },
    { write: (line) => void logged.push(JSON.parse(line)) },
  );
  const [hour = 9, minute = 0] = (options.digestTime ?? '09:00').split(':').map(Number);
  const config: Config = {
    mode: { kind: 'local' },
    slackApiUrl: workspace.apiUrl,
    host: '127.0.0.1',
    port: 0,
    zone: 'Europe/Berlin',
    isZoneChosen: true,
    digest: options.hasDigest === false ? undefined : { channelId: 'C0READING', hour, minute },
    embeddings: options.embeddings,
    writer: options.writer,
    stateDir: '.',
    corpusFile: options.corpusFile ?? 'data/papers.jsonl',
    admins: options.admins ?? [],
    logLevel: 'info',
  };
  const start = async () => {
    const started = await startPaperboy({
      config,
      connection:
        mode === 'http'
          ? { kind: 'http', botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET }
          : { kind: 'socket', botToken: BOT_TOKEN, appToken: APP_TOKEN },
      storeFile: options.storeFile ?? ':memory:',
      clock,
      log,
      learnLatent: learnAtOnce,
    });
    if (mode === 'http') await workspace.connectHttp(`${started.url}/slack/events`);
    return started;
  };
  let paperboy = await start();
  return {
    workspace,
    get paperboy() {
      return paperboy;
    },
    clock,
    logged,
    idle: () => paperboy.idle(),
    async letTimePass(seen) {
      while (!seen()) {
        clock.advance(1000);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async restart() {
      await paperboy.stop();
      paperboy = await start();
    },
    async stop() {
      await paperboy.stop();
      await workspace.stop();
      await keepStory(workspace);
    },
  };
}

/** For the pictures of `test/browser`: all that was drawn in Block Kit, one JSON line each. */
async function keepStory({ calls }: Workspace): Promise<void> {
  const folder = process.env['PAPERBOY_KEEP_STORIES'];
  if (folder === undefined) return;
  const lines = calls
    .map(({ payload }) => payload)
    .filter(({ blocks, view }) => blocks !== undefined || view !== undefined)
    .map((payload) => `${JSON.stringify(payload)}\n`);
  await writeFile(join(folder, `${randomUUID()}.jsonl`), lines.join(''));
}
