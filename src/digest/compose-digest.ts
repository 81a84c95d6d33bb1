/**
 * Chooses the papers of one digest or alert from the trending order, and gives each a sentence and
 * a reason. What was shown at the destination before is never chosen again, under none of its ids.
 */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import { describeReason } from '../trending/describe-reason.ts';
import { FRESH_WORKDAYS, findListingDay, isFresh } from '../trending/rank-trending.ts';
import { scoreTrending } from '../trending/score.ts';
import type { TeamSignal, TrendingPaper } from '../trending/trending.ts';
import { countWorkdays } from '../trending/workdays.ts';
import type { DigestEntry, DigestKind, EditionPlan, Silence } from './digest.ts';
import { selectLeadSentence } from './lead-sentence.ts';
import { weekdayOf } from './schedule.ts';
import { selectDiverse } from './select-diverse.ts';

/** design.md, "Slack manners": a parent of seven lines has room for so many. */
const MAX_ENTRIES = 5;

/**
 * A quiet day gets one paper of the archive, which nobody minds. Where no listing comes at all the
 * archive is what there is, and the digest is as long as any other.
 */
const QUIET_DAY_ENTRIES = 1;

const SATURDAY = 6;

/** What the papers are, and how they stand on one day. */
export type Standings = {
  /** Best first, without any destination's topics. */
  readonly ranked: readonly TrendingPaper[];
  /** By id; ranked ids that it lacks are passed over. */
  readonly papers: ReadonlyMap<PaperId, Paper>;
  readonly signals: readonly TeamSignal[];
  /** The newest day anything was listed; undefined = nothing has a listing day. */
  readonly newestListing: Day | undefined;
  /** How alike two papers are, 0 to 1; symmetric. */
  readonly alike: (one: PaperId, other: PaperId) => number;
};

/** What decides which papers a destination may have. */
export type Wish = {
  /** The destination's local day it is for. */
  readonly day: Day;
  /** How well each paper fits the topics, 0 to 1; absent = it does not match. Undefined = no topics. */
  readonly fit: ReadonlyMap<PaperId, number> | undefined;
  readonly excluded: ReadonlySet<PaperId>;
  readonly minScore: number;
  /** Every paper shown there before. */
  readonly shown: ReadonlySet<PaperId>;
};

/** A paper that a digest may show, with what it is chosen by. */
export type Candidate = Pick<DigestEntry, 'paper' | 'trending'> & { readonly score: number };

/** Which papers an edition shows. */
export type Choice = Pick<EditionPlan, 'paperIds' | 'remaining' | 'silence'> & {
  readonly kind: DigestKind;
};

/**
 * The day's digest: new papers; where there are none, archive ones and why; where there are none
 * of these either, `exhausted` and why.
 */
export function chooseDigest(standings: Standings, wish: Wish): Choice {
  const { alike } = standings;
  const wanted = listNew(standings, wish);
  if (wanted.length > 0) {
    // What is left over comes for some days yet, but that nothing follows is worth saying.
    const down = findDown(standings, wish);
    return choose('papers', wanted, { alike, size: MAX_ENTRIES, ...(down && { silence: down }) });
  }
  const silence = explainSilence(standings, wish);
  const archive = listCandidates(standings, wish).filter(
    (candidate) => !isFresh(candidate.trending.parts),
  );
  const size = isAlive(standings, wish) ? QUIET_DAY_ENTRIES : MAX_ENTRIES;
  return archive.length > 0
    ? choose('archive', archive, { alike, size, silence })
    : { kind: 'exhausted', paperIds: [], remaining: 0, silence };
}

/** The new papers that the day's digest is chosen among, best first. */
export function listNew(standings: Standings, wish: Wish): readonly Candidate[] {
  return listFresh(standings, wish).filter(({ trending }) => trending.score >= wish.minScore);
}

/** They stand before all others, so that the rest need not be looked at. */
function listFresh(standings: Standings, wish: Wish): readonly Candidate[] {
  const end = standings.ranked.findIndex(({ parts }) => !isFresh(parts));
  const ranked = end === -1 ? standings.ranked : standings.ranked.slice(0, end);
  return listCandidates({ ...standings, ranked }, wish);
}

/** What matches a saved search and was listed on or after `since`; undefined when nothing does. */
export function chooseAlert(standings: Standings, wish: Wish, since: Day): Choice | undefined {
  const fresh = listNew(standings, wish).filter(
    ({ paper }) => (findListingDay(paper) ?? '') >= since,
  );
  return fresh.length === 0
    ? undefined
    : choose('papers', fresh, { alike: standings.alike, size: MAX_ENTRIES });
}

/**
 * The entries of an edition, for the papers chosen when it began, shown or not. A paper that has
 * left the collection since then is left out, and so is one that has turned out to be another.
 */
export function buildEntries(
  { ranked, papers, signals }: Standings,
  { paperIds, fit }: { readonly paperIds: readonly PaperId[] } & Pick<Wish, 'fit'>,
): readonly DigestEntry[] {
  const wanted = new Set(paperIds.flatMap((id) => papers.get(id)?.id ?? []));
  const standing = new Map<PaperId, TrendingPaper>();
  for (const one of ranked) if (wanted.has(one.paperId)) standing.set(one.paperId, one);
  return paperIds.flatMap((id) => {
    const paper = papers.get(id);
    const found = paper && standing.get(paper.id);
    if (paper === undefined || found === undefined) return [];
    standing.delete(paper.id);
    const trending = addFit(found, fit?.get(paper.id) ?? 0);
    const reason = describeReason({ trending, paper, signals });
    return [{ paper, trending, sentence: selectLeadSentence(paper), reason }];
  });
}

function addFit(trending: TrendingPaper, fit: number): TrendingPaper {
  const parts = { ...trending.parts, fit };
  return { ...trending, score: scoreTrending(parts), parts };
}

/** Not shown there, not excluded, about a topic; best first. */
function listCandidates({ ranked, papers }: Standings, wish: Wish): Candidate[] {
  const { fit, excluded, shown } = wish;
  const seen = new Set(shown);
  const candidates: Candidate[] = [];
  for (const found of ranked) {
    const paper = papers.get(found.paperId);
    if (paper === undefined || excluded.has(paper.id)) continue;
    const paperFit = fit === undefined ? 0 : fit.get(paper.id);
    if (paperFit === undefined) continue;
    const ids = [paper.id, ...paper.aliases];
    if (ids.some((id) => seen.has(id))) continue;
    for (const id of ids) seen.add(id);
    const trending = addFit(found, paperFit);
    candidates.push({ paper, trending, score: trending.score });
  }
  // Without topics they are in order already; a stable sort keeps the order of equals.
  return fit === undefined ? candidates : candidates.sort((a, b) => b.score - a.score);
}

function choose(
  kind: DigestKind,
  candidates: readonly Candidate[],
  options: Pick<Standings, 'alike'> & { readonly size: number; readonly silence?: Silence },
): Choice {
  const { alike, size, silence } = options;
  const chosen = selectDiverse(candidates, size, (one, other) =>
    alike(one.paper.id, other.paper.id),
  );
  return {
    kind,
    paperIds: chosen.map(({ paper }) => paper.id),
    remaining: candidates.length - chosen.length,
    silence,
  };
}

/** True while anything listed can still be fresh. */
function isAlive({ newestListing }: Standings, { day }: Wish): boolean {
  return newestListing !== undefined && countWorkdays(newestListing, day) <= FRESH_WORKDAYS;
}

/** Set when no listing has come for more than a workday. */
function findDown({ newestListing }: Standings, { day }: Wish): Silence | undefined {
  if (newestListing === undefined || countWorkdays(newestListing, day) <= 1) return undefined;
  return { kind: 'down', newest: newestListing };
}

/** Why nothing is new for the wish. */
function explainSilence(standings: Standings, wish: Wish): Silence {
  const { newestListing } = standings;
  const { day, fit, excluded, minScore } = wish;
  if (newestListing === undefined) return { kind: 'no source' };
  const down = findDown(standings, wish);
  if (down !== undefined) return down;
  const isChoosy = fit !== undefined || excluded.size > 0 || minScore > 0;
  const everything = { ...wish, fit: undefined, excluded: new Set<PaperId>(), minScore: 0 };
  if (isChoosy && listFresh(standings, everything).length > 0) return { kind: 'unmatched' };
  if (weekdayOf(day) >= SATURDAY) return { kind: 'weekend' };
  const isBehind = countWorkdays(newestListing, day) === 1;
  return isBehind ? { kind: 'incomplete', newest: newestListing } : { kind: 'shown' };
}
