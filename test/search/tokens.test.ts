import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWord, tokenize } from '../../src/search/tokens.ts';

describe('tokenize', () => {
  it.each([
    ['GPT-4', ['gpt4', 'gpt', '4']],
    ['GPT4', ['gpt4', 'gpt', '4']],
    ['state-of-the-art', ['stateoftheart', 'state', 'of', 'the', 'art']],
    ['bm25 h2o 3d', ['bm25', 'h2o', '3d']],
    ['C++ and C#', ['c++', 'and', 'c#']],
    ["Adam's don't", ['adam', 'dont']],
    ['v1.5 is 28.3.', ['v1.5', 'is', '28.3']],
    ['Poincaré ｆｕｌｌ ﬁne', ['poincare', 'full', 'fine']],
    ['node_modules/a', ['node', 'modules', 'a']],
    ['한국어 深度学习', ['한국어', '深度学习']],
    ['- "!" 🤖', []],
  ])('cuts %j into words', (text, words) => {
    expect(tokenize(text).map((token) => token.word)).toEqual(words);
  });

  it('gives the forms of a word one term', () => {
    const terms = tokenize('retrieve retrieved retrieves Retrieval').map((token) => token.term);
    expect(new Set(terms)).toEqual(new Set(['retriev']));
  });

  it('marks words of the language and of questions as stop words, in compounds too', () => {
    const stops = tokenize('what is on-policy learning').filter((token) => token.stop);
    expect(stops.map((token) => token.word)).toEqual(['what', 'is', 'on']);
  });

  it('says where each word is and what it is part of', () => {
    expect(tokenize('a GPT-4').slice(1)).toEqual([
      { word: 'gpt4', term: 'gpt4', start: 2, end: 7, kind: 'compound', stop: false },
      { word: 'gpt', term: 'gpt', start: 2, end: 5, kind: 'part', stop: false },
      { word: '4', term: '4', start: 6, end: 7, kind: 'part', stop: false },
    ]);
  });

  it('has ordered, non-empty words inside the text for every string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let start = 0;
        for (const token of tokenize(text)) {
          expect(token.word).not.toBe('');
          expect(token.start).toBeGreaterThanOrEqual(start);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          start = token.start;
        }
      }),
    );
  });

  it('cuts a word of 10,000 letters to a bounded one', () => {
    expect(tokenize('y'.repeat(10_000))[0]?.word).toHaveLength(64);
  });
});

describe('readWord', () => {
  it.each([
    ['Optimisation', { word: 'optimisation', term: 'optimis', stop: false }],
    ['Optimization', { word: 'optimization', term: 'optimis', stop: false }],
    ["Don't", { word: 'dont', term: 'dont', stop: true }],
    ['GPT-4', { word: 'gpt4', term: 'gpt4', stop: false }],
    ['Größe', { word: 'große', term: 'große', stop: false }],
    ['-', { word: '', term: '', stop: false }],
    ['', { word: '', term: '', stop: false }],
  ])('reads %j', (raw, facts) => {
    expect(readWord(raw)).toEqual(facts);
  });

  it('reads a word again as it did, though it has read many others since', () => {
    const before = readWord('Retrieval');
    for (let i = 0; i < 200_001; i++) readWord(`n${i}`);
    expect(readWord('Retrieval')).toEqual(before);
  });
});
