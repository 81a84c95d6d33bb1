/**
 * The search index on MiniSearch: BM25 over stemmed words of title and abstract, exact filters,
 * and repair of words the collection does not know.
 *
 * Words are alternatives, ranked; phrases, exclusions, title words, dates and code are exact.
 * Nothing is expanded by prefix or by likeness. It holds the documents it was given and a copy
 * of their words; a new collection is a new index.
 */
import MiniSearch from 'minisearch';

import type { SearchDocument } from './document.ts';
import { buildDocumentNames } from './document-name.ts';
import type { ParsedQuery } from './query.ts';
import { findDateFilters } from './query.ts';
import type { QueryTerm } from './query-terms.ts';
import { buildQueryTerms } from './query-terms.ts';
import type { FieldMatch, MissingField, SearchHit, SearchIndex } from './search-index.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createVocabulary } from './vocabulary.ts';
import type { EntryTest, WordSequence } from './word-sequence.ts';
import { buildEntryTest, buildPhraseTest, buildSequence, buildTermTest } from './word-sequence.ts';

/**
 * BM25 (Robertson and Zaragoza 2009, eq. 3.15) with BM25+'s lower bound `d` (Lv and Zhai 2011).
 * Chosen by nDCG@10 on cisi, cacm, medline, npl and openreview_tldr, k from 0.9 to 2.5, b from 0.4
 * to 0.85, d from 0 to 0.5. The optimum is flat: nDCG@10 varies by 0.02 over the range.
 */
const BM25 = { k: 1.2, b: 0.7, d: 0.2 };

/**
 * Title and abstract are one text (`all`), so a word is as rare as it is in the whole paper; a
 * word of the title adds a quarter of its weight as a title word. On the same collections two
 * separate fields lost up to 0.06 of nDCG@10, and more than a quarter lost again.
 */
const FIELD_BOOST = { title: 0.25, all: 1 };

/** A document's words by weight; more of them change its neighbours little and cost time. */
const SIMILAR_TERMS = 25;

type IndexedDocument = {
  readonly document: SearchDocument;
  readonly title: WordSequence;
  readonly abstract: WordSequence;
};

type Engine = {
  readonly mini: MiniSearch;
  readonly vocabulary: Vocabulary;
  /** In order of id. */
  readonly documents: ReadonlyMap<string, IndexedDocument>;
};

type Ranked = Pick<SearchHit, 'id' | 'score'>;

/** Ids are unique. The order of `documents` does not matter. */
export function createSearchIndex(documents: readonly SearchDocument[]): SearchIndex {
  const engine = buildEngine(documents.toSorted((a, b) => compareText(a.id, b.id)));
  const findNamed = buildDocumentNames(documents);
  const undated = documents.filter((document) => document.publishedOn === undefined).length;

  return {
    size: documents.length,
    search(query, limit) {
      const { terms, corrections, unknown, isEmpty } = buildQueryTerms(query, engine.vocabulary);
      const passes = buildFilter(query, engine.vocabulary);
      const candidates = isEmpty && hasFilter(query) ? listAll(engine) : rank(engine, terms);
      const matching = candidates.filter(({ id }) => {
        const indexed = engine.documents.get(id);
        return indexed !== undefined && passes(indexed);
      });
      const hits = addMatches(engine, matching.slice(0, Math.max(0, limit)), terms);
      const missingFields = undated * 2 > documents.length ? findMissing(query, undated) : [];
      return { hits, total: matching.length, corrections, unknown, missingFields };
    },
    similar(id, limit) {
      const document = engine.documents.get(id)?.document;
      if (document === undefined) return [];
      const terms = pickTypicalTerms(document, engine);
      const others = rank(engine, terms).filter((ranked) => ranked.id !== id);
      return addMatches(engine, others.slice(0, Math.max(0, limit)), terms);
    },
    find: findNamed,
  };
}

function buildEngine(documents: readonly SearchDocument[]): Engine {
  const mini = new MiniSearch({
    fields: Object.keys(FIELD_BOOST),
    // Texts and queries come as terms with a space between them.
    tokenize: (terms) => (terms === '' ? [] : terms.split(' ')),
    processTerm: (term) => term,
  });
  const indexed = new Map<string, IndexedDocument>();
  const vocabulary = createVocabulary();
  for (const document of documents) {
    const title = tokenize(document.title);
    const abstract = tokenize(document.abstract);
    const all = [...title, ...abstract];
    mini.add({ id: document.id, title: joinTerms(title), all: joinTerms(all) });
    vocabulary.add(all);
    indexed.set(document.id, {
      document,
      title: buildSequence(title),
      abstract: buildSequence(abstract),
    });
  }
  return { mini, vocabulary, documents: indexed };
}

function joinTerms(tokens: readonly Token[]): string {
  return tokens
    .filter((token) => !token.stop)
    .map((token) => token.term)
    .join(' ');
}

/** Every document with at least one of the terms, best first, equal scores in order of id. */
function rank({ mini }: Engine, terms: readonly QueryTerm[]): readonly Ranked[] {
  if (terms.length === 0) return [];
  const weights = new Map(terms.map(({ term, weight }) => [term, weight]));
  const results = mini.search([...weights.keys()].join(' '), {
    bm25: BM25,
    boost: FIELD_BOOST,
    boostTerm: (term) => weights.get(term) ?? 1,
  });
  return (
    results
      // MiniSearch multiplies by the number of words found; measured, BM25 alone ranks better.
      .map(({ id, score, queryTerms }) => ({ id: String(id), score: score / queryTerms.length }))
      .sort((a, b) => b.score - a.score || compareText(a.id, b.id))
  );
}

/** Newest first, undated last, then in order of id. */
function listAll({ documents }: Engine): readonly Ranked[] {
  const dayOf = (id: string) => documents.get(id)?.document.publishedOn ?? '';
  return [...documents.keys()]
    .sort((a, b) => compareText(dayOf(b), dayOf(a)) || compareText(a, b))
    .map((id) => ({ id, score: 1 }));
}

function hasFilter(query: ParsedQuery): boolean {
  const lists = [query.phrases, query.excluded, query.titleWords];
  return (
    query.hasCode ||
    query.from !== undefined ||
    query.to !== undefined ||
    lists.some((list) => list.length > 0)
  );
}

function buildFilter(query: ParsedQuery, vocabulary: Vocabulary) {
  const phrases = query.phrases.map(buildPhraseTest);
  const excluded = query.excluded.map((entry) => buildEntryTest(entry, vocabulary));
  const inTitle = query.titleWords.map((entry) => buildEntryTest(entry, vocabulary));
  const { from = '', to = '9999-12-31', hasCode } = query;
  const isDated = query.from !== undefined || query.to !== undefined;

  return ({ document, title, abstract }: IndexedDocument): boolean => {
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
function findMissing(query: ParsedQuery, missing: number): readonly MissingField[] {
  if (query.from === undefined && query.to === undefined) return [];
  const { typed, rest } = findDateFilters(query.text);
  return [{ filter: typed.join(' '), missing, withoutIt: rest }];
}

/** Why each matched is worked out when it is asked for: most hits are ranked and never shown. */
function addMatches(
  { documents, vocabulary }: Engine,
  ranked: readonly Ranked[],
  terms: readonly QueryTerm[],
): readonly SearchHit[] {
  const tests = terms.map(({ term, shown }) => ({ shown, test: buildTermTest(term, vocabulary) }));
  const explain = (id: string): readonly FieldMatch[] =>
    (['title', 'abstract'] as const).flatMap((field) => {
      const sequence = documents.get(id)?.[field] ?? '';
      const words = tests.filter(({ test }) => test(sequence)).map(({ shown }) => shown);
      return words.length > 0 ? [{ field, words: [...new Set(words)] }] : [];
    });
  return ranked.map(({ id, score }) => ({
    id,
    score,
    get matches() {
      return explain(id);
    },
  }));
}

/**
 * The document's own words as a query, weightiest first: (1 + ln tf) · ln(1 + N/df), the usual
 * tf-idf (Manning, Raghavan and Schütze 2008, section 6.2), title words counted twice.
 */
function pickTypicalTerms({ title, abstract }: SearchDocument, engine: Engine) {
  const counts = new Map<string, { shown: string; count: number }>();
  for (const text of [title, title, abstract]) {
    for (const token of tokenize(text)) {
      if (token.stop) continue;
      const shown = text.slice(token.start, token.end).toLowerCase();
      const entry = counts.get(token.term) ?? { shown, count: 0 };
      counts.set(token.term, { ...entry, count: entry.count + 1 });
    }
  }
  return [...counts]
    .map(([term, { shown, count }]): QueryTerm => {
      const rarity = Math.log(1 + engine.documents.size / engine.vocabulary.documentCount(term));
      return { term, shown, weight: (1 + Math.log(count)) * rarity };
    })
    .filter(({ term }) => engine.vocabulary.documentCount(term) > 1)
    .sort((a, b) => b.weight - a.weight || compareText(a.term, b.term))
    .slice(0, SIMILAR_TERMS);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
