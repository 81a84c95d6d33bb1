import { describe, expect, it } from 'vitest';
import type { QueryTerm } from '../../src/search/query-terms.ts';
import {
  type FoundExpansion,
  inverseFrequency,
  scoreExpansions,
  scoreTerms,
} from '../../src/search/score-words.ts';
import { invert } from './made-documents.ts';

const WEIGHTS = { title: 3, k1: 1.2, b: 0.6 };
/** By number: lengths with titles counted three times are 5, 3 and 4; 4 on average. */
const TEXTS = ['map|red fold', '|map map gpu', 'gpu|net'];
const index = invert(...TEXTS);

const term = (word: string, weight = 1): QueryTerm => ({
  term: word,
  shown: word,
  weight,
  isCompound: false,
});
function score(terms: readonly QueryTerm[], expansions: readonly FoundExpansion[] = []) {
  const scores = new Float64Array(index.size);
  scoreTerms(index, terms, WEIGHTS, scores);
  scoreExpansions(index, { terms, expansions }, WEIGHTS, scores);
  return [...scores];
}
/** tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / average)), as published. */
const saturate = (count: number, length: number) =>
  (count * 2.2) / (count + 1.2 * (0.4 + (0.6 * length) / 4));
/** Of a term in one and in two of three documents. */
const RARE = Math.log(1 + 2.5 / 1.5);
const COMMON = Math.log(1 + 1.5 / 2.5);

describe('words', () => {
  it('weighs a term by how few have it, never below 0', () => {
    expect(inverseFrequency(index, 1)).toBeCloseTo(RARE, 12);
    expect(inverseFrequency(index, 2)).toBeCloseTo(COMMON, 12);
    expect(inverseFrequency(index, 3)).toBeGreaterThan(0);
  });

  it('scores three documents as the formula does', () => {
    const [first, second, third] = score([term('map'), term('gpu', 2)]);
    expect(first).toBeCloseTo(COMMON * saturate(3, 5), 12);
    expect(second).toBeCloseTo(COMMON * saturate(2, 3) + 2 * COMMON * saturate(1, 3), 12);
    expect(third).toBeCloseTo(2 * COMMON * saturate(3, 4), 12);
    // 0.4700 · 6.6 / (3 + 1.2 · (0.4 + 0.75)), by hand.
    expect(first).toBeCloseTo(0.7082, 4);
  });

  it('adds nothing for a word that none has', () => {
    expect(score([term('unknown')])).toEqual([0, 0, 0]);
  });
});

describe('stand-ins', () => {
  const standIn = (
    found: string,
    counts: readonly (readonly [number, number])[],
    weight = 0.9,
  ) => ({
    trigger: ['net'],
    typed: 'net',
    found,
    terms: [found],
    weight,
    counts: new Map(counts),
  });

  it('gives a document without the word its share of what the word would have given', () => {
    const red = standIn('red', [[0, 1]]);
    const [first, second, third] = score([term('net')], [red]);
    expect(first).toBeCloseTo(0.9 * RARE * saturate(1, 5), 12);
    expect(second).toBe(0);
    expect(third).toBeCloseTo(RARE * saturate(1, 4), 12);
  });

  it('counts no more than the word it stands for, and no more than it is worth itself', () => {
    const [, common] = score(
      [term('net')],
      [
        standIn('map', [
          [0, 3],
          [1, 2],
        ]),
      ],
    );
    expect(common).toBeCloseTo(0.9 * COMMON * saturate(2, 3), 12);
    const map = { ...standIn('red', [[0, 1]]), trigger: ['map'] };
    const [, , , rare] = [
      0,
      0,
      0,
      score([term('map')], [{ ...map, counts: new Map([[2, 1]]) }])[2],
    ];
    expect(rare).toBeCloseTo(0.9 * COMMON * saturate(1, 4), 12);
  });

  it('adds nothing to a document that has as much from the word itself', () => {
    const [, , third] = score([term('net')], [standIn('gpu', [[2, 1]], 0.5)]);
    expect(third).toBe(score([term('net')])[2]);
  });

  it('counts the best of several, not their sum', () => {
    const red = standIn('red', [[0, 1]]);
    const fold = standIn('fold', [[0, 1]], 0.4);
    expect(score([term('net')], [red, fold])).toEqual(score([term('net')], [red]));
    expect(score([term('net')], [fold, red])).toEqual(score([term('net')], [red]));
  });

  it('gives for triggers that overlap no more than the words together', () => {
    const terms = [term('net'), term('gpu')];
    const both = (found: string, trigger: readonly string[]) => ({
      ...standIn(found, [[0, 1]]),
      trigger,
    });
    const [first] = score(terms, [
      both('red', ['gpu', 'net']),
      both('fold', ['net']),
      both('red', ['gpu']),
    ]);
    expect(first).toBeCloseTo(0.95 * (RARE + COMMON) * saturate(1, 5), 12);
  });

  it('takes nothing away for that from what the words give', () => {
    const terms = [term('map'), term('gpu')];
    const plain = score(terms);
    const expansions = [['map'], ['gpu', 'map']].map((trigger) => ({
      ...standIn('red', [
        [0, 1],
        [1, 1],
      ]),
      trigger,
    }));
    for (const [place, value] of score(terms, expansions).entries()) {
      expect(value).toBeGreaterThanOrEqual(plain[place] ?? 0);
    }
  });

  it('weighs as much as the words it stands for', () => {
    const red = standIn('red', [[0, 1]]);
    const [once = 0] = score([term('net')], [red]);
    expect(score([term('net', 2)], [red])[0]).toBeCloseTo(2 * once, 12);
  });
});
