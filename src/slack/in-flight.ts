/**
 * The work in flight: what a shutdown waits for, because Slack was told "received" and will not
 * send it again; and a queue for the first turn of each piece of it, so that under a burst the
 * acknowledgements of requests that have come in meanwhile go out between two answers.
 */

export interface InFlight {
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves in the order of asking, with turns of the event loop between one and the next. */
  nextTurn(): Promise<void>;
  /** Resolves when nothing is at work, including what started while waiting. */
  drained(): Promise<void>;
}

/**
 * Turns of the event loop between two pieces of work: as many as a request takes from its first
 * byte to its acknowledgement, so that it need not wait for a piece of work at each step.
 */
const TURNS_BETWEEN = 10;

async function letOthersBy(): Promise<void> {
  for (let turn = 0; turn < TURNS_BETWEEN; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
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
      lastTurn = lastTurn.then(letOthersBy);
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
