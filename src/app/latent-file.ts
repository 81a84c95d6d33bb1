/**
 * A latent space as bytes, and back: a line of JSON with the sizes, the terms one a line, the
 * numbers, and at the end the SHA-256 of all before it. Terms are written out, so that a space can
 * also be used for a collection that has grown since; its new documents are then folded in.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LatentSpace } from '../search/latent-space.ts';

const FORMAT = 'paperboy latent space 1';
const DIGEST_BYTES = 32;

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  dimensions: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  termBytes: z.int().nonnegative(),
});

/** `terms` are those of the index by number, as `space.termRows` counts them. */
export function encodeLatentSpace(space: LatentSpace, terms: readonly string[]): Uint8Array {
  const names: string[] = [];
  for (const [number, row] of space.termRows.entries())
    if (row >= 0) names[row] = terms[number] ?? '';
  const termText = Buffer.from(names.join('\n'));
  const header = {
    format: FORMAT,
    dimensions: space.dimensions,
    rows: names.length,
    termBytes: termText.length,
  };
  const content = Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    termText,
    toBytes(space.weights),
    toBytes(space.vectors),
  ]);
  return Buffer.concat([content, createHash('sha256').update(content).digest()]);
}

/** For an index with these terms. Undefined for bytes that are not, or no longer, what was written. */
export function decodeLatentSpace(
  bytes: Uint8Array,
  terms: readonly string[],
): LatentSpace | undefined {
  const content = Buffer.from(bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES)));
  const digest = createHash('sha256').update(content).digest();
  if (!digest.equals(bytes.subarray(content.length))) return undefined;
  const headerEnd = content.indexOf('\n');
  const header = headerSchema.safeParse(JSON.parse(content.toString('utf8', 0, headerEnd)));
  // Another format is an older version's; its bytes are whole and of no use.
  if (!header.success) return undefined;
  const { dimensions, rows, termBytes } = header.data;
  const termStart = headerEnd + 1;
  const numberStart = termStart + termBytes;
  const names = content.toString('utf8', termStart, numberStart).split('\n');
  const rowOf = new Map(names.map((name, row) => [name, row]));
  return {
    dimensions,
    termRows: Int32Array.from(terms, (term) => rowOf.get(term) ?? -1),
    weights: toNumbers(content, numberStart, rows),
    vectors: toNumbers(content, numberStart + rows * 4, rows * dimensions),
  };
}

function toBytes(numbers: Float32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** Copied, because numbers must lie at a multiple of their size. */
function toNumbers(content: Buffer, start: number, count: number): Float32Array {
  return new Float32Array(Uint8Array.from(content.subarray(start, start + count * 4)).buffer);
}
