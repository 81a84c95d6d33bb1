import { describe, expect, it } from 'vitest';
import { selectEvidence } from '../../src/answer/select-evidence.ts';
import { document } from '../search/made-documents.ts';
import { evidenceOf, readingOf } from './made-readings.ts';

/** Ranked as given: documents by number, each with its sentences. */
function select(...abstracts: readonly string[]): readonly string[] {
  const documents = abstracts.map((abstract, number) => document(`d${number}`, '', { abstract }));
  const ranked = evidenceOf(readingOf('pruning'), ...documents).map((evidence, place) => ({
    evidence,
    score: -place,
  }));
  return selectEvidence(ranked).map(({ evidence }) => evidence.sentence.quote.text);
}

describe('selectEvidence', () => {
  it('takes the best five, in order', () => {
    const abstracts = ['Apples.', 'Bears.', 'Cats.', 'Dogs.', 'Eggs.', 'Figs.'];
    expect(select(...abstracts)).toEqual(abstracts.slice(0, 5));
  });

  it('takes two of a document at most', () => {
    expect(select('Apples. Bears. Cats.', 'Dogs.')).toEqual(['Apples.', 'Bears.', 'Dogs.']);
  });

  it('takes what is said twice once, the better of the two', () => {
    const [first, same, other] = [
      'Pruning removes half of all weights.',
      'Half of all weights pruning removes!',
      'Pruning keeps half of all layers.',
    ];
    expect(select(first, same, other)).toEqual([first, other]);
    expect(select(same, first, other)).toEqual([same, other]);
  });

  it('takes for the same what shares seven of ten words', () => {
    const words = 'apples bears cats dogs eggs figs goats hats ink jars'.split(' ');
    const most = `${words.slice(0, 7).join(' ')}.`;
    const fewer = `${words.slice(0, 6).join(' ')}.`;
    const all = `${words.join(' ')}.`;
    expect(select(all, most)).toEqual([all]);
    expect(select(all, fewer)).toEqual([all, fewer]);
  });

  it('has nothing to take of nothing', () => {
    expect(select()).toEqual([]);
    expect(select('')).toEqual([]);
  });
});
