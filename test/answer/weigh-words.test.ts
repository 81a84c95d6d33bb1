import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuestion } from '../../src/answer/question.ts';
import { createWordWeigher, type WeighedWord } from '../../src/answer/weigh-words.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { document } from '../search/made-documents.ts';
import { anyWords } from './made-readings.ts';

/** Of four documents: `network` in all, `pruning` and `fine` in two, `tuning` and `again` in one. */
const INDEX = createSearchIndex(
  ['pruning networks', 'pruning networks again', 'fine tuning networks', 'fine networks'].map(
    (title, number) => document(`d${number}`, title),
  ),
);
const SPOKEN = new Map([
  ['again', 999],
  ['pruning', 9],
]);
const weigh = createWordWeigher(INDEX, SPOKEN);
const weighAll = (question: string) => weigh(parseQuestion(question).words);
function weighFirst(question: string): WeighedWord {
  const [word] = weighAll(question);
  if (word === undefined) throw new Error(`no word in ${question}`);
  return word;
}

describe('createWordWeigher', () => {
  it('counts rare words more and unknown ones most, in the order asked', () => {
    const words = weighAll('networks pruning tuning zorblax');
    expect(words.map(({ word }) => word)).toEqual(['networks', 'pruning', 'tuning', 'zorblax']);
    // Idf of 4, 2, 1 and "half a" document of 4; `pruning` is a third as familiar as can be.
    const weights = [Math.log(2), Math.log(3) * (1 - 0.5 / 3), Math.log(5), Math.log(9)];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [at, { share }] of words.entries()) {
      expect(share).toBeCloseTo((weights[at] ?? 0) / total, 3);
    }
  });

  it('trusts what is known, half what was repaired, and not what is unknown', () => {
    expect(weighFirst('pruning')).toMatchObject({ word: 'pruning', trust: 1 });
    expect(weighFirst('pruninng')).toMatchObject({ word: 'pruning', term: 'prune', trust: 0.5 });
    expect(weighFirst('zorblax')).toMatchObject({ word: 'zorblax', trust: 0 });
  });

  it('keeps a repaired name a name', () => {
    expect(weighAll('does Pruninng help').map(({ isName }) => isName)).toContain(true);
  });

  it('takes a compound for as common as its rarest part, and does not repair it', () => {
    expect(weighFirst('fine-tuning').rarity).toBe(weighFirst('tuning').rarity);
    expect(weighFirst('fine-tuning').trust).toBe(1);
    expect(weighFirst('fine-zorblax')).toMatchObject({ word: 'finezorblax', trust: 0, rarity: 1 });
    expect(weighFirst('fine-tunning')).toMatchObject({ word: 'finetunning', trust: 0 });
  });

  it('tells how rare and how familiar a word is', () => {
    expect(weighFirst('networks').rarity).toBeCloseTo(1 - Math.log(4) / Math.log(5), 12);
    expect(weighFirst('tuning').rarity).toBe(1);
    expect(weighFirst('zorblax').rarity).toBe(1);
    expect(weighFirst('networks').familiarity).toBe(0);
    expect(weighFirst('pruning').familiarity).toBeCloseTo(Math.log(10) / Math.log(1001), 12);
    expect(weighFirst('again').familiarity).toBeCloseTo(1, 3);
  });

  it('halves what the most familiar word counts', () => {
    const [again, tuning] = weighAll('again tuning');
    expect((again?.share ?? 0) / (tuning?.share ?? 1)).toBeCloseTo(0.5, 3);
  });

  it('has nothing to weigh of no words', () => {
    expect(weigh([])).toEqual([]);
  });

  it('looks a word up once', () => {
    const asked: string[] = [];
    const lookUp = (word: string) => {
      asked.push(word);
      return INDEX.lookUp(word);
    };
    const weighCounted = createWordWeigher({ ...INDEX, lookUp }, SPOKEN);
    const { words } = parseQuestion('pruning zorblax');
    expect(weighCounted(words)).toEqual(weighCounted(words));
    expect(asked).toEqual(['pruning', 'zorblax']);
  });

  it('shares out all of the weight of every question', () => {
    fc.assert(
      fc.property(anyWords, (question) => {
        const words = weighAll(question);
        for (const { share, trust, rarity, familiarity } of words) {
          expect(share).toBeGreaterThan(0);
          for (const part of [share, trust, rarity, familiarity]) {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(1);
          }
        }
        const total = words.reduce((sum, { share }) => sum + share, 0);
        expect(total).toBeCloseTo(Math.min(1, words.length), 9);
      }),
    );
  });
});
