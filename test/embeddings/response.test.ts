import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVectors } from '../../src/embeddings/response.ts';

const body = (...data: unknown[]) => JSON.stringify({ object: 'list', data });

describe('parseVectors', () => {
  it('gives a vector a text in their order, each of length 1', () => {
    const unordered = body({ index: 1, embedding: [0, -2] }, { index: 0, embedding: [3, 4] });
    expect(parseVectors(unordered, 2)).toEqual({
      vectors: [Float32Array.of(0.6, 0.8), Float32Array.of(0, -1)],
    });
  });

  it.each([
    ['text', 'Not Found', 'did not answer with embeddings'],
    ['nothing', '', 'did not answer with embeddings'],
    ['another object', '{"embeddings":[[1,0]]}', 'did not answer with embeddings'],
    ['a list', '[[1,0]]', 'did not answer with embeddings'],
    ['null', 'null', 'did not answer with embeddings'],
    ['NaN', '{"data":[{"index":0,"embedding":[NaN,1]}]}', 'did not answer with embeddings'],
    ['a gap', body({ index: 0, embedding: [null, 1] }), 'did not answer with embeddings'],
    ['an infinite number', '{"data":[{"index":0,"embedding":[1e999]}]}', 'did not answer with'],
    ['words for numbers', body({ index: 0, embedding: ['1'] }), 'did not answer with embeddings'],
    ['base64', body({ index: 0, embedding: 'AACAPw==' }), 'did not answer with embeddings'],
    ['an empty vector', body({ index: 0, embedding: [] }), 'did not answer with embeddings'],
    ['no index', body({ embedding: [1, 0] }), 'did not answer with embeddings'],
    ['a negative index', body({ index: -1, embedding: [1] }), 'did not answer with embeddings'],
    ['too few', body(), 'sent 0 vectors for 1 texts'],
    [
      'too many',
      body({ index: 0, embedding: [1] }, { index: 1, embedding: [1] }),
      'sent 2 vectors for 1 texts',
    ],
    ['an index beyond', body({ index: 1, embedding: [1] }), 'which vector is of which text'],
    ['only zeros', body({ index: 0, embedding: [0, 0] }), 'without a direction'],
    ['numbers too large', body({ index: 0, embedding: [1e300, 1e300] }), 'without a direction'],
  ])('refuses %s', (_, text, wrong) => {
    expect(parseVectors(text, 1)).toEqual({ wrong: expect.stringContaining(wrong) });
  });

  it.each([
    ['the same index twice', [1], [1], 'which vector is of which text'],
    ['vectors of two lengths', [1, 0], [1], 'vectors of different lengths'],
  ])('refuses %s', (what, first, second, wrong) => {
    const index = what.startsWith('the same') ? 0 : 1;
    const text = body({ index: 0, embedding: first }, { index, embedding: second });
    expect(parseVectors(text, 2)).toEqual({ wrong: expect.stringContaining(wrong) });
  });

  it('takes a vector that is too long to be spread over arguments', () => {
    const embedding = Array.from({ length: 300_000 }, () => 1);
    expect(parseVectors(body({ index: 0, embedding }), 1)).toHaveProperty('vectors');
  });

  it('has a result for every text, and every vector it accepts is sound', () => {
    const embedding = fc.array(fc.oneof(fc.double(), fc.integer()), { maxLength: 4 });
    const item = fc.record({ index: fc.nat({ max: 3 }), embedding }, { requiredKeys: [] });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(item, { maxLength: 4 }).map((data) => JSON.stringify({ data })),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 3 }), (sent, count) => {
        const read = parseVectors(sent, count);
        if ('wrong' in read) return;
        expect(read.vectors).toHaveLength(count);
        for (const vector of read.vectors) {
          expect(vector).toHaveLength(read.vectors[0]?.length ?? 0);
          const length = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
          expect(length).toBeCloseTo(1, 5);
        }
      }),
    );
  });
});
