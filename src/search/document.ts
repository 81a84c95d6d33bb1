/**
 * What the search index and the answerer read of a paper. `Paper` satisfies it, and so does any
 * `{id, title, text}` collection with empty `links` and `damaged`, which is how the product's own
 * search is evaluated on judged data.
 */
import type { Paper } from '../model/paper.ts';

export type SearchDocument = Pick<
  Paper,
  'title' | 'abstract' | 'publishedOn' | 'links' | 'damaged'
> & {
  /** Unique in the collection. For papers a `PaperId`. */
  readonly id: string;
};
