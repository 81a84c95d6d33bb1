/** The machine's clock. Timers do not keep the process alive by themselves. */
import type { Clock } from '../model/clock.ts';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
