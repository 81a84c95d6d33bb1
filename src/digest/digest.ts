/**
 * A digest as data, and the two ports it is delivered through: the log that remembers what went
 * where, and the poster that sends one message.
 */
import type { Destination } from '../model/actor.ts';
import type { Day, Paper, PaperId } from '../model/paper.ts';
import type { TrendingPaper } from '../trending/trending.ts';

export type DigestSchedule = {
  readonly destination: Destination;
  /** IANA time zone. */
  readonly zone: string;
  /** Local wall-clock time, 0–23 and 0–59. */
  readonly hour: number;
  readonly minute: number;
};

export type DigestEntry = {
  readonly paper: Paper;
  readonly trending: TrendingPaper;
  /** A verbatim sentence of the abstract; absent when there is none worth quoting. */
  readonly sentence: string | undefined;
  /** Why it is here: a computed fact in a few words, e.g. `top 4 % of its day`. */
  readonly reason: string;
};

export type Digest = {
  /** The destination's local day it is for. */
  readonly day: Day;
  readonly zone: string;
  /** Best first, at most five. Empty = nothing new to show. */
  readonly entries: readonly DigestEntry[];
  /** Candidates that were left out. */
  readonly remaining: number;
};

/** One Slack message of a digest: its parent, or the thread entry of one paper. */
export type DigestPart = 'parent' | PaperId;

/**
 * - `claimed`: about to be sent; found in this state later, nobody knows whether it was.
 * - `sent`: Slack confirmed it, `ts` is its timestamp.
 * - `unknown`: Slack's reply never came; it is never sent again.
 * - `refused`: Slack said no, so nothing was posted and it may be tried again.
 */
export type PostState = { readonly state: 'claimed' } | PostOutcome;

/** What became of a post that was tried. */
export type PostOutcome =
  | { readonly state: 'sent'; readonly ts: string }
  | { readonly state: 'unknown' }
  | { readonly state: 'refused'; readonly error: string };

export type DigestRecord = {
  readonly day: Day;
  /** What was chosen when the digest began, best first; a resumed digest sends these. */
  readonly paperIds: readonly PaperId[];
  readonly posts: ReadonlyMap<DigestPart, PostState>;
};

export interface DigestLog {
  /**
   * Starts the digest of `day`: records it and each paper as shown at `destination`, all or
   * nothing. False when that day's digest has begun already or a paper was shown there before.
   */
  begin(
    destination: Destination,
    day: Day,
    paperIds: readonly PaperId[],
    nowMs: number,
  ): Promise<boolean>;
  /** The digest begun last, by its day. */
  latest(destination: Destination): Promise<DigestRecord | undefined>;
  /** True for exactly one caller until the post is settled as `refused`. */
  claimPost(destination: Destination, day: Day, part: DigestPart): Promise<boolean>;
  settlePost(
    destination: Destination,
    day: Day,
    part: DigestPart,
    outcome: PostOutcome,
  ): Promise<void>;
  /** Every paper ever shown as new at `destination`. */
  shownPapers(destination: Destination): Promise<ReadonlySet<PaperId>>;
}

/** Never throws: what became of the message is the result. */
export interface DigestPoster {
  postParent(destination: Destination, digest: Digest): Promise<PostOutcome>;
  postEntry(destination: Destination, parentTs: string, entry: DigestEntry): Promise<PostOutcome>;
}
