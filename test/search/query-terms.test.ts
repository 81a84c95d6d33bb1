import { describe, expect, it } from 'vitest';
import { parseGlossary } from '../../src/search/glossary.ts';
import { parseQuery } from '../../src/search/query.ts';
import { buildQueryTerms } from '../../src/search/query-terms.ts';
import { createThesaurus } from '../../src/search/thesaurus.ts';
import { tokenize } from '../../src/search/tokens.ts';
import { createVocabulary } from '../../src/search/vocabulary.ts';

const words = Array.from({ length: 300 }, (_, i) => `w${i}`);
const vocabulary = createVocabulary();
vocabulary.add(tokenize('retrieval vision pretraining model pre-trained'));
vocabulary.add(tokenize(`vision ${words.slice(100).join(' ')}`));
vocabulary.add(tokenize(`vision ${words.join(' ')}`));
const thesaurus = createThesaurus(
  parseGlossary('vision, sight\nhearsay, retrieval\nretreival aid, absentia'),
  [],
);
/** Of single words, as the vocabulary has them. */
const occurs = (terms: readonly string[]) =>
  terms.every((term) => vocabulary.documentCount(term) > 0);
const read = (query: string) =>
  buildQueryTerms(parseQuery(query), vocabulary, { thesaurus, occurs });
const shownOf = (query: string) => read(query).terms.map(({ shown }) => shown);

describe('buildQueryTerms', () => {
  it('lists known words once, in the order typed, weighed by how often', () => {
    expect(read('vision model visions').terms).toEqual([
      { term: 'vision', shown: 'vision', isCompound: false, weight: 2 ** 0.8 },
      { term: 'model', shown: 'model', isCompound: false, weight: 1 },
    ]);
  });

  it('counts a compound little beside its parts', () => {
    const [whole, ...parts] = read('pre-training').terms;
    expect(whole).toMatchObject({ shown: 'pre-training', isCompound: true });
    expect(whole?.weight).toBeCloseTo(0.25 ** 0.8, 12);
    expect(parts.map(({ weight }) => weight)).toEqual([1, 1]);
  });

  it('repairs words, and says so of those it cannot', () => {
    expect(read('retreival qqqqqq the')).toMatchObject({
      terms: [{ shown: 'retrieval' }],
      corrections: [{ typed: 'retreival', used: 'retrieval' }],
      unknown: ['qqqqqq'],
      isEmpty: false,
    });
  });

  it('repairs no phrase and no title word', () => {
    expect(read('"retreival" title:retreival')).toMatchObject({ terms: [], corrections: [] });
  });

  it('takes an unknown word that the thesaurus knows as it is', () => {
    expect(read('hearsay')).toMatchObject({
      terms: [],
      corrections: [],
      unknown: [],
      isAbsent: true,
    });
    expect(read('sights model').isAbsent).toBe(true);
    expect(read('vision').isAbsent).toBe(false);
    expect(read('hearsay').expansions.map(({ found }) => found)).toEqual(['retrieval']);
  });

  it('repairs a word for which nothing here stands', () => {
    // The thesaurus has its phrase, but the collection has neither that nor what stands for it.
    expect(read('retreival aid')).toMatchObject({
      corrections: [{ typed: 'retreival', used: 'retrieval' }],
      unknown: ['aid'],
      isAbsent: false,
    });
  });

  it('says no word is absent of one that was repaired, quoted or is a compound', () => {
    for (const query of ['retreival', '"sight"', 'title:sight', 'pre-trained', 'qqqqqq']) {
      expect(read(query).isAbsent).toBe(false);
    }
  });

  it('offers a likelier word for a rare one, the first of them, and does not apply it', () => {
    const many = createVocabulary();
    for (let i = 0; i < 40; i++) many.add(tokenize('neural posterior'));
    many.add(tokenize('nueral posterrior'));
    const likelier = (query: string) =>
      buildQueryTerms(parseQuery(query), many, { thesaurus, occurs }).likelier;
    const neural = { typed: 'nueral', used: 'neural' };
    expect(likelier('neural Nueral posterrior')).toEqual(neural);
    expect(likelier('posterrior')).toEqual({ typed: 'posterrior', used: 'posterior' });
    for (const query of ['neural', '"nueral"', 'title:nueral', 'nueral-posterior', 'nuerals']) {
      expect(likelier(query)).toBeUndefined();
    }
  });

  it('takes a known name with a letter of its own whole', () => {
    const names = createVocabulary();
    names.add(tokenize('k-NN search, pre-training k'));
    const shown = (query: string) =>
      buildQueryTerms(parseQuery(query), names, { thesaurus, occurs }).terms.map((t) => t.shown);
    expect(shown('k-NN')).toEqual(['k-nn']);
    expect(shown('pre-training')).toEqual(['pre-training', 'pre', 'training']);
  });

  it('expands what a repair made', () => {
    expect(read('retreival').expansions.map(({ found }) => found)).toEqual(['hearsay']);
  });

  it('is empty without words that rank', () => {
    expect([read('').isEmpty, read('the of').isEmpty, read('year:2023').isEmpty]).toEqual([
      true,
      true,
      true,
    ]);
    expect(read('qqqqqq').isEmpty).toBe(false);
  });

  it('keeps the 64 rarest of a long query, in the order typed', () => {
    const long = [...words.slice(250), 'vision', ...words.slice(0, 60)];
    expect(shownOf(long.join(' '))).toEqual([...words.slice(250, 254), ...words.slice(0, 60)]);
  });

  it('looks for repairs of eight words at most', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const unheard = [...letters].map((letter) => `q${letter.repeat(6)}`);
    const readAfter = (count: number) => read([...unheard.slice(0, count), 'retreival'].join(' '));
    expect(readAfter(7).corrections).toEqual([{ typed: 'retreival', used: 'retrieval' }]);
    expect(readAfter(7).unknown).toEqual(unheard.slice(0, 7));
    expect(readAfter(8).corrections).toEqual([]);
    expect(readAfter(8).unknown).toEqual([...unheard.slice(0, 8), 'retreival']);
  });
});
