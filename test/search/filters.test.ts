import { describe, expect, it } from 'vitest';
import { buildFilter, findMissing, hasFilter } from '../../src/search/filters.ts';
import { parseQuery } from '../../src/search/query.ts';
import { tokenize } from '../../src/search/tokens.ts';
import { createVocabulary } from '../../src/search/vocabulary.ts';
import { buildSequence } from '../../src/search/word-sequence.ts';
import { document } from './made-documents.ts';

const PAPER = document('p', 'Deep Graph Models', {
  abstract: 'A chain-of-thought for graphs, in state-of-the-art models.',
  publishedOn: '2023-06-15',
  links: [{ url: 'https://github.com/a/b', kind: 'code' }],
});

function passes(query: string, paper = PAPER): boolean {
  const title = tokenize(paper.title);
  const abstract = tokenize(paper.abstract);
  const vocabulary = createVocabulary();
  vocabulary.add(title, abstract);
  const indexed = {
    document: paper,
    title: buildSequence(title),
    abstract: buildSequence(abstract),
  };
  return buildFilter(parseQuery(query), vocabulary)(indexed);
}

describe('buildFilter', () => {
  it.each([
    '',
    'anything at all',
    'year:2023',
    'after:2023-06-15',
    'before:2023-06-16',
    'year:2020..',
    'has:code',
    '"deep graph"',
    '"chain of thought"',
    '"Chain-of-Thought"',
    'title:graph',
    'title:model',
    'title:"graph models"',
    '-vision',
    '-"graph deep"',
    '-chains-of',
    'year:2023 has:code title:deep "state of the art" -vision',
  ])('lets through: %s', (query) => {
    expect(passes(query)).toBe(true);
  });

  it.each([
    'year:2022',
    'year:2024',
    'after:2023-06-16',
    'before:2023-06-15',
    '"graph deep"',
    '"models a chain"',
    'title:chain',
    'title:unknown',
    'title:"models graph"',
    '-graph',
    '-model',
    '-"deep graph"',
    '-deep',
    '-the',
    'year:2023 has:code -deep',
    'year:2023 title:vision',
  ])('keeps back: %s', (query) => {
    expect(passes(query)).toBe(false);
  });

  it('takes no page for code, and no missing date for a date', () => {
    const bare = document('p', 'Deep', { links: [{ url: 'https://a.example/', kind: 'page' }] });
    expect(passes('has:code', bare)).toBe(false);
    for (const query of ['year:2023', 'after:2000', 'before:2100']) {
      expect(passes(query, bare)).toBe(false);
    }
    expect(passes('deep', bare)).toBe(true);
  });
});

describe('hasFilter', () => {
  it.each([
    ['deep graphs', false],
    ['year:soon', false],
    ['', false],
    ['year:2023', true],
    ['before:2023', true],
    ['has:code', true],
    ['"deep"', true],
    ['-deep', true],
    ['title:deep', true],
  ])('of %j is %s', (query, has) => {
    expect(hasFilter(parseQuery(query))).toBe(has);
  });
});

describe('findMissing', () => {
  it('says what is asked for of a date, and the query without', () => {
    expect(findMissing(parseQuery('deep after:2020 before:2022 nets'), 7)).toEqual([
      { filter: 'after:2020 before:2022', missing: 7, withoutIt: 'deep nets' },
    ]);
    expect(findMissing(parseQuery('deep has:code'), 7)).toEqual([]);
  });
});
