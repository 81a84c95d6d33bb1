/**
 * The interface every caller searches through, so that the engine behind it can be replaced.
 */
import type { ParsedQuery } from './query.ts';
import type { QueryReading } from './query-reading.ts';

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
  /** Other words for the query's that it has: an acronym spelt out, a synonym. Costs at each read. */
  readonly related: readonly RelatedWord[];
  /** Words of the query that it has in no form, nor another for them. Costs at each read. */
  readonly lacks: readonly string[];
  /** What each ranking adds to `score`; they add up to it. */
  readonly parts: ScoreParts;
};

/** `found` is in the document and stands for `typed`, e.g. `LLM` for `large language model`. */
export type RelatedWord = { readonly typed: string; readonly found: string };

/** Each 0 or more; 0 where that ranking did not find the document or does not exist. */
export type ScoreParts = {
  /** The query's words and words related to them. */
  readonly words: number;
  /** Nearness in the space of the collection's own word use (latent semantic indexing). */
  readonly latent: number;
  /** Nearness by an embedding model. */
  readonly model: number;
};

/** Unit-length vectors of documents by an embedding model, by document id. */
export type ModelVectors = ReadonlyMap<string, Float32Array>;

export type Completion = { readonly id: string; readonly title: string };

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
  /** All that were ranked, of which `hits` are the first. */
  readonly total: number;
  /**
   * How many of those have every word of the query, in any form and after repair; words that did
   * not count are left out. `total` for a query without words.
   */
  readonly exact: number;
  readonly corrections: readonly Correction[];
  /** Words no document has and nothing near replaces, as typed; they did not count. */
  readonly unknown: readonly string[];
  /**
   * The whole query with a likelier word in place of one that is known but rare. It was not
   * applied: whoever typed it is asked. Absent = nothing is likelier.
   */
  readonly suggestion?: string;
  readonly missingFields: readonly MissingField[];
};

export interface SearchIndex {
  readonly size: number;
  /**
   * Total: every parsed query has a result. `limit` is the most hits returned. `modelQuery` is the
   * query's vector by the same model as `useModel`'s.
   */
  search(query: ParsedQuery, limit: number, modelQuery?: Float32Array): SearchResult;
  /** Documents like the one with `id`, best first, never itself. Empty for an unknown id. */
  similar(id: string, limit: number): readonly SearchHit[];
  /** How alike two documents are by the words that are typical of them, 0 to 1; symmetric. */
  alike(one: string, other: string): number;
  /**
   * The one document that `text` names: its id, its bare arXiv identifier (version suffix
   * allowed), an arxiv.org or huggingface.co/papers URL, its whole title in any case, or the one
   * word before its title's colon.
   */
  find(text: string): string | undefined;
  /**
   * Documents whose titles go on from what was typed so far, best first: the last word may be
   * unfinished, the others are words of the title, one may have a typo. Empty for no words.
   */
  complete(typed: string, limit: number): readonly Completion[];
  /** How many documents have a word, or the known word that it may be a misspelling of. */
  lookUp(word: string): { readonly documents: number; readonly repair: string | undefined };
  /** How a text reads here; total. Of use until the collection's latent space changes. */
  read(text: string): QueryReading;
  /** From now on `search` and `similar` also rank by these vectors; documents without one are ranked by the rest. */
  useModel(vectors: ModelVectors): void;
}
