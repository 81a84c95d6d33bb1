/**
 * How long the real process takes to answer, and to search by meaning, on 724 and on 50,000
 * papers: with an empty state folder (cold), then started again on the same one (from cache).
 * While a cold start builds, a command comes every tenth of a second, and its ack is timed. When
 * it is done, people mention the bot.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Workspace } from '../../src/workspace/workspace.ts';
import {
  LARGE_SIZE,
  listSizes,
  loadTitles,
  OWN_PAPERS,
  OWN_SIZE,
  writePapersFile,
} from './corpora.ts';
import { type Figure, percentile, renderNumber } from './figures.ts';
import { judgeMentions, MENTION_QUESTIONS, type Mentions, measureMentions } from './mentions.ts';
import { type RunningPaperboy, startPaperboy } from './paperboy-process.ts';
import { buildKeywordQueries, buildMentions } from './queries.ts';

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
  /** Before anybody mentioned the bot. */
  readonly peakMegabytes: number | string;
  readonly mentions: Mentions | string;
};

/** A table of the report. */
export type StartReport = { readonly name: string; readonly figures: readonly Figure[] };

/** Of 724 papers and, where the larger collection is at hand, of 50,000. */
export async function measureStarts(): Promise<readonly StartReport[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  try {
    const own = { corpusFile: OWN_PAPERS, stateDir: join(folder, 'own') };
    const reports = [...report(OWN_SIZE, await measureBoth(own, OWN_SIZE))];
    if (listSizes().includes(LARGE_SIZE)) {
      const large = { corpusFile: join(folder, 'papers.jsonl'), stateDir: join(folder, 'large') };
      const papers = await writePapersFile(large.corpusFile);
      reports.push(...report(papers, await measureBoth(large, LARGE_SIZE)));
    }
    return reports;
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Files = { readonly corpusFile: string; readonly stateDir: string };
type Both = { readonly cold: Start; readonly cached: Start };

async function measureBoth(files: Files, size: number): Promise<Both> {
  const commands = buildKeywordQueries(await loadTitles(OWN_SIZE), DIFFERENT_COMMANDS);
  const questions = buildMentions(await loadTitles(size), MENTION_QUESTIONS);
  return {
    cold: await measureStart(files, COLD_LIMIT_MS, { commands, questions }),
    cached: await measureStart(files, CACHED_LIMIT_MS, { commands: [], questions: [] }),
  };
}

type Asked = { readonly commands: readonly string[]; readonly questions: readonly string[] };

async function measureStart(
  files: Files,
  limitMs: number,
  { commands, questions }: Asked,
): Promise<Start> {
  let paperboy: RunningPaperboy;
  try {
    paperboy = await startPaperboy(files);
  } catch (error) {
    const why = describeError(error);
    const none = { readyMs: why, meaningMs: why, peakMegabytes: why, mentions: why };
    return { ...none, isFromCache: false, ackMs: [] };
  }
  try {
    const meaning = paperboy.untilLogged(MEANING_READY, limitMs).then(
      ({ afterMs, fields }) => ({ meaningMs: afterMs, isFromCache: fields['fromCache'] === true }),
      (error: unknown) => ({ meaningMs: describeError(error), isFromCache: false }),
    );
    const ackMs = await sendUntil(meaning, paperboy.workspace, commands);
    const { readyMs, workspace } = paperboy;
    const { meaningMs, isFromCache } = await meaning;
    const peakMegabytes = paperboy.peakMegabytes();
    const start = { readyMs, meaningMs, isFromCache, ackMs, peakMegabytes };
    if (typeof meaningMs === 'string') return { ...start, mentions: meaningMs };
    if (questions.length === 0) return { ...start, mentions: 'no question was asked' };
    return {
      ...start,
      mentions: await measureMentions(workspace, questions).catch(describeError),
    };
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

/** Milliseconds from a mention to its answer. */
const MENTION_TARGETS = { own: 300, large: 800 };

function report(papers: number, { cold, cached }: Both): readonly StartReport[] {
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
  const size = `${papers.toLocaleString('en-US')} papers`;
  const atMost = papers === OWN_SIZE ? MENTION_TARGETS.own : MENTION_TARGETS.large;
  return [
    { name: `the process starting, ${size}`, figures },
    { name: `a question, ${size}`, figures: judgeMentions(cold.mentions, atMost) },
  ];
}
