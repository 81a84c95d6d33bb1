/**
 * The interface every caller searches through, so that the engine behind it can be replaced.
 */
import type { ParsedQuery } from './query.ts';

/** The query's words found in one field, as the query had them after repair, in query order. */
export type FieldMatch = {
  readonly field: 'title' | 'abstract';
  readonly words: readonly string[];
};

export type SearchHit = {
  readonly id: string;
  /** Comparable within one result only. Positive. */
  readonly score: number;
  /** Why it matched; title before abstract. Empty when only filters selected it. Costs at each read. */
  readonly matches: readonly FieldMatch[];
};

/** A word the collection does not know, replaced by the nearest one it does. */
export type Correction = { readonly typed: string; readonly used: string };

/** A filter on a field that most documents lack, and how many of them lack it. */
export type MissingField = {
  /** The filter as typed, e.g. `year:2023`. */
  readonly filter: string;
  readonly missing: number;
  /** The query as typed without its filters on that field; what "search without it" runs. */
  readonly withoutIt: string;
};

export type SearchResult = {
  /**
   * Best first; equal scores in order of id, so the same query gives the same list. Of a query
   * of filters alone the newest first, undated last.
   */
  readonly hits: readonly SearchHit[];
  /** All matches, of which `hits` are the first. */
  readonly total: number;
  readonly corrections: readonly Correction[];
  /** Words no document has and nothing near replaces, as typed; they did not count. */
  readonly unknown: readonly string[];
  readonly missingFields: readonly MissingField[];
};

export interface SearchIndex {
  readonly size: number;
  /** Total: every parsed query has a result. `limit` is the most hits returned. */
  search(query: ParsedQuery, limit: number): SearchResult;
  /** Documents like the one with `id`, best first, never itself. Empty for an unknown id. */
  similar(id: string, limit: number): readonly SearchHit[];
  /**
   * The one document that `text` names: its id, its bare arXiv identifier (version suffix
   * allowed), an arxiv.org or huggingface.co/papers URL, its whole title in any case, or the one
   * word before its title's colon.
   */
  find(text: string): string | undefined;
}
