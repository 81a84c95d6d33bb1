/**
 * Runs engines over collections, each pair in a process of its own (`measure-child.ts`), so that
 * memory is given back, and two at a time. Progress goes to standard error.
 */
import { fork } from 'node:child_process';
import { averagePrecision, ndcgAt, recallAt } from '../../src/search/metrics.ts';
import { RUN_DEPTH } from '../../src/search/trec-run.ts';
import type { Collection } from './collections.ts';
import type { Engine } from './engines.ts';

/**
 * One number a topic, in the order of the collection's topics; only of the first ones when the
 * engine was too slow for all. Grades above 0 are relevant.
 */
export type Scores = {
  readonly ndcg10: readonly number[];
  readonly averagePrecision: readonly number[];
  readonly recall100: readonly number[];
};

export type Job = { readonly collection: string; readonly engine: string };

/** Of one collection, by the engine's name. */
export type ByEngine = ReadonlyMap<string, Scores>;

/** Processor time, so that a busy machine measures as much. Searching only, not building. */
const LIMIT_MINUTES = 5;

const AT_ONCE = 2;

/** Each engine over each collection; both by name. */
export function planJobs(
  engines: readonly Engine[],
  collections: readonly string[],
): readonly Job[] {
  return collections.flatMap((collection) =>
    engines.map(({ name }) => ({ collection, engine: name })),
  );
}

/** By the collection's name. */
export async function measureAll(jobs: readonly Job[]): Promise<ReadonlyMap<string, ByEngine>> {
  const waiting = [...jobs.entries()];
  const results = new Map(jobs.map(({ collection }) => [collection, new Map<string, Scores>()]));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [number, { engine, collection }] = next;
      const startMs = performance.now();
      const scores = await measureApart(engine, collection);
      const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
      const place = `${number + 1} of ${jobs.length}`;
      process.stderr.write(`${place}: ${engine} on ${collection}, ${seconds} s\n`);
      results.get(collection)?.set(engine, scores);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** In this process. */
export async function measure(engine: Engine, collection: Collection): Promise<Scores> {
  const searcher = await engine.build(collection.documents);
  const start = process.cpuUsage();
  const scores = [];
  for (const { text, judged } of collection.topics) {
    const { user, system } = process.cpuUsage(start);
    if (user + system > LIMIT_MINUTES * 60e6) break;
    const ranking = searcher.search(text, RUN_DEPTH).map(({ id }) => id);
    scores.push({
      ndcg10: ndcgAt(10, ranking, judged),
      averagePrecision: averagePrecision(ranking, judged),
      recall100: recallAt(100, ranking, judged),
    });
  }
  return {
    ndcg10: scores.map((score) => score.ndcg10),
    averagePrecision: scores.map((score) => score.averagePrecision),
    recall100: scores.map((score) => score.recall100),
  };
}

function measureApart(engine: string, collection: string): Promise<Scores> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('measure-child.ts', import.meta.url), [engine, collection]);
    child.once('message', (scores: Scores) => resolve(scores));
    // After a message this changes nothing.
    child.once('exit', () => reject(new Error(`${engine} failed on ${collection}`)));
  });
}
