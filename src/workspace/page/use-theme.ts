/** Light or dark: the system's choice until the person makes one, which this browser keeps. */
import { useEffect, useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'paperboy.theme';
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');
system.addEventListener('change', tellAll);

export function useTheme(): { readonly theme: Theme; readonly setTheme: (theme: Theme) => void } {
  const theme = useSyncExternalStore(listen, readTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return { theme, setTheme };
}

function readTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return system.matches ? 'dark' : 'light';
}

function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  tellAll();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellAll(): void {
  for (const listener of listeners) listener();
}
