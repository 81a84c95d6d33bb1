import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../src/search/document.ts';
import { type ParsedQuery, parseQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';

const CODE = [{ url: 'https://github.com/a/b', kind: 'code' as const }];
const PAGE = [{ url: 'https://a.example/', kind: 'page' as const }];

function document(id: string, title: string, rest: Partial<SearchDocument> = {}): SearchDocument {
  return { id, title, abstract: '', links: [], damaged: [], ...rest };
}

const DOCUMENTS: readonly SearchDocument[] = [
  document('a', 'Dense Retrieval', {
    abstract: 'We retrieve passages with transformers. Chain-of-thought helps.',
    publishedOn: '2023-05-01',
    links: CODE,
  }),
  document('b', 'Vision Transformers', {
    abstract: 'Images as words for vision models. A chain of many thoughts.',
    publishedOn: '2024-01-01',
    links: PAGE,
  }),
  document('c', 'Pre-training Agents', { abstract: 'Agents are pretrained with GPT-4 data.' }),
  document('d', 'A Survey', { abstract: 'This survey covers dense retrieval and vision.' }),
  document('e', 'Universal Language', { abstract: 'The universal one.' }),
];

const index = createSearchIndex(DOCUMENTS);

function idsFor(query: string, limit = 10): readonly string[] {
  return index.search(parseQuery(query), limit).hits.map((hit) => hit.id);
}

describe('search', () => {
  it.each([
    ['retrieving', ['a', 'd'], 'all forms of a word; the title counts more'],
    ['dense vision', ['d', 'b', 'a'], 'any word is enough, both are better'],
    ['gpt4', ['c'], 'a compound in any spelling'],
    ['GPT 4', ['c'], 'the parts of a compound'],
    ['universe', ['e'], 'the Porter stem is shared'],
    ['"chain of thought"', ['a'], 'a phrase is exact, hyphens aside'],
    ['"universal"', ['e'], 'a quoted word too'],
    ['"with transformers" dense', ['a'], 'a phrase is required beside words'],
    ['"is it"', [], 'a phrase of stop words'],
    ['"of many"', ['b'], 'a phrase of stop words that stands there'],
    ['"retrieval we"', [], 'a phrase does not run from the title into the abstract'],
    ['vision -images', ['d'], 'an excluded word'],
    ['vision -image', ['d'], 'an excluded word in any form'],
    ['vision -"dense retrieval"', ['b'], 'an excluded phrase'],
    ['-pretraining -survey', ['b', 'a', 'e'], 'exclusions alone keep the rest, newest first'],
    ['-the year:..2024', ['b', 'a'], 'an excluded stop word'],
    ['title:retrieval', ['a'], 'a word of the title'],
    ['title:"dense retrieval"', ['a'], 'a phrase of the title'],
    ['title:"retrieval dense"', [], 'in its order'],
    ['title:transformer vision', ['b'], 'a title word in any form'],
    ['has:code', ['a'], 'a page is no code'],
    ['year:2023', ['a'], 'no date matches no date filter'],
    ['after:2024-01-01', ['b'], 'after includes its day'],
    ['before:2024-01-01', ['a'], 'before does not'],
    ['what is year:2024', ['b'], 'stop words do not narrow filters'],
    ['asdfghjk year:2024', [], 'unknown words do'],
    ['what is it', [], 'stop words alone find nothing'],
    ['', [], 'nothing finds nothing'],
    ['🤖 שלום () => {}', [], 'symbols and other scripts find nothing here'],
    ['__proto__ constructor', [], 'nor do the names of object properties'],
  ])('finds for %s: %j (%s)', (query, ids) => {
    expect(idsFor(query)).toEqual(ids);
  });

  it('counts all matches and returns the first ones', () => {
    const { hits, total } = index.search(parseQuery('dense vision'), 1);
    expect(hits.map((hit) => hit.id)).toEqual(['d']);
    expect(total).toBe(3);
  });

  it('says which words matched where, title first, in the order typed', () => {
    const [hit] = index.search(parseQuery('transformers retrieving dense GPT-4'), 1).hits;
    expect(hit).toMatchObject({
      id: 'a',
      matches: [
        { field: 'title', words: ['retrieving', 'dense'] },
        { field: 'abstract', words: ['transformers', 'retrieving'] },
      ],
    });
  });

  it('has no matched words when only filters selected', () => {
    expect(index.search(parseQuery('has:code'), 1).hits).toMatchObject([
      { id: 'a', score: 1, matches: [], related: [] },
    ]);
  });

  it('repairs only words that nothing knows', () => {
    const { hits, corrections } = index.search(parseQuery('retreival visoin agents the'), 10);
    expect(corrections).toEqual([
      { typed: 'retreival', used: 'retrieval' },
      { typed: 'visoin', used: 'vision' },
    ]);
    expect(hits.map((hit) => hit.id)).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
    expect(hits[0]?.matches[0]?.words).not.toContain('retreival');
    for (const query of ['retrievals', '"retreival"', 'title:retreival', '-retreival', 'gpt5']) {
      expect(index.search(parseQuery(query), 10).corrections).toEqual([]);
    }
  });

  it('says how many lack a date when a date filter is used and most lack it', () => {
    const query = parseQuery('dense year:2023 has:code');
    expect(index.search(query, 10).missingFields).toEqual([
      { filter: 'year:2023', missing: 3, withoutIt: 'dense has:code' },
    ]);
    expect(index.search(parseQuery('dense year:soon'), 10).missingFields).toEqual([]);
    const dated = createSearchIndex(DOCUMENTS.slice(0, 4));
    expect(dated.search(query, 10).missingFields).toEqual([]);
  });

  it('ranks equal documents by id, whatever their order', () => {
    const same = ['z', 'y', 'x'].map((id) => document(id, 'Twin', { abstract: 'A twin.' }));
    const hits = createSearchIndex(same).search(parseQuery('twin'), 3).hits;
    expect(hits.map((hit) => hit.id)).toEqual(['x', 'y', 'z']);
  });

  it('keeps both ends of a range of days', () => {
    const days = ['2022-12-31', '2023-01-01', '2023-12-31', '2024-01-01'];
    const dated = createSearchIndex(days.map((day) => document(day, 'X', { publishedOn: day })));
    const { hits } = dated.search(parseQuery('year:2023'), 10);
    expect(hits.map((hit) => hit.id)).toEqual(['2023-12-31', '2023-01-01']);
  });

  it('ranks equal scores by id when different words matched', () => {
    const two = createSearchIndex([document('x', 'Alpha'), document('y', 'Beta')]);
    const { hits } = two.search(parseQuery('beta alpha'), 2);
    expect(hits.map((hit) => hit.id)).toEqual(['x', 'y']);
  });

  it('lets one rare word outrank two common ones', () => {
    const common = Array.from({ length: 30 }, (_, i) =>
      document(`n${i}`, i < 10 ? 'Deep network' : 'Other matter'),
    );
    const rare = createSearchIndex([...common, document('r', 'Hallucination study')]);
    expect(rare.search(parseQuery('deep network hallucination'), 1).hits[0]?.id).toBe('r');
  });

  it('does not repair the parts of a compound that is known as one word', () => {
    const known = createSearchIndex([document('x', 'Pretraining'), document('y', 'Trailing')]);
    const { hits, corrections } = known.search(parseQuery('pre-training'), 2);
    expect(hits.map((hit) => hit.id)).toEqual(['x']);
    expect(corrections).toEqual([]);
  });

  it('answers long and odd queries in bounded work', () => {
    const odd = ['x'.repeat(10_000), 'unknwon '.repeat(1250), 'y-'.repeat(5000), '"'.repeat(9999)];
    for (const query of odd) expect(idsFor(query)).toEqual([]);
    const words = Array.from({ length: 2000 }, (_, i) => `w${String.fromCharCode(97 + (i % 26))}x`);
    expect(idsFor(`${words.join(' ')} dense`)).toEqual(['a', 'd']);
  });

  it.each([
    ['attention is all yuo need', 'b', 'a swap'],
    ['Attention is all you neet!', 'b', 'a letter'],
    ['lama 2 report', 'c', 'a letter beside the number'],
    ['llama 4 report', 'a', 'not another number, so the words decide'],
    ['llama 22 report', 'a', 'nor one digit more'],
  ])('puts the title meant by %j first: %s (%s)', (typed, first) => {
    const rows = [
      document('a', 'All', { abstract: 'Llama report report attention you need is all need.' }),
      document('b', 'Attention Is All You Need'),
      document('c', 'Llama 2 Report', { abstract: 'filler '.repeat(300) }),
    ];
    const { hits } = createSearchIndex(rows).search(parseQuery(typed), 3);
    expect(hits[0]?.id).toBe(first);
    expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? 0);
  });

  it('scores a title that was typed above what has its word more often', () => {
    const rows = [
      document('a', 'Vision, Vision'),
      document('b', 'Vision', { abstract: 'filler '.repeat(300) }),
    ];
    const [first, second] = createSearchIndex(rows).search(parseQuery('vision'), 2).hits;
    expect([first?.id, second?.id]).toEqual(['b', 'a']);
    expect(first?.score).toBeGreaterThan(second?.score ?? 0);
  });

  it('shows related words only where one that they stand for is missing', () => {
    const rows = [
      document('a', 'Pruning', { abstract: 'Pruning is sparsification.' }),
      document('b', 'Sparsification'),
      document('c', 'Weights', { abstract: 'Pruning.' }),
    ];
    const glossary = [{ same: ['pruning', 'sparsification'], near: [] }];
    const { hits } = createSearchIndex(rows, { glossary }).search(parseQuery('pruning'), 3);
    expect(new Map(hits.map(({ id, related }) => [id, related]))).toEqual(
      new Map([
        ['a', []],
        ['c', []],
        ['b', [{ typed: 'pruning', found: 'sparsification' }]],
      ]),
    );
  });

  it('counts none exact where a word is in no document itself', () => {
    const glossary = [{ same: ['pruning', 'sparsification'], near: [] }];
    const one = createSearchIndex([document('a', 'Pruning networks')], { glossary });
    expect(one.search(parseQuery('sparsification networks'), 3)).toMatchObject({
      total: 1,
      exact: 0,
      unknown: [],
    });
    expect(one.search(parseQuery('pruning networks'), 3).exact).toBe(1);
  });

  it('is empty without documents', () => {
    const empty = createSearchIndex([]);
    expect(empty.size).toBe(0);
    expect(empty.search(parseQuery('dense -vision year:2023'), 5)).toMatchObject({
      hits: [],
      total: 0,
    });
    expect(empty.similar('a', 5)).toEqual([]);
  });
});

describe('similar', () => {
  it('ranks documents that share words, never the document itself', () => {
    const hits = index.similar('d', 10);
    expect(hits.map((hit) => hit.id)).toEqual(['a', 'b']);
    expect(hits[0]?.matches[0]).toEqual({
      field: 'title',
      words: expect.arrayContaining(['dense', 'retrieval']),
    });
    expect(index.similar('d', 1)).toHaveLength(1);
    expect(index.similar('unknown', 10)).toEqual([]);
  });
});

describe('find', () => {
  it('finds by title or id', () => {
    expect([index.find('dense retrieval.'), index.find('c'), index.find('dense')]).toEqual([
      'a',
      'c',
      undefined,
    ]);
  });
});

describe('any collection and query', () => {
  const word = fc.constantFrom(
    'dense',
    'models',
    'model',
    'vision',
    'GPT-4',
    'gpt4',
    'the',
    'of',
    'x',
  );
  const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  const day = fc.constantFrom(undefined, '2022-12-31', '2023-01-01', '2023-12-31');
  const documents = fc
    .array(
      fc.record({ title: text, abstract: text, day, links: fc.constantFrom([], CODE, PAGE) }),
      { maxLength: 8 },
    )
    .map((rows) =>
      rows.map(({ day: publishedOn, ...rest }, i) =>
        document(`d${i}`, '', { ...rest, ...(publishedOn && { publishedOn }) }),
      ),
    );
  const filter = fc.constantFrom(
    'year:2023',
    'has:code',
    '-vision',
    '"dense models"',
    'title:model',
    '-"the x"',
  );
  const query = fc
    .array(fc.oneof(word, filter, fc.string({ maxLength: 5, unit: 'grapheme' })), { maxLength: 6 })
    .map((parts) => parts.join(' '));

  type Promised = {
    readonly asked: (query: ParsedQuery) => boolean;
    readonly kept: (row: SearchDocument) => boolean;
  };
  const textOf = (row: SearchDocument) => `${row.title} | ${row.abstract}`;
  /** What each filter above promises, checked on the texts themselves. */
  const promises: readonly Promised[] = [
    { asked: ({ from }) => from !== undefined, kept: (row) => /^2023/.test(row.publishedOn ?? '') },
    {
      asked: ({ hasCode }) => hasCode,
      kept: (row) => row.links.some(({ kind }) => kind === 'code'),
    },
    { asked: (q) => q.excluded.includes('vision'), kept: (row) => !/vision/.test(textOf(row)) },
    { asked: (q) => q.excluded.includes('the x'), kept: (row) => !/\bthe x\b/.test(textOf(row)) },
    {
      asked: (q) => q.phrases.includes('dense models'),
      kept: (row) => /dense models/.test(textOf(row)),
    },
    { asked: (q) => q.titleWords.includes('model'), kept: (row) => /model/.test(row.title) },
  ];

  it('never lets a document through a filter', () => {
    fc.assert(
      fc.property(documents, query, (rows, typed) => {
        const parsed = parseQuery(typed);
        const { hits, total } = createSearchIndex(rows).search(parsed, 100);
        expect(hits).toHaveLength(total);
        for (const { id, score } of hits) {
          expect(score).toBeGreaterThan(0);
          const found = rows.find((row) => row.id === id);
          const broken = promises.filter(
            ({ asked, kept }) => asked(parsed) && !(found && kept(found)),
          );
          expect(broken).toEqual([]);
        }
      }),
    );
  });

  it('ranks alike whatever the order of the documents, and the shorter list is a beginning', () => {
    fc.assert(
      fc.property(documents, query, (rows, typed) => {
        const parsed = parseQuery(typed);
        const result = createSearchIndex(rows).search(parsed, 100);
        const reversed = createSearchIndex(rows.toReversed());
        expect(reversed.search(parsed, 100)).toEqual(result);
        expect(reversed.search(parsed, 2).hits).toEqual(result.hits.slice(0, 2));
        const scores = result.hits.map((hit) => hit.score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });
});
