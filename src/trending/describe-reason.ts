/**
 * Says in a few words why a paper trends: `top 4 % of its day · 14 comments`. Every part is a
 * fact computed from the paper or from what the team did openly; nobody is named.
 */
import type { Paper } from '../model/paper.ts';
import { findListingDay } from './rank-trending.ts';
import type { SignalKind, TeamSignal, TrendingPaper } from './trending.ts';

/** From this percentile on the place within the day is worth saying. */
const NOTABLE_PRIOR = 0.75;
/** From this percentile on a paper is called close to the topics. */
const NOTABLE_FIT = 0.75;
/** design.md, "What stays private": counts appear from three people up. */
const MIN_PEOPLE = 3;
/** Saves and opened papers are private, so they never count towards a number that is shown. */
const OPEN_ACTS: ReadonlySet<SignalKind> = new Set(['shared', 'liked', 'asked']);

/**
 * One line, never empty, parts joined by ` · `. A paper without a listing day ends in `archive`;
 * one with a day of which nothing else is known says the day. `signals` may be the whole team's.
 */
export function describeReason(options: {
  readonly trending: TrendingPaper;
  readonly paper: Paper;
  readonly signals: readonly TeamSignal[];
}): string {
  const { trending, paper, signals } = options;
  const { prior, fit } = trending.parts;
  const day = findListingDay(paper);
  const pages = new Set(paper.listings.map(({ page }) => page)).size;
  const people = countPeople(paper, signals);

  const facts: string[] = [];
  if (day !== undefined && paper.upvotes !== undefined && prior >= NOTABLE_PRIOR) {
    facts.push(`top ${toTopPercent(prior)} % of its day`);
  }
  if (people >= MIN_PEOPLE) facts.push(`${people} people here shared, liked or asked about it`);
  if (fit >= NOTABLE_FIT) facts.push('close to the topics here');
  if (pages > 1) facts.push(`on ${pages} listing pages`);
  if (paper.comments === 1) facts.push('1 comment');
  else if (paper.comments) facts.push(`${paper.comments} comments`);
  if (day === undefined) facts.push('archive');
  else if (facts.length === 0) facts.push(`listed ${day}`);
  return facts.join(' · ');
}

/** 0.96 → 4: rounded up, so that the claim stays true, but not for a floating-point remainder. */
function toTopPercent(prior: number): number {
  return Math.ceil(Number((100 * (1 - prior)).toFixed(6)));
}

/** Distinct people who openly did something with the paper, under any of its ids. */
function countPeople(paper: Paper, signals: readonly TeamSignal[]): number {
  const ids = new Set([paper.id, ...paper.aliases]);
  return new Set(
    signals
      .filter(({ paperId, kind }) => ids.has(paperId) && OPEN_ACTS.has(kind))
      .map(({ userId }) => userId),
  ).size;
}
