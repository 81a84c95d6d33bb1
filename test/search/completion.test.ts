import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '../../src/search/completion.ts';
import { tokenize } from '../../src/search/tokens.ts';

const TITLES = [
  'Attention Is All You Need',
  'Diffusion Models Beat GANs',
  'Dense Passage Retrieval',
  'Retrieval-Augmented Generation for Knowledge',
  'State-of-the-art Transformers',
  'A Survey of Transformers',
  'Learning to Retrieve',
  'Café Recommendations',
];
const documents = TITLES.map((title, place) => ({ id: `d${place}`, title }));
const complete = createCompletion(documents);
const idsFor = (typed: string, limit = 10) => complete(typed, limit).map(({ id }) => id);

describe('completion', () => {
  it.each([
    ['atten', ['d0'], 'an unfinished word'],
    ['is all', ['d0'], 'stop words are words of titles'],
    ['ATTENTION is', ['d0'], 'in any case'],
    ['need attention', ['d0'], 'in any order'],
    ['dense r', ['d2'], 'the last word unfinished'],
    ['den retrieval', [], 'the others whole'],
    ['dense ', ['d2'], 'a space ends a word'],
    ['den ', [], 'and it is whole then'],
    ['retrieval aug', ['d3'], 'a compound in parts'],
    ['state of the', ['d4'], 'a compound in parts, with stop words'],
    ['difusion models', ['d1'], 'a slip'],
    ['dense retrieval vision', [], 'every word is of the title'],
    ['cafe', ['d7'], 'accents aside'],
    ['', [], 'nothing'],
    ['  ', [], 'spaces'],
    ['()*?[', [], 'signs'],
    ['retriev', ['d2', 'd3', 'd6'], 'all that go on so'],
  ])('of %j', (typed, ids, _why) => {
    expect(idsFor(typed).toSorted()).toEqual(ids);
  });

  it('puts titles that begin with what was typed first', () => {
    const starting = createCompletion([
      { id: 'a', title: 'Graph' },
      { id: 'b', title: 'Neural Graph Networks' },
      { id: 'c', title: 'Graph-Neural Networks for Very Long Titles of Many Words' },
    ]);
    const idsOf = (typed: string) => starting(typed, 9).map(({ id }) => id);
    expect(idsOf('graph neu')).toEqual(['c', 'b']);
    expect(idsOf('neural gr')).toEqual(['b', 'c']);
    expect(idsOf('GRAPH-neural')).toEqual(['c', 'b']);
    expect(idsOf('networks')).toEqual(['b', 'c']);
  });

  it('prefers what was typed to what is like it', () => {
    expect(idsFor('transformers')).toHaveLength(2);
    expect(complete('transformers', 1)[0]?.title).toMatch(/Transformers/);
    expect(createCompletion([...documents, { id: 'x', title: 'Difusion' }])('difusion', 5)).toEqual(
      [{ id: 'x', title: 'Difusion' }],
    );
  });

  it('gives as many as asked for', () => {
    expect([idsFor('a', 2).length, idsFor('a', 0), idsFor('a', -1)]).toEqual([2, [], []]);
  });

  it('gives equal titles in order of id, whatever the order of documents', () => {
    const twins = ['c', 'a', 'b'].map((id) => ({ id, title: 'Twin Models' }));
    for (const rows of [twins, twins.toReversed()]) {
      expect(createCompletion(rows)('twin', 3).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (typed) => {
        expect(createCompletion(documents.toReversed())(typed, 9)).toEqual(complete(typed, 9));
      }),
      { numRuns: 30 },
    );
  });

  it('gives only titles with every word typed, or a near one', () => {
    const titleWords = TITLES.flatMap((title) => title.split(/\W+/));
    const word = fc.constantFrom(...titleWords, 'atention', 'pasage', 'zzz', 'r', 'tr', '学习');
    const wordsOf = (text: string) =>
      tokenize(text).flatMap(({ kind, word: own }) => (kind === 'compound' ? [] : [own]));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), fc.boolean(), (words, isEnded) => {
        const typed = wordsOf(words.join(' '));
        for (const { title } of complete(words.join(' ') + (isEnded ? ' ' : ''), 9)) {
          const own = wordsOf(title);
          const unmet = typed.filter((asked, place) => {
            const isLast = place === typed.length - 1 && !isEnded;
            const slips = asked.length > 4 ? Math.round(0.2 * asked.length) : 0;
            return !own.some(
              (have) => distance(asked, have) <= slips || (isLast && have.startsWith(asked)),
            );
          });
          expect(unmet).toEqual([]);
        }
      }),
    );
  });

  it('bounds the work of whatever is typed', () => {
    const attention = 'attention '.repeat(31);
    expect(idsFor(`${attention} all`)).toEqual(['d0']);
    expect(idsFor(`${attention} all ${'zzz '.repeat(2000)}`)).toEqual(['d0']);
    expect(idsFor('x'.repeat(10_000))).toEqual([]);
    expect(idsFor('unheard '.repeat(1250))).toEqual([]);
  });
});
