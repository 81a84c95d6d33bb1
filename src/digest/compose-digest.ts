/**
 * Chooses the papers of one digest from the trending order, with a sentence and a reason each.
 * What was shown at the destination before is never chosen again, under none of its ids.
 */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import { describeReason } from '../trending/describe-reason.ts';
import type { TeamSignal, TrendingPaper } from '../trending/trending.ts';
import type { Digest } from './digest.ts';
import { selectLeadSentence } from './lead-sentence.ts';

/** What decides which papers a digest may have; `deliverDigest` provides it. */
export type DigestSelection = {
  /** The destination's local day it is for. */
  readonly day: Day;
  /** Every paper shown there before. */
  readonly shown: ReadonlySet<PaperId>;
  /**
   * Undefined for a new digest. Of a digest that began already: what was chosen then, best
   * first; these papers make the digest, shown or not.
   */
  readonly chosen: readonly PaperId[] | undefined;
};

/**
 * The digest of one day. `ranked` is best first; `papers` holds the papers by id, and ranked ids
 * it lacks are passed over. `size` (5) is the most entries. `remaining` counts the ranked papers
 * that were neither shown before nor chosen now.
 */
export function composeDigest(
  options: DigestSelection & {
    readonly ranked: readonly TrendingPaper[];
    readonly papers: ReadonlyMap<PaperId, Paper>;
    readonly signals: readonly TeamSignal[];
    /** IANA time zone of the destination. */
    readonly zone: string;
    readonly size?: number;
  },
): Digest {
  const { ranked, papers, signals, day, zone, shown, chosen, size = 5 } = options;
  const candidates = ranked.flatMap((trending) => {
    const paper = papers.get(trending.paperId);
    return paper === undefined ? [] : [{ trending, paper }];
  });
  const fresh: typeof candidates = [];
  const seen = new Set(shown);
  for (const candidate of candidates) {
    const ids = idsOf(candidate.paper);
    if (ids.some((id) => seen.has(id))) continue;
    for (const id of ids) seen.add(id);
    fresh.push(candidate);
  }
  const picked =
    chosen === undefined
      ? fresh.slice(0, size)
      : chosen.flatMap((id) => candidates.find(({ paper }) => idsOf(paper).includes(id)) ?? []);
  return {
    day,
    zone,
    entries: picked.map(({ trending, paper }) => ({
      paper,
      trending,
      sentence: selectLeadSentence(paper),
      reason: describeReason({ trending, paper, signals }),
    })),
    remaining: fresh.filter((candidate) => !picked.includes(candidate)).length,
  };
}

function idsOf(paper: Paper): readonly PaperId[] {
  return [paper.id, ...paper.aliases];
}
