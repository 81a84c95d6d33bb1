/**
 * Ranks the documents of a collection for one query: words and what stands for them,
 * nearness in the latent space and by an embedding model, put together by `fusion.ts`.
 */
import { dotProduct } from './dot-product.ts';
import { type Fused, type FusionWeights, fuseRankings } from './fusion.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { type DocumentVectors, type LatentSpace, projectTerms } from './latent-space.ts';
import type { PhraseCounter } from './phrase-counts.ts';
import type { QueryTerm } from './query-terms.ts';
import {
  type FoundExpansion,
  scoreExpansions,
  scoreTerms,
  type WordWeights,
} from './score-words.ts';
import type { Expansion } from './thesaurus.ts';

export type Ranking = WordWeights & FusionWeights;

/** Chosen by nDCG@10 on the collections of `npm run ablation`, which shows what each part adds. */
export const RANKING: Ranking = {
  title: 3,
  k1: 1.2,
  b: 0.6,
  latent: 0.2,
  model: 0.5,
  smoothing: 0.4,
};

/** What documents are ranked by. */
export type RankedQuery = {
  readonly terms: readonly QueryTerm[];
  readonly expansions: readonly Expansion[];
  /** Unit vector in the latent space; without one it is made of the terms. */
  readonly latent?: Float32Array | undefined;
  readonly model?: Float32Array | undefined;
};

/** The collection, and the spaces it is known in so far. */
export type Collection = {
  readonly inverted: InvertedIndex;
  readonly countPhrase: PhraseCounter;
  readonly space: LatentSpace | undefined;
  /** The documents in that space. */
  readonly vectors: DocumentVectors | undefined;
  /** The documents' vectors by an embedding model. */
  readonly modelVectors: DocumentVectors | undefined;
};

export type RankedDocuments = {
  /** Best first; equal scores in order of number. */
  readonly ranked: readonly Fused[];
  /** The expansions that occur in the collection. */
  readonly expansions: readonly FoundExpansion[];
};

/** A word that stands for one of the query's counts so much of it in the latent vector. */
const EXPANSION_SHARE = 0.9;

/** `passes` says by number which documents may be found. */
export function rankDocuments(
  collection: Collection,
  query: RankedQuery,
  passes: (document: number) => boolean,
  ranking: Ranking,
): RankedDocuments {
  const { inverted, space, vectors, modelVectors } = collection;
  const words = new Float64Array(inverted.size);
  scoreTerms(inverted, query.terms, ranking, words);
  const expansions = query.expansions
    .map((expansion) => ({ ...expansion, counts: collection.countPhrase(expansion.terms) }))
    .filter(({ counts }) => counts.size > 0);
  scoreExpansions(inverted, { terms: query.terms, expansions }, ranking, words);
  const candidates: number[] = [];
  for (let document = 0; document < words.length; document++) {
    if ((words[document] ?? 0) > 0 && passes(document)) candidates.push(document);
  }

  const direction =
    query.latent ??
    (space && projectTerms(space, listDirections(inverted, query.terms, expansions)));
  const rankings = {
    words,
    latent: measureCosines(vectors, direction),
    model: measureCosines(modelVectors, query.model),
    vectors,
  };
  return { ranked: fuseRankings(rankings, candidates, passes, ranking), expansions };
}

function* listDirections(
  inverted: InvertedIndex,
  terms: readonly QueryTerm[],
  expansions: readonly FoundExpansion[],
): Generator<readonly [number, number]> {
  for (const { term, weight } of terms) {
    const number = inverted.terms.get(term);
    if (number !== undefined) yield [number, weight];
  }
  for (const { terms: phrase, weight } of expansions) {
    for (const term of phrase) {
      const number = inverted.terms.get(term);
      if (number !== undefined) yield [number, (EXPANSION_SHARE * weight) / phrase.length];
    }
  }
}

/** Cosine of each document with the direction; undefined without either. */
function measureCosines(
  vectors: DocumentVectors | undefined,
  direction: Float32Array | undefined,
): Float32Array | undefined {
  if (vectors === undefined || direction?.length !== vectors.dimensions) return undefined;
  const { dimensions, values } = vectors;
  const asked = { values: direction, start: 0 };
  const cosines = new Float32Array(dimensions === 0 ? 0 : values.length / dimensions);
  for (let document = 0; document < cosines.length; document++) {
    cosines[document] = dotProduct({ values, start: document * dimensions }, asked, dimensions);
  }
  return cosines;
}
