/**
 * Says in a few words why a paper trends: `top 4 % of its day · 14 comments`. Every part is a
 * fact computed from the paper or from what the team did openly; nobody is named.
 */
import { DateTime } from 'luxon';
import type { Day, Paper } from '../model/paper.ts';
import { findListingDay } from './rank-trending.ts';
import type { SignalKind, TeamSignal, TrendingPaper } from './trending.ts';

/** Up to here the place within the day is worth saying. */
const NOTABLE_TOP = 0.25;
/** From this percentile on a paper is called close to the topics. */
const NOTABLE_FIT = 0.75;
/** design.md, "What stays private": counts appear from three people up. */
const MIN_PEOPLE = 3;
/**
 * What people mean by "picked up". Saves and opened papers are private wherever it happens, so they
 * never count towards a number that is shown.
 */
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
  const { topOfDay, parts } = trending;
  const day = findListingDay(paper);
  const pages = new Set(paper.listings.map(({ page }) => page)).size;
  const people = countPeople(paper, signals);

  const facts: string[] = [];
  if (topOfDay !== undefined && topOfDay <= NOTABLE_TOP) {
    facts.push(`top ${toPercent(topOfDay)} % of its day`);
  }
  if (people >= MIN_PEOPLE) facts.push(`picked up by ${people} people here`);
  if (parts.fit >= NOTABLE_FIT) facts.push('close to the topics here');
  if (pages > 1) facts.push(`on ${pages} listing pages`);
  if (paper.comments === 1) facts.push('1 comment');
  else if (paper.comments) facts.push(`${paper.comments} comments`);
  if (day === undefined) facts.push('archive');
  else if (facts.length === 0) facts.push(`listed ${formatDay(day)}`);
  return facts.join(' · ');
}

/** `2025-10-30` → `30 Oct 2025`. */
function formatDay(day: Day): string {
  return DateTime.fromISO(day, { zone: 'utc' }).toFormat('d LLL yyyy', { locale: 'en-US' });
}

/** 0.04 → 4: rounded up, so that the claim stays true, but not for a floating-point remainder. */
function toPercent(share: number): number {
  return Math.ceil(Number((100 * share).toFixed(6)));
}

/**
 * Distinct people who did something with the paper in a public channel, under any of its ids. What
 * was done in a private one or a direct message changes no number anywhere.
 */
function countPeople(paper: Paper, signals: readonly TeamSignal[]): number {
  const ids = new Set([paper.id, ...paper.aliases]);
  return new Set(
    signals
      .filter(({ paperId, kind, isOpen }) => isOpen && ids.has(paperId) && OPEN_ACTS.has(kind))
      .map(({ userId }) => userId),
  ).size;
}
