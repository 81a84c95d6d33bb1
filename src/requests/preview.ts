/**
 * What a subscription would have brought in the last seven days, by the code that chooses what is
 * really brought. Nothing is written.
 */
import type { DigestKind, Ledger } from '../digest/digest.ts';
import { type Due, listDue, nextDue } from '../digest/schedule.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Day, Paper, PaperId } from '../model/paper.ts';
import { findListingDay } from '../trending/rank-trending.ts';
import { localDay } from '../trending/workdays.ts';
import { chooseAlertFor, chooseFor, openOutlook } from './editions.ts';
import { listExcluded, measureFit } from './interest.ts';
import { findPapers, type Library } from './library.ts';

const DAY_MS = 86_400_000;
const PREVIEW_DAYS = 7;
const MAX_EXAMPLES = 3;

export type Preview = {
  /** New papers of the last seven days, and some of them, the latest first. */
  readonly count: number;
  readonly examples: readonly Paper[];
  /** Whether anything at all was listed in these days. */
  readonly isListing: boolean;
  /** Papers about it in the whole collection, new or not. */
  readonly matching: number;
  /** Topics that no paper of the collection is about. */
  readonly unmatched: readonly string[];
  /** The first occasion. */
  readonly next: Due;
};

export type DigestPreview = Preview & {
  /** What a digest would hold now. */
  readonly first: {
    readonly kind: DigestKind;
    readonly papers: readonly Paper[];
    readonly remaining: number;
  };
};

type Sources = { readonly library: Library; readonly ledger: Pick<Ledger, 'shown' | 'shownSince'> };

/** As if nothing had been shown there in these days, and everything before them stays shown. */
export async function previewDigest(
  { library, ledger }: Sources,
  { destination, interest, schedule }: Subscription,
  nowMs: number,
): Promise<DigestPreview> {
  const { teamId } = destination;
  const { zone } = schedule;
  const sinceMs = nowMs - PREVIEW_DAYS * DAY_MS;
  const shownByNow = await ledger.shown(destination);
  const shown = new Set(shownByNow);
  for (const { paperId } of await ledger.shownSince(destination, localDay(sinceMs, zone))) {
    shown.delete(paperId);
  }
  const brought: PaperId[] = [];
  for (const { day, dueMs } of listDue(schedule, sinceMs, nowMs, PREVIEW_DAYS)) {
    const past = { ...library, papers: listAsOf(library.papers, day) };
    const outlook = await openOutlook(past, { teamId, nowMs: dueMs });
    const { kind, paperIds } = chooseFor(outlook, interest, { day, zone, shown });
    for (const id of paperIds) shown.add(id);
    if (kind === 'papers') brought.unshift(...paperIds);
  }
  // As it will be then: papers lose by each workday until it comes.
  const next = nextDue(schedule, nowMs);
  const outlook = await openOutlook(library, { teamId, nowMs: next.dueMs });
  const then = { day: next.day, zone, shown: shownByNow };
  const { kind, paperIds, remaining } = chooseFor(outlook, interest, then);
  return {
    count: brought.length,
    examples: findPapers(library, brought.slice(0, MAX_EXAMPLES)),
    ...measure(library, interest, localDay(sinceMs, zone)),
    next,
    first: { kind, papers: findPapers(library, paperIds), remaining },
  };
}

/** What was listed in these days and matches the saved search. */
export async function previewAlert(
  library: Library,
  { destination: { teamId }, interest, schedule }: Subscription,
  nowMs: number,
): Promise<Preview> {
  const { zone } = schedule;
  const since = localDay(nowMs - PREVIEW_DAYS * DAY_MS, zone);
  const outlook = await openOutlook(library, { teamId, nowMs });
  const at = { day: localDay(nowMs, zone), zone, shown: new Set<PaperId>() };
  const choice = chooseAlertFor(outlook, interest, { ...at, since });
  return {
    count: (choice?.paperIds.length ?? 0) + (choice?.remaining ?? 0),
    examples: findPapers(library, choice?.paperIds.slice(0, MAX_EXAMPLES) ?? []),
    ...measure(library, interest, since),
    next: nextDue(schedule, nowMs),
  };
}

function measure(
  library: Library,
  interest: Subscription['interest'],
  since: Day,
): Pick<Preview, 'isListing' | 'matching' | 'unmatched'> {
  const { papers } = library;
  const { topics } = interest;
  const excluded = listExcluded(library, interest);
  const about = measureFit(library, interest)?.keys() ?? papers.map(({ id }) => id);
  return {
    isListing: papers.some((paper) => (findListingDay(paper) ?? '') >= since),
    matching: [...about].filter((id) => !excluded.has(id)).length,
    unmatched: topics.filter((topic) => measureFit(library, { topics: [topic] })?.size === 0),
  };
}

/** The papers as they were known on a day: without listings of later days. */
function listAsOf(papers: readonly Paper[], day: Day): readonly Paper[] {
  return papers.flatMap((paper) => {
    if ((findListingDay(paper) ?? '') <= day) return [paper];
    const listings = paper.listings.filter((listing) => (listing.day ?? '') <= day);
    return listings.length === 0 ? [] : [{ ...paper, listings }];
  });
}
