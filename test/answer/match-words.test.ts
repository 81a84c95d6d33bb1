import { describe, expect, it } from 'vitest';
import {
  createWordMatcher,
  type EverydayWords,
  readEverydayWords,
} from '../../src/answer/match-words.ts';
import { parseQuestion } from '../../src/answer/question.ts';
import type { StandIn } from '../../src/search/query-reading.ts';
import { tokenize } from '../../src/search/tokens.ts';

const EVERYDAY = readEverydayWords([{ same: ['shrink', 'reduce', 'make small'], near: [] }]);

/** How well the text says the only word of the question. */
function match(
  question: string,
  text: string,
  known: { readonly standIns?: readonly StandIn[]; readonly everyday?: EverydayWords } = {},
): number {
  const [word] = parseQuestion(question).words;
  if (word === undefined) throw new Error(`no word in ${question}`);
  const matcher = createWordMatcher(word, known.standIns ?? [], known.everyday ?? EVERYDAY);
  return matcher(new Set(tokenize(text).map(({ term }) => term)));
}

const standIn = (trigger: string, terms: readonly string[], weight: number): StandIn => ({
  trigger: [trigger],
  terms,
  weight,
});

describe('createWordMatcher', () => {
  it.each([
    ['the word itself', 'pruning', 'They prune it.', 1],
    ['the compound', 'fine-tuning', 'We fine-tune it.', 1],
    ['all parts of the compound', 'fine-tuning', 'Tuning it is fine.', 1],
    ['a part of the compound only', 'fine-tuning', 'It is fine.', 0],
    ['an everyday word for it', 'shrink', 'We reduce it.', 0.75],
    ['a word of the same beginning', 'regressor', 'A regression.', 0.7],
    ['a short beginning', 'prune', 'Prunus trees.', 0],
    ['a beginning that is a small part of it', 'intervention', 'Interests.', 0],
    ['another word', 'pruning', 'Trees grow.', 0],
    ['nothing', 'pruning', '', 0],
  ])('finds %s', (_, question, text, strength) => {
    expect(match(question, text)).toBe(strength);
  });

  it('finds what stands for the word in the search, when all of it is there', () => {
    const standIns = [
      standIn('llm', ['larg', 'languag', 'model'], 0.8),
      standIn('cat', ['dog'], 1),
    ];
    expect(match('LLM', 'Large models of language.', { standIns })).toBeCloseTo(0.72, 12);
    expect(match('LLM', 'Large models.', { standIns })).toBe(0);
    expect(match('LLM', 'Dogs.', { standIns })).toBe(0);
  });

  it('counts the strongest of several: word, stand-in, everyday word, beginning', () => {
    const standIns = [standIn('regressor', ['fit'], 1), standIn('regressor', ['line'], 0.1)];
    const everyday = readEverydayWords([{ same: ['regressor', 'predictor'], near: [] }]);
    const strengths = [
      'regressor fit predictor regression',
      'line fit predictor regression',
      'line predictor regression',
      'line regression',
      'line',
    ].map((text) => match('regressor', text, { standIns, everyday }));
    expect(strengths).toEqual([1, 0.9, 0.75, 0.7, 0.09].map((each) => expect.closeTo(each, 12)));
  });

  it('gives the same the second time', () => {
    const [word] = parseQuestion('shrink').words;
    if (word === undefined) throw new Error('no word');
    const matcher = createWordMatcher(word, [], EVERYDAY);
    const text = new Set(['reduc', 'tree']);
    expect([matcher(text), matcher(text)]).toEqual([0.75, 0.75]);
  });
});

describe('readEverydayWords', () => {
  it('lets every word of a group stand for every other, over all groups', () => {
    const words = readEverydayWords([
      { same: ['shrink', 'reduce'], near: ['small'] },
      { same: ['reduce', 'lower', 'bring down now'], near: [] },
    ]);
    expect([...(words.get('reduc') ?? [])]).toEqual(['shrink', 'lower']);
    expect([...(words.get('shrink') ?? [])]).toEqual(['reduc']);
    expect([...words.keys()]).toEqual(['shrink', 'reduc', 'lower']);
  });
});
