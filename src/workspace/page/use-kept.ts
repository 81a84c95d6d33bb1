/** A value this browser keeps, the same in all tabs. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/**
 * `parse` makes the value out of what was kept (`undefined` = nothing, or nothing readable). It
 * is changed by what is to become of it, since another tab may have changed it meanwhile.
 */
export function useKept<T>(
  key: string,
  parse: (kept: unknown) => T,
): readonly [T, (change: (before: T) => T) => void] {
  const text = useSyncExternalStore(listen, () => localStorage.getItem(key));
  const value = useMemo(() => parse(parseJson(text)), [text, parse]);
  const keep = useCallback(
    (change: (before: T) => T) => {
      const before = parse(parseJson(localStorage.getItem(key)));
      localStorage.setItem(key, JSON.stringify(change(before)));
      for (const listener of listeners) listener();
    },
    [key, parse],
  );
  return [value, keep];
}

function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The browser itself tells the other tabs only. */
function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
