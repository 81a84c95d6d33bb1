/** The library over a set of papers: index, answerer and memory put together. */
import { randomBytes } from 'node:crypto';
import { createAnswerer } from '../answer/create-answerer.ts';
import type { Paper } from '../model/paper.ts';
import { buildPaperMap, type Library } from '../requests/library.ts';
import type { Memory } from '../requests/ports.ts';
import { createSearchIndex } from '../search/minisearch-index.ts';

/** Indexes the papers; 724 take a fraction of a second. */
export function createLibrary(papers: readonly Paper[], memory: Memory): Library {
  const byId = buildPaperMap(papers);
  const index = createSearchIndex(papers);
  return {
    papers,
    byId,
    index,
    answerer: createAnswerer({ index, documents: byId }),
    memory,
    // 72 bits: short enough for a button, too many to guess.
    newId: () => randomBytes(9).toString('base64url'),
  };
}
