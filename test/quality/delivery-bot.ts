/**
 * The bot's sending part with a clock that is told the time, in this process or in one of its own
 * that can be killed.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pino } from 'pino';
import type { Config } from '../../src/app/config.ts';
import { openDelivery } from '../../src/app/delivery.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import { createManualClock } from '../../src/model/clock.ts';

export const BOT_TOKEN = 'test-bot-token';

export type BotOptions = {
  readonly apiUrl: string;
  readonly storeFile: string;
  readonly corpusFile: string;
  readonly timeoutMs: number;
  /** What the bot's clock says at its start. */
  readonly nowMs: number;
};

export type Step = {
  /** How much time has passed since the last step. */
  readonly passedMs: number;
  /** What the bot's clock says now. */
  readonly wallMs: number;
  readonly doTick: boolean;
};

export type Stepped = {
  /** Until the first timer that something waits for; absent = all that was due is done. */
  readonly waitMs?: number | undefined;
  readonly openEditions: number;
};

export type Bot = {
  step(step: Step): Promise<Stepped>;
  subscribe(subscriptions: readonly Subscription[]): Promise<void>;
  /** What was paused runs again from `nowMs` on. */
  resume(nowMs: number): Promise<void>;
  close(): Promise<void>;
};

export type ChildBot = Bot & { kill(): Promise<void> };

/** Turns of the event loop without a request under way after which everything waits for the clock. */
const QUIET_TURNS = 8;

let requests = 0;
const { fetch: realFetch } = globalThis;
globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
  requests += 1;
  try {
    return await realFetch(...args);
  } finally {
    requests -= 1;
  }
};

export async function openBot(options: BotOptions): Promise<Bot> {
  const manual = createManualClock(0);
  const timers = new Set<number>();
  let wallMs = options.nowMs;
  const clock = {
    nowMs: () => wallMs,
    after(delayMs: number, task: () => void) {
      const dueMs = manual.nowMs() + delayMs;
      timers.add(dueMs);
      return manual.after(delayMs, () => {
        timers.delete(dueMs);
        task();
      });
    },
  };
  const delivery = await openDelivery({
    config: buildConfig(options),
    connection: { kind: 'http', botToken: BOT_TOKEN, signingSecret: 'unused' },
    storeFile: options.storeFile,
    timeoutMs: options.timeoutMs,
    clock,
    log: pino({ level: process.env['BOT_LOG'] ?? 'silent' }),
  });
  const { dispatcher, store, identity } = delivery;
  const { teamId } = identity;
  const atWork = new Set<Promise<unknown>>();

  return {
    async step(step) {
      wallMs = step.wallMs;
      manual.advance(step.passedMs);
      if (step.doTick) {
        const tick = await dispatcher.tick();
        if (tick !== undefined) {
          const done = tick.done.finally(() => atWork.delete(done));
          atWork.add(done);
        }
      }
      for (let quiet = 0; atWork.size > 0 && (quiet < QUIET_TURNS || timers.size === 0); quiet++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (requests > 0) quiet = 0;
      }
      const waitMs = atWork.size === 0 ? undefined : Math.min(...timers) - manual.nowMs();
      const open = await store.ledger.open(teamId).catch(() => [undefined]);
      return { waitMs, openEditions: open.length };
    },
    async subscribe(subscriptions) {
      for (const each of subscriptions) await store.subscriptions.save(each);
    },
    async resume(nowMs) {
      for (const each of await store.subscriptions.list(teamId)) {
        if (each.pause === undefined) continue;
        await store.subscriptions.save({ ...each, pause: undefined, sinceMs: nowMs });
      }
    },
    close: delivery.close,
  };
}

function buildConfig({ apiUrl, corpusFile }: BotOptions): Config {
  return {
    mode: { kind: 'local' },
    slackApiUrl: apiUrl,
    host: '127.0.0.1',
    port: 0,
    zone: 'Europe/Berlin',
    isZoneChosen: true,
    digest: undefined,
    embeddings: undefined,
    writer: undefined,
    admins: ['U0ADA'],
    stateDir: '.',
    corpusFile,
    logLevel: 'silent',
  };
}

let bundled: Promise<string> | undefined;

/** One file, once: loaded source by source a process would take seconds to start. */
async function bundleChild(): Promise<string> {
  const root = new URL('../../', import.meta.url);
  const outfile = fileURLToPath(new URL('node_modules/.cache/paperboy/delivery-child.mjs', root));
  await build({
    entryPoints: [fileURLToPath(new URL('./delivery-child.ts', import.meta.url))],
    outfile,
    ...{ bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm' },
    // Sources find files of the project from where they lie, two folders below its root.
    define: { 'import.meta.url': JSON.stringify(new URL('src/cli/paperboy.ts', root).href) },
  });
  return outfile;
}

/** As `openBot`, in a process of its own. After `kill` every call under way rejects. */
export async function forkBot(options: BotOptions): Promise<ChildBot> {
  bundled ??= bundleChild();
  const child = fork(await bundled, {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const call = createCaller(child);
  await call('open', options);
  return {
    step: (step) => call('step', step) as Promise<Stepped>,
    subscribe: async (subscriptions) => void (await call('subscribe', subscriptions)),
    resume: async (nowMs) => void (await call('resume', nowMs)),
    close: async () => {
      await call('close', undefined);
      child.disconnect();
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function createCaller(child: ChildProcess) {
  let count = 0;
  return (name: string, argument: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      count += 1;
      const id = count;
      const ended = () => reject(new Error('the process has ended'));
      const hear = (message: {
        readonly id: number;
        readonly result?: unknown;
        readonly error?: string;
      }) => {
        if (message.id !== id) return;
        child.off('message', hear);
        child.off('exit', ended);
        if (message.error === undefined) resolve(message.result);
        else reject(new Error(message.error));
      };
      if (child.exitCode !== null || child.signalCode !== null) return ended();
      child.on('message', hear);
      child.once('exit', ended);
      child.send({ id, name, argument }, (error) => error && ended());
    });
}
