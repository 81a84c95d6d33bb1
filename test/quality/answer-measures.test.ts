import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import {
  type Asked,
  computeMeasure,
  findPercentile,
  isSameSentence,
  MEASURES,
  measureVerbatim,
  scoreAnswer,
} from './answer-measures.ts';

const ABSTRACTS: Readonly<Record<string, string>> = {
  a: 'Moths fly at night. They seek the light.',
  b: 'Bees dance. The dance tells the way.',
  c: 'Ants carry leaves.',
  d: 'Wasps build with paper.',
};

const documents = new Map(
  Object.entries(ABSTRACTS).map(([id, abstract]): [string, SearchDocument] => [
    id,
    { id, title: '', abstract, links: [], damaged: [] },
  ]),
);

const quote = (docId: string, text: string) => {
  const start = (ABSTRACTS[docId] ?? '').indexOf(text);
  return { docId, text, span: { start, end: start + text.length } };
};

const answerWith = (part: Partial<Answer>): Answer => ({
  kind: 'other',
  outcome: 'answer',
  quotes: [],
  docs: [],
  confidence: 0.5,
  ...part,
});

const ASKED: Asked = {
  label: 'answerable',
  gold: [{ paper: 'b', sentences: ['The dance tells the way.'] }],
};

const score = (part: Partial<Answer>, asked: Asked = ASKED) =>
  scoreAnswer(asked, answerWith(part), { documents, ms: 1 });

describe('scoreAnswer', () => {
  it('hits with the paper of the first quote, whichever paper is named first', () => {
    const quotes = [quote('b', 'Bees dance.')];
    expect(score({ quotes, docs: ['a'] })).toMatchObject({ hit1: true, hit3: true });
    expect(score({ quotes: [quote('a', 'Moths fly at night.')], docs: ['b'] })).toMatchObject({
      hit1: false,
      hit3: true,
    });
  });

  it('hits with the first paper named when nothing is quoted', () => {
    expect(score({ docs: ['b', 'a'] }).hit1).toBe(true);
    expect(score({})).toMatchObject({ hit1: false, hit3: false });
  });

  it('counts the first three papers, each once, quoted before named', () => {
    const quotes = [quote('a', 'Moths fly at night.'), quote('a', 'They seek the light.')];
    expect(score({ quotes, docs: ['a', 'c', 'b'] }).hit3).toBe(true);
    expect(score({ quotes, docs: ['c', 'd', 'b'] }).hit3).toBe(false);
  });

  it('finds evidence in a gold sentence, not in another of its paper', () => {
    const [gold, other] = [quote('b', 'The dance tells the way.'), quote('b', 'Bees dance.')];
    expect(score({ quotes: [gold, other] })).toMatchObject({ evidence1: true, evidence5: true });
    expect(score({ quotes: [other, gold] })).toMatchObject({ evidence1: false, evidence5: true });
    expect(score({ quotes: [other] })).toMatchObject({ hit1: true, evidence5: false });
  });

  it('finds neither for a question that nothing answers', () => {
    const asked: Asked = { label: 'near-miss', gold: [] };
    const scored = score({ quotes: [quote('b', 'Bees dance.')], docs: ['b'] }, asked);
    expect(scored).toMatchObject({ hit1: false, hit3: false, evidence5: false });
  });

  it('counts quotes that do not stand where they say', () => {
    const right = quote('a', 'They seek the light.');
    const moved = { ...right, span: { start: 0, end: 20 } };
    const altered = { ...right, text: 'They seek the  light.' };
    const quotes = [right, moved, altered, { ...right, docId: 'unknown' }];
    expect(score({ quotes }).misquotes).toBe(3);
    expect(measureVerbatim([score({ quotes })])).toBe(1 / 4);
    expect(measureVerbatim([score({ quotes: [right] }), score({})])).toBe(1);
  });
});

describe('isSameSentence', () => {
  const abstract = 'Moths fly\nat night. They seek the light.';

  it.each([
    ['the same but for white space', 'Moths fly at night.', 'Moths fly\nat  night.', true],
    ['one within the other', abstract, 'They seek the light.', true],
    ['too little of the shorter', 'fly at night. They', 'Moths fly at night.', false],
    ['nearly all of the shorter', 'oths fly at night. T', 'Moths fly at night.', true],
    ['another sentence', 'Moths fly at night.', 'They seek the light.', false],
    ['not in the abstract', 'Moths fly.', 'Moths fly.', false],
  ])('%s', (_case, text, gold, isSame) => {
    expect(isSameSentence(text, gold, abstract)).toBe(isSame);
  });
});

describe('MEASURES', () => {
  const near: Asked = { label: 'near-miss', gold: [] };
  const off: Asked = { label: 'off-topic', gold: [] };
  const scored = [
    score({ docs: ['b'], confidence: 0.9 }),
    score({ docs: ['a', 'b'], confidence: 0.7, outcome: 'closest' }),
    score({ docs: ['a'], confidence: 0.8 }, near),
    score({ outcome: 'nothing', confidence: 0.1 }, near),
    score({ outcome: 'nothing', confidence: 0 }, off),
  ];

  it('takes each share over the questions it is about', () => {
    expect(computeMeasure(MEASURES.hit1, scored)).toBe(1 / 2);
    expect(computeMeasure(MEASURES.hit3, scored)).toBe(1);
    expect(computeMeasure(MEASURES.answered, scored)).toBe(1 / 2);
    expect(computeMeasure(MEASURES.falseNear, scored)).toBe(1 / 2);
    expect(computeMeasure(MEASURES.falseOff, scored)).toBe(0);
    expect(computeMeasure(MEASURES.falseOff, [])).toBeNaN();
  });

  it('takes AURC over all questions; only a hit is right', () => {
    const risks = [0, 1 / 2, 2 / 3, 3 / 4, 4 / 5];
    const mean = risks.reduce((sum, risk) => sum + risk, 0) / risks.length;
    expect(computeMeasure(MEASURES.aurc, scored)).toBeCloseTo(mean);
    expect(computeMeasure(MEASURES.aurcEvidence, scored)).toBe(1);
  });
});

describe('findPercentile', () => {
  it('is the nearest rank', () => {
    const values = [30, 10, 20, 40];
    expect([0.5, 0.75, 0.95].map((quantile) => findPercentile(values, quantile))).toEqual([
      20, 30, 40,
    ]);
    expect(findPercentile([], 0.5)).toBeNaN();
  });
});
