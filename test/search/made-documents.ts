/** Makers of small collections, as documents and as their inverted index. */
import type { SearchDocument } from '../../src/search/document.ts';
import { createInvertedIndexBuilder, type InvertedIndex } from '../../src/search/inverted-index.ts';
import { tokenize } from '../../src/search/tokens.ts';

export function document(
  id: string,
  title: string,
  rest: Partial<SearchDocument> = {},
): SearchDocument {
  return { id, title, abstract: '', links: [], damaged: [], ...rest };
}

/** Documents by number, each `title | abstract`. */
export function invert(...texts: readonly string[]): InvertedIndex {
  const builder = createInvertedIndexBuilder();
  for (const text of texts) {
    const [title = '', abstract = ''] = text.split('|');
    builder.add(tokenize(title), tokenize(abstract));
  }
  return builder.build();
}
