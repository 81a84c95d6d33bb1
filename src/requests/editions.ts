/**
 * What each destination gets: planned when an edition begins, and put together from the plan each
 * time it is delivered.
 */
import type { Occasion } from '../digest/choose-due.ts';
import {
  buildEntries,
  type Candidate,
  type Choice,
  chooseAlert,
  chooseDigest,
  listNew,
  type Standings,
  type Wish,
} from '../digest/compose-digest.ts';
import type { EditionContent } from '../digest/deliver-edition.ts';
import type { Digest, Edition, EditionPlan, Ledger } from '../digest/digest.ts';
import type { Interest, Subscription } from '../digest/subscription.ts';
import type { Day, Paper, PaperId } from '../model/paper.ts';
import { findListingDay, rankTrending } from '../trending/rank-trending.ts';
import { localDay } from '../trending/workdays.ts';
import { listExcluded, measureFit } from './interest.ts';
import type { Library } from './library.ts';
import type { TodayReply } from './replies.ts';

const DAY_MS = 86_400_000;

/** A week, its last day included. */
const ROLL_UP_DAYS = 7;

/** Editions looked back on for the last that was delivered, and what was missed since. */
const STREAK = 10;

/** How the papers stand at one instant. */
export type Outlook = {
  readonly library: Library;
  /** On the local day of a zone; ranked once for each. */
  readonly standings: (zone: string) => Standings;
};

type At = { readonly teamId: string; readonly nowMs: number };

/** Reads what the team did once. */
export async function openOutlook(library: Library, { teamId, nowMs }: At): Promise<Outlook> {
  const { papers, byId } = library;
  const all = await library.memory.signals.ofTeam(teamId);
  const signals = all.filter(({ atMs }) => atMs <= nowMs);
  const facts = factsOf(papers);
  // What people do fades by the minute; without it an order holds for its whole day.
  const rankedByDay = signals.length === 0 ? facts.rankedByDay : new Map<Day, Ranked>();
  return {
    library,
    standings(zone) {
      const day = localDay(nowMs, zone);
      const ranked = rankedByDay.get(day) ?? rankTrending({ papers, signals, nowMs, zone });
      rankedByDay.set(day, ranked);
      const [oldest] = rankedByDay.keys();
      if (rankedByDay.size > MAX_DAYS && oldest !== undefined) rankedByDay.delete(oldest);
      // A record of the future must not look like a source that is alive.
      const newestListing = facts.listingDays.findLast((each) => each <= day);
      return { ranked, papers: byId, signals, newestListing, alike: library.index.alike };
    },
  };
}

type Ranked = Standings['ranked'];

/** There are never more than three local days on earth at a time. */
const MAX_DAYS = 3;

/** What holds for a collection whatever the instant. */
type Facts = { readonly listingDays: readonly Day[]; readonly rankedByDay: Map<Day, Ranked> };

const knownFacts = new WeakMap<readonly Paper[], Facts>();

function factsOf(papers: readonly Paper[]): Facts {
  const known = knownFacts.get(papers);
  if (known !== undefined) return known;
  const listingDays = [...new Set(papers.flatMap((paper) => findListingDay(paper) ?? []))].sort();
  const facts = { listingDays, rankedByDay: new Map<Day, Ranked>() };
  knownFacts.set(papers, facts);
  return facts;
}

/** The digest an interest gets on a day of a zone, where `shown` were shown before. */
export function chooseFor(
  { library, standings }: Outlook,
  interest: Interest,
  at: { readonly day: Day; readonly zone: string; readonly shown: ReadonlySet<PaperId> },
): Choice {
  return chooseDigest(standings(at.zone), buildWish(library, interest, at));
}

/** What a saved search finds of what was listed on or after `since`; undefined when nothing. */
export function chooseAlertFor(
  { library, standings }: Outlook,
  interest: Interest,
  at: {
    readonly day: Day;
    readonly zone: string;
    readonly shown: ReadonlySet<PaperId>;
    readonly since: Day;
  },
): Choice | undefined {
  return chooseAlert(standings(at.zone), buildWish(library, interest, at), at.since);
}

/** What such a digest is chosen among where there is something new, best first. */
export function listNewFor(
  { library, standings }: Outlook,
  interest: Interest,
  at: { readonly day: Day; readonly zone: string; readonly shown: ReadonlySet<PaperId> },
): readonly Candidate[] {
  return listNew(standings(at.zone), buildWish(library, interest, at));
}

/** What an occasion brings. Reads the ledger; writes nothing. */
export async function planEdition(
  outlook: Outlook,
  ledger: Ledger,
  { subscription, series, due, isLate, missed }: Occasion,
): Promise<EditionPlan> {
  const { destination, interest, schedule } = subscription;
  const { day, dueMs } = due;
  const empty: EditionPlan = {
    ...{ destination, series, day, dueMs, kind: 'silent', paperIds: [] },
    ...{ remaining: 0, silence: undefined, missed: [] },
  };
  const gone = missed.map((each) => each.day);
  if (isLate) return { ...empty, kind: 'missed', missed: gone };
  if (series === 'weekly') {
    const shown = await ledger.shownSince(destination, firstOfWeek(day));
    const paperIds = shown.map(({ paperId }) => paperId);
    const today = await ledger.load({ destination, series: 'digest', day });
    // Right below the digest its own papers alone would only be said twice.
    const isMore = paperIds.some((id) => !today?.paperIds.includes(id));
    return isMore && paperIds.length > 1 ? { ...empty, kind: 'weekly', paperIds } : empty;
  }
  const shown = await ledger.shown(destination);
  const { zone } = schedule;
  if (subscription.kind === 'alert') {
    const since = localDay(subscription.sinceMs, zone);
    return { ...empty, ...chooseAlertFor(outlook, interest, { day, zone, shown, since }) };
  }
  const choice = chooseFor(outlook, interest, { day, zone, shown });
  const recent = await ledger.recent({ destination, series }, STREAK);
  // While the clock was wrong, one of a later day may have begun.
  const before = recent.filter((each) => each.day < day);
  if (choice.kind === 'exhausted' && saidExhausted(before)) return empty;
  return {
    ...empty,
    ...choice,
    missed: [...new Set([...listUnsaid(before), ...gone])],
  };
}

/** What an edition that has begun says; undefined when none of its papers is left. */
export async function buildEdition(
  { library, standings }: Outlook,
  ledger: Ledger,
  edition: Edition,
  { interest, schedule, kind: subscribed }: Subscription,
): Promise<EditionContent | undefined> {
  const { destination, series, day, kind, remaining, missed, paperIds } = edition;
  if (kind === 'weekly') return buildRollUp(library, ledger, edition);
  const fit = measureFit(library, interest);
  const entries = buildEntries(standings(schedule.zone), { paperIds, fit });
  if (entries.length === 0 && kind !== 'exhausted') return undefined;
  const alert = subscribed === 'alert' ? interest.topics[0] : undefined;
  const isQuiet = kind === 'archive' || kind === 'exhausted';
  // Said on the first such day, not on those after it.
  const recent = await ledger.recent({ destination, series }, STREAK);
  const before = recent.find((each) => each.day < day && each.end === 'delivered');
  const isSaid = before?.silence?.kind === edition.silence?.kind;
  const silence = isSaid ? undefined : edition.silence;
  const about = { kind: isQuiet ? kind : 'papers', silence, missed, alert } as const;
  return { kind: 'digest', digest: { ...about, day, entries, remaining } };
}

/** What trends now, whatever was delivered before. */
export async function summarizeToday(
  library: Library,
  { zone, ...at }: At & { readonly zone: string },
): Promise<TodayReply> {
  const { standings } = await openOutlook(library, at);
  const day = localDay(at.nowMs, zone);
  const everything = { topics: [], exclusions: [], minScore: 0 };
  const choice = chooseDigest(
    standings(zone),
    buildWish(library, everything, { day, shown: new Set() }),
  );
  const entries = buildEntries(standings(zone), { paperIds: choice.paperIds, fit: undefined });
  const digest: Digest = { ...choice, day, entries, missed: [], alert: undefined };
  return { kind: 'today', digest };
}

function buildWish(
  library: Library,
  interest: Interest,
  { day, shown }: Pick<Wish, 'day' | 'shown'>,
): Wish {
  const fit = measureFit(library, interest);
  const excluded = listExcluded(library, interest);
  return { day, shown, fit, excluded, minScore: interest.minScore };
}

async function buildRollUp(
  library: Library,
  ledger: Ledger,
  { destination, day, paperIds }: Edition,
): Promise<EditionContent | undefined> {
  const shown = await ledger.shownSince(destination, firstOfWeek(day));
  const items = shown.flatMap(({ paperId, ts, threadTs }) => {
    const paper = library.byId.get(paperId);
    return paper !== undefined && paperIds.includes(paperId) ? [{ paper, ts, threadTs }] : [];
  });
  return items.length === 0 ? undefined : { kind: 'rollUp', rollUp: { day, items } };
}

function firstOfWeek(day: Day): Day {
  return localDay(Date.parse(day) - (ROLL_UP_DAYS - 1) * DAY_MS, 'utc');
}

/** Whether it was said that nothing is left, with nothing since. `before`: newest first. */
function saidExhausted(before: readonly Edition[]): boolean {
  return before.find(({ end }) => end === 'delivered')?.kind === 'exhausted';
}

/** Days recorded as missed since the last that was delivered, ascending. `before`: newest first. */
function listUnsaid(before: readonly Edition[]): readonly Day[] {
  const delivered = before.findIndex(({ end }) => end === 'delivered');
  const since = delivered === -1 ? before : before.slice(0, delivered);
  const missed = since.toReversed().filter(({ end }) => end === 'missed');
  return missed.flatMap((edition) => [...edition.missed, edition.day]);
}
