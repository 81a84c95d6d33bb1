/**
 * How different the papers of a digest are, and what that costs: beside the plain best of the same
 * candidates on the same day. Two papers are compared as `/papers similar` does, by the words that
 * are typical of each (`src/search/typical-terms.ts`).
 */
import type { Candidate, Standings } from '../../digest/compose-digest.ts';
import type { DeliveryReport } from '../../digest/deliver-edition.ts';
import type { Ledger } from '../../digest/digest.ts';
import type { Subscription } from '../../digest/subscription.ts';
import type { PaperId } from '../../model/paper.ts';
import { listNewFor, type Outlook } from '../../requests/editions.ts';

export type Diversity = {
  /** Mean pairwise similarity within digests by that within the plain best; 1 = no better. */
  readonly similarity: number;
  /** The digests' scores by those of the plain best; 1 = nothing was given up. */
  readonly agreement: number;
  /** Digests compared: those with two new papers or more. */
  readonly digests: number;
};

export type DiversityMeter = {
  /** The digests among what was delivered just now. */
  add(outlook: Outlook, reports: readonly DeliveryReport[]): Promise<void>;
  result(): Diversity;
};

export function createDiversityMeter(
  subscriptions: readonly Subscription[],
  ledger: Ledger,
): DiversityMeter {
  /** By channel, of the editions added so far. */
  const shown = new Map<string, ReadonlySet<PaperId>>();
  const sums = { chosen: 0, plain: 0, agreement: 0, digests: 0 };
  const addOne = async (outlook: Outlook, { key, end }: DeliveryReport) => {
    const { destination, day, series } = key;
    const owner = subscriptions.find(
      (each) => each.kind === 'digest' && each.destination.channelId === destination.channelId,
    );
    const edition = await ledger.load(key);
    if (series === 'weekly' || edition === undefined) return;
    const before = shown.get(destination.channelId) ?? new Set();
    const ids = new Set(edition.paperIds);
    shown.set(destination.channelId, new Set([...before, ...ids]));
    if (series !== 'digest' || end !== 'delivered' || edition.kind !== 'papers' || !owner) return;
    if (ids.size < 2) return;
    const at = { day, zone: owner.schedule.zone, shown: before };
    const candidates = listNewFor(outlook, owner.interest, at);
    const plain = candidates.slice(0, ids.size);
    const chosen = candidates.filter(({ paper }) => ids.has(paper.id));
    const { alike } = outlook.standings(owner.schedule.zone);
    sums.chosen += meanSimilarity(idsOf(chosen), alike);
    sums.plain += meanSimilarity(idsOf(plain), alike);
    // The last of their day may have no score at all.
    const best = sumScores(plain);
    sums.agreement += best > 0 ? sumScores(chosen) / best : 1;
    sums.digests += 1;
  };
  return {
    async add(outlook, reports) {
      for (const report of reports) await addOne(outlook, report);
    },
    result() {
      const { chosen, plain, agreement, digests } = sums;
      return {
        similarity: plain === 0 ? 1 : chosen / plain,
        agreement: digests === 0 ? 1 : agreement / digests,
        digests,
      };
    },
  };
}

/** Over each two of some papers. */
function meanSimilarity(ids: readonly PaperId[], alike: Standings['alike']): number {
  const pairs = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => alike(one, other)));
  return pairs.length === 0 ? 0 : pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
}

function idsOf(candidates: readonly Candidate[]): readonly PaperId[] {
  return candidates.map(({ paper }) => paper.id);
}

function sumScores(candidates: readonly { readonly score: number }[]): number {
  return candidates.reduce((sum, { score }) => sum + score, 0);
}
