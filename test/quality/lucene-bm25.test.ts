import { describe, expect, it } from 'vitest';
import { analyze, buildLuceneBm25, inverseDocumentFrequency } from './lucene-bm25.ts';

describe('analyze', () => {
  it.each([
    ['Networks networking, NETWORK', ['network', 'network', 'network']],
    ['the lens and the uses of it', ['len', 'us']],
    ["Cushing's syndrome isn’t rare", ['cush', 'syndrom', 'isn’t', 'rare']],
    ['GPT-4 in 2.5D', ['gpt', '4', '2', '5d']],
    ['Überwachung', ['überwachung']],
    ['the of and', []],
    ['', []],
  ])('of %j is %j', (text, terms) => {
    expect(analyze(text)).toEqual(terms);
  });
});

describe('inverseDocumentFrequency', () => {
  it('is ln(1 + (N - n + 0.5) / (n + 0.5)), above 0 for a word of every document', () => {
    expect(inverseDocumentFrequency(1, 3)).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 12);
    expect(inverseDocumentFrequency(3, 3)).toBeCloseTo(Math.log(1 + 0.5 / 3.5), 12);
  });
});

describe('buildLuceneBm25', () => {
  const search = buildLuceneBm25([
    { id: 'long', text: 'graph graph tree tree tree tree' },
    { id: 'short', text: 'graph vertex' },
    { id: 'other', text: 'vertex colour edge flow' },
  ]);

  it('scores idf · tf / (tf + k1 · (1 - b + b · length / mean length)), as worked by hand', () => {
    // Lengths 6, 2, 4, mean 4; "graph" is in 2 of 3: idf ln(1 + 1.5 / 2.5) = 0.470004.
    const [first, second, ...rest] = search('graph', 10);
    expect(first?.id).toBe('long');
    expect(first?.score).toBeCloseTo((0.470004 * 2) / (2 + 0.9 * (0.6 + 0.4 * 1.5)), 6);
    expect(second?.id).toBe('short');
    expect(second?.score).toBeCloseTo(0.470004 / (1 + 0.9 * (0.6 + 0.4 * 0.5)), 6);
    expect(rest).toEqual([]);
  });

  it('adds up the words of a query, a repeated one twice', () => {
    const score = (query: string) => search(query, 10).find(({ id }) => id === 'short')?.score ?? 0;
    expect(score('graph vertex')).toBeCloseTo(score('graph') + score('vertex'), 12);
    expect(score('graph graph')).toBeCloseTo(2 * score('graph'), 12);
  });

  it('keeps the order of the documents between equals', () => {
    const equals = buildLuceneBm25(['b', 'c', 'a'].map((id) => ({ id, text: 'same words' })));
    expect(equals('same', 10).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('returns no more than asked for, and nothing for words no document has', () => {
    expect(search('graph vertex', 1)).toHaveLength(1);
    expect(search('zebra', 10)).toEqual([]);
    expect(search('the', 10)).toEqual([]);
  });
});
