/** Light or dark: the system's choice until the person makes one, which this browser keeps. */
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useKept } from './use-kept.ts';

export type Theme = 'light' | 'dark';

const system = window.matchMedia('(prefers-color-scheme: dark)');

export function useTheme(): { readonly theme: Theme; readonly setTheme: (theme: Theme) => void } {
  const isDark = useSyncExternalStore(listen, () => system.matches);
  const [chosen, keep] = useKept('paperboy.theme', parseTheme);
  const theme = chosen ?? (isDark ? 'dark' : 'light');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const setTheme = useCallback((wanted: Theme) => keep(() => wanted), [keep]);
  return { theme, setTheme };
}

/** Undefined = none was chosen. */
function parseTheme(kept: unknown): Theme | undefined {
  return kept === 'light' || kept === 'dark' ? kept : undefined;
}

function listen(listener: () => void): () => void {
  system.addEventListener('change', listener);
  return () => system.removeEventListener('change', listener);
}
