/**
 * How a text reads in this collection: other words for its words, and how near other texts are to
 * it in the latent space. For who compares sentences with a question, as the search does documents.
 */
import type { InvertedIndex } from './inverted-index.ts';
import { type LatentSpace, projectTerms } from './latent-space.ts';
import type { Thesaurus } from './thesaurus.ts';
import { tokenize } from './tokens.ts';

/** `terms`, next to each other, stand for all of `trigger`; see `Expansion`. */
export type StandIn = {
  readonly trigger: readonly string[];
  readonly terms: readonly string[];
  readonly weight: number;
};

export type QueryReading = {
  /** Weightiest first. */
  readonly standIns: readonly StandIn[];
  /**
   * Cosine between the text and these terms taken together, -1 to 1. 0 before there is a latent
   * space, and when it knows none of the terms. The same list is looked at only once.
   */
  readonly nearness: (terms: readonly string[]) => number;
};

type Vectors = WeakMap<readonly string[], Float32Array | undefined>;

/** Where lists of terms are in each space: sentences of one document meet many questions. */
const projected = new WeakMap<LatentSpace, Vectors>();

export function readQuery(
  collection: {
    readonly inverted: InvertedIndex;
    readonly thesaurus: Thesaurus;
    readonly space: LatentSpace | undefined;
  },
  text: string,
): QueryReading {
  const { inverted, thesaurus, space } = collection;
  const tokens = tokenize(text).filter(({ stop }) => !stop);
  const standIns = thesaurus.expand(
    tokens.map(({ term, kind, start, end }) => ({
      term,
      shown: text.slice(start, end).toLowerCase(),
      isPart: kind === 'part',
    })),
  );
  const vectors: Vectors = (space && projected.get(space)) ?? new WeakMap();
  if (space !== undefined) projected.set(space, vectors);
  const project = (terms: readonly string[]) =>
    space &&
    projectTerms(
      space,
      terms.flatMap((term) => {
        const number = inverted.terms.get(term);
        return number === undefined ? [] : [[number, 1] as const];
      }),
    );
  const direction = project([
    ...tokens.map(({ term }) => term),
    ...standIns.flatMap(({ terms }) => terms),
  ]);
  return {
    standIns,
    nearness(terms) {
      if (direction === undefined) return 0;
      if (!vectors.has(terms)) vectors.set(terms, project(terms));
      const other = vectors.get(terms);
      if (other === undefined) return 0;
      return other.reduce((sum, value, at) => sum + value * (direction[at] ?? 0), 0);
    },
  };
}
