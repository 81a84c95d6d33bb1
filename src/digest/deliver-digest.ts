/**
 * One tick for one destination: if its digest is due, sends what of it has not been sent.
 *
 * Every message is claimed in the log before it is sent and settled after, so a crash at any
 * point, or two ticks at once, can lose a message but never send one twice. The clock, the
 * log and the sending are arguments; nothing is kept between ticks but the log.
 */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import type { DigestSelection } from './compose-digest.ts';
import type {
  Digest,
  DigestLog,
  DigestPart,
  DigestPoster,
  DigestRecord,
  DigestSchedule,
  PostOutcome,
  PostState,
} from './digest.ts';
import { findDue } from './schedule.ts';

const MINUTE_MS = 60_000;

/**
 * A refused message is tried again in every fifteenth minute after the due one, until the digest
 * is no longer due: at most 25 times. What Slack refuses (not in the channel, archived) takes a
 * person to mend, and sooner would only fill the log.
 */
const RETRY_MINUTES = 15;

/** What one tick did. Parts are in the order they were handled. */
export type DeliveryReport = {
  /** The local day that is due; undefined when none is, and then nothing else happened. */
  readonly day: Day | undefined;
  /**
   * - `idle`: nothing is due, or all that may be sent has been, or another tick is at it;
   * - `began`: this tick started the day's digest;
   * - `resumed`: this tick went on with one that had begun.
   */
  readonly step: 'idle' | 'began' | 'resumed';
  /** What became of the messages this tick tried to send. */
  readonly sent: readonly DigestPart[];
  readonly refused: readonly { readonly part: DigestPart; readonly error: string }[];
  readonly unknown: readonly DigestPart[];
};

/**
 * Delivers the day's digest, or what is missing of it. An empty digest is delivered too: its
 * parent says once a day that nothing is new. Without a confirmed parent no entry is sent.
 *
 * `compose` must choose no paper in `shown` and, when `chosen` is given, exactly those. Throws
 * what the log throws; the next tick then goes on from what the log holds.
 */
export async function deliverDigest(options: {
  readonly schedule: DigestSchedule;
  readonly nowMs: number;
  readonly log: DigestLog;
  readonly poster: DigestPoster;
  readonly compose: (selection: DigestSelection) => Digest;
}): Promise<DeliveryReport> {
  const { schedule, nowMs, log, poster, compose } = options;
  const { destination } = schedule;
  const due = findDue(schedule, nowMs);
  if (due === undefined) return { ...NOTHING, day: undefined };
  const { day } = due;
  const isRetryMinute = Math.floor((nowMs - due.sinceMs) / MINUTE_MS) % RETRY_MINUTES === 0;

  const latest = await log.latest(destination);
  const record = latest?.day === day ? latest : undefined;
  if (record !== undefined && !hasUnsent(record, isRetryMinute)) return { ...NOTHING, day };
  const shown = await log.shownPapers(destination);
  const digest = compose({ day, shown, chosen: record?.paperIds });
  const paperIds = record?.paperIds ?? digest.entries.map(({ paper }) => paper.id);
  if (record === undefined && !(await log.begin(destination, day, paperIds, nowMs))) {
    return { ...NOTHING, day };
  }

  const outcomes: { readonly part: DigestPart; readonly outcome: PostOutcome }[] = [];
  /** Sends a part unless it was, or may have been, sent; its timestamp when it is confirmed. */
  const sendOnce = async (part: DigestPart, send: () => Promise<PostOutcome>) => {
    const before = record?.posts.get(part);
    if (before?.state === 'sent') return before.ts;
    if (!mayTry(before, isRetryMinute)) return undefined;
    if (!(await log.claimPost(destination, day, part))) return undefined;
    const outcome = await send();
    await log.settlePost(destination, day, part, outcome);
    outcomes.push({ part, outcome });
    return outcome.state === 'sent' ? outcome.ts : undefined;
  };

  const parentTs = await sendOnce('parent', () => poster.postParent(destination, digest));
  if (parentTs !== undefined) {
    for (const id of paperIds) {
      const entry = digest.entries.find(({ paper }) => isPaper(paper, id));
      // A paper that has left the collection since the digest began cannot be shown any more.
      if (entry) await sendOnce(id, () => poster.postEntry(destination, parentTs, entry));
    }
  }
  return { day, step: record === undefined ? 'began' : 'resumed', ...sortOutcomes(outcomes) };
}

const NOTHING = { step: 'idle', sent: [], refused: [], unknown: [] } as const;

/** Whether this tick may send a part found in this state (`undefined` = never tried). */
function mayTry(state: PostState | undefined, isRetryMinute: boolean): boolean {
  return state === undefined || (state.state === 'refused' && isRetryMinute);
}

/** Spares a finished digest being composed again every minute. */
function hasUnsent(record: DigestRecord, isRetryMinute: boolean): boolean {
  const parent = record.posts.get('parent');
  if (parent?.state !== 'sent') return mayTry(parent, isRetryMinute);
  return record.paperIds.some((id) => mayTry(record.posts.get(id), isRetryMinute));
}

function isPaper(paper: Paper, id: PaperId): boolean {
  return paper.id === id || paper.aliases.includes(id);
}

function sortOutcomes(
  outcomes: readonly { readonly part: DigestPart; readonly outcome: PostOutcome }[],
): Pick<DeliveryReport, 'sent' | 'refused' | 'unknown'> {
  return {
    sent: outcomes.flatMap(({ part, outcome }) => (outcome.state === 'sent' ? [part] : [])),
    refused: outcomes.flatMap(({ part, outcome }) =>
      outcome.state === 'refused' ? [{ part, error: outcome.error }] : [],
    ),
    unknown: outcomes.flatMap(({ part, outcome }) => (outcome.state === 'unknown' ? [part] : [])),
  };
}
