/**
 * What every listener works with, and the words for who is asking and where.
 */
import type { Logger } from 'pino';
import type { Ledger } from '../digest/digest.ts';
import type { Subscriptions } from '../digest/subscription.ts';
import type { Person } from '../model/actor.ts';
import type { Clock } from '../model/clock.ts';
import type { Asker, Library } from '../requests/library.ts';
import type { Deliveries } from '../requests/ports.ts';
import type { PrivacyReply, StatusReply, TodayReply, TrendingReply } from '../requests/replies.ts';
import type { InFlight } from './in-flight.ts';
import type { PressGuard } from './press-guard.ts';
import type { ThreadQueue } from './thread-queue.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

export type Desk = WorkspaceFacts & {
  readonly subscriptions: Subscriptions;
  readonly ledger: Ledger;
  /** IANA; of whoever has none in their Slack profile. */
  readonly defaultZone: string;
  /** The workspace this token belongs to; the key of every stored row. */
  readonly teamId: string;
  readonly botUserId: string;
  readonly library: Library;
  readonly deliveries: Deliveries;
  readonly clock: Clock;
  readonly log: Logger;
  readonly inFlight: InFlight;
  readonly presses: PressGuard;
  readonly threads: ThreadQueue;
  /** What trends today in the configured time zone. */
  readonly summarizeToday: () => Promise<TodayReply>;
  /** What trends in a day, a week or a month; '' = a week. */
  readonly summarizeTrending: (period: string) => Promise<TrendingReply>;
  /** As it is asked in a conversation. */
  readonly buildStatus: (channelId: string) => Promise<StatusReply>;
  readonly buildPrivacy: () => PrivacyReply;
};

export function buildAsker(desk: Desk, userId: string): Asker {
  const person: Person = { teamId: desk.teamId, userId };
  return { person, nowMs: desk.clock.nowMs() };
}

/** False for what Slack sends a second time. */
export function isFirst(desk: Desk, key: string): Promise<boolean> {
  return desk.deliveries.isFirst(desk.teamId, key, desk.clock.nowMs());
}
