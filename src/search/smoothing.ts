/**
 * Score regularisation (Diaz 2005, "Regularizing ad hoc retrieval scores"): documents that are
 * about the same thing should score alike, so each takes a part of its score from its neighbours
 * among those found. One step, which on judged collections does as well as iterating.
 */
import { dotProduct } from './dot-product.ts';
import type { DocumentVectors } from './latent-space.ts';

/** Neighbours that each document listens to. */
const NEIGHBOURS = 10;

/**
 * The scores after smoothing, in the order of `documents`; `share` of each comes from its
 * neighbours. Documents without a direction keep theirs. Costs documents² · dimensions.
 */
export function smoothScores(
  documents: readonly number[],
  scores: Float64Array,
  vectors: DocumentVectors,
  share: number,
): Float64Array {
  const size = documents.length;
  const nearness = measureNearness(documents, vectors);
  const smoothed = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    let weight = 0;
    const nearest = pickNearest(nearness.subarray(row * size, (row + 1) * size));
    for (const column of nearest) {
      const near = nearness[row * size + column] ?? 0;
      sum += near * (scores[column] ?? 0);
      weight += near;
    }
    const own = scores[row] ?? 0;
    smoothed[row] = weight > 0 ? (1 - share) * own + (share * sum) / weight : own;
  }
  return smoothed;
}

/** Cosines, row-major; 0 for a document with itself and where the cosine is negative. */
function measureNearness(
  documents: readonly number[],
  { dimensions, values }: DocumentVectors,
): Float32Array {
  const size = documents.length;
  const packed = new Float32Array(size * dimensions);
  for (const [row, document] of documents.entries()) {
    const start = document * dimensions;
    packed.set(values.subarray(start, start + dimensions), row * dimensions);
  }
  const nearness = new Float32Array(size * size);
  for (let row = 1; row < size; row++) {
    const own = { values: packed, start: row * dimensions };
    for (let column = 0; column < row; column++) {
      const other = { values: packed, start: column * dimensions };
      const cosine = dotProduct(own, other, dimensions);
      if (cosine <= 0) continue;
      nearness[row * size + column] = cosine;
      nearness[column * size + row] = cosine;
    }
  }
  return nearness;
}

/** Places of the largest values above 0, by insertion into a short list; earlier wins a tie. */
function pickNearest(row: Float32Array): readonly number[] {
  const nearest: number[] = [];
  for (let column = 0; column < row.length; column++) {
    const value = row[column] ?? 0;
    const last = nearest[NEIGHBOURS - 1];
    if (value <= 0 || (last !== undefined && (row[last] ?? 0) >= value)) continue;
    let at = Math.min(nearest.length, NEIGHBOURS - 1);
    while (at > 0 && (row[nearest[at - 1] ?? 0] ?? 0) < value) {
      nearest[at] = nearest[at - 1] ?? 0;
      at -= 1;
    }
    nearest[at] = column;
  }
  return nearest;
}
