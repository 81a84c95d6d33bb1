import { describe, expect, it } from 'vitest';
import type { AnswerModel } from '../../src/answer/answer-model.ts';
import { createAnswerer } from '../../src/answer/create-answerer.ts';
import { FITTED_MODEL } from '../../src/answer/fitted-model.ts';
import { plainQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { document } from '../search/made-documents.ts';
import { NO_EVIDENCE_WEIGHTS, NO_FIGURES } from './made-readings.ts';

const PRUNING = 'Pruning removes the weights of a network that matter least.';
const PRUNING_RESULT = 'Pruning removes half of the weights and keeps the accuracy.';
const PRUNING_THIRD = 'The weights that pruning removes are chosen by magnitude.';
const RECIPES = 'We collect recipes and predict which flavors people combine.';
const BROKEN = 'Pruning removes O(K) of the weights where K^3/4 of the network remain.';

/** Ten documents on other things, so that no word of the first ones is everywhere. */
const OTHERS = 'graphs proteins speech robots tables maps music poems taxes bridges'
  .split(' ')
  .map((subject) => ({
    title: `A survey of ${subject}`,
    abstract: `This survey covers ${subject} in depth. We show open problems of ${subject}.`,
  }));
const TEXTS = [
  {
    title: 'Pruning networks',
    abstract: [PRUNING, PRUNING_RESULT, PRUNING_THIRD, BROKEN].join(' '),
  },
  { title: 'Pruning again', abstract: `${PRUNING_RESULT} It is an old idea.` },
  { title: 'Flavors', abstract: RECIPES },
  ...OTHERS,
];

/**
 * The best sentence says most of the question; its subject is here from half of it on, and it is
 * answered when at most a tenth is left unsaid. Even chances there, so the thresholds are a half.
 */
const MODEL: AnswerModel = {
  evidence: { always: { ...NO_EVIDENCE_WEIGHTS, said: 10, rank: 0.1 }, byKind: {} },
  outcome: {
    subject: { bias: -10, weights: { ...NO_FIGURES, bestSaid: 20 } },
    answer: { bias: -45, weights: { ...NO_FIGURES, bestSaid: 50 } },
    subjectFrom: 0.5,
    answerFrom: 0.5,
  },
};

type Text = { readonly title: string; readonly abstract: string };

function createWorld(texts: readonly Text[], model = MODEL) {
  const list = texts.map(({ title, abstract }, number) => {
    const start = abstract.indexOf(BROKEN);
    const damaged = start < 0 ? [] : [{ start, end: start + BROKEN.length }];
    return document(`d${number}`, title, { abstract, damaged });
  });
  const documents = new Map(list.map((one) => [one.id, one]));
  const index = createSearchIndex(list);
  return { documents, index, answerer: createAnswerer({ index, documents, model }) };
}
const world = createWorld(TEXTS);
const { answerer } = world;
const quotesOf = (question: string) => answerer.answer(question).quotes.map(({ text }) => text);

describe('createAnswerer', () => {
  it('answers with the sentence that states what was asked, where it stands', () => {
    const { kind, outcome, quotes, docs, confidence } = answerer.answer(
      'Which weights of a network does pruning remove?',
    );
    expect([kind, outcome]).toEqual(['name', 'answer']);
    expect(quotes[0]).toEqual({
      docId: 'd0',
      text: PRUNING,
      span: { start: 0, end: PRUNING.length },
    });
    expect(docs.slice(0, 2)).toEqual(['d0', 'd1']);
    expect(confidence).toBeGreaterThan(0.9);
  });

  it('says closest when the papers are near but no sentence states it', () => {
    const { outcome, quotes, confidence } = answerer.answer(
      'Does pruning remove weights of a hippopotamus?',
    );
    expect(outcome).toBe('closest');
    expect(quotes.length).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(0.5);
  });

  it('says nothing when it is about something else, though a word of it is there', () => {
    expect(answerer.answer('Which orchestras play zorblax music in Vienna?')).toEqual({
      kind: 'name',
      outcome: 'nothing',
      quotes: [],
      docs: [],
      confidence: expect.closeTo(0, 3),
    });
  });

  it('names the documents in the order of its quotes, then as the search has them', () => {
    const texts = [
      { title: 'Which weights pruning removes', abstract: 'Slides.' },
      { title: 'Networks', abstract: PRUNING },
      ...OTHERS,
    ];
    const { index, answerer: asked } = createWorld(texts);
    const question = 'Which weights does pruning remove?';
    expect(index.search(plainQuery(question), 1).hits[0]?.id).toBe('d0');
    expect(asked.answer(question).docs).toEqual(['d1', 'd0']);
    expect(answerer.answer('survey of depth and problems').docs).toHaveLength(5);
  });

  it('quotes at most two sentences of a document, and no sentence twice', () => {
    const quotes = answerer.answer('Which weights does pruning remove?').quotes;
    expect(quotes.filter(({ docId }) => docId === 'd0')).toHaveLength(2);
    expect(new Set(quotes.map(({ text }) => text)).size).toBe(quotes.length);
  });

  it('never quotes a damaged sentence', () => {
    const question = 'How many O(K) of K^3/4 weights of the network remain?';
    expect(quotesOf(question)).not.toContain(BROKEN);
  });

  it('keeps to the documents it may use', () => {
    const { quotes, docs } = answerer.answer('Which weights does pruning remove?', {
      among: new Set(['d1', 'd2']),
    });
    expect(quotes[0]?.text).toBe(PRUNING_RESULT);
    expect(new Set(quotes.map(({ docId }) => docId))).toEqual(new Set(['d1']));
    expect(docs).toEqual(['d1']);
  });

  it('takes a slip of the finger for what it is when a sentence has it beside the rest', () => {
    expect(quotesOf('which weihgts does pruning remove')).toContain(PRUNING_RESULT);
  });

  it('loads its words with the first question, once', () => {
    let loaded = 0;
    const asked = createAnswerer({
      ...world,
      model: MODEL,
      loadWords() {
        loaded += 1;
        return { everyday: [{ same: ['dishes', 'recipes'], near: [] }], spoken: new Map() };
      },
    });
    expect(loaded).toBe(0);
    asked.answer('pruning');
    expect(asked.answer('Which dishes and flavors do people combine?').quotes[0]?.text).toBe(
      RECIPES,
    );
    expect(loaded).toBe(1);
  });

  it.each([
    ['off the subject', 'How do I bake sourdough bread?'],
    ['off the subject', 'best pizza in Rome'],
    ['a greeting, like hello', 'hello'],
    ['stop words only', 'what is it about'],
    ['empty', ''],
    ['huge', 'pruning weights '.repeat(1000)],
  ])('has nothing to say to what is %s, by the fitted model too', (_, question) => {
    const fitted = createWorld(TEXTS, FITTED_MODEL);
    for (const one of [answerer, fitted.answerer]) {
      expect(one.answer(question)).toMatchObject({ outcome: 'nothing', quotes: [], docs: [] });
    }
  });

  it('has nothing to say over an empty collection', () => {
    expect(createWorld([]).answerer.answer('pruning?')).toEqual({
      kind: 'yes-no',
      outcome: 'nothing',
      quotes: [],
      docs: [],
      confidence: 0,
    });
  });
});
