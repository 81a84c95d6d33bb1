/**
 * Paperboy's search beside other engines: time to index, memory, and time a query, on growing
 * collections. One process for each engine and collection, so that none pays for another's
 * garbage; the same queries for all.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { ENGINES, PAPERBOY } from '../quality/engines.ts';
import { renderTable } from '../quality/readme-table.ts';
import { LARGE_SIZE, listSizes, OWN_SIZE } from './corpora.ts';
import { type Figure, percentile, renderNumber } from './figures.ts';
import type { QueryKind } from './queries.ts';
import type { ChildMessage, Indexed, Timings } from './search-child.ts';

/** The engine that Paperboy's figures are divided by. */
const REFERENCE = 'MiniSearch';
/** Loading, indexing and queries; an engine that needs longer is stopped, and that is said. */
const LIMIT_MS = { compared: 180_000, other: 75_000 };

const HEADS = [
  'index (ms)',
  'memory (MB)',
  'process (MB)',
  'keywords p50 / p95 / p99 (ms)',
  'questions p50 / p95 / p99 (ms)',
];

const KINDS = ['keywords', 'questions'] as const;
const POINTS = [50, 95, 99] as const;

/** Milliseconds that 95 % of the queries stay under. */
const QUERY_TARGETS: Readonly<Record<number, Readonly<Record<QueryKind, number>>>> = {
  [OWN_SIZE]: { keywords: 3, questions: 6 },
  [LARGE_SIZE]: { keywords: 40, questions: 120 },
};

export type EngineRun = {
  readonly papers: number;
  readonly engine: string;
  readonly indexed: Indexed | undefined;
  readonly timings: Readonly<Partial<Record<QueryKind, Timings>>>;
  /** Why any of them is missing. */
  readonly problem: string;
};

/**
 * Each engine on each collection at hand, smallest collection first. The two that are compared
 * run alone; the others run two at a time, or the slowest of them would take most of the bench.
 */
export async function measureSearch(
  progress: (line: string) => void,
): Promise<readonly EngineRun[]> {
  const runs: EngineRun[] = [];
  const run = async (engine: string, papers: number) => {
    progress(`search: ${engine}, ${papers} papers`);
    runs.push(await runEngine(engine, papers));
  };
  const names = ENGINES.map(({ name }) => name);
  for (const papers of listSizes()) {
    for (const engine of names.filter(isCompared)) await run(engine, papers);
    const others = names.filter((name) => !isCompared(name));
    const lane = async () => {
      for (let engine = others.shift(); engine !== undefined; engine = others.shift()) {
        await run(engine, papers);
      }
    };
    await Promise.all([lane(), lane()]);
  }
  return runs.toSorted(
    (a, b) => a.papers - b.papers || names.indexOf(a.engine) - names.indexOf(b.engine),
  );
}

function isCompared(engine: string): boolean {
  return engine === PAPERBOY.name || engine === REFERENCE;
}

async function runEngine(engine: string, papers: number): Promise<EngineRun> {
  const child = fork(new URL('search-child.ts', import.meta.url), [engine, String(papers)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  const messages: ChildMessage[] = [];
  child.on('message', (message: ChildMessage) => messages.push(message));
  const end = await waitForEnd(child, isCompared(engine) ? LIMIT_MS.compared : LIMIT_MS.other);
  const indexed = messages.find((message) => 'indexed' in message)?.indexed;
  const timed = messages.filter((message) => 'kind' in message);
  const timings = Object.fromEntries(timed.map((message) => [message.kind, message.timings]));
  const doing = indexed === undefined ? 'indexing' : 'searching';
  return { papers, engine, indexed, timings, problem: `${end} while ${doing}` };
}

/** How it ended, in words. */
async function waitForEnd(child: ChildProcess, limitMs: number): Promise<string> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, limitMs);
  return await new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      const why = `ended with ${signal ?? `code ${code}`}`;
      resolve(isLate ? `stopped after ${limitMs / 1000} s` : why);
    });
  });
}

/** One table for each collection. */
export function renderSearch(runs: readonly EngineRun[]): string {
  const sizes = [...new Set(runs.map(({ papers }) => papers))];
  const tables = sizes.map((size) => {
    const rows = runs
      .filter(({ papers }) => papers === size)
      .flatMap((run) => {
        const row = renderRun(run);
        return run.engine === PAPERBOY.name ? [row, renderRatios(run, runs)] : [row];
      });
    return renderTable([`search, ${renderCount(size)} papers`, ...HEADS], rows);
  });
  return tables.join('\n').trim();
}

function renderRun({ engine, indexed, timings, problem }: EngineRun): readonly string[] {
  const index =
    indexed === undefined
      ? [problem, '', '']
      : [indexed.indexMs, indexed.growthMegabytes, indexed.residentMegabytes].map(renderNumber);
  const why = indexed === undefined ? '' : problem;
  const queries = KINDS.map((kind) => {
    const times = timings[kind];
    return times === undefined ? why : renderTimings(times);
  });
  return [engine, ...index, ...queries];
}

function renderTimings({ ms, queries }: Timings): string {
  const times = POINTS.map((point) => renderNumber(percentile(ms, point))).join(' / ');
  return ms.length < queries ? `${times} (the first ${ms.length} only)` : times;
}

/** Paperboy's figures as multiples of the reference's on the same collection. */
function renderRatios(own: EngineRun, runs: readonly EngineRun[]): readonly string[] {
  const reference = findReference(own, runs);
  const cell = (read: (indexed: Indexed) => number) => {
    if (own.indexed === undefined || reference?.indexed === undefined) return '';
    return `${renderNumber(read(own.indexed) / read(reference.indexed))} ×`;
  };
  return [
    `${own.engine} ÷ ${REFERENCE}`,
    cell(({ indexMs }) => indexMs),
    cell(({ growthMegabytes }) => growthMegabytes),
    cell(({ residentMegabytes }) => residentMegabytes),
    ...KINDS.map((kind) =>
      POINTS.map((point) => {
        const ratio = divideTimes(own, reference, kind, point);
        return typeof ratio === 'number' ? `${renderNumber(ratio)} ×` : ratio;
      }).join(' / '),
    ),
  ];
}

/** What is promised of Paperboy's search on the collections of `runs`. */
export function judgeSearch(runs: readonly EngineRun[]): readonly Figure[] {
  return runs
    .filter(({ engine }) => engine === PAPERBOY.name)
    .flatMap((own) => [...judgeTimes(own), ...judgeRatios(own, runs)]);
}

function judgeTimes({ papers, timings, problem }: EngineRun): readonly Figure[] {
  const targets = QUERY_TARGETS[papers];
  if (targets === undefined) return [];
  return KINDS.map((kind) => ({
    name: `${renderCount(papers)} papers: ${kind}, p95 (ms)`,
    value: timings[kind] === undefined ? problem : percentile(timings[kind].ms, 95),
    atMost: targets[kind],
  }));
}

/** The more words a query has, the more an index must do to beat a plain one. */
function judgeRatios(own: EngineRun, runs: readonly EngineRun[]): readonly Figure[] {
  if (own.papers !== LARGE_SIZE) return [];
  const reference = findReference(own, runs);
  return ([50, 95] as const).map((point) => ({
    name: `${renderCount(own.papers)} papers: questions, p${point} ÷ ${REFERENCE}’s`,
    value: divideTimes(own, reference, 'questions', point),
    atMost: 1,
  }));
}

function findReference({ papers }: EngineRun, runs: readonly EngineRun[]): EngineRun | undefined {
  return runs.find((run) => run.engine === REFERENCE && run.papers === papers);
}

/** Over the queries that both had time for. */
function divideTimes(
  own: EngineRun,
  reference: EngineRun | undefined,
  kind: QueryKind,
  point: number,
): number | string {
  const above = own.timings[kind]?.ms;
  const below = reference?.timings[kind]?.ms;
  if (above === undefined || below === undefined) return 'no figures of both';
  const both = Math.min(above.length, below.length);
  return percentile(above.slice(0, both), point) / percentile(below.slice(0, both), point);
}

function renderCount(papers: number): string {
  return papers.toLocaleString('en-US');
}
