/**
 * How long the index of the product's own papers takes by itself: cold, and from its cache.
 * Medians of three rounds, each run in a fresh process.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, summarizeRounds } from './figures.ts';
import type { IndexMessage } from './index-child.ts';

const ROUNDS = 3;
const COLD_TARGET_MS = 1000;
const CACHED_TARGET_MS = 200;

type Round = { readonly cold: IndexMessage; readonly cached: IndexMessage };

export async function measureIndexStart(): Promise<readonly Figure[]> {
  const rounds: Round[] = [];
  for (let round = 1; round <= ROUNDS; round++) rounds.push(await runRound());
  const cached = summarizeRounds(rounds.map((round) => round.cached.ms));
  const isCached = rounds.every((round) => round.cached.fromCache);
  return [
    {
      name: 'index, cold (ms)',
      ...summarizeRounds(rounds.map((round) => round.cold.ms)),
      atMost: COLD_TARGET_MS,
    },
    {
      name: 'index, from cache (ms)',
      ...(isCached ? cached : { value: 'the cache was not used' }),
      atMost: CACHED_TARGET_MS,
    },
  ];
}

async function runRound(): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  try {
    return { cold: await openIndex(folder), cached: await openIndex(folder) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function openIndex(folder: string): Promise<IndexMessage> {
  const child = fork(new URL('index-child.ts', import.meta.url), [folder], {
    execArgv: ['--import', 'tsx'],
  });
  const received: IndexMessage[] = [];
  child.on('message', (message: IndexMessage) => received.push(message));
  const [code] = await once(child, 'exit');
  const [figures] = received;
  if (figures === undefined) throw new Error(`the process ended with ${code} before its figures`);
  return figures;
}
