/** What `/papers status` says: what is held, how sending goes, and what comes here next. */
import { nextDue } from '../digest/schedule.ts';
import { isPaused, type Subscription } from '../digest/subscription.ts';
import { countCorpus, type Library } from './library.ts';
import type { StatusReply } from './replies.ts';

/** How sending goes, over all destinations. Instants are epoch ms. */
export type DeliveryState = {
  /** When it was last looked for what is due; undefined = not yet since the start. */
  readonly lastTickMs: number | undefined;
  readonly lastDeliveryMs: number | undefined;
  /** Undefined = nobody is subscribed. */
  readonly nextDueMs: number | undefined;
  /** How late the oldest of what is due and not finished is; 0 = nothing is. */
  readonly lagMs: number;
  /** Slack's error code when the token works nowhere any more: nothing is sent until a restart. */
  readonly haltedBy: string | undefined;
};

export function buildStatus(options: {
  readonly library: Library;
  readonly delivery: DeliveryState;
  /** What the conversation it is asked in is subscribed to, and nothing of any other. */
  readonly here: readonly Subscription[];
  readonly version: string;
  readonly startedMs: number;
  readonly nowMs: number;
}): StatusReply {
  const { library, delivery, here, version, startedMs, nowMs } = options;
  return {
    kind: 'status',
    version,
    corpus: countCorpus(library.papers),
    delivery,
    here: here.map((subscription) => ({
      subscription,
      nextDueMs: isPaused(subscription, nowMs)
        ? undefined
        : nextDue(subscription.schedule, nowMs).dueMs,
    })),
    startedMs,
  };
}
