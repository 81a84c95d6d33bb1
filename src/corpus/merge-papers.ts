/**
 * Papers of several sources → one corpus. Two are the same paper when they share an id or an older
 * one, or when they bear the same title and their abstracts agree: `Attention Is All You Need`
 * names one paper, `Editorial` many. Each keeps every id, listing and link that any source gave it.
 */
import type { Link, Listing, Paper, PaperId } from '../model/paper.ts';
import { normalizeTitle } from '../model/title.ts';
import { normalizeUrl } from './find-links.ts';

/**
 * Abstracts agree when the one with fewer different words has this share of them in the other. Of
 * the 53 papers that are on the listing pages and in a year of the feed all have 1; of 300,000
 * pairs of different papers of the feed one has .6.
 */
const AGREEMENT = 0.6;

/** A title of no more words, `Llama 2`, may be anybody's: it needs two abstracts that agree. */
const SHORT_TITLE_WORDS = 2;

/** A title that so many papers bear names none of them; also bounds the comparisons. */
const MAX_SAME_TITLE = 50;

/**
 * The papers of all lists, each once: in the order in which they are first seen, with the words of
 * the first title. An arXiv id comes before a `title:` one, then the first seen; all others become
 * aliases. The fullest abstract wins; upvotes and comments are those of the paper whose listings
 * reach the latest day, of the same day the more; where two disagree on the rest, the first counts.
 *
 * A paper that is met once comes out as it is; merging what is merged changes nothing. Which
 * papers are merged does not depend on the order of the lists, as long as each has one title.
 */
export function mergePapers(lists: readonly (readonly Paper[])[]): Paper[] {
  let papers = lists.flat();
  for (;;) {
    const groups = groupPapers(papers);
    if (groups.length === papers.length) return papers;
    // A merged paper can be the same as a third one that none of its parts was.
    papers = groups.map(mergeGroup);
  }
}

type Group = readonly [Paper, ...Paper[]];

/** Papers that are the same stand together, groups and their papers in the order of `papers`. */
function groupPapers(papers: readonly Paper[]): Group[] {
  const union = createUnion(papers.length);
  const owners = new Map<PaperId, number>();
  for (const [at, { id, aliases }] of papers.entries()) {
    for (const each of [id, ...aliases]) {
      const owner = owners.get(each);
      if (owner === undefined) owners.set(each, at);
      else union.join(owner, at);
    }
  }
  joinByTitle(papers, union);
  const groups = new Map<number, [Paper, ...Paper[]]>();
  for (const [at, paper] of papers.entries()) {
    const group = groups.get(union.find(at));
    if (group === undefined) groups.set(union.find(at), [paper]);
    else group.push(paper);
  }
  return [...groups.values()];
}

/** First all abstracts are compared; only then it is known whether one without words has a choice. */
function joinByTitle(papers: readonly Paper[], union: Union): void {
  const byTitle = new Map<string, number[]>();
  for (const [at, { title }] of papers.entries()) {
    const key = normalizeTitle(title);
    const same = byTitle.get(key);
    if (same === undefined) byTitle.set(key, [at]);
    else same.push(at);
  }
  const shared = [...byTitle.values()].filter((places) => {
    const known = new Set(places.map(union.find)).size;
    return known > 1 && known <= MAX_SAME_TITLE;
  });
  const sorted = shared.map((places) => {
    const words = new Map(places.map((at) => [at, collectWords(papers[at]?.abstract ?? '')]));
    const spoken = places.filter((at) => words.get(at)?.size !== 0);
    return { words, spoken, silent: places.filter((at) => words.get(at)?.size === 0) };
  });
  for (const { words, spoken } of sorted) joinAgreeing(spoken, words, union);
  const silentJoins = sorted.flatMap(({ spoken, silent }) => {
    const places = [...spoken, ...silent];
    const hasNoChoice = new Set(spoken.map(union.find)).size <= 1;
    const isLong = places.every((at) => countWords(papers[at]?.title ?? '') > SHORT_TITLE_WORDS);
    return hasNoChoice && isLong ? [places] : [];
  });
  for (const [first = 0, ...others] of silentJoins) {
    for (const at of others) union.join(first, at);
  }
}

function joinAgreeing(
  places: readonly number[],
  words: ReadonlyMap<number, ReadonlySet<string>>,
  union: Union,
): void {
  for (const [order, one] of places.entries()) {
    for (const other of places.slice(order + 1)) {
      if (union.find(one) === union.find(other)) continue;
      if (agree(words.get(one), words.get(other))) union.join(one, other);
    }
  }
}

function agree(one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()) {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  const common = [...fewer].filter((word) => more.has(word)).length;
  return common >= AGREEMENT * fewer.size;
}

function collectWords(text: string): ReadonlySet<string> {
  return new Set(text.normalize('NFKC').toLowerCase().match(WORD) ?? []);
}

function countWords(title: string): number {
  return (title.match(WORD) ?? []).length;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

function mergeGroup(group: Group): Paper {
  const [first] = group;
  if (group.length === 1) return first;
  const ids = new Set(group.flatMap((paper) => [paper.id, ...paper.aliases]));
  const id = [...ids].find((each) => each.startsWith('arxiv:')) ?? first.id;
  ids.delete(id);
  const fullest = group.reduce((best, paper) => (isFuller(paper, best) ? paper : best));
  const publishedOn = firstKnown(group, 'publishedOn');
  const authorCount = firstKnown(group, 'authorCount');
  const organization = firstKnown(group, 'organization');
  const comments = newestCount(group, 'comments');
  const upvotes = newestCount(group, 'upvotes');
  return {
    id,
    aliases: [...ids].sort(),
    title: first.title,
    abstract: fullest.abstract,
    rawTitle: first.rawTitle,
    rawAbstract: fullest.rawAbstract,
    damaged: fullest.damaged,
    truncated: fullest.truncated,
    links: uniteLinks([fullest, ...group]),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(authorCount !== undefined && { authorCount }),
    ...(organization !== undefined && { organization }),
    ...(comments !== undefined && { comments }),
    ...(upvotes !== undefined && { upvotes }),
    listings: uniteListings(group),
  };
}

/** Not cut off before cut off, then what can be quoted most of, then the longest, then by letters. */
function isFuller(paper: Paper, best: Paper): boolean {
  if (paper.truncated !== best.truncated) return best.truncated;
  const more = countSound(paper) - countSound(best) || paper.abstract.length - best.abstract.length;
  return more === 0 ? paper.abstract < best.abstract : more > 0;
}

function countSound({ abstract, damaged }: Paper): number {
  return damaged.reduce((sum, { start, end }) => sum - (end - start), abstract.length);
}

function firstKnown<Field extends 'publishedOn' | 'authorCount' | 'organization'>(
  group: Group,
  field: Field,
): Paper[Field] {
  return group.find((paper) => paper[field] !== undefined)?.[field];
}

function newestCount(group: Group, field: 'comments' | 'upvotes'): number | undefined {
  const known = group.flatMap((paper) => {
    const count = paper[field];
    return count === undefined ? [] : { day: findLatestDay(paper), count };
  });
  known.sort((one, other) => compare(other.day, one.day) || other.count - one.count);
  return known[0]?.count;
}

/** '' when no listing has a day. */
function findLatestDay({ listings }: Paper): string {
  return listings.reduce((latest, { day = '' }) => (day > latest ? day : latest), '');
}

function uniteLinks(papers: readonly Paper[]): Link[] {
  const links = new Map<string, Link>();
  for (const link of papers.flatMap((paper) => paper.links)) {
    const key = normalizeUrl(link.url);
    if (!links.has(key)) links.set(key, link);
  }
  return [...links.values()];
}

/** A listing's page and day once, at the best place it gave. */
function uniteListings(group: Group): Listing[] {
  const listings = new Map<string, Listing>();
  for (const listing of group.flatMap((paper) => paper.listings)) {
    const key = JSON.stringify([listing.page, listing.day]);
    const known = listings.get(key);
    if (known === undefined || listing.place < known.place) listings.set(key, listing);
  }
  return [...listings.values()].sort(
    (one, other) =>
      compare(one.page, other.page) ||
      one.place - other.place ||
      compare(one.day ?? '', other.day ?? ''),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

type Union = {
  /** The first of those that `at` has been joined with. */
  readonly find: (at: number) => number;
  readonly join: (one: number, other: number) => void;
};

/** Disjoint sets of the numbers below `size`, with path halving (Tarjan and van Leeuwen 1984). */
function createUnion(size: number): Union {
  const parents = Int32Array.from({ length: size }, (_, at) => at);
  const find = (at: number): number => {
    let root = at;
    for (;;) {
      const parent = parents[root] ?? root;
      if (parent === root) return root;
      parents[root] = parents[parent] ?? parent;
      root = parent;
    }
  };
  const join = (one: number, other: number): void => {
    const [first, later] = [find(one), find(other)].sort((a, b) => a - b);
    if (first !== undefined && later !== undefined) parents[later] = first;
  };
  return { find, join };
}
