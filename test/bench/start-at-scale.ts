/**
 * How long the real process takes to answer, and to search by meaning, on 724 and on 50,000
 * papers: with an empty state folder (cold), then started again on the same one (from cache).
 * While a cold start builds, a command comes every tenth of a second, and its ack is timed.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { LARGE_SIZE, listSizes, OWN_PAPERS, OWN_SIZE, writePapersFile } from './corpora.ts';
import { type Figure, percentile, renderNumber } from './figures.ts';
import { type RunningPaperboy, startPaperboy } from './paperboy-process.ts';
import { buildKeywordQueries } from './queries.ts';

/** What the process logs when its latent space is in use; with `fromCache`. */
const MEANING_READY = 'search by meaning is ready';
/** After it answers. Above the targets: a start that takes longer has missed them. */
const COLD_LIMIT_MS = 120_000;
const CACHED_LIMIT_MS = 15_000;
const COMMAND_EVERY_MS = 100;
const DIFFERENT_COMMANDS = 200;

/** Texts say why there is no number. */
type Start = {
  readonly readyMs: number | string;
  readonly meaningMs: number | string;
  readonly isFromCache: boolean;
  /** Of the commands sent while it built. */
  readonly ackMs: readonly number[];
  readonly peakMegabytes: number | string;
};

export type StartReport = { readonly name: string; readonly figures: readonly Figure[] };

/** Of 724 papers and, where the larger collection is at hand, of 50,000. */
export async function measureStarts(): Promise<readonly StartReport[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  try {
    const commands = await buildCommands();
    const own = { corpusFile: OWN_PAPERS, stateDir: join(folder, 'own') };
    const reports = [report(OWN_SIZE, await measureBoth(own, commands))];
    if (listSizes().includes(LARGE_SIZE)) {
      const large = { corpusFile: join(folder, 'papers.jsonl'), stateDir: join(folder, 'large') };
      const papers = await writePapersFile(large.corpusFile);
      reports.push(report(papers, await measureBoth(large, commands)));
    }
    return reports;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function buildCommands(): Promise<readonly string[]> {
  const { papers } = parsePapers(await readFile(OWN_PAPERS, 'utf8'));
  const titles = papers.map(({ title }) => title);
  return buildKeywordQueries(titles, DIFFERENT_COMMANDS);
}

type Files = { readonly corpusFile: string; readonly stateDir: string };
type Both = { readonly cold: Start; readonly cached: Start };

async function measureBoth(files: Files, commands: readonly string[]): Promise<Both> {
  return {
    cold: await measureStart(files, COLD_LIMIT_MS, commands),
    cached: await measureStart(files, CACHED_LIMIT_MS, []),
  };
}

async function measureStart(
  files: Files,
  limitMs: number,
  commands: readonly string[],
): Promise<Start> {
  let paperboy: RunningPaperboy;
  try {
    paperboy = await startPaperboy(files);
  } catch (error) {
    const why = describeError(error);
    const none = { readyMs: why, meaningMs: why, peakMegabytes: why };
    return { ...none, isFromCache: false, ackMs: [] };
  }
  try {
    const meaning = paperboy.untilLogged(MEANING_READY, limitMs).then(
      ({ afterMs, fields }) => ({ meaningMs: afterMs, isFromCache: fields['fromCache'] === true }),
      (error: unknown) => ({ meaningMs: describeError(error), isFromCache: false }),
    );
    const ackMs = await sendUntil(meaning, paperboy.workspace, commands);
    const { readyMs } = paperboy;
    return { readyMs, ...(await meaning), ackMs, peakMegabytes: paperboy.peakMegabytes() };
  } finally {
    await paperboy.stop();
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** One command after another, each a set time after the one before, whether or not that is done. */
async function sendUntil(
  end: Promise<unknown>,
  workspace: Workspace,
  commands: readonly string[],
): Promise<readonly number[]> {
  if (commands.length === 0) return [];
  let isOver = false;
  const over = end.then(() => {
    isOver = true;
  });
  const people = ['U0ADA', 'U0BEN', 'U0CHEN'] as const;
  const firstDelivery = workspace.deliveries.length;
  const sent: Promise<unknown>[] = [];
  while (!isOver) {
    const person = people[sent.length % people.length] ?? people[0];
    const text = commands[sent.length % commands.length] ?? '';
    sent.push(workspace.as(person).command('C0GENERAL', '/papers', text));
    await Promise.race([over, delay(COMMAND_EVERY_MS)]);
  }
  await Promise.all(sent);
  return workspace.deliveries.slice(firstDelivery).map(({ ackMs }) => ackMs);
}

/** Only the large collection has targets: 724 papers have theirs where the index is measured. */
const LARGE_TARGETS = { ready: 30_000, cold: 90_000, cached: 10_000, memory: 1500, ack: 50 };

function report(papers: number, { cold, cached }: Both): StartReport {
  const targets: Partial<typeof LARGE_TARGETS> = papers === OWN_SIZE ? {} : LARGE_TARGETS;
  const within = (name: keyof typeof LARGE_TARGETS) => {
    const atMost = targets[name];
    return atMost === undefined ? {} : { atMost };
  };
  const isRebuilt = typeof cached.meaningMs === 'number' && !cached.isFromCache;
  const figures: Figure[] = [
    { name: 'search by words, cold (ms)', value: cold.readyMs, ...within('ready') },
    { name: 'search by words, from cache (ms)', value: cached.readyMs },
    { name: 'all ready, cold (ms)', value: cold.meaningMs, ...within('cold') },
    {
      name: 'all ready, from cache (ms)',
      value: isRebuilt ? 'built again, the cache was not used' : cached.meaningMs,
      ...within('cached'),
    },
    {
      name: 'request to ack while it builds, p99 (ms)',
      value: cold.ackMs.length === 0 ? 'no command was sent' : percentile(cold.ackMs, 99),
      note: `${cold.ackMs.length} commands, p50 ${renderNumber(percentile(cold.ackMs, 50))}`,
      ...within('ack'),
    },
    { name: 'memory at its highest, cold (MB)', value: cold.peakMegabytes, ...within('memory') },
    {
      name: 'memory at its highest, from cache (MB)',
      value: cached.peakMegabytes,
      ...within('memory'),
    },
  ];
  return { name: `the process starting, ${papers.toLocaleString('en-US')} papers`, figures };
}
