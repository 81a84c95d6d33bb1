import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuestion } from '../../src/answer/question.ts';

const wordsOf = (text: string) => parseQuestion(text).map(({ word }) => word);

describe('parseQuestion', () => {
  it.each([
    ['What is the best way to prune a network?', ['prune', 'network']],
    ['Do prompts help prompting?', ['prompts']],
    ['Why is BM25 still good?', ['bm25', 'still']],
    ['hello', []],
    ['Thanks!', []],
    ['what is it about?', []],
    ['the of and', []],
    ['?!', []],
    ['', []],
  ])('keeps the subject of %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('knows the parts of a compound', () => {
    const [compound] = parseQuestion('How to fine-tune?');
    expect(compound).toMatchObject({
      word: 'finetune',
      parts: [
        { word: 'fine', term: 'fine' },
        { word: 'tune', term: 'tune' },
      ],
    });
  });

  it('takes a text longer than a message for no question', () => {
    expect(wordsOf('prune '.repeat(667))).toEqual([]);
    expect(wordsOf('prune '.repeat(600))).toEqual(['prune']);
  });

  it('has a bounded list of different terms for every string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
        const terms = parseQuestion(text).map(({ term }) => term);
        expect(terms.length).toBeLessThanOrEqual(128);
        expect(new Set(terms).size).toBe(terms.length);
      }),
    );
  });
});
