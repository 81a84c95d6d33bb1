/** The library over a set of papers: index, answerer and memory put together. */
import { randomBytes } from 'node:crypto';
import { createAnswerer } from '../answer/create-answerer.ts';
import type { Writer } from '../answer/written-answer.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import type { Paper } from '../model/paper.ts';
import { buildPaperMap, type Library } from '../requests/library.ts';
import type { Memory } from '../requests/ports.ts';
import { createSearchIndex, type SearchEngine } from '../search/search-engine.ts';
import { loadAnswerWords, loadGlossary } from './glossary-file.ts';

/** Indexes the papers; 724 take a fraction of a second. Without embedder and writer no model is asked. */
export function createLibrary(
  papers: readonly Paper[],
  memory: Memory,
  embedder?: Pick<Embedder, 'host' | 'embedQuery'>,
  writer?: Writer,
): Library & { readonly index: SearchEngine } {
  const byId = buildPaperMap(papers);
  const index = createSearchIndex(papers, { glossary: loadGlossary() });
  return {
    papers,
    byId,
    index,
    answerer: createAnswerer({ index, documents: byId, loadWords: loadAnswerWords }),
    writer,
    memory,
    // 72 bits: short enough for a button, too many to guess.
    newId: () => randomBytes(9).toString('base64url'),
    embedQuery: async (text) => embedder?.embedQuery(text),
    outside: embedder && { host: embedder.host },
  };
}
