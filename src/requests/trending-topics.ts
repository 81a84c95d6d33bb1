/** What `/papers trending` shows: the topics that rise, and the best papers of the period. */
import type { Day, Paper } from '../model/paper.ts';
import { describeReason } from '../trending/describe-reason.ts';
import { findSpan, NOW, PERIODS, type Period } from '../trending/periods.ts';
import { findListingDay, rankTrending } from '../trending/rank-trending.ts';
import { findRisingTopics, type RisingTopics } from '../trending/rising-topics.ts';
import { scoreTrending } from '../trending/score.ts';
import type { TrendingPaper } from '../trending/trending.ts';
import { localDay } from '../trending/workdays.ts';
import { countCorpus, type Library } from './library.ts';
import type { TrendingReply } from './replies.ts';

const MAX_BEST = 5;
const DEFAULT_PERIOD: Period = 'week';

/** `period` is one of `PERIODS` in any case; anything else means a week. */
export async function summarizeTrending(
  library: Library,
  period: string,
  place: { readonly teamId: string; readonly zone: string; readonly nowMs: number },
): Promise<TrendingReply> {
  const { papers, byId, memory } = library;
  const { teamId, zone, nowMs } = place;
  const asked = PERIODS.find((each) => each === period.toLowerCase()) ?? DEFAULT_PERIOD;
  const today = localDay(nowMs, zone);
  const signals = await memory.signals.ofTeam(teamId);
  const ranked = rankTrending({ papers, signals, nowMs, zone });
  const ofPeriod = ranked.filter(({ paperId }) => {
    const paper = byId.get(paperId);
    const day = paper && findListingDay(paper);
    return day !== undefined && findSpan(asked, today, day) === NOW;
  });
  const best = ofPeriod.length > 0 ? ofPeriod.sort(compareAgeless) : ranked;
  return {
    kind: 'trending',
    rising: findRising(papers, { ranked, today, period: asked }),
    best: best.slice(0, MAX_BEST).flatMap((trending) => {
      const paper = byId.get(trending.paperId);
      return paper === undefined
        ? []
        : [{ paper, reason: describeReason({ trending, paper, signals }) }];
    }),
    listedTo: countCorpus(papers).listedTo,
  };
}

/** Of the day they were last asked for: a month takes half a second, and is the same until tomorrow. */
const knownRising = new WeakMap<
  readonly Paper[],
  { today: Day; byPeriod: Map<Period, RisingTopics> }
>();

function findRising(
  papers: readonly Paper[],
  at: { readonly ranked: readonly TrendingPaper[]; readonly today: Day; readonly period: Period },
): RisingTopics {
  const { today, period } = at;
  const known = knownRising.get(papers);
  const byPeriod = known?.today === today ? known.byPeriod : new Map<Period, RisingTopics>();
  const rising = byPeriod.get(period) ?? findRisingTopics({ papers, ...at });
  knownRising.set(papers, { today, byPeriod: byPeriod.set(period, rising) });
  return rising;
}

/** Without recency: the best of a month need not be of its last days. Equal ones stay in order. */
function compareAgeless(a: TrendingPaper, b: TrendingPaper): number {
  const ageless = ({ parts }: TrendingPaper) => scoreTrending({ ...parts, recency: undefined });
  return ageless(b) - ageless(a);
}
