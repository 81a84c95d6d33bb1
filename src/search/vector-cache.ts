/** The port for vectors that an embedding model made: what was asked for once is kept. */

/** Vectors have length 1. `hash` is of the text that was to be embedded. Throws `store_failed`. */
export interface VectorCache {
  /** Those of `hashes` that are there, by hash. */
  load(model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  save(model: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Drops every other vector, also those of other models. Lets the event loop turn meanwhile. */
  keepOnly(model: string, hashes: readonly string[]): Promise<void>;
}
