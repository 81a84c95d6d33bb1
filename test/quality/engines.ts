/**
 * The search engines that Paperboy is measured beside, behind one interface: each gets the same
 * documents and the same questions, as plain text, and is used as its documentation says, with
 * its defaults wherever they rank.
 */
import { create, insert, search as searchOrama } from '@orama/orama';
import { Index as FlexSearch } from 'flexsearch';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { loadGlossary } from '../../src/app/glossary-file.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { trainLatentSpace } from '../../src/search/latent-space.ts';
import { plainQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import type { RunHit } from '../../src/search/trec-run.ts';
import { buildLuceneBm25 } from './lucene-bm25.ts';

/** At most `limit` documents, best first. Total: any text has a result. */
export type Searcher = { search(text: string, limit: number): readonly RunHit[] };

export type Engine = {
  readonly name: string;
  /** The returned searcher is ready in full: nothing is left to be built at the first search. */
  build(documents: readonly SearchDocument[]): Promise<Searcher>;
};

type Row = { readonly id: string; readonly title: string; readonly text: string };

/** Paperboy with the index that `buildIndex` makes. The text is searched as plain words. */
export function createPaperboy(
  name: string,
  buildIndex: (documents: readonly SearchDocument[]) => Promise<SearchIndex>,
): Engine {
  return {
    name,
    async build(documents) {
      const index = await buildIndex(documents);
      return { search: (text, limit) => index.search(plainQuery(text), limit).hits };
    },
  };
}

export const PAPERBOY = createPaperboy('Paperboy', async (documents) => {
  const index = createSearchIndex(documents, { glossary: loadGlossary() });
  index.useLatent(trainLatentSpace(index.inverted));
  return index;
});

/** See `lucene-bm25.ts`. */
export const LUCENE_BM25: Engine = {
  name: 'BM25 (Lucene)',
  build: async (documents) => ({
    search: buildLuceneBm25(
      documents.map(({ id, title, abstract }) => ({ id, text: `${title} ${abstract}` })),
    ),
  }),
};

/** All defaults: any word may match (`OR`), BM25+ over both fields, neither prefix nor fuzzy. */
const MINISEARCH: Engine = {
  name: 'MiniSearch',
  async build(documents) {
    const index = new MiniSearch({ fields: ['title', 'text'] });
    index.addAll(documents.map(toRow));
    return {
      search: (text, limit) =>
        index
          .search(text)
          .slice(0, limit)
          .map(({ id, score }) => ({ id: String(id), score })),
    };
  },
};

/**
 * Defaults: stemming, stop words, both fields alike. A question is given as words, because
 * `index.search` reads `:`, `*`, `~`, `+` and `-` as syntax and keeps the question mark on the
 * last word; lunr's own tokenizer and trimmer cut them, as they cut the documents.
 */
const LUNR: Engine = {
  name: 'lunr',
  async build(documents) {
    const index = lunr((builder) => {
      builder.ref('id');
      builder.field('title');
      builder.field('text');
      for (const document of documents) builder.add(toRow(document));
    });
    return {
      search(text, limit) {
        const words = lunr
          .tokenizer(text)
          .map(lunr.trimmer)
          .filter((word) => word.toString() !== '');
        const found = index.query((query) => {
          for (const word of words) query.term(word, {});
        });
        return found.slice(0, limit).map(({ ref, score }) => ({ id: ref, score }));
      },
    };
  },
};

/**
 * Defaults: BM25 over both fields, no stemming, `threshold` 1, which keeps documents that have
 * only some of the words. A lower one wants all of them and finds nothing for a whole question.
 */
const ORAMA: Engine = {
  name: 'Orama',
  async build(documents) {
    const database = create({ schema: { title: 'string', text: 'string' } as const });
    for (const document of documents) await insert(database, toRow(document));
    return {
      search(text, limit) {
        const found = searchOrama(database, {
          term: text,
          properties: ['title', 'text'],
          limit,
        });
        // It is asynchronous only with hooks, and there are none.
        if (found instanceof Promise) throw new Error('Orama searched asynchronously');
        return found.hits.map(({ id, score }) => ({ id, score }));
      },
    };
  },
};

/**
 * Title and text as one, words also by their beginnings (`forward`), and documents that lack some
 * of the words (`suggest`), without which a whole question finds nothing. Of the set-ups its
 * documentation recommends this ranked best on cisi, cacm and medline: two fields, merged in its
 * own way or by rank, whole words only, and context all ranked worse. It returns no scores.
 */
const FLEXSEARCH: Engine = {
  name: 'FlexSearch',
  async build(documents) {
    const index = new FlexSearch({ tokenize: 'forward' });
    for (const { id, title, abstract } of documents) index.add(id, `${title} ${abstract}`);
    return {
      search: (text, limit) =>
        index
          .search(text, { limit, suggest: true })
          .map((id, place) => ({ id: String(id), score: 1 / (place + 1) })),
    };
  },
};

/** Paperboy first, then the baseline of research, then the engines one could have used instead. */
export const ENGINES: readonly Engine[] = [
  PAPERBOY,
  LUCENE_BM25,
  MINISEARCH,
  LUNR,
  ORAMA,
  FLEXSEARCH,
];

function toRow({ id, title, abstract }: SearchDocument): Row {
  return { id, title, text: abstract };
}
