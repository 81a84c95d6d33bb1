/**
 * What somebody asked to be brought: where to, when, and what about. A digest comes on each of its
 * weekdays whatever there is; an alert is a saved search and comes only when something new matches.
 */
import type { Destination } from '../model/actor.ts';

export type Schedule = {
  /** IANA time zone. */
  readonly zone: string;
  /** Local wall-clock time, 0–23 and 0–59. */
  readonly hour: number;
  readonly minute: number;
  /** ISO weekdays, 1 = Monday to 7 = Sunday; ascending, each once, at least one. */
  readonly weekdays: readonly number[];
};

export type Interest = {
  /** Searches, each as typed. A paper must match one of them; empty = everything. */
  readonly topics: readonly string[];
  /** Searches, each as typed. A paper that matches one of them never comes. */
  readonly exclusions: readonly string[];
  /** The trending score a paper must reach to come as new; 0 = any. */
  readonly minScore: number;
};

export type Pause = {
  /** Until this instant (epoch ms); undefined = until somebody resumes it. */
  readonly untilMs: number | undefined;
  /** Slack's error code when posting there was refused; undefined = a person asked for it. */
  readonly error: string | undefined;
};

export type Subscription = {
  /** Short and unguessable; unique in its workspace. */
  readonly id: string;
  /** A destination has at most one digest, and any number of alerts. */
  readonly kind: 'digest' | 'alert';
  readonly destination: Destination;
  readonly schedule: Schedule;
  /** An alert has exactly one topic: the saved search. */
  readonly interest: Interest;
  /** Whether the week's papers are listed once more after its last digest. Never for alerts. */
  readonly weekly: boolean;
  /** A user id; undefined = the configuration did. */
  readonly createdBy: string | undefined;
  /**
   * Since when it runs on this schedule: what was due before does not count, and an alert brings
   * nothing listed on a day before. Epoch ms.
   */
  readonly sinceMs: number;
  /** Undefined = it was never paused; one whose end has come counts no more. */
  readonly pause: Pause | undefined;
};

const CONFIGURED = 'configured-';

/** The id of the digest that the configuration asks for; those that people make have none of it. */
export function configuredId(channelId: string): string {
  return `${CONFIGURED}${channelId}`;
}

/** Whether the configuration asks for it, so that the next start would make it again. */
export function isConfigured({ id }: Pick<Subscription, 'id'>): boolean {
  return id.startsWith(CONFIGURED);
}

export interface Subscriptions {
  /** All of a team, the paused ones too, in order of channel, digests first, then the oldest. */
  list(teamId: string): Promise<readonly Subscription[]>;
  /** Undefined when there is none with this id. */
  find(teamId: string, id: string): Promise<Subscription | undefined>;
  /**
   * Adds it, or replaces the one with its id; a digest also replaces the destination's digest.
   */
  save(subscription: Subscription): Promise<void>;
  /** False when there was none. What was sent stays in the ledger. */
  remove(teamId: string, id: string): Promise<boolean>;
}

/** Whether it is paused at `nowMs`. */
export function isPaused({ pause }: Subscription, nowMs: number): boolean {
  return pause !== undefined && (pause.untilMs === undefined || nowMs < pause.untilMs);
}

/** Since when it has run without a pause; what was due before does not count. Epoch ms. */
export function runsSinceMs({ sinceMs, pause }: Subscription): number {
  return Math.max(sinceMs, pause?.untilMs ?? 0);
}

/** Monday to Friday. */
export const WORKWEEK: readonly number[] = [1, 2, 3, 4, 5];

/** A digest of everything, on workdays at nine, as it is before anybody chose otherwise. */
export function buildDigestSubscription(options: {
  readonly teamId: string;
  readonly channelId: string;
  readonly zone: string;
  readonly nowMs: number;
}): Subscription {
  const { teamId, channelId, zone, nowMs } = options;
  return {
    id: '',
    kind: 'digest',
    destination: { teamId, channelId },
    schedule: { zone, hour: 9, minute: 0, weekdays: WORKWEEK },
    interest: { topics: [], exclusions: [], minScore: 0 },
    weekly: true,
    createdBy: undefined,
    sinceMs: nowMs,
    pause: undefined,
  };
}

/** Whether both are due at the same occasions. */
export function isSameSchedule(one: Schedule, other: Schedule): boolean {
  return (
    one.zone === other.zone &&
    one.hour === other.hour &&
    one.minute === other.minute &&
    one.weekdays.join() === other.weekdays.join()
  );
}
