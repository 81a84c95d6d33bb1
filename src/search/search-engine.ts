/**
 * The search index: words, other words for them, and meaning, over documents held in memory.
 *
 * A document is found when it has one of the query's words, a word that stands for one, or is near
 * it in the latent space or by an embedding model; filters are exact and apply to all. Everything
 * is fixed by the documents and the query: the same query gives the same list.
 */

import { distance } from 'fastest-levenshtein';
import { normalizeTitle } from '../model/title.ts';
import { type AcronymDefinition, findAcronyms } from './acronyms.ts';
import { compareText } from './compare-text.ts';
import { createCompletion } from './completion.ts';
import type { SearchDocument } from './document.ts';
import { buildDocumentNames } from './document-name.ts';
import { buildFilter, findMissing, hasFilter, type IndexedDocument } from './filters.ts';
import type { Fused } from './fusion.ts';
import type { GlossaryGroup } from './glossary.ts';
import { createInvertedIndexBuilder, findPosting, type InvertedIndex } from './inverted-index.ts';
import { type DocumentVectors, type LatentSpace, projectDocuments } from './latent-space.ts';
import { createPhraseCounter } from './phrase-counts.ts';
import { type ParsedQuery, replaceWord } from './query.ts';
import { readQuery } from './query-reading.ts';
import { buildQueryTerms, type QueryTerm, type QueryTerms } from './query-terms.ts';
import {
  type Collection,
  RANKING,
  type RankedDocuments,
  type Ranking,
  rankDocuments,
} from './rank-documents.ts';
import type { FoundExpansion } from './score-words.ts';
import type {
  FieldMatch,
  ModelVectors,
  RelatedWord,
  SearchHit,
  SearchIndex,
} from './search-index.ts';
import { createThesaurus, type Thesaurus } from './thesaurus.ts';
import { tokenize } from './tokens.ts';
import { createLikeness, pickTypicalTerms } from './typical-terms.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';
import { buildSequence, buildTermTest } from './word-sequence.ts';

export interface SearchEngine extends SearchIndex {
  /** What a latent space is trained on. */
  readonly inverted: InvertedIndex;
  /**
   * From now on `search` and `similar` also rank by this space. `vectors` are this index's
   * documents in it; without them they are worked out here, which takes time by the thousand.
   */
  useLatent(space: LatentSpace, vectors?: DocumentVectors): void;
}

/** What the ablation takes away one at a time; `acronyms` are those that the documents define. */
export type SearchOptions = {
  readonly glossary?: readonly GlossaryGroup[];
  readonly acronyms?: boolean;
  readonly ranking?: Partial<Ranking>;
};

/** Papers like another are more alike in meaning than in words. */
const SIMILAR_LATENT = 0.5;
/** A title is looked for among so many of the best, typed with at most so many letters wrong. */
const TITLE_DEPTH = 20;
const TITLE_SLIPS = 2;
/** In a shorter title two letters make another word. */
const MIN_SLIP_CHARS = 8;
/** Related words that explain a hit. */
const MAX_RELATED = 3;

type Engine = {
  readonly inverted: InvertedIndex;
  readonly vocabulary: Vocabulary;
  readonly thesaurus: Thesaurus;
  readonly ranking: Ranking;
  /** By number, which is in order of id. */
  readonly documents: readonly IndexedDocument[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Normalised, by number. */
  readonly titles: readonly string[];
};

/**
 * Ids are unique. The order of `documents` does not matter.
 */
export function createSearchIndex(
  documents: readonly SearchDocument[],
  options: SearchOptions = {},
): SearchEngine {
  const engine = buildEngine(documents, options);
  const findNamed = buildDocumentNames(documents);
  const complete = createCompletion(documents.map(({ id, title }) => ({ id, title })));
  const undated = documents.filter((document) => document.publishedOn === undefined).length;
  let collection: Collection = {
    inverted: engine.inverted,
    countPhrase: createPhraseCounter(engine.inverted, engine.ranking.title),
    space: undefined,
    vectors: undefined,
    modelVectors: undefined,
  };

  return {
    size: documents.length,
    inverted: engine.inverted,
    useLatent(space, vectors = projectDocuments(space, engine.inverted)) {
      collection = { ...collection, space, vectors };
    },
    useModel(vectors) {
      collection = { ...collection, modelVectors: packVectors(engine, vectors) };
    },
    search(query, limit, model) {
      const named = findNamed(query.text);
      const { read, found } = findDocuments(engine, collection, { query, model, named });
      const { ranked } = found;
      const shown = { ...found, ranked: ranked.slice(0, Math.max(0, limit)) };
      return {
        hits: explain(engine, shown, read.terms),
        total: ranked.length,
        exact: countExact(engine, read, ranked),
        corrections: read.corrections,
        unknown: read.unknown,
        ...suggest(query, read),
        missingFields: undated * 2 > documents.length ? findMissing(query, undated) : [],
      };
    },
    similar: (id, limit) => findSimilar(engine, collection, id, limit),
    alike: createLikeness(engine.inverted, (id) => {
      const number = engine.numbers.get(id);
      return number === undefined ? undefined : engine.documents[number]?.document;
    }),
    find: findNamed,
    complete,
    read: (text) => readQuery({ ...engine, space: collection.space }, text),
    lookUp: (word) => lookUpWord(engine.vocabulary, word),
  };
}

/** What a query finds, with how it was read. */
function findDocuments(
  engine: Engine,
  collection: Collection,
  asked: {
    readonly query: ParsedQuery;
    readonly model: Float32Array | undefined;
    /** Id of the document that the text names. */
    readonly named: string | undefined;
  },
): { readonly read: QueryTerms; readonly found: RankedDocuments } {
  const { query, model, named } = asked;
  const read = buildQueryTerms(query, engine.vocabulary, {
    thesaurus: engine.thesaurus,
    occurs: (terms) => collection.countPhrase(terms).size > 0,
  });
  if (!hasFilter(query)) {
    const { ranked, expansions } = rankDocuments(
      collection,
      { ...read, model },
      () => true,
      engine.ranking,
    );
    const first = putTitleFirst(engine, ranked, { text: query.text, named });
    return { read, found: { ranked: first, expansions } };
  }
  const test = buildFilter(query, engine.vocabulary);
  const passing = Uint8Array.from(engine.documents, (indexed) => (test(indexed) ? 1 : 0));
  const passes = (number: number) => passing[number] === 1;
  if (read.isEmpty) return { read, found: { ranked: listAll(engine, passes), expansions: [] } };
  return { read, found: rankDocuments(collection, { ...read, model }, passes, engine.ranking) };
}

function suggest(query: ParsedQuery, { likelier }: QueryTerms): { readonly suggestion?: string } {
  if (likelier === undefined) return {};
  return { suggestion: replaceWord(query.text, likelier.typed, likelier.used) };
}

function findSimilar(
  engine: Engine,
  collection: Collection,
  id: string,
  limit: number,
): readonly SearchHit[] {
  const own = engine.numbers.get(id);
  const document = own === undefined ? undefined : engine.documents[own]?.document;
  if (own === undefined || document === undefined) return [];
  const terms = pickTypicalTerms(document, engine.inverted);
  const title = engine.titles[own];
  const isOther = (other: number) => other !== own && engine.titles[other] !== title;
  const query = {
    terms,
    expansions: [],
    latent: takeVector(collection.vectors, own),
    model: takeVector(collection.modelVectors, own),
  };
  const weights = { ...engine.ranking, latent: SIMILAR_LATENT };
  const { ranked, expansions } = rankDocuments(collection, query, isOther, weights);
  return explain(engine, { ranked: ranked.slice(0, Math.max(0, limit)), expansions }, terms);
}

/** See `SearchIndex.lookUp`. */
function lookUpWord(vocabulary: Vocabulary, word: string) {
  const [token] = tokenize(word);
  if (token === undefined || token.stop) return { documents: 0, repair: undefined };
  const documents = vocabulary.documentCount(token.term);
  if (documents > 0) return { documents, repair: undefined };
  const repair = vocabulary.nearest(token.word);
  const [repaired] = tokenize(repair ?? '');
  return { documents: repaired ? vocabulary.documentCount(repaired.term) : 0, repair };
}

function buildEngine(documents: readonly SearchDocument[], options: SearchOptions): Engine {
  const builder = createInvertedIndexBuilder();
  const vocabulary = createVocabulary();
  const acronyms: AcronymDefinition[] = [];
  const sorted = documents.toSorted((a, b) => compareText(a.id, b.id));
  const indexed = sorted.map((document) => {
    const title = tokenize(document.title);
    const abstract = tokenize(document.abstract);
    builder.add(title, abstract);
    vocabulary.add(title, abstract);
    for (const text of [document.title, document.abstract]) acronyms.push(...findAcronyms(text));
    return { document, title: buildSequence(title), abstract: buildSequence(abstract) };
  });
  return {
    inverted: builder.build(),
    vocabulary,
    thesaurus: createThesaurus(options.glossary ?? [], options.acronyms === false ? [] : acronyms),
    ranking: { ...RANKING, ...options.ranking },
    documents: indexed,
    numbers: new Map(sorted.map(({ id }, number) => [id, number])),
    titles: sorted.map(({ title }) => normalizeTitle(title)),
  };
}

/** Newest first, undated last, then in order of id. */
function listAll({ documents }: Engine, passes: (document: number) => boolean): readonly Fused[] {
  const dayOf = (number: number) => documents[number]?.document.publishedOn ?? '';
  return [...documents.keys()]
    .filter(passes)
    .sort((a, b) => compareText(dayOf(b), dayOf(a)) || a - b)
    .map((document) => ({ document, score: 1, parts: { words: 1, latent: 0, model: 0 } }));
}

/** A query that is a title, with a slip or without, is that paper whatever else has its words. */
function putTitleFirst(
  { titles, numbers }: Engine,
  ranked: readonly Fused[],
  { text, named }: { readonly text: string; readonly named: string | undefined },
): readonly Fused[] {
  const near = ranked
    .slice(0, TITLE_DEPTH)
    .map(({ document }) => ({ document, slips: countSlips(titles[document] ?? '', text) }))
    .filter(({ slips }) => slips <= TITLE_SLIPS)
    .sort((a, b) => a.slips - b.slips);
  const meant = numbers.get(named ?? '') ?? near[0]?.document;
  // Above the best, for equal scores are in order of id.
  const score = (ranked[0]?.score ?? 1) * 1.01;
  if (meant === undefined || ranked[0]?.document === meant) return ranked;
  const parts = { words: score, latent: 0, model: 0 };
  return [
    { document: meant, score, parts },
    ...ranked.filter(({ document }) => document !== meant),
  ];
}

/** Letters wrong in a title that was typed; Infinity where it cannot be meant. */
function countSlips(title: string, text: string): number {
  const typed = normalizeTitle(text);
  const isNear =
    typed.length >= MIN_SLIP_CHARS && Math.abs(title.length - typed.length) <= TITLE_SLIPS;
  // "Llama 2" is not "Llama 3" with a slip.
  const hasSameNumbers = isNear && title.replace(/\D/g, '') === typed.replace(/\D/g, '');
  return hasSameNumbers ? distance(title, typed) : Number.POSITIVE_INFINITY;
}

/** How many of the ranked have every word of the query in some form. */
function countExact(
  { inverted }: Engine,
  { terms, isEmpty, isAbsent }: QueryTerms,
  ranked: readonly Fused[],
): number {
  if (isEmpty) return ranked.length;
  if (isAbsent) return 0;
  // A compound may be written in parts, so only its parts are asked for.
  const numbers = terms
    .filter(({ isCompound }) => !isCompound)
    .map(({ term }) => inverted.terms.get(term) ?? -1);
  if (numbers.length === 0) return 0;
  return ranked.filter(({ document }) =>
    numbers.every((number) => findPosting(inverted, number, document) >= 0),
  ).length;
}

/** Why each matched is worked out when it is asked for: most hits are ranked and never shown. */
function explain(
  engine: Engine,
  { ranked, expansions }: RankedDocuments,
  terms: readonly QueryTerm[],
): readonly SearchHit[] {
  const tests = terms.map(({ term, shown }) => ({
    shown,
    test: buildTermTest(term, engine.vocabulary),
  }));
  const findMatches = (document: number): readonly FieldMatch[] =>
    (['title', 'abstract'] as const).flatMap((field) => {
      const sequence = engine.documents[document]?.[field] ?? '';
      const words = tests.filter(({ test }) => test(sequence)).map(({ shown }) => shown);
      return words.length > 0 ? [{ field, words: [...new Set(words)] }] : [];
    });
  return ranked.map(({ document, score, parts }) => ({
    id: engine.documents[document]?.document.id ?? '',
    score,
    parts,
    get matches() {
      return findMatches(document);
    },
    get related() {
      return listRelated(engine, expansions, document);
    },
    get lacks() {
      const related = listRelated(engine, expansions, document);
      const typed = new Set(related.flatMap((each) => each.typed.toLowerCase().split(' ')));
      const has = new Set(findMatches(document).flatMap(({ words }) => words));
      // A compound may be written in parts, so only its parts are asked for.
      const asked = terms.filter(({ isCompound }) => !isCompound).map(({ shown }) => shown);
      return [...new Set(asked)].filter((word) => !has.has(word) && !typed.has(word));
    },
  }));
}

/** What a document has in place of words that it lacks; what it has besides them explains nothing. */
function listRelated(
  { inverted }: Engine,
  expansions: readonly FoundExpansion[],
  document: number,
): readonly RelatedWord[] {
  const lacks = (term: string) =>
    findPosting(inverted, inverted.terms.get(term) ?? -1, document) < 0;
  return expansions
    .filter(({ counts, trigger }) => counts.has(document) && trigger.some(lacks))
    .slice(0, MAX_RELATED)
    .map(({ typed, found }) => ({ typed, found }));
}

/** Vectors of a map as rows by document number; 0 for documents without one. */
function packVectors({ documents }: Engine, vectors: ModelVectors): DocumentVectors | undefined {
  const [first] = vectors.values();
  if (first === undefined) return undefined;
  const dimensions = first.length;
  const values = new Float32Array(documents.length * dimensions);
  for (const [number, { document }] of documents.entries()) {
    const vector = vectors.get(document.id);
    if (vector?.length === dimensions) values.set(vector, number * dimensions);
  }
  return { dimensions, values };
}

function takeVector(
  vectors: DocumentVectors | undefined,
  document: number,
): Float32Array | undefined {
  if (vectors === undefined) return undefined;
  const { dimensions, values } = vectors;
  const vector = values.subarray(document * dimensions, (document + 1) * dimensions);
  return vector.some((value) => value !== 0) ? vector : undefined;
}
