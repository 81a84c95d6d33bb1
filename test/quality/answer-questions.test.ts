import { describe, expect, it } from 'vitest';
import {
  type JudgedQuestion,
  KINDS,
  loadJudgedQuestions,
  nameSitting,
  splitFolds,
} from './answer-questions.ts';
import { loadPapers } from './collections.ts';

const questions = loadJudgedQuestions();
const countLabel = (some: readonly JudgedQuestion[], label: JudgedQuestion['label']) =>
  some.filter((question) => question.label === label).length;

describe('the judged questions', () => {
  it('are enough of each label, and of every kind, each asked once', () => {
    const early = questions.filter((question) => nameSitting(question) === 'early');
    expect(countLabel(early, 'answerable')).toBeGreaterThanOrEqual(150);
    expect(countLabel(early, 'near-miss')).toBeGreaterThanOrEqual(60);
    expect(countLabel(early, 'off-topic')).toBeGreaterThanOrEqual(60);
    const answerable = questions.filter(({ label }) => label === 'answerable');
    expect(new Set(answerable.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ text }) => text)).size).toBe(questions.length);
    expect(early.length).toBeLessThan(questions.length);
  });

  it('have gold sentences, verbatim, exactly when they are answerable', () => {
    const abstracts = new Map(loadPapers().map(({ id, abstract }) => [`${id}`, abstract]));
    for (const { id, label, gold } of questions) {
      expect(gold.length > 0, id).toBe(label === 'answerable');
      for (const { paper, sentences } of gold) {
        for (const sentence of sentences) expect(abstracts.get(paper), id).toContain(sentence);
      }
    }
  });
});

describe('splitFolds', () => {
  const folds = splitFolds(questions, 10);

  it('has each question in one of ten parts, as many of each label', () => {
    expect(folds).toHaveLength(10);
    expect(folds.flat().length).toBe(questions.length);
    expect(new Set(folds.flat())).toEqual(new Set(questions));
    for (const label of ['answerable', 'near-miss', 'off-topic'] as const) {
      const counts = folds.map((fold) => countLabel(fold, label));
      expect(Math.max(...counts) - Math.min(...counts), label).toBeLessThanOrEqual(1);
    }
  });

  it('keeps questions with a gold paper in common together, also through a third', () => {
    const ask = (id: string, papers: readonly string[]): JudgedQuestion => ({
      id,
      label: 'answerable',
      kind: 'how',
      text: id,
      gold: papers.map((paper) => ({ paper, sentences: [''] })),
    });
    const linked = [ask('a001', ['p']), ask('a002', ['q']), ask('a003', ['r', 'q', 'p'])];
    const parts = splitFolds([...linked, ask('a004', ['s'])], 2);
    const ids = parts.map((part) => part.map(({ id }) => id).sort());
    expect(ids.sort((a, b) => b.length - a.length)).toEqual([['a001', 'a002', 'a003'], ['a004']]);
  });

  it('shares no gold paper between parts', () => {
    const papers = folds.map(
      (fold) => new Set(fold.flatMap(({ gold }) => gold.map(({ paper }) => paper))),
    );
    const total = papers.reduce((sum, set) => sum + set.size, 0);
    expect(new Set(papers.flatMap((set) => [...set])).size).toBe(total);
  });

  it('is the same each time', () => {
    expect(splitFolds(questions, 10)).toEqual(folds);
  });
});
