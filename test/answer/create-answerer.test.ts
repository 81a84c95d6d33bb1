import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../src/answer/create-answerer.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';

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

function createWorld(texts: readonly { readonly title: string; readonly abstract: string }[]) {
  const documents = new Map<string, SearchDocument>(
    texts.map(({ title, abstract }, number) => {
      const start = abstract.indexOf(BROKEN);
      const damaged = start < 0 ? [] : [{ start, end: start + BROKEN.length }];
      return [`d${number}`, { id: `d${number}`, title, abstract, damaged, links: [] }];
    }),
  );
  const index = createSearchIndex([...documents.values()]);
  return { documents, answerer: createAnswerer({ index, documents }) };
}
const { answerer } = createWorld(TEXTS);
const quotesOf = (question: string) => answerer.answer(question).quotes.map(({ text }) => text);

describe('createAnswerer', () => {
  it('answers with the sentence that states what was asked, where it stands', () => {
    const { outcome, quotes, docs, confidence } = answerer.answer(
      'Which weights of a network does pruning remove?',
    );
    expect(outcome).toBe('answer');
    expect(quotes[0]).toEqual({
      docId: 'd0',
      text: PRUNING,
      span: { start: 0, end: PRUNING.length },
    });
    expect(docs.slice(0, 2)).toEqual(['d0', 'd1']);
    expect(confidence).toBeGreaterThan(0.9);
  });

  it('quotes at most two sentences of a document, and no sentence twice', () => {
    const quotes = answerer.answer('Which weights does pruning remove?').quotes;
    expect(quotes.filter(({ docId }) => docId === 'd0')).toHaveLength(2);
    expect(new Set(quotes.map(({ text }) => text)).size).toBe(quotes.length);
  });

  it('never quotes a damaged sentence', () => {
    expect(quotesOf('How many O(K) of K^3/4 weights of the network remain?')).not.toContain(BROKEN);
  });

  it('says closest when the papers are near but no sentence states it', () => {
    expect(answerer.answer('Does pruning predict the flavors of a network?')).toMatchObject({
      outcome: 'closest',
    });
  });

  it.each([
    'Does pruning remove weights of a hippopotamus?',
    'How does zorblax pruning remove weights?',
  ])('never answers when a subject word is in no paper: %s', (question) => {
    expect(answerer.answer(question).outcome).not.toBe('answer');
  });

  it('takes a slip of the finger for what it is when a sentence has it beside the rest', () => {
    expect(quotesOf('which weihgts does pruning remove')).toContain(PRUNING_RESULT);
  });

  it.each([
    ['off the subject', 'What is the capital of France?'],
    ['off the subject', 'best pizza in Rome'],
    ['a greeting, like hello', 'hello'],
    ['stop words only', 'what is it about'],
    ['empty', ''],
    ['huge', 'pruning weights '.repeat(1000)],
  ])('has nothing to say to what is %s', (_, question) => {
    expect(answerer.answer(question)).toMatchObject({ outcome: 'nothing', quotes: [], docs: [] });
  });

  it('has nothing to say over an empty collection', () => {
    expect(createWorld([]).answerer.answer('pruning?')).toEqual({
      outcome: 'nothing',
      quotes: [],
      docs: [],
      confidence: 0,
    });
  });

  it('keeps its promises for every question and collection', () => {
    const word = fc.constantFrom(
      ...'pruning weights graphs survey flavors zorblax e.g. 3.5 https://a.example/b We It . ! ?'.split(
        ' ',
      ),
    );
    const text = fc.array(
      fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: fc.string() }),
    );
    const sentence = text.map((words) => words.join(' '));
    const document = fc.record({ title: sentence, abstract: sentence });
    fc.assert(
      fc.property(fc.array(document, { maxLength: 8 }), sentence, (texts, question) => {
        const world = createWorld(texts);
        const answer = world.answerer.answer(question);
        expect(world.answerer.answer(question)).toEqual(answer);
        expect(answer.quotes.length).toBeLessThanOrEqual(5);
        expect(answer.docs.length).toBeLessThanOrEqual(5);
        expect(answer.confidence).toBeGreaterThanOrEqual(0);
        expect(answer.confidence).toBeLessThanOrEqual(1);
        if (answer.outcome === 'nothing') expect(answer.quotes).toEqual([]);
        else expect(answer.quotes.length).toBeGreaterThan(0);
        for (const { docId, span, text: quoted } of answer.quotes) {
          const source = world.documents.get(docId)?.abstract;
          expect(source?.slice(span.start, span.end)).toBe(quoted);
          expect(answer.quotes.filter((other) => other.docId === docId).length).toBeLessThan(3);
        }
      }),
    );
  });
});
