/**
 * Speed and memory of the product as it runs on its own 724 papers. Five rounds, each in a fresh
 * process; the figures are the medians of the rounds.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGlossary } from '../../src/app/glossary-file.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { trainLatentSpace } from '../../src/search/latent-space.ts';
import { parseQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { OWN_PAPERS } from './corpora.ts';
import { type Figure, percentile, summarizeRounds } from './figures.ts';
import { startPaperboy } from './paperboy-process.ts';

const ROUNDS = 5;
const COMMANDS_AT_ONCE = 50;
/** Learning from the product's own papers takes a second. */
const LEARNING_LIMIT_MS = 60_000;
const WARM_UP_BURSTS = 3;
const REPLY_LIMIT_MS = 30_000;

const TARGETS = {
  'ready (ms)': 1500,
  'memory at its highest (MB)': 250,
  'search, p95 (ms)': 5,
  'request to ack, p99, 50 commands at once (ms)': 50,
  'request to reply, p95, 50 commands at once (ms)': 300,
} as const;

type Round = Readonly<Record<keyof typeof TARGETS, number>>;

export async function measureRunningProduct(): Promise<readonly Figure[]> {
  const rounds: Round[] = [];
  for (let round = 1; round <= ROUNDS; round++) rounds.push(await runRound());
  return Object.entries(TARGETS).map(([name, atMost]) => {
    const values = rounds.map((round) => round[name as keyof Round]);
    return { name, ...summarizeRounds(values), atMost };
  });
}

async function runRound(): Promise<Round> {
  const stateDir = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  const paperboy = await startPaperboy({ stateDir, corpusFile: OWN_PAPERS });
  try {
    const { workspace, readyMs } = paperboy;
    await paperboy.untilLogged('search by meaning is ready', LEARNING_LIMIT_MS);
    // The first commands compile what the others run; a bot is up for days.
    for (let burst = 1; burst <= WARM_UP_BURSTS; burst++) await sendCommands(workspace, 'warm');
    const { ackMs, replyMs } = await sendCommands(workspace, 'bench');
    return {
      'ready (ms)': readyMs,
      'memory at its highest (MB)': paperboy.peakMegabytes(),
      'search, p95 (ms)': percentile(measureSearch(), 95),
      'request to ack, p99, 50 commands at once (ms)': percentile(ackMs, 99),
      'request to reply, p95, 50 commands at once (ms)': percentile(replyMs, 95),
    };
  } finally {
    await paperboy.stop();
    await rm(stateDir, { recursive: true });
  }
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
  }, REPLY_LIMIT_MS);
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

/** One search a paper: the first four words of its title. */
function measureSearch(): number[] {
  const { papers } = parsePapers(readFileSync(OWN_PAPERS, 'utf8'));
  const index = createSearchIndex(papers, { glossary: loadGlossary() });
  index.useLatent(trainLatentSpace(index.inverted));
  const queries = papers.map(({ title }) => title.split(' ').slice(0, 4).join(' '));
  for (const query of queries) index.search(parseQuery(query), 100);
  return queries.map((query) => {
    const startMs = performance.now();
    index.search(parseQuery(query), 100);
    return performance.now() - startMs;
  });
}
