import { describe, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';

const DOCUMENTS = [
  ['tree', 'Trees in forests', 'Counting trees by satellite.'],
  ['flow', 'Optical flow', 'Motion between frames: dense, and fast.'],
  ['talk', 'Dialogue', 'Talking machines answer questions of people.'],
].map(([id = '', title = '', abstract = '']) => ({ id, title, abstract, links: [], damaged: [] }));

describe.each(ENGINES)('$name', (engine) => {
  it('finds the document that has most of a whole question', async () => {
    const searcher = await engine.build(DOCUMENTS);
    const hits = searcher.search('how do machines answer the questions of many people?', 10);
    expect(hits[0]?.id).toBe('talk');
  });

  it('orders by score, each document once, no more than asked for', async () => {
    const searcher = await engine.build(DOCUMENTS);
    const hits = searcher.search('trees motion machines', 10);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
    expect(searcher.search('trees motion machines', 1)).toHaveLength(1);
  });

  it.each(['', '???', 'title:trees', '+a -b ~c *', '"', 'trees:9^9'])(
    'reads %j as words',
    async (text) => {
      const searcher = await engine.build(DOCUMENTS);
      expect(() => searcher.search(text, 10)).not.toThrow();
    },
  );
});
