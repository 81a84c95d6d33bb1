/**
 * The local workspace's clock: goes on with real time, and can be moved ahead, which runs all that
 * falls due on the way. What it times is accurate to BEAT_MS.
 */
import { createManualClock, type ManualClock } from '../model/clock.ts';

const BEAT_MS = 50;

export type FlowingClock = ManualClock & { stop(): void };

export function createFlowingClock(startMs: number): FlowingClock {
  const clock = createManualClock(startMs);
  let beatMs = Date.now();
  const timer = setInterval(() => {
    const nowMs = Date.now();
    // The machine's own clock may be set back; this one never goes back.
    clock.advance(Math.max(0, nowMs - beatMs));
    beatMs = nowMs;
  }, BEAT_MS);
  timer.unref();
  return { ...clock, stop: () => clearInterval(timer) };
}
