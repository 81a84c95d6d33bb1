/**
 * Time as an argument. Adapters that wait or expire things take a `Clock`; pure functions take
 * the instant itself (`nowMs`). `createManualClock` stands still until it is told to move, for
 * tests and for letting time pass in the local workspace.
 */

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Runs `task` once, `delayMs` from now. The returned function cancels it; safe to call late. */
  after(delayMs: number, task: () => void): () => void;
}

export interface ManualClock extends Clock {
  /** Moves forward, running what falls due on the way in order of due time, then of creation. */
  advance(byMs: number): void;
}

export function createManualClock(startMs: number): ManualClock {
  let now = startMs;
  let pending: { readonly dueMs: number; readonly task: () => void }[] = [];

  return {
    nowMs: () => now,
    after(delayMs, task) {
      const entry = { dueMs: now + Math.max(0, delayMs), task };
      pending.push(entry);
      return () => {
        pending = pending.filter((other) => other !== entry);
      };
    },
    advance(byMs) {
      const untilMs = now + byMs;
      for (;;) {
        // The first of equals wins, so tasks due together run in the order they were created.
        const next = pending.reduce<(typeof pending)[number] | undefined>(
          (first, entry) =>
            entry.dueMs <= untilMs && (first === undefined || entry.dueMs < first.dueMs)
              ? entry
              : first,
          undefined,
        );
        if (next === undefined) break;
        pending = pending.filter((entry) => entry !== next);
        now = next.dueMs;
        next.task();
      }
      now = untilMs;
    },
  };
}
