/** Where the page is, by the browser's address, and going elsewhere. */
import { useSyncExternalStore } from 'react';
import { parseRoute, type Route, renderRoute } from './route.ts';

export function goTo(route: Route): void {
  window.location.hash = renderRoute(route);
}

/** The message a link led to was shown: the same link leads there again. */
export function leaveMessage(): void {
  const { messageTs: _, ...rest } = parseRoute(window.location.hash);
  window.history.replaceState(null, '', renderRoute(rest));
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(listen, () => window.location.hash));
}

function listen(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
