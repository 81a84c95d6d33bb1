/**
 * The real Paperboy, started as a user starts it, in a process of its own against the stand-in for
 * Slack in this one, over signed HTTP. Its log tells how far it is.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { systemClock } from '../../src/app/system-clock.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { MANIFEST } from '../helpers/stage.ts';
import { type LogWatch, watchLog } from './log-watch.ts';

const SECRETS = {
  botToken: 'bench-bot-token',
  appToken: 'bench-app-token',
  signingSecret: 'bench-signing-secret',
};
const STOP_LIMIT_MS = 10_000;
/** Four times the target of the largest collection: what takes longer has missed it anyway. */
const READY_LIMIT_MS = 120_000;

type Files = { readonly stateDir: string; readonly corpusFile: string };

type Child = ChildProcessByStdio<null, null, Readable>;

export type RunningPaperboy = {
  readonly workspace: Workspace;
  /** From the start of the process to the line that says it answers. */
  readonly readyMs: number;
  readonly untilLogged: LogWatch;
  /** The most memory the process ever held, in MB; not a number when it has ended. */
  peakMegabytes(): number;
  stop(): Promise<void>;
};

/** Resolves when it answers commands. */
export async function startPaperboy(
  options: Files & {
    /** What the process shall speak to instead, given the stand-in's address. */
    readonly relay?: (url: string) => Promise<string>;
  },
): Promise<RunningPaperboy> {
  const workspace = await startWorkspace({
    clock: systemClock,
    scopes: MANIFEST.oauth_config.scopes.bot,
    events: MANIFEST.settings.event_subscriptions.bot_events,
    ...SECRETS,
  });
  const apiUrl = (await options.relay?.(workspace.url)) ?? workspace.apiUrl;
  const child = spawnPaperboy(apiUrl, options);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const untilLogged = watchLog(child.stderr);
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(timer);
    await workspace.stop();
  };
  try {
    const ready = await untilLogged('ready', READY_LIMIT_MS);
    await workspace.connectHttp(`${String(ready.fields['url'])}/slack/events`);
    const peakMegabytes = () => readPeakMegabytes(child);
    return { workspace, readyMs: ready.afterMs, untilLogged, peakMegabytes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnPaperboy(apiUrl: string, options: Files): Child {
  return spawn(process.execPath, ['src/cli/bin.mjs', 'start'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_SIGNING_SECRET: SECRETS.signingSecret,
      SLACK_API_URL: apiUrl,
      PAPERBOY_PORT: '0',
      PAPERBOY_STATE_DIR: options.stateDir,
      PAPERBOY_CORPUS: options.corpusFile,
    },
  });
}

/** `VmHWM` of proc(5). */
function readPeakMegabytes({ pid, exitCode, signalCode }: Child): number {
  if (exitCode !== null || signalCode !== null) return Number.NaN;
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
