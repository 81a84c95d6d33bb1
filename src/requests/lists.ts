/**
 * Lists of papers a person asks for: a search, papers like another, papers near a message, their
 * saved ones. Each list is remembered as a result set, so that its buttons carry only an id and
 * work after a restart; an expired one is made again.
 */
import type { Paper, PaperId } from '../model/paper.ts';
import { describeFilters } from '../search/describe-filters.ts';
import { isPaperName } from '../search/document-name.ts';
import { type ParsedQuery, parseQuery, plainQuery, type QueryProblem } from '../search/query.ts';
import type { SearchHit, SearchResult } from '../search/search-index.ts';
import { buildSnippet } from '../search/snippet.ts';
import { type Asker, findPapers, type Library } from './library.ts';
import { GONE_PAPER } from './paper.ts';
import type { ListKind, ResultSet } from './ports.ts';
import type { NoticeReply, ResultItem, ResultsReply } from './replies.ts';

/** Papers on one page: what a person takes in without scrolling on a phone. */
export const PAGE_SIZE = 5;

/** The longest list that can be paged through. Twenty pages on, other words serve better. */
const MAX_LISTED = 100;

/** How long a list keeps its order. After a day the corpus may have changed under it. */
const LIST_LIFE_MS = 24 * 60 * 60 * 1000;

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
  return buildPage(library, asker, { ...findAgain(library, set), lead: '' }, { page });
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
  const list = { ...findAgain(library, set), lead: '' };
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
  const made = kind === 'saved' ? undefined : makeList(library, kind, subject);
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

function makeList(library: Library, kind: Exclude<ListKind, 'saved'>, subject: string): Made {
  if (kind === 'similar') {
    return { ...NOTHING_MADE, hits: library.index.similar(subject, MAX_LISTED) };
  }
  const query = kind === 'search' ? parseQuery(subject) : plainQuery(subject);
  const found = library.index.search(query, MAX_LISTED);
  // A title typed or pasted whole is that paper, whatever else shares its words.
  const named = kind === 'search' ? library.index.find(subject) : undefined;
  if (kind === 'search' && named === undefined && isPaperName(subject)) {
    return { ...NOTHING_MADE, problems: [{ text: subject, offset: 0, hint: NO_IDS }] };
  }
  const hits =
    named === undefined
      ? found.hits
      : [
          found.hits.find((hit) => hit.id === named) ?? { id: named, score: 1, matches: [] },
          ...found.hits.filter((hit) => hit.id !== named),
        ];
  return { query, hits, found, problems: query.problems };
}

/** The stored order with today's reasons: why each matched is worked out again, not stored. */
function findAgain(library: Library, set: ResultSet): Omit<List, 'lead'> {
  const made = set.kind === 'saved' ? NOTHING_MADE : makeList(library, set.kind, set.subject);
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
    setId: set.id,
    page,
    nextPage: from + pageSize < papers.length ? page + 1 : undefined,
    corrections: found?.corrections ?? [],
    unknown: set.kind === 'search' ? (found?.unknown ?? []) : [],
    missingFields: found?.missingFields ?? [],
    problems: list.problems,
    lead: describeLead(list, { papers: papers.length, isLast: from + pageSize >= papers.length }),
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
  const matches = hit?.matches ?? [];
  const words = matches.flatMap((match) => match.words);
  return {
    paper,
    excerpt: buildSnippet(paper, words),
    matches,
    saved: saved.has(paper.id),
  };
}
