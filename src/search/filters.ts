/**
 * The exact part of a query: which documents may be found at all. Dates, code, phrases, title words
 * and exclusions; nothing here ranks.
 */
import type { SearchDocument } from './document.ts';
import { findDateFilters, type ParsedQuery } from './query.ts';
import type { MissingField } from './search-index.ts';
import type { Vocabulary } from './vocabulary.ts';
import {
  buildEntryTest,
  buildPhraseTest,
  type EntryTest,
  type WordSequence,
} from './word-sequence.ts';

/** A document as filters read it. */
export type IndexedDocument = {
  readonly document: SearchDocument;
  readonly title: WordSequence;
  readonly abstract: WordSequence;
};

export function hasFilter(query: ParsedQuery): boolean {
  const lists = [query.phrases, query.excluded, query.titleWords];
  return (
    query.hasCode ||
    query.from !== undefined ||
    query.to !== undefined ||
    lists.some((list) => list.length > 0)
  );
}

/** True for every document when the query has no filter. */
export function buildFilter(
  query: ParsedQuery,
  vocabulary: Vocabulary,
): (indexed: IndexedDocument) => boolean {
  const phrases = query.phrases.map(buildPhraseTest);
  const excluded = query.excluded.map((entry) => buildEntryTest(entry, vocabulary));
  const inTitle = query.titleWords.map((entry) => buildEntryTest(entry, vocabulary));
  const { from = '', to = '9999-12-31', hasCode } = query;
  const isDated = query.from !== undefined || query.to !== undefined;

  return ({ document, title, abstract }) => {
    const day = document.publishedOn;
    if (isDated && (day === undefined || day < from || day > to)) return false;
    if (hasCode && !document.links.some((link) => link.kind === 'code')) return false;
    const inEither = (test: EntryTest) => test(title) || test(abstract);
    return (
      inTitle.every((test) => test(title)) && phrases.every(inEither) && !excluded.some(inEither)
    );
  };
}

/** Dates are the only field that documents may lack and a filter needs. */
export function findMissing(query: ParsedQuery, missing: number): readonly MissingField[] {
  if (query.from === undefined && query.to === undefined) return [];
  const { typed, rest } = findDateFilters(query.text);
  return [{ filter: typed.join(' '), missing, withoutIt: rest }];
}
