/**
 * Speed and memory of the product as it runs: `npm run bench`. Five rounds; each starts Paperboy
 * in a process of its own against the stand-in for Slack in this one, over signed HTTP. Printed
 * are the medians of the rounds beside the target. Exits with 1 when a target is missed.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { systemClock } from '../../src/app/system-clock.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { createSearchIndex } from '../../src/search/minisearch-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { MANIFEST } from '../helpers/stage.ts';

const ROUNDS = 5;
const COMMANDS_AT_ONCE = 50;
const WARM_UP_BURSTS = 3;
const SECRETS = {
  botToken: 'bench-bot-token',
  appToken: 'bench-app-token',
  signingSecret: 'bench-signing-secret',
};

type Figures = Readonly<Record<keyof typeof TARGETS, number>>;

const TARGETS = {
  'ready, 724 papers (ms)': 1500,
  'memory at its highest (MB)': 250,
  'search p95 (ms)': 5,
  'request to ack p99, 50 at once (ms)': 50,
  'request to reply p95, 50 at once (ms)': 300,
} as const;

type Child = ChildProcessByStdio<null, null, Readable>;

async function runRound(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  const workspace = await startWorkspace({
    clock: systemClock,
    scopes: MANIFEST.oauth_config.scopes.bot,
    events: MANIFEST.settings.event_subscriptions.bot_events,
    ...SECRETS,
  });
  const startMs = performance.now();
  const child = spawnPaperboy(workspace, folder);
  try {
    const url = await waitUntilReady(child);
    const readyMs = performance.now() - startMs;
    await workspace.connectHttp(`${url}/slack/events`);
    // The first commands compile what the others run; a bot is up for days.
    for (let burst = 1; burst <= WARM_UP_BURSTS; burst++) await sendCommands(workspace, 'warm');
    const { ackMs, replyMs } = await sendCommands(workspace, 'bench');
    return {
      'ready, 724 papers (ms)': readyMs,
      'memory at its highest (MB)': readPeakMegabytes(child),
      'search p95 (ms)': percentile(measureSearch(), 95),
      'request to ack p99, 50 at once (ms)': percentile(ackMs, 99),
      'request to reply p95, 50 at once (ms)': percentile(replyMs, 95),
    };
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    await workspace.stop();
    await rm(folder, { recursive: true });
  }
}

function spawnPaperboy(workspace: Workspace, folder: string): Child {
  return spawn(process.execPath, ['src/cli/bin.mjs', 'start'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_SIGNING_SECRET: SECRETS.signingSecret,
      SLACK_API_URL: workspace.apiUrl,
      PAPERBOY_PORT: '0',
      PAPERBOY_STATE_DIR: folder,
    },
  });
}

/** Resolves to the address in the line that says it is ready. */
async function waitUntilReady(child: Child): Promise<string> {
  for await (const line of createInterface({ input: child.stderr })) {
    const entry: { msg?: string; url?: string } = line.startsWith('{') ? JSON.parse(line) : {};
    if (entry.msg === 'ready' && entry.url !== undefined) {
      child.stderr.resume();
      return entry.url;
    }
  }
  throw new Error('Paperboy ended before it was ready');
}

/** Different searches at the same moment, by three people. One watcher keeps the clock. */
async function sendCommands(workspace: Workspace, name: string) {
  const people = ['U0ADA', 'U0BEN', 'U0CHEN'] as const;
  const firstDelivery = workspace.deliveries.length;
  let seen = workspace.calls.length;
  const replyMs: number[] = [];
  const startMs = performance.now();
  const replied = workspace.until(() => {
    const replies = workspace.calls.slice(seen).filter(({ method }) => method === 'response_url');
    seen = workspace.calls.length;
    replyMs.push(...replies.map(() => performance.now() - startMs));
    return replyMs.length === COMMANDS_AT_ONCE;
  }, 30_000);
  await Promise.all(
    Array.from({ length: COMMANDS_AT_ONCE }, (_, number) =>
      workspace
        .as(people[number % people.length] ?? people[0])
        .command('C0GENERAL', '/papers', `${name}${number} retrieval augmented generation`),
    ),
  );
  await replied;
  return {
    ackMs: workspace.deliveries.slice(firstDelivery).map(({ ackMs }) => ackMs),
    replyMs,
  };
}

/** `VmHWM`: the most memory the process ever held (proc(5)). */
function readPeakMegabytes({ pid }: Child): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** One search a paper: the first four words of its title. */
function measureSearch(): number[] {
  const { papers } = parsePapers(readFileSync('data/papers.jsonl', 'utf8'));
  const index = createSearchIndex(papers);
  const queries = papers.map(({ title }) => title.split(' ').slice(0, 4).join(' '));
  for (const query of queries) index.search(parseQuery(query), 100);
  return queries.map((query) => {
    const startMs = performance.now();
    index.search(parseQuery(query), 100);
    return performance.now() - startMs;
  });
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

console.log(`CPU: ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`);
const rounds: Figures[] = [];
for (let round = 1; round <= ROUNDS; round++) rounds.push(await runRound());
for (const [name, target] of Object.entries(TARGETS)) {
  const values = rounds.map((figures) => figures[name as keyof Figures]);
  const median = percentile(values, 50);
  const spread = `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`;
  if (median > target) process.exitCode = 1;
  console.log(
    `${median <= target ? 'ok  ' : 'MISS'} ${name.padEnd(40)} ${median.toFixed(1).padStart(8)}  (${spread}, target ≤ ${target})`,
  );
}
