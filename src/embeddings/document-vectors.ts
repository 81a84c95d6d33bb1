/**
 * The vectors of a collection: from the cache what it has, from the endpoint the rest, batch by
 * batch. Each batch is kept as it comes, so an end in between loses nothing. Between two pieces
 * of work the event loop turns.
 */
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { SearchDocument } from '../search/document.ts';
import type { ModelVectors } from '../search/search-index.ts';
import type { VectorCache } from '../search/vector-cache.ts';
import type { EmbeddingClient, EmbedOutcome } from './client.ts';
import { buildDocumentText, SHORTEST_CHARS } from './texts.ts';

/** Texts a request; as many as Text Embeddings Inference takes unless it is told otherwise. */
const BATCH_SIZE = 32;

/** A batch of long abstracts on a machine without a graphics card takes half a minute. */
const BATCH_TIMEOUT_MS = 120_000;

/** Before each further try of a batch, where the server names no time of its own. */
const BACKOFF_MS = [1000, 5000, 25_000];

/** A server that asks for more than this is left alone for a while instead. */
const MAX_PAUSE_MS = 120_000;

/** So many texts refused at their shortest, and none taken: then it is not the texts. */
const MAX_REFUSED = 3;

/** Documents hashed and looked up in one turn of the event loop: some milliseconds. */
const AT_ONCE = 100;

export type Source = {
  readonly client: EmbeddingClient;
  readonly cache: VectorCache;
  readonly model: string;
  readonly log: Logger;
  /** Resolves after so long, or at once when work is to end. */
  readonly pause: (ms: number) => Promise<void>;
};

/**
 * - `done`: every text has a vector, but for those the endpoint refused one by one; it was asked
 *   for `asked` of them.
 * - `failed`: `why` completes "HOST …".
 * - `changed`: what the endpoint sends has another length than what was there.
 */
export type Ending =
  | { readonly kind: 'done'; readonly asked: number }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'changed' };

/** By hash: a text to embed, and the documents that have it. */
type Texts = ReadonlyMap<string, { readonly text: string; readonly ids: readonly string[] }>;

/** By hash, of one length. */
type Vectors = Map<string, Float32Array>;

/**
 * `offer` gets what there is, by document: what the cache has, and, where that is not all, what
 * there is at the end, be it a good one or not. Throws `store_failed`.
 */
export async function collectVectors(
  source: Source,
  documents: readonly SearchDocument[],
  offer: (vectors: ModelVectors) => void,
): Promise<Ending> {
  const { cache, model, log } = source;
  const texts = await buildTexts(documents, model);
  const vectors = await loadVectors(source, texts);
  offer(nameVectors(texts, vectors));
  const missing = [...texts].filter(([hash]) => !vectors.has(hash));
  if (missing.length > 0) log.info({ texts: missing.length }, 'embedding papers');
  const batches = cutInto(
    missing.map(([hash, { text }]) => ({ hash, text })),
    BATCH_SIZE,
  );
  const ending = await embedBatches(source, batches, vectors);
  if (ending.kind === 'changed') return ending;
  if (missing.length > 0) offer(nameVectors(texts, vectors));
  if (ending.kind === 'failed') return ending;
  await cache.keepOnly(model, [...texts.keys()]);
  log.info({ texts: vectors.size, asked: missing.length }, 'embeddings are ready');
  return { kind: 'done', asked: missing.length };
}

async function buildTexts(documents: readonly SearchDocument[], model: string): Promise<Texts> {
  const texts = new Map<string, { text: string; ids: string[] }>();
  for (const [place, document] of documents.entries()) {
    const text = buildDocumentText(model, document);
    const hash = createHash('sha256').update(text).digest('hex');
    const same = texts.get(hash);
    if (same === undefined) texts.set(hash, { text, ids: [document.id] });
    else same.ids.push(document.id);
    if (place % AT_ONCE === AT_ONCE - 1) await letOthersBy();
  }
  return texts;
}

/** A stored vector that is damaged counts as missing. */
async function loadVectors({ cache, model }: Source, texts: Texts): Promise<Vectors> {
  const vectors: Vectors = new Map();
  let dimension: number | undefined;
  for (const hashes of cutInto([...texts.keys()], AT_ONCE)) {
    for (const [hash, vector] of await cache.load(model, hashes)) {
      if (!isUnit(vector) || vector.length !== (dimension ?? vector.length)) continue;
      dimension = vector.length;
      vectors.set(hash, vector);
    }
    await letOthersBy();
  }
  return vectors;
}

function nameVectors(texts: Texts, vectors: Vectors): ModelVectors {
  const byId = new Map<string, Float32Array>();
  for (const [hash, { ids }] of texts) {
    const vector = vectors.get(hash);
    if (vector !== undefined) for (const id of ids) byId.set(id, vector);
  }
  return byId;
}

type Batch = readonly { readonly hash: string; readonly text: string }[];

/** Adds what comes to `vectors` and to the cache. `taken`: all, but for those refused one by one. */
async function embedBatches(
  source: Source,
  batches: readonly Batch[],
  vectors: Vectors,
): Promise<{ readonly kind: 'taken' } | Exclude<Ending, { kind: 'done' }>> {
  const queue = [...batches];
  let isAnyTaken = false;
  let refused = 0;
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    const outcome = await askPatiently(source, batch);
    if (outcome.kind === 'vectors') {
      if (!haveLengthOf(vectors, outcome.vectors)) return { kind: 'changed' };
      await keep(source, batch, outcome.vectors, vectors);
      isAnyTaken = true;
      continue;
    }
    if (outcome.kind !== 'too_large') return { kind: 'failed', why: outcome.why };
    const smaller = makeSmaller(batch);
    if (smaller.length === 0) refused += 1;
    if (refused === MAX_REFUSED && !isAnyTaken) return { kind: 'failed', why: outcome.why };
    queue.unshift(...smaller);
  }
  return { kind: 'taken' };
}

function haveLengthOf(vectors: Vectors, fresh: readonly Float32Array[]): boolean {
  const [known] = vectors.values();
  return fresh.every((vector) => vector.length === (known ?? vector).length);
}

/** Busy is asked again, after the time the server named or a growing one; not for ever. */
async function askPatiently({ client, pause }: Source, batch: Batch): Promise<EmbedOutcome> {
  const texts = batch.map(({ text }) => text);
  for (let attempt = 0; ; attempt++) {
    const outcome = await client.embed(texts, BATCH_TIMEOUT_MS);
    if (outcome.kind !== 'busy') return outcome;
    const backoffMs = BACKOFF_MS[attempt];
    const pauseMs = outcome.retryAfterMs ?? backoffMs;
    if (backoffMs === undefined || pauseMs === undefined || pauseMs > MAX_PAUSE_MS) return outcome;
    await pause(pauseMs);
  }
}

async function keep(
  { cache, model }: Source,
  batch: Batch,
  answered: readonly Float32Array[],
  vectors: Vectors,
): Promise<void> {
  const fresh: Vectors = new Map();
  for (const [place, { hash }] of batch.entries()) {
    const vector = answered[place];
    if (vector !== undefined) fresh.set(hash, vector);
  }
  await cache.save(model, fresh);
  for (const [hash, vector] of fresh) vectors.set(hash, vector);
}

/** Two halves of a batch; half of a single text; nothing of one that is short enough as it is. */
function makeSmaller(batch: Batch): Batch[] {
  const half = Math.ceil(batch.length / 2);
  if (batch.length > 1) return [batch.slice(0, half), batch.slice(half)];
  return batch
    .filter(({ text }) => text.length > SHORTEST_CHARS)
    .map(({ hash, text }) => [{ hash, text: cutInHalf(text) }]);
}

/** Not between the halves of a surrogate pair. */
function cutInHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2)).replace(/\p{Cs}$/u, '');
}

function cutInto<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
}

/** Within what 32-bit floats round away. */
function isUnit(vector: Float32Array): boolean {
  return Math.abs(vector.reduce((sum, number) => sum + number * number, 0) - 1) < 0.001;
}

function letOthersBy(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
