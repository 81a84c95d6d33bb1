/** Learns the latent space where it is called, so that the first search of a test has it. */
import type { LatentLearner } from '../../src/app/latent.ts';
import {
  type LatentSpace,
  projectDocuments,
  trainLatentSpace,
} from '../../src/search/latent-space.ts';

/** By the length of the text: tests of one file use the same corpus again and again. */
const trained = new Map<number, LatentSpace>();

export const learnAtOnce: LatentLearner = async (inverted, use) => {
  const key = inverted.stream.length;
  const space = trained.get(key) ?? trainLatentSpace(inverted);
  trained.set(key, space);
  use({ space, vectors: projectDocuments(space, inverted), origin: 'trained' });
};
