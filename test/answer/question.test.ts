import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuestion } from '../../src/answer/question.ts';
import { anyCharacters, anyWords } from './made-readings.ts';

const wordsOf = (text: string) => parseQuestion(text).words.map(({ word }) => word);
const namesOf = (text: string) =>
  parseQuestion(text).words.flatMap(({ word, isName }) => (isName ? [word] : []));
const focusOf = (text: string) => [...parseQuestion(text).focus];

describe('parseQuestion', () => {
  it.each([
    ['What is the best way to prune a network?', ['prune', 'network']],
    ['Do prompts help prompting?', ['prompts']],
    ['Why is BM25 still good?', ['bm25', 'still']],
    ['Are there papers that explain dropout?', ['dropout']],
    ['hello', []],
    ['Thanks!', []],
    ['what is it about?', []],
    ['the of and', []],
    ['?!', []],
    ['', []],
  ])('keeps the subject of %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('reads the kind', () => {
    expect(parseQuestion('Why does pruning help?').kind).toBe('why');
    expect(parseQuestion('pruning').kind).toBe('other');
  });

  it('knows the parts of a compound but for stop words', () => {
    const [compound, whole] = parseQuestion('How to fine-tune models?').words;
    expect(compound).toMatchObject({
      word: 'finetune',
      parts: [
        { word: 'fine', term: 'fine' },
        { word: 'tune', term: 'tune' },
      ],
    });
    expect(whole?.parts).toEqual([]);
    expect(parseQuestion('state-of-the-art').words[0]?.parts.map(({ word }) => word)).toEqual([
      'state',
      'art',
    ]);
  });

  it.each([
    ['Does GPT-4 beat llama2 on gsm8k?', ['gpt4', 'llama2', 'gsm8k']],
    ['Does DeepSeekMoE need Triton?', ['deepseekmoe', 'triton']],
    ['Pruning helps? Quantization too.', []],
    ['Adapters: Worth the memory?', []],
    ['“Pruning” of 4 networks', []],
  ])('takes for names of %j what is written so', (text, names) => {
    expect(namesOf(text)).toEqual(names);
  });

  it.each([
    ['Which license does LLaMA use?', ['licens']],
    ['What are the limitations of pruning?', ['limit']],
    ['How many languages does BLOOM speak?', ['languag']],
    ['Which open weights are the largest?', ['open', 'weight']],
    ['Does pruning help?', []],
    ['Which papers?', []],
  ])('finds what %j asks for', (text, focus) => {
    expect(focusOf(text)).toEqual(focus);
  });

  it('takes a text longer than a message for no question', () => {
    expect(parseQuestion('Prune? '.repeat(572))).toEqual({
      kind: 'other',
      words: [],
      focus: new Set(),
    });
    expect(wordsOf('Prune? '.repeat(571))).toEqual(['prune']);
  });

  it('has a bounded list of different terms for every string', () => {
    fc.assert(
      fc.property(fc.oneof(anyCharacters, anyWords), (text) => {
        const terms = parseQuestion(text).words.map(({ term }) => term);
        expect(terms.length).toBeLessThanOrEqual(128);
        expect(new Set(terms).size).toBe(terms.length);
      }),
    );
    const many = Array.from({ length: 200 }, (_, number) => `word${number}`).join(' ');
    expect(wordsOf(many)).toHaveLength(128);
  });
});
