/**
 * One engine on one collection, in a process of its own: `search-child.ts ENGINE PAPERS`, started
 * with `--expose-gc` by `search-at-scale.ts`, which gets the figures as messages.
 */
import { ENGINES, type Searcher } from '../quality/engines.ts';
import { loadDocuments, loadQuestions } from './corpora.ts';
import { buildKeywordQueries, type QueryKind } from './queries.ts';

const QUERIES = 200;
const PASSES = 3;
const RESULTS = 10;
/** An engine too slow for all the queries is timed on the first of them, and that is said. */
const WARM_UP_LIMIT_MS = 2_000;
const TIMING_LIMIT_MS = 6_000;
const MEGABYTE = 2 ** 20;

export type Timings = {
  /**
   * Of each search in milliseconds: the queries in their order, three times over. Ends early for
   * an engine that is too slow.
   */
  readonly ms: readonly number[];
  /** How many different queries there are. */
  readonly queries: number;
};

export type Indexed = {
  readonly indexMs: number;
  /** How much more the heap and its buffers hold with the index than without, after collection. */
  readonly growthMegabytes: number;
  /** Of the whole process, documents included, after collection. */
  readonly residentMegabytes: number;
};

/** As soon as each is known: a child that is stopped has sent what it had. */
export type ChildMessage =
  | { readonly indexed: Indexed }
  | { readonly kind: QueryKind; readonly timings: Timings };

const [name, size] = process.argv.slice(2);
const engine = ENGINES.find((each) => each.name === name);
if (engine === undefined) throw new Error(`there is no engine ${name}`);
const documents = await loadDocuments(Number(size));
const titles = documents.map(({ title }) => title);
const queries: Record<QueryKind, readonly string[]> = {
  keywords: buildKeywordQueries(titles, QUERIES),
  questions: await loadQuestions(titles, QUERIES),
};

const before = measureMemory();
const startMs = performance.now();
const searcher = await engine.build(documents);
const indexMs = performance.now() - startMs;
const after = measureMemory();
send({
  indexed: {
    indexMs,
    growthMegabytes: after.held - before.held,
    residentMegabytes: after.resident,
  },
});
for (const kind of ['keywords', 'questions'] as const) {
  send({ kind, timings: measureQueries(searcher, queries[kind]) });
}

function measureMemory(): { readonly held: number; readonly resident: number } {
  if (globalThis.gc === undefined) throw new Error('start this with --expose-gc');
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: (heapUsed + external) / MEGABYTE, resident: rss / MEGABYTE };
}

function measureQueries(index: Searcher, texts: readonly string[]): Timings {
  runUntil(index, texts, WARM_UP_LIMIT_MS);
  const passes = Array.from({ length: PASSES }, () => texts).flat();
  return { ms: runUntil(index, passes, TIMING_LIMIT_MS), queries: texts.length };
}

/** The time of each search; stops early when all of them together pass the limit. */
function runUntil(index: Searcher, texts: readonly string[], limitMs: number): number[] {
  const times: number[] = [];
  const endMs = performance.now() + limitMs;
  for (const text of texts) {
    const fromMs = performance.now();
    if (fromMs > endMs) break;
    index.search(text, RESULTS);
    times.push(performance.now() - fromMs);
  }
  return times;
}

function send(message: ChildMessage): void {
  process.send?.(message);
}
