import { describe, expect, it } from 'vitest';
import { createCaseReader, rankCase } from '../../src/answer/read-case.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { document } from '../search/made-documents.ts';
import { NO_EVIDENCE_WEIGHTS } from './made-readings.ts';

const RULE = 'Pruning removes the weights that matter least.';
const RESULT = 'We show that a third of all weights suffices.';
const REPEATED = 'Repeated pruning removes even more weights.';
const PAPERS = [
  document('d0', 'Pruning networks', { abstract: `${RULE} ${RESULT}` }),
  document('d1', 'Pruning again', { abstract: REPEATED }),
  document('d2', 'Graphs', { abstract: 'Graphs have nodes. Nodes have edges.' }),
];

function createReader(documents: readonly SearchDocument[], missing: readonly string[] = []) {
  return createCaseReader({
    index: createSearchIndex(documents),
    documents: new Map(
      documents.filter(({ id }) => !missing.includes(id)).map((one) => [one.id, one]),
    ),
    everyday: [{ same: ['dropping', 'pruning'], near: [] }],
    spoken: new Map([['weights', 1000]]),
  });
}
const read = createReader(PAPERS);
const QUESTION = 'Which weights does pruning remove?';

describe('createCaseReader', () => {
  it('reads every sentence of the documents the search found, in its order', () => {
    const { question, reading, found, evidence, exact } = read(QUESTION, {});
    expect(question.kind).toBe('name');
    expect(reading.kind).toBe('name');
    expect(reading.words.map(({ word, isFocus }) => [word, isFocus])).toEqual([
      ['weights', true],
      ['pruning', false],
      ['remove', false],
    ]);
    expect(new Set(found)).toEqual(new Set(['d0', 'd1']));
    expect(exact).toBe(2);
    const places = evidence.map((one) => [one.sentence.quote.docId, one.sentence.place]);
    const expected = found.flatMap((id) =>
      id === 'd0'
        ? [
            ['d0', 0],
            ['d0', 1],
          ]
        : [['d1', 0]],
    );
    expect(places).toEqual(expected);
  });

  it('measures search scores against the best', () => {
    const ranks = read(QUESTION, {}).evidence.map(({ found }) => [found.rank, found.score]);
    expect(ranks[0]).toEqual([0, 1]);
    expect(ranks.at(-1)?.[0]).toBe(1);
    expect(ranks.at(-1)?.[1]).toBeGreaterThan(0);
    expect(ranks.at(-1)?.[1]).toBeLessThanOrEqual(1);
  });

  it('knows the latent part of the first document that it may use', () => {
    const index = createSearchIndex(PAPERS);
    const latent = new Map([
      ['d0', 0.3],
      ['d1', 0.2],
    ]);
    const readLatent = createCaseReader({
      index: {
        ...index,
        search(query, limit) {
          const result = index.search(query, limit);
          const hits = result.hits.map((hit) => ({
            ...hit,
            parts: { ...hit.parts, latent: latent.get(hit.id) ?? 0 },
          }));
          return { ...result, hits };
        },
      },
      documents: new Map(PAPERS.map((one) => [one.id, one])),
      everyday: [],
      spoken: new Map(),
    });
    expect(readLatent(QUESTION, { among: new Set(['d0']) }).latent).toBe(0.3);
    expect(readLatent(QUESTION, { among: new Set(['d1']) }).latent).toBe(0.2);
  });

  it('knows everyday words and what is said in everyday speech', () => {
    const { words } = read('dropping weights', {}).reading;
    expect(words.map((word) => word.match(new Set(['prune'])))).toEqual([0.75, 0]);
    expect(words[1]?.familiarity).toBeCloseTo(1, 3);
  });

  it('keeps to the named documents, the best of which is then the first', () => {
    const { found, evidence } = read(QUESTION, { among: new Set(['d1', 'd2', 'unknown']) });
    expect(found).toEqual(['d1']);
    expect(evidence.map(({ sentence }) => sentence.quote.text)).toEqual([REPEATED]);
    expect(evidence[0]?.found).toMatchObject({ rank: 0, score: 1 });
    expect(read(QUESTION, { among: new Set() })).toMatchObject({ found: [], evidence: [] });
  });

  it('finds the named documents however many others are before them', () => {
    const others = Array.from({ length: 30 }, (_, number) =>
      document(`o${number}`, 'Pruning weights', { abstract: 'Pruning weights is what we do.' }),
    );
    const last = document('last', 'Trees', { abstract: 'Unlike pruning, this adds leaves.' });
    const readMany = createReader([...others, last]);
    expect(readMany(QUESTION, {}).found).toHaveLength(20);
    expect(readMany(QUESTION, {}).found).not.toContain('last');
    const { found, evidence } = readMany(QUESTION, { among: new Set(['last']) });
    expect(found).toEqual(['last']);
    // Beside the best of all, named or not.
    expect(evidence[0]?.found.score).toBeLessThan(0.5);
    const among = new Set(others.map(({ id }) => id));
    expect(readMany(QUESTION, { among }).found).toHaveLength(20);
  });

  it('never takes a damaged sentence for evidence', () => {
    const damaged = [{ start: 3, end: 4 }];
    const { evidence, found } = createReader([{ ...PAPERS[0], damaged } as SearchDocument])(
      QUESTION,
      {},
    );
    expect(found).toEqual(['d0']);
    expect(evidence.map(({ sentence }) => sentence.quote.text)).toEqual([RESULT]);
  });

  it.each(['', '?', 'what is it about', 'hello', 'prune '.repeat(1000)])(
    'finds nothing without a subject: %.20j',
    (text) => {
      expect(read(text, {})).toMatchObject({ found: [], evidence: [], latent: 0, exact: 0 });
    },
  );

  it('finds nothing in an empty collection, and skips what has no text', () => {
    expect(createReader([])(QUESTION, {})).toMatchObject({ found: [], evidence: [] });
    const { found, evidence } = createReader(PAPERS, ['d0'])(QUESTION, {});
    expect(found).toContain('d0');
    expect(evidence.map(({ sentence }) => sentence.quote.docId)).toEqual(['d1']);
  });
});

describe('rankCase', () => {
  const always = { ...NO_EVIDENCE_WEIGHTS, isFirst: 1, isFirstDocument: 0.5 };
  const textsOf = (one: ReturnType<typeof rankCase>) =>
    one?.all.map(({ evidence, score }) => [evidence.sentence.quote.text, score]);

  it('sorts evidence by its weighted figures', () => {
    const one = rankCase(read(QUESTION, { among: new Set(['d0']) }), { always, byKind: {} });
    expect(textsOf(one)).toEqual([
      [RULE, 1.5],
      [RESULT, 0.5],
    ]);
    expect(one?.chosen).toEqual(one?.all);
  });

  it('adds the weights of the kind of question', () => {
    const byKind = {
      name: { ...NO_EVIDENCE_WEIGHTS, finds: 3 },
      why: { ...NO_EVIDENCE_WEIGHTS, isFirst: 100 },
    };
    const one = rankCase(read(QUESTION, { among: new Set(['d0']) }), { always, byKind });
    expect(textsOf(one)).toEqual([
      [RESULT, 3.5],
      [RULE, 1.5],
    ]);
  });

  it('keeps the order of the search among equals', () => {
    const one = read(QUESTION, {});
    const ranked = rankCase(one, { always: NO_EVIDENCE_WEIGHTS, byKind: {} });
    expect(ranked?.all.map(({ evidence }) => evidence)).toEqual(one.evidence);
  });

  it('has no case without evidence', () => {
    expect(rankCase(read('', {}), { always, byKind: {} })).toBeUndefined();
  });
});
