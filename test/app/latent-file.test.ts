import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLatentSpace, encodeLatentSpace } from '../../src/app/latent-file.ts';
import type { LatentSpace } from '../../src/search/latent-space.ts';

const TERMS = ['net', 'rare', 'größe', '学习', 'c++'];
const SPACE: LatentSpace = {
  dimensions: 3,
  termRows: Int32Array.of(0, -1, 1, 2, 3),
  weights: Float32Array.of(0.5, 1.25, 2, 3),
  vectors: Float32Array.from({ length: 12 }, (_, place) => Math.sin(place)),
};
const BYTES = encodeLatentSpace(SPACE, TERMS);

const seal = (content: string) =>
  Buffer.concat([Buffer.from(content), createHash('sha256').update(content).digest()]);

describe('latent file', () => {
  it('gives back what was written', () => {
    expect(decodeLatentSpace(BYTES, TERMS)).toEqual(SPACE);
  });

  it('gives back any space', () => {
    const spaces = fc
      .record({
        words: fc.uniqueArray(fc.stringMatching(/^[a-zé0-9+#]{1,8}$/), { maxLength: 20 }),
        dimensions: fc.nat({ max: 6 }),
        rare: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        seed: fc.float({ noNaN: true, noDefaultInfinity: true }),
      })
      .map(({ words, dimensions, rare, seed }) => {
        let rows = 0;
        const termRows = Int32Array.from(words, (_, place) => (rare[place] ? -1 : rows++));
        const weights = Float32Array.from({ length: rows }, (_, row) => seed + row);
        const vectors = Float32Array.from({ length: rows * dimensions }, (_, at) => seed * at);
        return { words, space: { dimensions, termRows, weights, vectors } };
      });
    fc.assert(
      fc.property(spaces, ({ words, space }) => {
        expect(decodeLatentSpace(encodeLatentSpace(space, words), words)).toEqual(space);
      }),
    );
  });

  it('serves other terms: new ones have no row, old ones keep theirs', () => {
    const decoded = decodeLatentSpace(BYTES, ['new', '学习', 'net']);
    expect(decoded).toEqual({ ...SPACE, termRows: Int32Array.of(-1, 2, 0) });
  });

  it('refuses bytes of which any one has changed', () => {
    for (let at = 0; at < BYTES.length; at++) {
      const flipped = Uint8Array.from(BYTES);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(decodeLatentSpace(flipped, TERMS)).toBeUndefined();
    }
  });

  it('refuses bytes that are cut short or go on', () => {
    for (let end = 0; end < BYTES.length; end++) {
      expect(decodeLatentSpace(BYTES.subarray(0, end), TERMS)).toBeUndefined();
    }
    expect(decodeLatentSpace(Buffer.concat([BYTES, BYTES]), TERMS)).toBeUndefined();
    expect(decodeLatentSpace(Buffer.concat([BYTES, Buffer.of(0)]), TERMS)).toBeUndefined();
  });

  it('refuses another format, however whole', () => {
    const header = { format: 'paperboy latent space 0', dimensions: 0, rows: 0, termBytes: 0 };
    expect(decodeLatentSpace(seal(`${JSON.stringify(header)}\n`), TERMS)).toBeUndefined();
    expect(decodeLatentSpace(seal('{}\n'), TERMS)).toBeUndefined();
  });

  it('reads bytes that lie anywhere in memory', () => {
    const shifted = new Uint8Array(BYTES.length + 1);
    shifted.set(BYTES, 1);
    expect(decodeLatentSpace(shifted.subarray(1), TERMS)).toEqual(SPACE);
  });
});
