/** A clock that stands still, and tells what is waiting for it. */
import { createManualClock, type ManualClock } from '../../src/model/clock.ts';

export type WatchedClock = ManualClock & {
  /** Delays asked for and neither over nor cancelled, in the order asked for. */
  readonly waits: readonly number[];
};

export function createWatchedClock(startMs = 0): WatchedClock {
  const manual = createManualClock(startMs);
  const waits: number[] = [];
  return {
    ...manual,
    waits,
    after(delayMs, task) {
      waits.push(delayMs);
      const forget = () => void waits.splice(waits.indexOf(delayMs), 1);
      const cancel = manual.after(delayMs, () => {
        forget();
        task();
      });
      return () => {
        if (waits.includes(delayMs)) forget();
        cancel();
      };
    },
  };
}
