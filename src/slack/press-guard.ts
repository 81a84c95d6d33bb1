/**
 * Tells a double click from a press. Kept in memory: it bridges seconds, and what must never
 * happen twice (a share, a post) is guarded by the store.
 */
import type { Clock } from '../model/clock.ts';

/** Longer than the second click of a double click, shorter than a second thought. */
const WINDOW_MS = 1000;

export interface PressGuard {
  /** False when the same key was pressed within the last second. */
  isPress(key: string): boolean;
  /** After a press that came to nothing: the person was told to press again. */
  forget(key: string): void;
}

export function createPressGuard(clock: Clock): PressGuard {
  const recent = new Set<string>();
  return {
    isPress(key) {
      if (recent.has(key)) return false;
      recent.add(key);
      clock.after(WINDOW_MS, () => recent.delete(key));
      return true;
    },
    forget: (key) => void recent.delete(key),
  };
}
