/**
 * Learns the latent space of a collection beside the bot: in a worker thread, because training
 * takes seconds for some thousand documents and requests must be acknowledged meanwhile.
 */
import { Worker } from 'node:worker_threads';
import type { InvertedIndex } from '../search/inverted-index.ts';
import { type OpenedLatent, openLatentSpace, type TrainingData } from './latent-cache.ts';

/** What the worker is started with. */
export type LatentTask = { readonly data: TrainingData; readonly folder: string };

/**
 * Learns from `inverted` and hands `use` what it has, the better one last. Resolves when no more
 * will come; rejects when it failed, and when `signal` ended it.
 */
export type LatentLearner = (
  inverted: InvertedIndex,
  use: (latent: OpenedLatent) => void,
  signal?: AbortSignal,
) => Promise<void>;

/** Bundled by `src/cli/bin.mjs` beside the command itself. */
const WORKER = new URL('../../node_modules/.cache/paperboy/latent-worker.mjs', import.meta.url);

/** In a worker thread; the cache lies in `folder`. */
export function createWorkerLearner(folder: string): LatentLearner {
  return (inverted, use, signal) =>
    new Promise((resolve, reject) => {
      const task: LatentTask = { data: selectTraining(inverted), folder };
      const worker = new Worker(WORKER, { workerData: task });
      signal?.addEventListener('abort', () => void worker.terminate(), { once: true });
      worker.on('message', use);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`The worker ended with ${code}.`));
      });
    });
}

/** In this thread, for commands that do one thing and end. */
export function createLearner(folder: string): LatentLearner {
  return (inverted, use) => openLatentSpace(selectTraining(inverted), folder, use);
}

function selectTraining({
  size,
  terms,
  postingStarts,
  streamStarts,
  stream,
}: InvertedIndex): TrainingData {
  return { index: { size, postingStarts, streamStarts, stream }, terms: [...terms.keys()] };
}
