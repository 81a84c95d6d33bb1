/**
 * The times when the endpoint is left alone because it failed: one warning when the first begins,
 * a try now and then without a word, and a line when it works again.
 */
import type { Logger } from 'pino';
import type { Clock } from '../model/clock.ts';

/** Long enough to cost a broken endpoint nothing, short enough that nobody restarts Paperboy for it. */
export const REST_MS = 10 * 60_000;

export interface Outage {
  isOn(): boolean;
  /** `why` completes "HOST …". */
  begin(why: string): void;
  /** The endpoint did what was asked of it. What it does while it is left alone changes nothing. */
  end(): void;
  /** Nothing is warned of and nobody called from here on. */
  stop(): void;
}

/** `onRested` is called each time it may be asked again. */
export function createOutage(options: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly onRested: () => void;
}): Outage {
  const { clock, log, onRested } = options;
  let isResting = false;
  let isWarned = false;
  let isStopped = false;
  let cancelRest = () => {};

  return {
    isOn: () => isResting,
    begin(why) {
      if (isStopped) return;
      if (isWarned) log.debug({ why }, 'embeddings are still off');
      else log.warn({ why }, 'embeddings are off for now; search goes on without them');
      isWarned = true;
      if (isResting) return;
      isResting = true;
      cancelRest = clock.after(REST_MS, () => {
        isResting = false;
        onRested();
      });
    },
    end() {
      if (isResting) return;
      if (isWarned) log.info('embeddings work again');
      isWarned = false;
    },
    stop() {
      isStopped = true;
      cancelRest();
    },
  };
}
