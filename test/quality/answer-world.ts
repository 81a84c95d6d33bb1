/** What answers are measured over: a collection indexed as the product indexes it. */

import type { AnswerWords } from '../../src/answer/create-answerer.ts';
import { loadAnswerWords, loadGlossary } from '../../src/app/glossary-file.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { trainLatentSpace } from '../../src/search/latent-space.ts';
import { createSearchIndex, type SearchEngine } from '../../src/search/search-engine.ts';

export type AnswerWorld = {
  readonly index: SearchEngine;
  /** By id what `index` finds. */
  readonly documents: ReadonlyMap<string, SearchDocument>;
  readonly loadWords: () => AnswerWords;
};

/** With the product's glossary and a latent space of the collection's own; takes about a second. */
export function buildAnswerWorld(documents: readonly SearchDocument[]): AnswerWorld {
  const index = createSearchIndex(documents, { glossary: loadGlossary() });
  index.useLatent(trainLatentSpace(index.inverted));
  return {
    index,
    documents: new Map(documents.map((document) => [document.id, document])),
    loadWords: loadAnswerWords,
  };
}
