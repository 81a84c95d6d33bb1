import { describe, expect, it } from 'vitest';
import { createPhraseCounter } from '../../src/search/phrase-counts.ts';
import {
  type Collection,
  RANKING,
  type RankedQuery,
  rankDocuments,
} from '../../src/search/rank-documents.ts';
import { invert } from './made-documents.ts';

const inverted = invert('map|red', 'fold|', 'gpu|red', 'net|');
/** One dimension for each term, and documents along the first axis, the second, the third, none. */
const collection: Collection = {
  inverted,
  countPhrase: createPhraseCounter(inverted, RANKING.title),
  space: undefined,
  vectors: undefined,
  modelVectors: undefined,
};
const axes = { dimensions: 2, values: Float32Array.of(1, 0, 0, 1, 0.6, 0.8, 0, 0) };
const space = {
  dimensions: 2,
  termRows: Int32Array.of(0, -1, 1, -1, -1),
  vectors: Float32Array.of(1, 0, 0, 1),
  weights: Float32Array.of(1, 1),
};
const term = (word: string) => ({ term: word, shown: word, weight: 1, isCompound: false });
const MAP: RankedQuery = { terms: [term('map')], expansions: [] };
const FOLD = { trigger: ['map'], typed: 'map', found: 'fold', terms: ['fold'], weight: 0.9 };

function rank(given: Collection, query: RankedQuery, passes = (_: number) => true) {
  const { ranked, expansions } = rankDocuments(given, query, passes, RANKING);
  return { order: ranked.map(({ document }) => document), ranked, expansions };
}

describe('rankDocuments', () => {
  it('finds what has a word of the query or a stand-in', () => {
    expect(rank(collection, MAP).order).toEqual([0]);
    expect(rank(collection, { ...MAP, expansions: [FOLD] }).order).toEqual([0, 1]);
    expect(rank(collection, { terms: [], expansions: [FOLD] }).order).toEqual([1]);
  });

  it('keeps the stand-ins that the collection has', () => {
    const unheard = { ...FOLD, found: 'big gpu', terms: ['big', 'gpu'] };
    const { expansions } = rank(collection, { ...MAP, expansions: [unheard, FOLD] });
    expect(expansions.map(({ found, counts }) => [found, [...counts]])).toEqual([
      ['fold', [[1, RANKING.title]]],
    ]);
  });

  it('finds only what passes', () => {
    const near = { ...collection, space, vectors: axes, modelVectors: axes };
    const query = { ...MAP, expansions: [FOLD], model: Float32Array.of(0.8, 0.6) };
    expect(rank(near, query).order.toSorted()).toEqual([0, 1, 2]);
    expect(rank(near, query, (document) => document === 2).order).toEqual([2]);
    expect(rank(near, query, () => false).order).toEqual([]);
  });

  it('finds what is near the query’s terms in the latent space', () => {
    const near = { ...collection, space, vectors: axes };
    expect(rank(near, MAP).order).toEqual([0, 2]);
    expect(rank(near, MAP).ranked[1]?.parts).toMatchObject({ words: 0, model: 0 });
    // The stand-in points along the other axis.
    expect(rank(near, { ...MAP, expansions: [FOLD] }).order.toSorted()).toEqual([0, 1, 2]);
    expect(rank(near, { terms: [term('net')], expansions: [] }).order).toEqual([3]);
  });

  it('finds what is near a direction that is given', () => {
    const near = { ...collection, space, vectors: axes };
    const latent = Float32Array.of(0, 1);
    expect(rank(near, { terms: [], expansions: [], latent }).order).toEqual([1, 2]);
  });

  it('takes no account of vectors without a query’s, or with one of other dimensions', () => {
    const known = { ...collection, modelVectors: axes };
    const plain = rank(collection, MAP).ranked;
    expect(rank(known, MAP).ranked).toEqual(plain);
    expect(rank(known, { ...MAP, model: Float32Array.of(1, 0, 0) }).ranked).toEqual(plain);
    expect(rank(collection, { ...MAP, model: Float32Array.of(1, 0) }).ranked).toEqual(plain);
    const latent = Float32Array.of(1);
    expect(rank({ ...collection, vectors: axes }, { ...MAP, latent }).ranked).toEqual(plain);
  });
});
