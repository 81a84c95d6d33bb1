/** The workspace's clock, as fine as "today" and "unread" need it. */
import { useEffect, useReducer } from 'react';
import { tellTime, type WorkspaceState } from './workspace-state.ts';

const STEP_MS = 30_000;

/** Epoch milliseconds, rounded up: no message is ever ahead of it. */
export function useNow(state: WorkspaceState): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.ceil(tellTime(state, performance.now()) / STEP_MS) * STEP_MS;
}
