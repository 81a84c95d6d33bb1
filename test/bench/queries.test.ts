import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildKeywordQueries, buildMentions, buildQuestions, pickQuestions } from './queries.ts';

const TITLES = [
  'Attention Is All You Need',
  'Retrieval-Augmented Generation for Knowledge-Intensive Tasks',
  'Pruning',
  'A Survey of Large Language Models',
];

describe('buildKeywordQueries', () => {
  it('takes two to four content words of one title, in its order', () => {
    for (const query of buildKeywordQueries(TITLES, 50)) {
      const words = query.split(' ');
      expect(words.length).toBeGreaterThanOrEqual(2);
      expect(words.length).toBeLessThanOrEqual(4);
      const inOrder = new RegExp(words.join('.* '), 'i');
      expect(TITLES.some((title) => inOrder.test(title))).toBe(true);
      expect(words).not.toContain('of');
    }
  });

  it('gives the same queries each time', () => {
    expect(buildKeywordQueries(TITLES, 20)).toEqual(buildKeywordQueries(TITLES, 20));
    expect(new Set(buildKeywordQueries(TITLES, 20)).size).toBeGreaterThan(5);
  });

  it('makes none where no title has two content words, and takes any titles', () => {
    expect(buildKeywordQueries(['Pruning', 'Of the'], 5)).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.string()), (titles) => {
        const made = buildKeywordQueries(titles, 3).length;
        expect(made === 0 || made === 3).toBe(true);
      }),
    );
  });
});

describe('buildMentions', () => {
  it('asks about words of titles in all the ways, never the same twice, the same each time', () => {
    const made = buildMentions(TITLES, 20);
    expect(made).toEqual(buildMentions(TITLES, 20));
    expect(new Set(made).size).toBe(made.length);
    expect(made.length).toBeGreaterThan(6);
    expect(new Set(made.map((question) => question.split(' ')[0]))).toEqual(
      new Set(['How', 'What', 'Why', 'Which', 'Is']),
    );
    for (const question of made) expect(question).toMatch(/^[A-Z][a-z]+ .*\S\?$/);
    expect(buildMentions([], 20)).toEqual([]);
  });
});

describe('whole questions', () => {
  it('have 10 to 25 words, the first ones in order', () => {
    const whole = 'Which papers study how the length of a prompt changes answers?';
    const short = 'What is attention?';
    const long = `Is it known ${'so very '.repeat(20)}well?`;
    expect(pickQuestions([short, whole, long, `${whole} Really?`], 1)).toEqual([whole]);
    expect(pickQuestions([short, whole, long, `${whole} Really?`], 9)).toHaveLength(2);
  });

  it('are made of titles where there are no others, the same each time', () => {
    const made = buildQuestions(TITLES, 10);
    expect(made).toEqual(buildQuestions(TITLES, 10));
    expect(made.length).toBeGreaterThan(0);
    expect(pickQuestions(made, 10)).toEqual(made);
  });
});
