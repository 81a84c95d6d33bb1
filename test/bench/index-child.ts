/**
 * The whole index of the product's own papers, made once in a process that has its modules loaded
 * and its papers parsed: `index-child.ts FOLDER`, started by `index-start.ts`. The first run on an
 * empty folder is cold, the next one on the same folder reads the cache.
 */
import { loadGlossary } from '../../src/app/glossary-file.ts';
import { createLearner } from '../../src/app/latent.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { loadDocuments, OWN_SIZE } from './corpora.ts';

export type IndexMessage = { readonly ms: number; readonly fromCache: boolean };

const [folder = '.'] = process.argv.slice(2);
const documents = await loadDocuments(OWN_SIZE);
const startMs = performance.now();
const { fromCache } = await openWholeIndex(documents, folder);
const message: IndexMessage = { ms: performance.now() - startMs, fromCache };
process.send?.(message);

/** Words and meaning, as `start` has them when all is ready; the cache lies in `stateDir`. */
async function openWholeIndex(
  papers: readonly SearchDocument[],
  stateDir: string,
): Promise<{ readonly fromCache: boolean }> {
  const index = createSearchIndex(papers, { glossary: loadGlossary() });
  let isCached = false;
  await createLearner(stateDir)(index.inverted, ({ space, vectors, origin }) => {
    index.useLatent(space, vectors);
    isCached = origin === 'cache';
  });
  return { fromCache: isCached };
}
