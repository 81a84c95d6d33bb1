import { describe, expect, it } from 'vitest';
import { measure } from './measure.ts';

describe('measure', () => {
  it('scores each query of a collection, in order', async () => {
    const rankings: Readonly<Record<string, readonly string[]>> = {
      first: ['a', 'b'],
      second: ['b', 'a'],
      none: [],
    };
    const engine = {
      name: 'fixed',
      build: async () => ({
        search: (text: string) => (rankings[text] ?? []).map((id) => ({ id, score: 1 })),
      }),
    };
    const judged = new Map([['a', 1]]);
    const topics = ['first', 'second', 'none'].map((text) => ({ id: text, text, judged }));
    expect(await measure(engine, { documents: [], topics })).toEqual({
      ndcg10: [1, 1 / Math.log2(3), 0],
      averagePrecision: [1, 1 / 2, 0],
      recall100: [1, 1, 0],
    });
  });
});
