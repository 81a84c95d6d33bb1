import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWords,
  cutWords,
  findDateFilters,
  parseQuery,
  plainQuery,
} from '../../src/search/query.ts';

describe('parseQuery', () => {
  it('separates filters from words', () => {
    expect(
      parseQuery(' year:2023 has:code "chain of thought" -vision title:agents reasoning '),
    ).toEqual({
      text: 'year:2023 has:code "chain of thought" -vision title:agents reasoning',
      words: ['reasoning'],
      phrases: ['chain of thought'],
      excluded: ['vision'],
      titleWords: ['agents'],
      from: '2023-01-01',
      to: '2023-12-31',
      hasCode: true,
      problems: [],
    });
  });

  it.each([
    ['year:2023', '2023-01-01', '2023-12-31'],
    ['YEAR:2020..2023', '2020-01-01', '2023-12-31'],
    ['year:2020…2023', '2020-01-01', '2023-12-31'],
    ['year:2020-2023', '2020-01-01', '2023-12-31'],
    ['year:2020..', '2020-01-01', undefined],
    ['year:..2023', undefined, '2023-12-31'],
    ['year：2023', '2023-01-01', '2023-12-31'],
    ['year:2023, please', '2023-01-01', '2023-12-31'],
    ['published in year:2023.', '2023-01-01', '2023-12-31'],
    ['year:2019 year:2023', '2023-01-01', '2023-12-31'],
    ['after:2024-05-01', '2024-05-01', undefined],
    ['after:2024-05', '2024-05-01', undefined],
    ['after:2024', '2024-01-01', undefined],
    ['before:2024-05-01', undefined, '2024-04-30'],
    ['before:2024-03', undefined, '2024-02-29'],
    ['before:2024', undefined, '2023-12-31'],
    ['after:2024 before:2025', '2024-01-01', '2024-12-31'],
    ['year:2024 after:2024-05', '2024-05-01', '2024-12-31'],
    ['year:2020..2024 before:2022 after:2019', '2020-01-01', '2021-12-31'],
    ['after:2024-02-29', '2024-02-29', undefined],
    ['words only', undefined, undefined],
  ])('reads the days of %s', (input, from, to) => {
    expect(parseQuery(input)).toMatchObject({ from, to, problems: [] });
  });

  it.each([
    ['retrieval  augmented\tGeneration', ['retrieval', 'augmented', 'generation']],
    ['BERT: Pre-training', ['bert', 'pre-training']],
    ['state-of-the-art x-ray - imaging', ['state-of-the-art', 'x-ray', 'imaging']],
    ['"never closed', ['never', 'closed']],
    ['year: 2023', ['year', '2023']],
    ['subtitle:yes', ['subtitle', 'yes']],
    ['https://example.org/a', ['https', 'example', 'org', 'a']],
    ['--verbose', ['verbose']],
    ['C++ gpt-4.5', ['c++', 'gpt-4.5']],
    ['" " "', []],
    ['', []],
  ])('keeps the words of %j', (input, words) => {
    const { phrases, excluded, titleWords, problems, ...query } = parseQuery(input);
    expect(query).toMatchObject({ words, from: undefined, to: undefined, hasCode: false });
    expect([phrases, excluded, titleWords, problems]).toEqual([[], [], [], []]);
  });

  it.each([
    ['“dense Retrieval”', { phrases: ['dense retrieval'] }],
    ['-“computer vision”', { excluded: ['computer vision'] }],
    ['−vision -x-ray', { excluded: ['vision', 'x-ray'] }],
    ['title:"two words"', { titleWords: ['two words'] }],
    ['title:a,b Title:C', { titleWords: ['a', 'b', 'c'] }],
  ])('reads the quotes and dashes of %s', (input, expected) => {
    expect(parseQuery(input)).toMatchObject({ words: [], problems: [], ...expected });
  });

  it.each([
    ['year:soon', 'year:2020..2023'],
    ['year:20233', 'year:2020..2023'],
    ['year:..', 'year:2020..2023'],
    ['year:20..23', 'year:2020..2023'],
    ['year:2023..2020', 'year:2020..2023'],
    ['after:soon', 'after:2024-05-01'],
    ['after:2024-02-31', 'after:2024-05-01'],
    ['before:2024-13', 'before:2024-05-01'],
    ['before:2024-5', 'before:2024-05-01'],
    ['has:coed', 'has:code'],
    ['title:"!"', 'title:retrieval'],
    ['-year:2023', '-vision'],
    ['year：soon', 'year:2020..2023'],
  ])('reports %s with a hint and searches the rest', (bad, hint) => {
    const query = parseQuery(`dense ${bad} retrieval`);
    expect(query).toMatchObject({ words: ['dense', 'retrieval'], from: undefined, to: undefined });
    expect(query).toMatchObject({ hasCode: false, titleWords: [], excluded: [] });
    expect(query.problems).toEqual([{ text: bad, offset: 6, hint: expect.stringContaining(hint) }]);
  });

  it('keeps the last filter that can be read', () => {
    const query = parseQuery('year:2023 year:soon');
    expect(query).toMatchObject({ from: '2023-01-01', problems: [{ text: 'year:soon' }] });
  });

  it('reports a date that leaves no day and does not count it', () => {
    const query = parseQuery('after:2025 x before:2024');
    expect(query).toMatchObject({ from: '2025-01-01', to: undefined });
    expect(query.problems).toMatchObject([{ text: 'before:2024', offset: 13 }]);
  });

  it('lists problems in the order typed', () => {
    const { problems } = parseQuery('year:soon has:coed after:soon');
    expect(problems.map((problem) => problem.offset)).toEqual([0, 10, 19]);
  });

  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('year:', 'after:', 'before:', 'has:', 'title:', '2020..', '2024-02-31', '"'),
    fc.constantFrom('“', ' ', '-', '−', '：', 'code', '٣', 'ſ'),
  );

  it('has a result for every string, and each problem points at its own text', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const input = pieces.join('');
        const { text, from, to, problems } = parseQuery(input);
        expect(text).toBe(input.trim());
        expect(from === undefined || to === undefined || from <= to).toBe(true);
        for (const problem of problems) {
          expect(problem.text).not.toBe('');
          expect(input.startsWith(problem.text, problem.offset)).toBe(true);
          expect(problem.hint).not.toBe('');
        }
      }),
    );
  });

  it('finds no dates in what findDateFilters leaves', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { rest } = findDateFilters(pieces.join(' '));
        expect(parseQuery(rest)).toMatchObject({ from: undefined, to: undefined });
      }),
    );
  });
});

describe('findDateFilters', () => {
  it.each([
    ['dense year:2023 "chain of thought"', ['year:2023'], 'dense "chain of thought"'],
    ['after:2024 x  before:2025', ['after:2024', 'before:2025'], 'x'],
    ['year:2019 year:2023 x', ['year:2023'], 'x'],
    ['year:soon x', [], 'x'],
    ['has:code -vision x', [], 'has:code -vision x'],
  ])('cuts the dates out of %s', (text, typed, rest) => {
    expect(findDateFilters(text)).toEqual({ typed, rest });
  });
});

describe('plainQuery', () => {
  it('takes filter syntax as words', () => {
    expect(plainQuery('year:2023 -vision "a b" ')).toEqual({
      ...parseQuery(''),
      text: 'year:2023 -vision "a b"',
      words: ['year', '2023', 'vision', 'a', 'b'],
    });
  });
});

describe('cutWords', () => {
  it.each([
    ['Qunatization of  transformers', 'of transformers'],
    ['transformers qunatization', 'transformers'],
    ['qunatization', ''],
    ['qunatization-aware training', 'training'],
    [
      'year:2023 "qunatization" title:qunatization -qunatization qunatization',
      'year:2023 "qunatization" title:qunatization -qunatization',
    ],
    ['qunatizations', 'qunatizations'],
  ])('takes the word out of %j, and nothing else', (text, rest) => {
    expect(cutWords(text, ['qunatization'])).toBe(rest);
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cutWords(text, []).length).toBeLessThanOrEqual(text.length);
        expect(countWords(parseQuery(cutWords(text, parseQuery(text).words)))).toBe(0);
      }),
    );
  });
});

describe('countWords', () => {
  it.each([
    ['', 0],
    ['what is the', 0],
    ['retrieval Retrieval retrievals', 1],
    ['retrieval augmented generation year:2023 "a phrase" -not', 3],
    ['state-of-the-art segmentation', 2],
  ])('of %j is %i', (text, count) => {
    expect(countWords(parseQuery(text))).toBe(count);
  });
});
