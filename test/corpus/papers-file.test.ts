import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCorpora, parsePapers, serializePapers } from '../../src/corpus/papers-file.ts';
import { type Paper, paperSchema } from '../../src/model/paper.ts';

function paper(number: number, over: Partial<Paper> = {}): Paper {
  return {
    id: `title:${number.toString(16).padStart(16, '0')}`,
    aliases: [],
    title: `Paper ${number}`,
    abstract: 'We study. It works.',
    rawTitle: `Paper ${number}`,
    rawAbstract: 'We study. It works.',
    damaged: [],
    truncated: false,
    links: [],
    listings: [{ page: '1', place: number }],
    ...over,
  };
}

describe('serializePapers', () => {
  it('writes one line a paper, keys in the order of the schema, absent ones left out', () => {
    const { listings, ...rest } = paper(1, { authorCount: 3 });
    const text = serializePapers([{ listings, ...rest }, paper(2)]);
    expect(text.split('\n')).toHaveLength(3);
    expect(text.endsWith('}\n')).toBe(true);
    const [line = ''] = text.split('\n');
    const order = Object.keys(paperSchema.shape).filter((key) => key in { ...rest, listings });
    expect(
      [...line.matchAll(/"(\w+)":/g)]
        .map(([, key]) => key)
        .filter((key) => key !== 'page' && key !== 'place'),
    ).toEqual(order);
    expect(serializePapers([])).toBe('');
  });
});

describe('parsePapers', () => {
  it('reads what was written, from CRLF, blank lines and a BOM too', () => {
    const papers = [paper(1), paper(2, { publishedOn: '2024-05-01' })];
    const text = serializePapers(papers);
    expect(parsePapers(text)).toEqual({ papers, rejected: [] });
    expect(parsePapers(`\uFEFF\n${text.replaceAll('\n', '\r\n\r\n')}`)).toEqual({
      papers,
      rejected: [],
    });
    expect(parsePapers('')).toEqual({ papers: [], rejected: [] });
  });

  it.each([
    ['no JSON', '{"id":'],
    ['no paper', '[1]'],
    ['an unknown key', JSON.stringify({ ...paper(2), colour: 'red' })],
    ['an arXiv id that is a number', JSON.stringify({ ...paper(2), id: 2503.0213 })],
    ['no listing', JSON.stringify(paper(2, { listings: [] }))],
    [
      'a span that ends before it starts',
      JSON.stringify(paper(2, { damaged: [{ start: 3, end: 3 }] })),
    ],
    ['a repeated id', JSON.stringify(paper(1))],
    ['an alias that is another id', JSON.stringify(paper(2, { aliases: [paper(1).id] }))],
  ])('rejects a line with %s by its number and reads the rest', (_, line) => {
    const { papers, rejected } = parsePapers(
      `${serializePapers([paper(1)])}\n${line}\n${serializePapers([paper(3)])}`,
    );
    expect(papers.map(({ title }) => title)).toEqual(['Paper 1', 'Paper 3']);
    expect(rejected).toEqual([{ line: 3, why: expect.stringMatching(/\w/) }]);
  });

  it('gives back any paper as it was', () => {
    const any = fc.record(
      {
        title: fc.string({ unit: 'binary', minLength: 1 }),
        abstract: fc.string({ unit: 'binary' }),
        truncated: fc.boolean(),
        comments: fc.nat(),
        organization: fc.string({ minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(any), (list) => {
        const papers = list.map((over, index) => paper(index + 1, over));
        expect(parsePapers(serializePapers(papers))).toEqual({ papers, rejected: [] });
      }),
    );
  });

  it('has a result for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parsePapers(text).papers).toEqual([]);
      }),
    );
  });
});

describe('compareCorpora', () => {
  it('finds no difference between equal corpora', () => {
    expect(compareCorpora([paper(1), paper(2)], [paper(1), paper(2)])).toBeUndefined();
  });

  it.each([
    ['a missing paper', [paper(1)], { missing: [paper(2).id] }],
    ['a surplus paper', [paper(1), paper(2), paper(3)], { surplus: [paper(3).id] }],
    [
      'a changed paper',
      [paper(1), paper(2, { title: 'New', comments: 1 })],
      { changed: [{ id: paper(2).id, keys: ['title', 'comments'] }] },
    ],
    ['another order', [paper(2), paper(1)], { reordered: true }],
  ])('names %s', (_, stored, expected) => {
    expect(compareCorpora([paper(1), paper(2)], stored)).toEqual({
      missing: [],
      surplus: [],
      changed: [],
      reordered: false,
      ...expected,
    });
  });
});
