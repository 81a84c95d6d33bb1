/**
 * Papers and what the team did with them in, the trending order out. Nothing is fetched and
 * nothing is left out: the digest takes from the top what it has not shown yet.
 */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import {
  scoreListing,
  scoreRecency,
  scoreTeam,
  scoreTrending,
  scoreUpvotes,
  UNKNOWN_PRIOR,
  weighSignal,
} from './score.ts';
import type { TeamSignal, TrendingPaper, TrendingParts } from './trending.ts';
import { countWorkdays, localDay } from './workdays.ts';

const DAY_MS = 86_400_000;

/**
 * Papers listed within so many workdays stand before all others. Two weeks: upvotes take that
 * long to settle (design.md), and after it recency has made the score a tenth of what it was.
 */
export const FRESH_WORKDAYS = 10;

/**
 * Every paper once, in two groups: those listed within the last ten workdays, then the rest
 * (archive, and listed longer ago); best score first in each, equal scores by id. The groups keep
 * an archive paper, whose score lacks the recency factor and is therefore not comparable, from
 * displacing one that is new. The order of the input does not matter.
 *
 * Signals given under an alias count for its paper. `fit` holds percentiles (0 to 1) by paper;
 * absent = 0. `zone` is an IANA time zone and decides which day today is.
 */
export function rankTrending(options: {
  readonly papers: readonly Paper[];
  readonly signals: readonly TeamSignal[];
  readonly nowMs: number;
  readonly zone: string;
  readonly fit?: ReadonlyMap<PaperId, number>;
}): TrendingPaper[] {
  const { papers, signals, nowMs, zone, fit } = options;
  const today = localDay(nowMs, zone);
  const locals = sumSignals(papers, signals, nowMs);
  const votesByDay = countVotes(papers);
  const pageSizes = measurePages(papers);

  const ages = new Map<Day, number>();
  const ageOf = (day: Day): number => {
    const age = ages.get(day) ?? countWorkdays(day, today);
    ages.set(day, age);
    return age;
  };

  const ranked = papers.map((paper) => {
    const day = findListingDay(paper);
    const age = day === undefined ? undefined : ageOf(day);
    const votes = day === undefined ? undefined : compareVotes(paper, votesByDay.get(day));
    const parts = {
      recency: age === undefined ? undefined : scoreRecency(age),
      prior: day === undefined ? priorFromPages(paper, pageSizes) : priorFromVotes(votes),
      team: scoreTeam(locals.get(paper.id) ?? 0),
      fit: Math.min(1, Math.max(0, fit?.get(paper.id) ?? 0)),
    };
    return {
      isFresh: age !== undefined && age <= FRESH_WORKDAYS,
      trending: {
        paperId: paper.id,
        score: scoreTrending(parts),
        parts,
        ...(votes && { topOfDay: 1 - votes.fewer / votes.of }),
      },
    };
  });
  ranked.sort(
    (a, b) =>
      Number(b.isFresh) - Number(a.isFresh) ||
      b.trending.score - a.trending.score ||
      (a.trending.paperId < b.trending.paperId ? -1 : 1),
  );
  return ranked.map(({ trending }) => trending);
}

/** Whether a paper was listed within the last ten workdays. */
export function isFresh({ recency }: TrendingParts): boolean {
  return recency !== undefined && recency >= scoreRecency(FRESH_WORKDAYS);
}

/** The latest day a paper was listed; undefined when no listing of it has a day. */
export function findListingDay(paper: Paper): Day | undefined {
  let latest: Day | undefined;
  for (const { day } of paper.listings) {
    if (day !== undefined && (latest === undefined || day > latest)) latest = day;
  }
  return latest;
}

/** `local` of each paper anybody touched: each person, kind and paper once, at its latest. */
function sumSignals(
  papers: readonly Paper[],
  signals: readonly TeamSignal[],
  nowMs: number,
): Map<PaperId, number> {
  const owners = new Map(papers.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id])));
  const latest = new Map<string, TeamSignal>();
  for (const signal of signals) {
    const paperId = owners.get(signal.paperId) ?? signal.paperId;
    const key = JSON.stringify([paperId, signal.kind, signal.userId]);
    const known = latest.get(key);
    if (known === undefined || known.atMs < signal.atMs) latest.set(key, { ...signal, paperId });
  }
  const locals = new Map<PaperId, number>();
  // Added in one fixed order: floating-point sums depend on it.
  for (const [, signal] of [...latest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const weight = weighSignal(signal.kind, (nowMs - signal.atMs) / DAY_MS);
    locals.set(signal.paperId, (locals.get(signal.paperId) ?? 0) + weight);
  }
  return locals;
}

type Votes = Parameters<typeof scoreUpvotes>[0];

/** By listing day and number of upvotes: how many papers of the day have fewer, and as many. */
function countVotes(papers: readonly Paper[]): Map<Day, ReadonlyMap<number, Votes>> {
  const upvotes = new Map<Day, number[]>();
  for (const paper of papers) {
    const day = findListingDay(paper);
    if (day === undefined || paper.upvotes === undefined) continue;
    const ofDay = upvotes.get(day);
    if (ofDay === undefined) upvotes.set(day, [paper.upvotes]);
    else ofDay.push(paper.upvotes);
  }
  return new Map([...upvotes].map(([day, ofDay]) => [day, countTies(ofDay)]));
}

function countTies(upvotes: readonly number[]): ReadonlyMap<number, Votes> {
  const ties = new Map<number, Votes>();
  for (const [index, count] of [...upvotes].sort((a, b) => a - b).entries()) {
    const { fewer, same } = ties.get(count) ?? { fewer: index, same: 0 };
    ties.set(count, { fewer, same: same + 1, of: upvotes.length });
  }
  return ties;
}

/** Undefined where there is nothing to compare, as for the only paper of its day. */
function compareVotes(
  { upvotes }: Paper,
  ofDay: ReadonlyMap<number, Votes> | undefined,
): Votes | undefined {
  const votes = upvotes === undefined ? undefined : ofDay?.get(upvotes);
  return votes === undefined || votes.of < 2 ? undefined : votes;
}

/** Entries of each page, by the lowest place any paper has on it. */
function measurePages(papers: readonly Paper[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { listings } of papers) {
    for (const { page, place } of listings) sizes.set(page, Math.max(place, sizes.get(page) ?? 0));
  }
  return sizes;
}

function priorFromVotes(votes: Votes | undefined): number {
  return votes === undefined ? UNKNOWN_PRIOR : scoreUpvotes(votes);
}

function priorFromPages(paper: Paper, pageSizes: ReadonlyMap<string, number>): number {
  const places = paper.listings.map(
    ({ page, place }) => 1 - (place - 1) / (pageSizes.get(page) ?? place),
  );
  return scoreListing({
    pages: new Set(paper.listings.map(({ page }) => page)).size,
    bestPlace: Math.max(...places),
    comments: paper.comments ?? 0,
  });
}
