/**
 * Lists of papers a person asks for: a search, papers like another, papers near a message, their
 * saved ones. Each list is remembered as a result set, so that its buttons carry only an id and
 * work after a restart; an expired one is made again.
 */
import type { Paper, PaperId } from '../model/paper.ts';
import { describeFilters } from '../search/describe-filters.ts';
import { isPaperName } from '../search/document-name.ts';
import {
  countWords,
  cutWords,
  type ParsedQuery,
  parseQuery,
  plainQuery,
  type QueryProblem,
} from '../search/query.ts';
import type { SearchHit, SearchResult } from '../search/search-index.ts';
import { buildSnippet } from '../search/snippet.ts';
import { explainHit } from './explain-hit.ts';
import { type Asker, findPapers, type Library } from './library.ts';
import { GONE_PAPER } from './paper.ts';
import type { ListKind, ResultSet } from './ports.ts';
import type { NoticeReply, ResultItem, ResultsReply } from './replies.ts';

/** Papers on one page: what a person takes in without scrolling on a phone. */
export const PAGE_SIZE = 5;

/** The longest list that can be paged through. Twenty pages on, other words serve better. */
const MAX_LISTED = 100;

/** Further down the list the likeness is of no use to anybody. */
const MAX_SIMILAR = 20;

/** How long a list keeps its order. After a day the corpus may have changed under it. */
export const LIST_LIFE_MS = 24 * 60 * 60 * 1000;

/** A list as it was made or found again, before a page of it is cut. */
type List = {
  readonly set: ResultSet;
  readonly query: ParsedQuery | undefined;
  readonly hits: readonly SearchHit[];
  readonly found: SearchResult | undefined;
  readonly problems: readonly QueryProblem[];
  readonly lead: string;
};

/**
 * `/papers words…`: the first page of what matches. `text` is not empty; `lead` is said before the
 * papers, when there are any.
 */
export async function searchPapers(
  library: Library,
  asker: Asker,
  text: string,
  { lead = '', pageSize = PAGE_SIZE }: { readonly lead?: string; readonly pageSize?: number } = {},
): Promise<ResultsReply> {
  await library.memory.history.add(asker.person, text.trim(), asker.nowMs);
  return firstPage(library, asker, { kind: 'search', subject: text.trim(), lead, pageSize });
}

/** Papers like the one with `id`, which may be an alias. */
export async function listSimilar(
  library: Library,
  asker: Asker,
  id: PaperId,
): Promise<ResultsReply | NoticeReply> {
  const paper = library.byId.get(id);
  if (paper === undefined) return GONE_PAPER;
  return firstPage(library, asker, { kind: 'similar', subject: paper.id, lead: '' });
}

/** Papers near the text of a message, read as plain words. */
export async function listRelated(
  library: Library,
  asker: Asker,
  message: string,
): Promise<ResultsReply | NoticeReply> {
  if (!/[\p{L}\p{N}]/u.test(message)) {
    return { kind: 'notice', text: 'That message has no words I could search with.' };
  }
  return firstPage(library, asker, { kind: 'related', subject: message.trim(), lead: '' });
}

/** The asker's saved papers, newest first. */
export async function listSaved(library: Library, asker: Asker): Promise<ResultsReply> {
  return firstPage(library, asker, { kind: 'saved', subject: '', lead: '' });
}

/**
 * Page `page` (from 0) of a list shown before. Undefined when the asker has no such list: it is
 * another person's, or so old that it is forgotten.
 */
export async function showPage(
  library: Library,
  asker: Asker,
  setId: string,
  page: number,
): Promise<ResultsReply | undefined> {
  const set = await library.memory.resultSets.load(asker.person, setId);
  if (set === undefined) return undefined;
  if (set.expiresMs <= asker.nowMs) {
    const lead = 'That list had expired, so it was made again.';
    return firstPage(library, asker, { kind: set.kind, subject: set.subject, lead });
  }
  return buildPage(library, asker, { ...(await findAgain(library, set)), lead: '' }, { page });
}

/** The papers on one page of a list that still stands; undefined as for `showPage`. */
export async function loadPage(
  library: Library,
  asker: Asker,
  setId: string,
  page: number,
): Promise<readonly ResultItem[] | 'expired' | undefined> {
  const set = await library.memory.resultSets.load(asker.person, setId);
  if (set === undefined) return undefined;
  if (set.expiresMs <= asker.nowMs) return 'expired';
  const list = { ...(await findAgain(library, set)), lead: '' };
  const { items } = await buildPage(library, asker, list, { page });
  return items;
}

type Wish = {
  readonly kind: ListKind;
  readonly subject: string;
  readonly lead: string;
  readonly pageSize?: number | undefined;
};

async function firstPage(library: Library, asker: Asker, wish: Wish): Promise<ResultsReply> {
  const { kind, subject, lead, pageSize } = wish;
  const made =
    kind === 'saved' ? undefined : await makeList(library, { kind, subject }, MAX_LISTED);
  const paperIds =
    made === undefined
      ? await library.memory.saves.list(asker.person)
      : made.hits.map((hit) => hit.id);
  const set: ResultSet = {
    id: library.newId(),
    owner: asker.person,
    kind,
    subject,
    paperIds: paperIds.slice(0, MAX_LISTED),
    expiresMs: asker.nowMs + LIST_LIFE_MS,
  };
  await library.memory.resultSets.save(set);
  const list: List = { ...NOTHING_MADE, ...made, set, lead };
  return buildPage(library, asker, list, { page: 0, pageSize });
}

type Made = Pick<List, 'query' | 'hits' | 'found' | 'problems'>;

const NOTHING_MADE: Made = { query: undefined, hits: [], found: undefined, problems: [] };

const NO_IDS =
  'the listing pages state no arXiv ids, so most papers here have none. Search by the title';

/** A paper found by its name alone. */
const NAMED_ONLY = {
  score: 1,
  matches: [],
  related: [],
  lacks: [],
  parts: { words: 1, latent: 0, model: 0 },
} as const;

async function makeList(
  library: Library,
  { kind, subject }: { readonly kind: Exclude<ListKind, 'saved'>; readonly subject: string },
  limit: number,
): Promise<Made> {
  if (kind === 'similar') {
    return { ...NOTHING_MADE, hits: library.index.similar(subject, MAX_SIMILAR) };
  }
  const query = kind === 'search' ? parseQuery(subject) : plainQuery(subject);
  // A title typed or pasted whole is that paper, whatever else shares its words.
  const named = kind === 'search' ? library.index.find(subject) : undefined;
  if (kind === 'search' && named === undefined && isPaperName(subject)) {
    return { ...NOTHING_MADE, problems: [{ text: subject, offset: 0, hint: NO_IDS }] };
  }
  // Without the filters that say nothing about meaning; of a paper's name there is nothing to ask.
  const meant = kind === 'search' ? [...query.words, ...query.phrases].join(' ') : query.text;
  const vector = named === undefined ? await library.embedQuery(meant) : undefined;
  const found = library.index.search(query, limit, vector);
  const hits =
    named === undefined
      ? found.hits
      : [
          found.hits.find((hit) => hit.id === named) ?? { ...NAMED_ONLY, id: named },
          ...found.hits.filter((hit) => hit.id !== named),
        ];
  return { query, hits, found, problems: query.problems };
}

/**
 * The stored order with today's reasons: why each matched is worked out again, not stored. All that
 * is found is looked through, for the order may be another by now.
 */
async function findAgain(library: Library, set: ResultSet): Promise<Omit<List, 'lead'>> {
  const made =
    set.kind === 'saved'
      ? NOTHING_MADE
      : await makeList(library, { kind: set.kind, subject: set.subject }, library.index.size);
  return { ...made, set };
}

async function buildPage(
  library: Library,
  asker: Asker,
  list: List,
  { page, pageSize = PAGE_SIZE }: { readonly page: number; readonly pageSize?: number | undefined },
): Promise<ResultsReply> {
  const { set, found } = list;
  const papers = findPapers(library, set.paperIds);
  const from = page * pageSize;
  const saved = new Set(await library.memory.saves.list(asker.person));
  const hits = new Map(list.hits.map((hit) => [hit.id, hit]));
  return {
    kind: 'results',
    list: set.kind,
    subject: set.kind === 'similar' ? (library.byId.get(set.subject)?.title ?? '') : set.subject,
    filters: set.kind === 'search' && list.query ? describeFilters(list.query) : '',
    items: papers
      .slice(from, from + pageSize)
      .map((paper) => buildItem(paper, hits.get(paper.id), saved)),
    firstRank: from + 1,
    total: Math.max(found?.total ?? 0, papers.length),
    ...describeQuery(list),
    setId: set.id,
    page,
    nextPage: from + pageSize < papers.length ? page + 1 : undefined,
    corrections: found?.corrections ?? [],
    unknown: set.kind === 'search' ? (found?.unknown ?? []) : [],
    missingFields: found?.missingFields ?? [],
    problems: list.problems,
    lead: describeLead(list, { papers: papers.length, isLast: from + pageSize >= papers.length }),
    followUp: undefined,
  };
}

/** What is known of a query that somebody typed; a message's text is none. */
function describeQuery({
  set,
  query,
  found,
}: List): Pick<ResultsReply, 'words' | 'exact' | 'uncorrected' | 'suggestion'> {
  if (set.kind !== 'search' || query === undefined || found === undefined) {
    return { words: 0, exact: 0, uncorrected: '', suggestion: undefined };
  }
  const guessed = found.corrections.map(({ typed }) => typed);
  const rest = guessed.length === 0 ? '' : cutWords(query.text, guessed);
  return {
    words: countWords(query),
    exact: found.exact,
    uncorrected: countWords(parseQuery(rest)) === 0 ? '' : rest,
    suggestion: found.suggestion,
  };
}

/** What is said before the papers; on the last page of a list that was cut, that it was. */
function describeLead(
  { lead, found }: List,
  { papers, isLast }: { readonly papers: number; readonly isLast: boolean },
): string {
  const isCut = isLast && papers > 0 && papers < (found?.total ?? 0);
  if (isCut) return `The first ${papers} are listed; more words, or other words, narrow it.`;
  return papers === 0 ? '' : lead;
}

function buildItem(
  paper: Paper,
  hit: SearchHit | undefined,
  saved: ReadonlySet<PaperId>,
): ResultItem {
  const why = explainHit(hit);
  const words = [
    ...why.matches.flatMap((match) => match.words),
    ...why.related.map(({ found }) => found),
  ];
  return { paper, excerpt: buildSnippet(paper, words), why, saved: saved.has(paper.id) };
}
