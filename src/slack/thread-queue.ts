/**
 * One line a thread: questions there are answered one after another, since the next may speak of
 * what the last was answered with. Other threads do not wait.
 */

export interface ThreadQueue {
  /**
   * Runs `work` when no other of its thread runs and none with a lower `order` waits. Settles as
   * `work` does; one that fails does not stop the next.
   */
  run(thread: string, order: number, work: () => Promise<void>): Promise<void>;
  /** Threads with something at work or waiting. */
  threads(): number;
}

type Waiting = { readonly order: number; readonly run: () => Promise<void> };

export function createThreadQueue(): ThreadQueue {
  const lines = new Map<string, Waiting[]>();

  async function serve(thread: string, line: Waiting[]): Promise<void> {
    // What came in at the same moment stands in line before the first is chosen.
    await new Promise((resolve) => setImmediate(resolve));
    for (let next = takeFirst(line); next !== undefined; next = takeFirst(line)) await next.run();
    lines.delete(thread);
  }

  return {
    run: (thread, order, work) =>
      new Promise((resolve, reject) => {
        const waiting = { order, run: () => work().then(resolve, reject) };
        const line = lines.get(thread);
        if (line !== undefined) {
          line.push(waiting);
          return;
        }
        const opened = [waiting];
        lines.set(thread, opened);
        void serve(thread, opened);
      }),
    threads: () => lines.size,
  };
}

/** The one with the lowest order, the first of equals; undefined when nobody waits. */
function takeFirst(line: Waiting[]): Waiting | undefined {
  const first = line.reduce<Waiting | undefined>(
    (lowest, each) => (lowest === undefined || each.order < lowest.order ? each : lowest),
    undefined,
  );
  if (first !== undefined) line.splice(line.indexOf(first), 1);
  return first;
}
