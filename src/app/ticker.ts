/**
 * The digest's clock hand: one tick sends what is due at this instant and not sent yet. Ticks do
 * not overlap, and one that fails leaves the rest to the next.
 */
import type { Logger } from 'pino';
import { type DeliveryReport, deliverDigest } from '../digest/deliver-digest.ts';
import type { DigestPoster, DigestSchedule } from '../digest/digest.ts';
import type { Clock } from '../model/clock.ts';
import type { Day } from '../model/paper.ts';
import type { Library } from '../requests/library.ts';
import { prepareDigest } from '../requests/trending-summary.ts';
import type { InFlight } from '../slack/in-flight.ts';
import type { Store } from '../store/store.ts';

export type Ticker = {
  /** Undefined when no digest is configured, another tick is at work, or this one failed. */
  tick(): Promise<DeliveryReport | undefined>;
  /** Since this process started. */
  state(): { readonly lastTickMs: number | undefined; readonly lastDigest: Day | undefined };
};

export function createTicker(options: {
  readonly teamId: string;
  readonly library: Library;
  readonly store: Store;
  /** Undefined when no digest is configured. */
  readonly schedule: DigestSchedule | undefined;
  readonly poster: DigestPoster;
  readonly inFlight: InFlight;
  readonly clock: Clock;
  readonly log: Logger;
}): Ticker {
  const { teamId, library, store, schedule, poster, inFlight, clock, log } = options;
  let isAtWork = false;
  let lastTickMs: number | undefined;
  let lastDigest: Day | undefined;

  const deliver = async (due: DigestSchedule, nowMs: number) => {
    const report = await deliverDigest({
      schedule: due,
      nowMs,
      log: store.digestLog,
      poster,
      compose: await prepareDigest(library, { teamId, zone: due.zone, nowMs }),
    });
    if (report.step !== 'idle') log.info(report, 'digest');
    if (report.sent.includes('parent')) lastDigest = report.day;
    return report;
  };

  const sendDue = async () => {
    const nowMs = clock.nowMs();
    await store.purge(nowMs);
    lastTickMs = nowMs;
    return schedule && (await deliver(schedule, nowMs));
  };

  return {
    async tick() {
      if (isAtWork) return undefined;
      isAtWork = true;
      try {
        return await inFlight.track(sendDue());
      } catch (error) {
        // The next tick goes on from what the ledger holds.
        log.error({ err: error }, 'digest tick failed');
        return undefined;
      } finally {
        isAtWork = false;
      }
    },
    state: () => ({ lastTickMs, lastDigest }),
  };
}
