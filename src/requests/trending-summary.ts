/**
 * The trending summary of one place: as `/papers today` shows it, and as the digest delivers it.
 */
import { composeDigest, type DigestSelection } from '../digest/compose-digest.ts';
import type { Digest } from '../digest/digest.ts';
import { rankTrending } from '../trending/rank-trending.ts';
import { localDay } from '../trending/workdays.ts';
import type { Library } from './library.ts';
import type { TodayReply } from './replies.ts';

type Place = {
  readonly teamId: string;
  /** IANA time zone; decides which day today is. */
  readonly zone: string;
  readonly nowMs: number;
};

/** Reads what the team did once; the function that comes back then composes without waiting. */
export async function prepareDigest(
  library: Library,
  { teamId, zone, nowMs }: Place,
): Promise<(selection: DigestSelection) => Digest> {
  const signals = await library.memory.signals.ofTeam(teamId);
  return (selection) => {
    const ranked = rankTrending({ papers: library.papers, signals, nowMs, zone });
    return composeDigest({ ...selection, ranked, papers: library.byId, signals, zone });
  };
}

/** What trends now, whatever was delivered before. */
export async function summarizeToday(library: Library, place: Place): Promise<TodayReply> {
  const compose = await prepareDigest(library, place);
  const day = localDay(place.nowMs, place.zone);
  return { kind: 'today', digest: compose({ day, shown: new Set(), chosen: undefined }) };
}
