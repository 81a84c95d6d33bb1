/**
 * What is brought to a destination, as data, and the two ports it goes through: the ledger, which
 * remembers what went where, and the poster, which sends one message and looks for it afterwards.
 */
import type { Destination } from '../model/actor.ts';
import type { Day, Paper, PaperId } from '../model/paper.ts';
import type { TrendingPaper } from '../trending/trending.ts';

/** Why there is nothing new. Days are listing days. */
export type Silence =
  /** Nothing is listed on weekends. */
  | { readonly kind: 'weekend' }
  /** Today's listing is not in yet; the newest is of `newest`. */
  | { readonly kind: 'incomplete'; readonly newest: Day }
  /** No listing has come for more than a workday; the newest is of `newest`. */
  | { readonly kind: 'down'; readonly newest: Day }
  /** Nothing with a listing day is held at all. */
  | { readonly kind: 'no source' }
  /** There are new papers, but none is about what was asked for. */
  | { readonly kind: 'unmatched' }
  /** All that is new was shown there before. */
  | { readonly kind: 'shown' };

export type DigestEntry = {
  readonly paper: Paper;
  readonly trending: TrendingPaper;
  /** A verbatim sentence of the abstract; absent when there is none worth quoting. */
  readonly sentence: string | undefined;
  /** Why it is here: a computed fact in a few words, e.g. `top 4 % of its day`. */
  readonly reason: string;
};

/**
 * - `papers`: new ones.
 * - `archive`: nothing is new; papers without a listing day or listed long ago, never shown there.
 * - `exhausted`: nothing is left that was not shown there. Said once; then it is silent until
 *   something new comes.
 */
export type DigestKind = 'papers' | 'archive' | 'exhausted';

export type Digest = {
  readonly kind: DigestKind;
  /** The destination's local day it is for. */
  readonly day: Day;
  /** Best first, at most five; empty exactly when `exhausted`. */
  readonly entries: readonly DigestEntry[];
  /** Candidates of the same kind that were left out. */
  readonly remaining: number;
  /** Why nothing is new, where that has to be said: on the first such day, not on those after it. */
  readonly silence: Silence | undefined;
  /** Earlier days whose digest could not be sent, ascending; said once. */
  readonly missed: readonly Day[];
  /** The saved search, of an alert. */
  readonly alert: string | undefined;
};

/** A paper that was shown, and the message to read it at. */
export type RollUpItem = { readonly paper: Paper; readonly ts: string; readonly threadTs: string };

/** The week's papers once more. */
export type RollUp = {
  readonly day: Day;
  /** First shown first; at least two. `threadTs` is the parent of the message at `ts`. */
  readonly items: readonly RollUpItem[];
};

/** `weekly` is the roll-up; an alert's series is `alert:` and its subscription's id. */
export type Series = 'digest' | 'weekly' | `alert:${string}`;

/** One occasion: what a series has for a destination on one of its local days. Happens once. */
export type EditionKey = {
  readonly destination: Destination;
  readonly series: Series;
  readonly day: Day;
};

/** What is decided when an edition begins, so that a restart goes on with the same. */
export type EditionPlan = EditionKey & {
  /** `silent`: nothing is sent, on purpose. `missed`: nothing is sent any more; it is too late. */
  readonly kind: DigestKind | 'weekly' | 'silent' | 'missed';
  /** What it shows, in order. But for `weekly` nobody at the destination has seen them before. */
  readonly paperIds: readonly PaperId[];
  readonly remaining: number;
  /** Why nothing is new; said where it was not the reason the time before. */
  readonly silence: Silence | undefined;
  /** As in `Digest`. */
  readonly missed: readonly Day[];
  /** When it was due. Epoch ms. */
  readonly dueMs: number;
};

/**
 * One Slack message of an edition: its parent, the thread entry of one paper, or `rest`, the lines
 * of a roll-up that its parent has no room for.
 */
export type Part = 'parent' | 'rest' | PaperId;

/**
 * What became of a post that was tried. `unknown`: Slack's reply never came, so it may be there.
 * `refused`: Slack said no, so nothing was posted.
 */
export type PostOutcome =
  | { readonly state: 'sent'; readonly ts: string }
  | { readonly state: 'unknown' }
  | { readonly state: 'refused'; readonly error: string };

/**
 * - `claimed`: about to be sent; found in this state later, it may be there and must be looked for.
 * - `sent`: Slack confirmed it, or it was found; `ts` is its timestamp.
 * - `refused`: it is not there and may be tried again.
 * - `unknown`: it may be there and cannot be looked for. Never sent again.
 */
export type PostState =
  | { readonly state: 'claimed'; readonly atMs: number }
  | { readonly state: 'sent'; readonly ts: string }
  | { readonly state: 'refused'; readonly error: string; readonly atMs: number }
  | { readonly state: 'unknown' };

/**
 * How an edition ended. `delivered`: its parent is there; `unknown`: nobody knows; `missed`: it
 * was too late or refused for good, and its papers may come again; `silent`: on purpose.
 */
export type EditionEnd = 'delivered' | 'unknown' | 'missed' | 'silent';

export type Edition = EditionPlan & {
  readonly begunMs: number;
  readonly posts: ReadonlyMap<Part, PostState>;
  /** Undefined while there is something to do. */
  readonly end: EditionEnd | undefined;
};

/** The day of a series' newest edition. */
export type NewestDay = Pick<EditionKey, 'series' | 'day'> & { readonly channelId: string };

/** Every write outlives a power cut before it returns: a claim forgotten would post twice. */
export interface Ledger {
  /**
   * Begins an edition: records it and its papers as shown at the destination, all or nothing; a
   * `silent` or `missed` one ends at once. False when that edition has begun already, or one of
   * its papers was shown there before as new (a roll-up's were, and are not recorded again).
   */
  begin(plan: EditionPlan, nowMs: number): Promise<boolean>;
  load(key: EditionKey): Promise<Edition | undefined>;
  /** Editions that have not ended, oldest first. */
  open(teamId: string): Promise<readonly Edition[]>;
  /**
   * The newest edition of every series of a team that has one from `since` to `until`, both
   * included: one that a clock gone wrong dated later must not hold up those before it.
   */
  newest(teamId: string, since: Day, until: Day): Promise<readonly NewestDay[]>;
  /** The newest editions of one series, newest first, at most `limit`; `silent` ones if asked for. */
  recent(
    series: Pick<EditionKey, 'destination' | 'series'> & { readonly withSilent?: boolean },
    limit: number,
  ): Promise<readonly Edition[]>;
  /**
   * True for exactly one caller until the post is settled as `refused`; from then on for one more.
   */
  claim(key: EditionKey, part: Part, nowMs: number): Promise<boolean>;
  /**
   * What became of a post that is claimed; `claimed` again = its reply was lost at that instant.
   * What is sent stays sent.
   */
  settle(key: EditionKey, part: Part, outcome: PostState): Promise<void>;
  /** Ends it; once it is `missed` its papers count as never shown. The first end counts. */
  finish(key: EditionKey, end: EditionEnd, nowMs: number): Promise<void>;
  /** Every paper ever shown at `destination`: as new, or because a person shared it there. */
  shown(destination: Destination): Promise<ReadonlySet<PaperId>>;
  /** Papers shown as new since a day (included) and the messages that show them, first first. */
  shownSince(
    destination: Destination,
    day: Day,
  ): Promise<
    readonly { readonly paperId: PaperId; readonly ts: string; readonly threadTs: string }[]
  >;
  /** When the last edition of a team was delivered. Epoch ms; undefined = none ever was. */
  lastDeliveredMs(teamId: string): Promise<number | undefined>;
}

/** What one message says. An entry stands in the thread of its edition's parent. */
export type Content =
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'entry'; readonly entry: DigestEntry }
  | { readonly kind: 'rollUp'; readonly rollUp: RollUp }
  | { readonly kind: 'rollUpRest'; readonly rollUp: RollUp };

export type PostAddress = {
  readonly destination: Destination;
  /** The parent's timestamp; undefined for the parent itself. */
  readonly threadTs: string | undefined;
  /** What the message can be found by; unique in its conversation. Travels with it, unseen. */
  readonly key: string;
};

/**
 * `absent`: it can be seen that it is not there. `unreadable`: the conversation cannot be read.
 * `later`: it could not be asked just now.
 */
export type Found =
  | { readonly state: 'found'; readonly ts: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'later' };

/** Neither ever throws: what became of it is the result. */
export interface Poster {
  post(address: PostAddress, content: Content): Promise<PostOutcome>;
  /** Looks for a message posted at or after `sinceMs` by its key. */
  find(address: PostAddress, sinceMs: number): Promise<Found>;
}

/** The key of a post within its conversation, e.g. `digest 2026-11-21 arxiv:2503.02130`. */
export function buildPostKey({ series, day }: EditionKey, part: Part): string {
  return `${series} ${day} ${part}`;
}

/** The series of a subscription's own editions. */
export function seriesOf(subscription: {
  readonly kind: 'digest' | 'alert';
  readonly id: string;
}): Series {
  return subscription.kind === 'digest' ? 'digest' : `alert:${subscription.id}`;
}
