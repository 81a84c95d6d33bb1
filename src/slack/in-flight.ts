/**
 * The work in flight: what a shutdown waits for, because Slack was told "received" and will not
 * send it again; and a queue for the first turn of each piece of it, so that under a burst the
 * acknowledgements of requests that have come in meanwhile go out between two answers.
 */

export interface InFlight {
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves in an event-loop turn of its own, in the order of asking. */
  nextTurn(): Promise<void>;
  /** Resolves when nothing is at work, including what started while waiting. */
  drained(): Promise<void>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  let lastTurn: Promise<void> = Promise.resolve();

  return {
    async track(work) {
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    },
    nextTurn() {
      lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
      return lastTurn;
    },
    async drained() {
      // Work may be waiting on a timer that does not keep the process alive by itself.
      const hold = setInterval(() => {}, 60_000);
      while (running.size > 0) await Promise.allSettled(running);
      clearInterval(hold);
    },
  };
}
