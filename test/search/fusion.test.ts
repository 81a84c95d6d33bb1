import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fused, fuseRankings, type Rankings } from '../../src/search/fusion.ts';
import { createRandom } from '../../src/search/seeded-random.ts';

const WEIGHTS = { latent: 0.25, model: 0.5, smoothing: 0 };
const rankings = (words: readonly number[], rest: Partial<Rankings> = {}): Rankings => ({
  words: Float64Array.from(words),
  latent: undefined,
  model: undefined,
  vectors: undefined,
  ...rest,
});
const everything = () => true;
/** Documents with words are the candidates. */
function fuse(given: Rankings, passes: (document: number) => boolean = everything) {
  const candidates = [...given.words.keys()].filter(
    (document) => (given.words[document] ?? 0) > 0 && passes(document),
  );
  return fuseRankings(given, candidates, passes, WEIGHTS);
}
const order = (fused: readonly Fused[]) => fused.map(({ document }) => document);

describe('fuseRankings', () => {
  it('ranks by words alone where there is nothing else, the best 1', () => {
    const none = { latent: 0, model: 0 };
    expect(fuse(rankings([1, 0, 4, 1]))).toEqual([
      { document: 2, score: 1, parts: { words: 1, ...none } },
      { document: 0, score: 0.25, parts: { words: 0.25, ...none } },
      { document: 3, score: 0.25, parts: { words: 0.25, ...none } },
    ]);
  });

  it('gives nearness its share, also of what has no word of the query', () => {
    const latent = Float32Array.of(0.5, 0.25, 0, 0.125);
    expect(fuse(rankings([2, 0, 1, 0], { latent }))).toEqual([
      { document: 0, score: 0.875, parts: { words: 0.75, latent: 0.125, model: 0 } },
      { document: 2, score: 0.375, parts: { words: 0.375, latent: 0, model: 0 } },
      { document: 1, score: 0.0625, parts: { words: 0, latent: 0.0625, model: 0 } },
    ]);
  });

  it('is all nearness where no document has a word', () => {
    const [best] = fuse(rankings([0, 0], { latent: Float32Array.of(0.5, 0.1) }));
    expect(best).toEqual({ document: 0, score: 0.5, parts: { words: 0, latent: 0.5, model: 0 } });
  });

  it('takes nothing off for pointing the other way', () => {
    const [only] = fuse(rankings([1], { latent: Float32Array.of(-0.5) }));
    expect(only?.parts).toEqual({ words: 0.75, latent: 0, model: 0 });
  });

  it('spreads a model’s cosines from mean to best', () => {
    const model = Float32Array.of(0.5, 0.75, 0.625, 0.625);
    expect(fuse(rankings([2, 0, 1, 0], { model })).slice(0, 2)).toEqual([
      { document: 0, score: 0.5, parts: { words: 0.5, latent: 0, model: 0 } },
      { document: 1, score: 0.5, parts: { words: 0, latent: 0, model: 0.5 } },
    ]);
  });

  it('finds nothing that no ranking gives anything', () => {
    const model = Float32Array.of(0.5, 0.75, 0.25);
    expect(order(fuse(rankings([0, 0, 0], { model })))).toEqual([1]);
  });

  it('takes nothing from a document without a vector', () => {
    // Mean 0.5 and best 0.75 of those that have one.
    const model = Float32Array.of(0.25, 0.75, 0, 0.5);
    const fused = fuse(rankings([4, 2, 3, 0], { model }));
    expect(fused).toEqual([
      { document: 1, score: 0.75, parts: { words: 0.25, latent: 0, model: 0.5 } },
      { document: 2, score: 0.75, parts: { words: 0.75, latent: 0, model: 0 } },
      { document: 0, score: 0.5, parts: { words: 0.5, latent: 0, model: 0 } },
    ]);
  });

  it('takes nothing for a model that tells no document from another', () => {
    for (const model of [Float32Array.of(0, 0.75), Float32Array.of(0.75, 0.75)]) {
      expect(fuse(rankings([1, 2], { model }))).toEqual(fuse(rankings([1, 2])));
    }
  });

  it('finds by a model what is at least half way from the mean to the best', () => {
    // Mean 0.5 of the five that have a vector, best 1.
    const model = Float32Array.of(1, 0.75, 0.25, 0.25, 0.25, 0);
    expect(order(fuse(rankings([0, 0, 0, 0, 0, 0], { model })))).toEqual([0, 1]);
    const lower = Float32Array.of(1, 0.74, 0.25, 0.25, 0.26, 0);
    expect(order(fuse(rankings([0, 0, 0, 0, 0, 0], { model: lower })))).toEqual([0]);
  });

  it('leaves out a candidate that scores 0', () => {
    const given = rankings([1, 0]);
    expect(order(fuseRankings(given, [0, 1], everything, WEIGHTS))).toEqual([0]);
  });

  it('shares between three rankings', () => {
    const given = { latent: Float32Array.of(0.5, 0), model: Float32Array.of(0.75, 0.25) };
    expect(fuse(rankings([1, 1], given))[0]).toEqual({
      document: 0,
      score: 0.9375,
      parts: { words: 0.375, latent: 0.0625, model: 0.5 },
    });
  });

  it('finds near documents that pass, and no far ones', () => {
    const latent = Float32Array.of(0.19, 0.21, 0.9, 0.5);
    expect(order(fuse(rankings([0, 0, 0, 0], { latent })))).toEqual([2, 3, 1]);
    expect(order(fuse(rankings([0, 0, 0, 0], { latent }), (n) => n !== 2))).toEqual([3, 1]);
  });

  it('finds at most 200 by nearness, the nearest that pass', () => {
    const latent = Float32Array.from({ length: 500 }, (_, i) => 0.3 + i / 1000);
    const words = new Array<number>(500).fill(0);
    const found = order(fuse(rankings(words, { latent }), (n) => n % 2 === 0));
    expect(found).toEqual(Array.from({ length: 200 }, (_, i) => 498 - 2 * i));
  });

  it('is in falling order with parts that add up, and smoothing moves only the first hundred', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed);
        const [words, cosines, angles] = [1, 2, 3].map(() =>
          // Thousandths, so that some are equal and some 0.
          Array.from({ length: 130 }, () => Math.floor(random() * 1000) / 1000),
        ) as [number[], number[], number[]];
        const values = Float32Array.from(angles.flatMap((a) => [Math.cos(3 * a), Math.sin(3 * a)]));
        const given = rankings(words, {
          latent: Float32Array.from(cosines),
          vectors: { dimensions: 2, values },
        });
        const candidates = [...words.keys()].filter((document) => (words[document] ?? 0) > 0);
        const plain = fuseRankings(given, candidates, everything, WEIGHTS);
        const fused = fuseRankings(given, candidates, everything, { ...WEIGHTS, smoothing: 0.4 });
        const sorted = fused.toSorted((a, b) => b.score - a.score || a.document - b.document);
        expect(order(fused)).toEqual(order(sorted));
        expect(order(fused.slice(100))).toEqual(order(plain.slice(100)));
        expect(order(fused.slice(0, 100)).toSorted()).toEqual(
          order(plain.slice(0, 100)).toSorted(),
        );
        for (const { score, parts } of fused) {
          expect(parts.words + parts.latent + parts.model).toBeCloseTo(score, 9);
        }
      }),
      { numRuns: 60 },
    );
  });
});
