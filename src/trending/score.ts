/**
 * The formula of the trending score and every weight in it:
 *
 *     2^(-age/3) · (0.5·prior + 0.5·team) + 0.15·fit
 *
 * Source: design.md, "Trending score". Where the design leaves a number open, the reason stands
 * beside it. Numbers in, numbers out; which papers and which signals is `rank-trending.ts`.
 */
import type { SignalKind, TrendingParts } from './trending.ts';

/** design.md: interest in a new paper halves every three workdays. */
const RECENCY_HALF_LIFE_WORKDAYS = 3;
/** design.md: what the world thinks and what the team thinks weigh the same. */
const PRIOR_SHARE = 0.5;
const TEAM_SHARE = 0.5;
/** design.md: topics break ties and lift a paper a little; they cannot make it trend alone. */
const FIT_WEIGHT = 0.15;

/** design.md: what an act says about a paper, from telling others (3) to a mere look (0.5). */
const SIGNAL_WEIGHTS: Readonly<Record<SignalKind, number>> = {
  shared: 3,
  saved: 2,
  asked: 2,
  liked: 1,
  opened: 0.5,
  rejected: -2,
};
/** design.md: an act counts half after three days. */
const SIGNAL_HALF_LIFE_DAYS = 3;
/** design.md: one fresh share makes the team part one half. */
const TEAM_HALF = 3;
/**
 * `local/(local+3)` has its pole at -3 and turns positive beyond it. One fresh "not for us"
 * (-2) already gives -2, below every paper nobody rejected, so that is the floor.
 */
const LOCAL_FLOOR = -2;

/** When nothing is known: the middle of the scale (design.md). */
export const UNKNOWN_PRIOR = 0.5;

/**
 * How the prior of a paper known only from listing pages is put together; the shares add up to 1.
 * Being listed again is the strongest sign, because somebody chose it a second time. The place
 * says less: pages are sorted by rules we do not know. Comments say least: only one page counts them.
 */
const LISTING_SHARES = { pages: 0.5, place: 0.3, comments: 0.2 };
/** As many comments give half of their share; the most commented papers of a page have 10 to 20. */
const COMMENTS_HALF = 5;

/**
 * 0 to 1: where a paper stands among the `of` papers of its day with known upvotes, itself included,
 * of which `fewer` have fewer upvotes and `same` as many. The percentile in the middle of the ties
 * (Hazen's plotting position where there are none: Hyndman and Fan 1996, The American Statistician
 * 50(4), definition 5): equal papers get the same, whatever their number; the mean of any day is
 * 0.5, so that neither a day of many papers nor one of few, nor one not voted on yet, is ahead.
 */
export function scoreUpvotes(votes: {
  readonly fewer: number;
  readonly same: number;
  readonly of: number;
}): number {
  return (votes.fewer + votes.same / 2) / votes.of;
}

/** 1 on the day of the listing, 0.5 three workdays later. */
export function scoreRecency(ageWorkdays: number): number {
  return 2 ** (-ageWorkdays / RECENCY_HALF_LIFE_WORKDAYS);
}

/** What one act is worth after `days` (fractions count; the future counts as now). */
export function weighSignal(kind: SignalKind, days: number): number {
  return SIGNAL_WEIGHTS[kind] * 2 ** (-Math.max(0, days) / SIGNAL_HALF_LIFE_DAYS);
}

/** -2 to 1 (exclusive), rising with `local`, the sum of the weighed acts; 0 for 0. */
export function scoreTeam(local: number): number {
  const floored = Math.max(LOCAL_FLOOR, local);
  return floored / (floored + TEAM_HALF);
}

/**
 * 0 to 1 (exclusive) from what a listing page shows. `pages` = listings that have the paper, from 1;
 * `bestPlace` = 1 at the top of a page down to nearly 0 at its end; `comments` = 0 when unknown.
 */
export function scoreListing(listed: {
  readonly pages: number;
  readonly bestPlace: number;
  readonly comments: number;
}): number {
  return (
    LISTING_SHARES.pages * (1 - 2 ** (1 - listed.pages)) +
    LISTING_SHARES.place * listed.bestPlace +
    LISTING_SHARES.comments * (listed.comments / (listed.comments + COMMENTS_HALF))
  );
}

/**
 * The score of the parts. Rises with prior, team and fit; rises with recency unless the team
 * rejected the paper, whose minus fades with age. Without recency that factor is left out.
 */
export function scoreTrending(parts: TrendingParts): number {
  const interest = PRIOR_SHARE * parts.prior + TEAM_SHARE * parts.team;
  return (parts.recency ?? 1) * interest + FIT_WEIGHT * parts.fit;
}
