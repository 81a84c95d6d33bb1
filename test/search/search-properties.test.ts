/** What holds of every collection and query, with all rankings in use. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { normalizeTitle } from '../../src/model/title.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { parseGlossary } from '../../src/search/glossary.ts';
import { trainLatentSpace } from '../../src/search/latent-space.ts';
import { parseQuery } from '../../src/search/query.ts';
import { createSearchIndex, type SearchEngine } from '../../src/search/search-engine.ts';
import type { SearchResult } from '../../src/search/search-index.ts';
import { createRandom } from '../../src/search/seeded-random.ts';
import { document } from './made-documents.ts';

const GLOSSARY = parseGlossary(`
  pruning, sparsification ~ shrinking network
  vision, sight ~ seeing
  large language model, LLM ~ chatbot`);
const CODE = [{ url: 'https://github.com/a/b', kind: 'code' as const }];
const PAGE = [{ url: 'https://a.example/', kind: 'page' as const }];
const DIMENSIONS = 6;

/** A unit vector that is fixed by the seed. */
function vectorOf(seed: number, dimensions = DIMENSIONS): Float32Array {
  const random = createRandom(seed);
  // All point half one way, as a model's vectors do.
  const numbers = Array.from({ length: dimensions }, () => random() - 0.25);
  const length = Math.hypot(...numbers) || 1;
  return Float32Array.from(numbers, (value) => value / length);
}
const vectorsOf = (documents: readonly SearchDocument[], dimensions = DIMENSIONS) =>
  new Map(documents.map(({ id }, place) => [id, vectorOf(place + 1, dimensions)]));

type Use = { readonly latent: boolean; readonly model: boolean };
/** The engine with the spaces it is to rank by. */
function build(documents: readonly SearchDocument[], use: Use): SearchEngine {
  const index = createSearchIndex(documents, { glossary: GLOSSARY });
  if (use.latent) index.useLatent(trainLatentSpace(index.inverted));
  if (use.model) index.useModel(vectorsOf(documents));
  return index;
}
const ask = (index: SearchEngine, typed: string, limit = 100, model = vectorOf(99)) =>
  index.search(parseQuery(typed), limit, model);

const WORDS =
  'pruning sparsification vision sight chatbot llm large language model models network shrinking GPT-4 gpt4 of the x'.split(
    ' ',
  );
const word = fc.constantFrom(...WORDS);
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
const rowsOf = (maxLength: number) =>
  fc
    .array(
      fc.record({
        title: text,
        abstract: fc.oneof(text, fc.constant('A large language model (LLM) of vision.')),
        day: fc.constantFrom(undefined, '2022-12-31', '2023-01-01', '2023-12-31'),
        links: fc.constantFrom([], CODE, PAGE),
      }),
      { maxLength },
    )
    .map((rows) =>
      rows.map(({ day, ...rest }, place) =>
        document(`d${place}`, '', { ...rest, ...(day && { publishedOn: day }) }),
      ),
    );
const anyRows = rowsOf(10);
const filter = fc.constantFrom(
  'year:2023',
  'has:code',
  '-vision',
  '"model network"',
  'title:model',
  '-"the x"',
);
const query = fc
  .array(fc.oneof({ weight: 4, arbitrary: word }, filter, fc.string({ maxLength: 5 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(' '));
const anyUse = fc.record({ latent: fc.boolean(), model: fc.boolean() });

function expectOrdered({ hits, total }: SearchResult, isOfFilters = false): void {
  expect(total).toBeGreaterThanOrEqual(hits.length);
  expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
  for (const { score, parts } of hits) {
    expect(score).toBeGreaterThan(0);
    expect(Math.min(parts.words, parts.latent, parts.model)).toBeGreaterThanOrEqual(0);
    const sum = parts.words + parts.latent + parts.model;
    expect(Math.abs(sum - score)).toBeLessThanOrEqual(1e-9 * score);
  }
  for (const [place, hit] of hits.entries()) {
    const next = hits[place + 1];
    if (next === undefined) continue;
    expect(hit.score).toBeGreaterThanOrEqual(next.score);
    if (hit.score === next.score && !isOfFilters) expect(hit.id < next.id).toBe(true);
  }
}

describe('every result', () => {
  it('is in falling order, ties by id, with positive scores whose parts add up', () => {
    fc.assert(
      fc.property(anyRows, query, anyUse, (rows, typed, used) => {
        const index = build(rows, used);
        const result = ask(index, typed);
        expectOrdered(
          result,
          result.hits.every(({ matches }) => matches.length === 0),
        );
        for (const { title } of rows) expectOrdered(ask(index, title));
      }),
    );
  });

  it('is so of a longer list, where the tail is not smoothed', () => {
    const random = createRandom(3);
    const rows = Array.from({ length: 300 }, (_, place) => {
      const pick = () => WORDS[Math.floor(random() * WORDS.length)] ?? '';
      return document(`d${place}`, pick(), {
        abstract: Array.from({ length: 8 }, pick).join(' '),
      });
    });
    for (const latent of [false, true]) {
      for (const model of [false, true]) {
        const index = build(rows, { latent, model });
        for (const typed of ['vision', 'shrinking network', 'large language model', 'the']) {
          expectOrdered(ask(index, typed, 1000));
        }
      }
    }
  });
});

describe('the same documents and query', () => {
  afterEach(() => vi.restoreAllMocks());

  it('give the same list in any order of documents, and its beginning for a smaller limit', () => {
    fc.assert(
      fc.property(anyRows, query, anyUse, (rows, typed, used) => {
        const result = ask(build(rows, used), typed);
        const shuffled = [...rows.slice(3).toReversed(), ...rows.slice(0, 3)];
        const other = createSearchIndex(shuffled, { glossary: GLOSSARY });
        if (used.latent) other.useLatent(trainLatentSpace(other.inverted));
        if (used.model) other.useModel(vectorsOf(rows));
        expect(ask(other, typed)).toEqual(result);
        expect(ask(other, typed, 2).hits).toEqual(result.hits.slice(0, 2));
        expect(other.similar('d0', 9)).toEqual(build(rows, used).similar('d0', 9));
      }),
      { numRuns: 60 },
    );
  });

  it('do so in any locale, for nothing asks for it', () => {
    const refuse = () => {
      throw new Error('This depends on the locale.');
    };
    for (const name of ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase'] as const) {
      vi.spyOn(String.prototype, name).mockImplementation(refuse);
    }
    for (const type of ['Collator', 'Segmenter', 'NumberFormat', 'DateTimeFormat'] as const) {
      vi.spyOn(Intl, type).mockImplementation(refuse);
    }
    fc.assert(
      fc.property(anyRows, query, (rows, typed) => {
        const index = build(rows, { latent: true, model: true });
        ask(index, typed).hits.map(({ matches, related }) => [matches, related]);
        index.similar('d0', 5);
        index.complete(typed, 5);
        index.lookUp(typed);
        index.find(typed);
      }),
      { numRuns: 40 },
    );
  });
});

describe('filters', () => {
  const textOf = (row: SearchDocument) => `${row.title} | ${row.abstract}`.toLowerCase();
  /** What each filter promises, checked on the texts themselves. */
  const PROMISES: readonly (readonly [string, (row: SearchDocument) => boolean])[] = [
    ['year:2023', (row) => /^2023/.test(row.publishedOn ?? '')],
    ['has:code', (row) => row.links.some(({ kind }) => kind === 'code')],
    ['-vision', (row) => !/\bvision\b/.test(textOf(row))],
    ['-"the x"', (row) => !/\bthe x\b/.test(textOf(row))],
    ['"model network"', (row) => /\bmodel network\b/.test(textOf(row))],
    ['title:model', (row) => /\bmodels?\b/.test(row.title)],
    ['title:"of the"', (row) => /\bof the\b/.test(row.title)],
  ];

  it('let nothing through, whatever it is near to', () => {
    const asked = fc.subarray([...PROMISES], { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(anyRows, text, asked, (rows, typed, chosen) => {
        const index = build(rows, { latent: true, model: true });
        const filters = chosen.map(([name]) => name).join(' ');
        const kept = rows.filter((row) => chosen.every(([, test]) => test(row)));
        const allowed = new Set(kept.map(({ id }) => id));
        const { hits, total } = ask(index, `${typed} ${filters}`);
        expect(hits).toHaveLength(total);
        expect(hits.filter(({ id }) => !allowed.has(id))).toEqual([]);
        // Filters alone keep all that passes; a phrase and a title word rank as well.
        if (/["t]/.test(filters)) return;
        expect(new Set(ask(index, filters).hits.map(({ id }) => id))).toEqual(allowed);
      }),
    );
  });
});

describe('no query', () => {
  const ODD = [
    '',
    ' ',
    'what is it of the',
    '大型语言模型',
    '大型语言模型 pruning',
    'обрезка нейронных сетей',
    'foo(bar[0]) => {}',
    'SELECT * FROM papers; --',
    '^(a+)+$ .* [^] \\u{1F600} (?<x>',
    '\ud800 \udfff pruning\ud83d',
    '👩‍👩‍👧‍👦 \u0000 \u202e model',
    '__proto__ constructor toString hasOwnProperty',
    'year: title: has: - "" -"" title:"',
    '"'.repeat(9999),
    'x'.repeat(10_000),
    'y-'.repeat(5000),
    'model '.repeat(1700),
    'ﬁ ℡ İstanbul ẞ '.repeat(600),
    `${'('.repeat(5000)}${')'.repeat(5000)}`,
    Array.from({ length: 1500 }, (_, i) => `q${i.toString(26)}z`).join(' '),
  ];
  const rows = [
    document('one', 'Vision', { abstract: 'One' }),
    document('long', 'Pruning of a large language model', {
      abstract: 'pruning vision network models of things '.repeat(850).trim(),
    }),
    document('empty', ''),
    document('other', 'Shrinking network', { abstract: 'A chatbot. 大型语言模型 ☃' }),
  ];
  const plain = build(rows, { latent: false, model: false });
  const full = build(rows, { latent: true, model: true });

  it.each(ODD.map((typed) => [typed.slice(0, 30), typed]))('throws: %j', (_, typed) => {
    for (const index of [plain, full]) {
      for (const model of [vectorOf(9), vectorOf(9, 3), new Float32Array(0), undefined]) {
        const result = index.search(parseQuery(typed), 10, model);
        expectOrdered(result, true);
        result.hits.map(({ matches, related }) => [matches, related]);
      }
      expect(index.complete(typed, 5).length).toBeLessThanOrEqual(5);
      index.lookUp(typed);
      index.find(typed);
    }
  });

  it('throws, whatever the string', () => {
    const strings = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('-', '"', ':', 'title', 'a', ' ', '\ud800', 'é', '('),
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(strings, (typed) => {
        expectOrdered(ask(full, typed), true);
        expectOrdered(ask(plain, typed), true);
        full.complete(typed, 3);
        full.lookUp(typed);
      }),
    );
  });

  it('uses more of a collection for being long', () => {
    // Reading a document's place among the postings is the work; words beyond the bound add none.
    const many = Array.from({ length: 400 }, (_, i) => `n${i.toString(36)}t`);
    const index = createSearchIndex([
      document('first', 'First', { abstract: many.slice(0, 100).join(' ') }),
      document('all', 'All', { abstract: many.join(' ') }),
    ]);
    const [hit] = index.search(parseQuery(many.join(' ')), 1).hits;
    expect(hit?.matches.flatMap(({ words }) => words)).toHaveLength(64);
  });
});

describe('stand-ins', () => {
  const PAIRS = [
    ['pruning', 'sparsification'],
    ['sparsification', 'pruning'],
    ['vision', 'sight'],
    ['sight', 'seeing'],
    ['chatbot', 'llm'],
    ['llm', 'chatbot'],
  ] as const;
  const filler = fc.array(fc.constantFrom('graph', 'table', 'music', 'robot', 'deep', 'of'), {
    maxLength: 6,
  });

  it('rank no higher than the word itself in the same place', () => {
    const place = fc.constantFrom('title', 'abstract');
    fc.assert(
      fc.property(
        fc.constantFrom(...PAIRS),
        fc.tuple(filler, filler),
        place,
        anyRows,
        ([typed, standIn], [before, after], field, others) => {
          const make = (id: string, own: string) =>
            document(id, 'Paper', { [field]: [...before, own, ...after].join(' ') });
          // The stand-in's has the smaller id, which wins a tie.
          const pairOf = [make('b', typed), make('a', standIn)];
          const index = build([...pairOf, ...others], { latent: false, model: false });
          const hits = ask(index, typed).hits.filter(({ id }) => id === 'a' || id === 'b');
          const scores = new Map(hits.map(({ id, score }) => [id, score]));
          expect(scores.get('b')).toBeGreaterThan(0);
          expect(scores.get('b')).toBeGreaterThanOrEqual(scores.get('a') ?? 0);
        },
      ),
    );
  });
});

describe('useModel and useLatent', () => {
  it('may be called again, with other dimensions', () => {
    fc.assert(
      fc.property(rowsOf(8), query, (rows, typed) => {
        const index = build(rows, { latent: true, model: true });
        const before = ask(index, typed);
        index.useModel(vectorsOf(rows, 3));
        const other = ask(index, typed, 100, vectorOf(5, 3));
        expectOrdered(other, true);
        const mismatched = ask(index, typed);
        index.useModel(new Map());
        expect(ask(index, typed)).toEqual(mismatched);
        index.useModel(vectorsOf(rows));
        index.useLatent(trainLatentSpace(index.inverted));
        expect(ask(index, typed)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('leave out vectors of other dimensions than the first', () => {
    const rows = ['a', 'b', 'c'].map((id) => document(id, 'Vision'));
    const index = build(rows, { latent: false, model: false });
    index.useModel(
      new Map([
        ['a', vectorOf(99)],
        ['b', vectorOf(99, 9)],
        ['c', vectorOf(98)],
      ]),
    );
    const { hits } = ask(index, 'vision');
    expect(hits.map(({ id, parts }) => [id, parts.model, parts.words])).toEqual([
      ['a', 0.5, 0.5],
      ['b', 0, 1],
      ['c', 0, 0.5],
    ]);
  });

  it('lose no document that words find, though few have a vector', () => {
    fc.assert(
      fc.property(rowsOf(8), query, fc.nat({ max: 7 }), (rows, typed, some) => {
        const plain = ask(build(rows, { latent: false, model: false }), typed);
        const index = build(rows, { latent: true, model: false });
        index.useModel(vectorsOf(rows.slice(0, some)));
        const found = new Set(ask(index, typed).hits.map(({ id }) => id));
        expect(plain.hits.filter(({ id }) => !found.has(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('similar', () => {
  it('never gives the document, nor one of its title, and knows its order', () => {
    fc.assert(
      fc.property(anyRows, anyUse, (rows, used) => {
        const index = build(rows, used);
        for (const { id, title } of rows) {
          const hits = index.similar(id, 100);
          expectOrdered({ ...ask(index, ''), hits, total: hits.length });
          const titles = hits.map((hit) => rows.find((row) => row.id === hit.id)?.title ?? '');
          expect(titles.map(normalizeTitle)).not.toContain(normalizeTitle(title));
        }
      }),
      { numRuns: 60 },
    );
  });
});
