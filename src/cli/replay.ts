/** `paperboy replay`: what recorded days would have brought, and whether a promise was broken. */
import { loadPapers } from '../app/corpus-file.ts';
import { createLogger } from '../app/logger.ts';
import { type FeedReplay, replayFeed } from '../app/replay/replay.ts';
import type { ReplayedEdition, ReplayResult } from '../app/replay/result.ts';
import type { Day } from '../model/paper.ts';
import type { CliContext } from './run-main.ts';

type Options = {
  readonly feed: string;
  readonly from: Day;
  readonly to: Day;
  readonly destinations: number;
  readonly json?: boolean;
};

/** Fails (exit code 1) when something was repeated, lost or doubled, or a parent is too long. */
export async function replay(context: CliContext, options: Options): Promise<void> {
  const { feed: folder, from, to, destinations: count } = options;
  const { corpusFile } = await context.loadConfig();
  const corpus = await loadPapers(corpusFile);
  const log = createLogger('error');
  const replayed = await replayFeed({ folder, corpus, from, to, count, log });
  if (options.json === true) printJson(context, replayed);
  else printTable(context, replayed);
  if (replayed.result.broken.length > 0) context.fail();
}

/** An edition a line, the summary last. */
function printJson(context: CliContext, { result, days }: FeedReplay): void {
  for (const edition of result.editions) context.print(JSON.stringify(edition));
  context.print(JSON.stringify(summarize(result, days)));
}

function summarize(result: ReplayResult, days: number) {
  const { destinations, sent, papers, repeats, lost, doubles, unknown } = result;
  const [similarity, agreement] = [round(result.similarity), round(result.agreement)];
  return {
    ...{ days, destinations, sent, papers, repeats, lost, doubles, unknown },
    ...{ similarity, agreement },
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const COLUMNS = ['destination', 'zone', 'new', 'archive', 'alerts', 'weekly', 'silent', 'missed'];

/** A line a destination: digests by what they brought, and what else came. */
function printTable(context: CliContext, { result, days, rejected }: FeedReplay): void {
  const names = new Set(result.editions.map(({ destination }) => destination));
  const rows = [...names].sort().map((name) =>
    describeDestination(
      name,
      result.editions.filter(({ destination }) => destination === name),
    ),
  );
  const widths = COLUMNS.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const align = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  for (const row of [COLUMNS, ...rows]) context.print(align(row));
  const { broken, sent, papers, destinations, repeats, lost, doubles, unknown, long } = result;
  context.print('');
  context.print(`${days} feed days, ${rejected} records rejected, ${destinations} destinations.`);
  context.print(`${sent} messages show ${papers} papers.`);
  context.print(
    `${repeats} repeats, ${lost} lost, ${doubles} doubles, ${unknown} unknown, ${long} parents too long.`,
  );
  context.print(
    `Within a digest papers are ${round(result.similarity)} as alike as the plain best, at ${round(result.agreement)} of their score.`,
  );
  for (const line of broken) context.print(line);
}

function describeDestination(name: string, editions: readonly ReplayedEdition[]): string[] {
  const count = (is: (edition: ReplayedEdition) => boolean) => String(editions.filter(is).length);
  const isDigest = ({ series, kind }: ReplayedEdition, wanted: string) =>
    series === 'digest' && kind === wanted;
  return [
    name,
    editions[0]?.zone ?? '',
    count((each) => isDigest(each, 'papers')),
    count((each) => isDigest(each, 'archive')),
    count(({ series, end }) => series.startsWith('alert:') && end === 'delivered'),
    count(({ series, end }) => series === 'weekly' && end === 'delivered'),
    count((each) => isDigest(each, 'silent') || isDigest(each, 'exhausted')),
    count(({ series, end }) => series === 'digest' && end === 'missed'),
  ];
}
