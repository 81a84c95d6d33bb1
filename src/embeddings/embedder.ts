/**
 * Meaning by an embedding model, when there is one: the vectors of the collection, made in the
 * background and kept, and the vector of a query, made while a person waits. Everything works
 * without it, so whatever goes wrong here is a line in the log and no more.
 */
import type { Logger } from 'pino';
import { AppError } from '../model/app-error.ts';
import type { Clock } from '../model/clock.ts';
import type { ModelSettings } from '../model/endpoint.ts';
import type { SearchDocument } from '../search/document.ts';
import type { ModelVectors } from '../search/search-index.ts';
import type { VectorCache } from '../search/vector-cache.ts';
import { createEmbeddingClient } from './client.ts';
import { collectVectors } from './document-vectors.ts';
import { createOutage } from './outage.ts';
import { createQueryEmbedder } from './query-vectors.ts';
import { buildQueryText } from './texts.ts';

export interface Embedder {
  /** Who receives texts. */
  readonly host: string;
  /**
   * Begins to collect the vectors of `documents`, and goes on with it after failures. `use` gets
   * them when nine tenths are there, and again when all are that can be had. Called once.
   */
  start(documents: readonly SearchDocument[], use: (vectors: ModelVectors) => void): void;
  /**
   * The vector of plain text, by the same model as those `use` got. Undefined when there is none
   * in time: off, failing, slow, or `use` was not called yet. Never throws.
   */
  embedQuery(text: string): Promise<Float32Array | undefined>;
  /** Ends what is at work; resolves when nothing will touch the cache any more. */
  stop(): Promise<void>;
}

/** With fewer, a rank would say more about when a paper was embedded than what it is about. */
const ENOUGH_SHARE = 0.9;

const CHANGED = 'sends vectors of another length than before; all are made again';

type Work = { readonly documents: readonly SearchDocument[]; readonly use: Use };
type Use = (vectors: ModelVectors) => void;

/** What the index ranks by at present. */
type InUse = { readonly documents: number; readonly dimension: number };

export function createEmbedder(options: {
  readonly settings: ModelSettings;
  readonly cache: VectorCache;
  readonly clock: Clock;
  readonly log: Logger;
}): Embedder {
  const { settings, cache, clock } = options;
  const { host, model } = settings;
  const log = options.log.child({ host, model });
  const client = createEmbeddingClient(settings, clock);
  const stopping = new AbortController();
  const source = { client, cache, model, log, pause: createPause(clock, stopping.signal) };
  let work: Work | undefined;
  let running: Promise<void> | undefined;
  let inUse: InUse | undefined;
  let isComplete = false;
  /** What the cache has is of another model than now answers to the name. */
  let isStale = false;

  const outage = createOutage({ clock, log, onRested: () => run() });
  const onChanged = () => {
    inUse = undefined;
    isComplete = false;
    isStale = true;
    outage.begin(CHANGED);
  };
  const collect = async ({ documents, use }: Work) => {
    if (isStale) await cache.keepOnly(model, []);
    isStale = false;
    const ending = await collectVectors(source, documents, (vectors) => {
      const [first] = vectors.values();
      const isEnough = vectors.size >= ENOUGH_SHARE * documents.length;
      if (first === undefined || !isEnough || vectors.size === inUse?.documents) return;
      use(vectors);
      inUse = { documents: vectors.size, dimension: first.length };
    });
    if (ending.kind === 'changed') onChanged();
    if (ending.kind === 'failed') outage.begin(ending.why);
    // A query may have met another model meanwhile.
    if (ending.kind !== 'done' || isStale) return;
    isComplete = true;
    if (ending.asked > 0) outage.end();
  };
  const run = () => {
    if (work === undefined || isComplete || running !== undefined) return;
    running = collect(work)
      .catch((error: unknown) => {
        // The store's errors say in plain words what is wrong; anything else is a bug.
        if (!(error instanceof AppError)) log.error({ err: error }, 'embedding failed');
        outage.begin(error instanceof AppError ? error.message : 'cannot be used: see the error');
      })
      .finally(() => {
        running = undefined;
      });
  };
  const queries = createQueryEmbedder({ client, clock, outage, onChanged });

  return {
    host,
    start(documents, use) {
      work = { documents, use };
      run();
    },
    async embedQuery(query) {
      const text = buildQueryText(model, query);
      if (inUse === undefined || text === '') return undefined;
      return queries.embed(text, inUse.dimension);
    },
    async stop() {
      stopping.abort();
      outage.stop();
      client.stop();
      await running;
    },
  };
}

/** Resolves after so long, or at once when work is to end. */
function createPause(clock: Clock, signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(ms, end);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
}
