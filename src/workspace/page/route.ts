/**
 * Who looks at what, kept in the address so that links, tabs and the back button work:
 *
 *     #U0BEN/C0READING                     Ben in #reading
 *     #U0BEN/C0READING/1795243148.000004   … with a thread beside it
 *     #U0BEN/D0BEN/home                    the app's Home tab
 */
import { useSyncExternalStore } from 'react';

export type Route = {
  readonly userId: string;
  readonly channelId: string;
  /** The parent's ts of the thread that is open beside the channel. */
  readonly threadTs?: string;
  /** The Home tab; in the conversation with the app only. */
  readonly isHome?: boolean;
};

/** The person who runs the workspace, where the digest goes. */
const START: Route = { userId: 'U0ADA', channelId: 'C0READING' };

/** Total: what is missing or makes no sense is where a first visit starts. */
export function parseRoute(hash: string): Route {
  const [userId, channelId, rest] = hash.replace(/^#/, '').split('/');
  const route = { userId: userId || START.userId, channelId: channelId || START.channelId };
  if (rest === 'home') return { ...route, isHome: true };
  return rest !== undefined && /^\d+\.\d+$/.test(rest) ? { ...route, threadTs: rest } : route;
}

/** With its `#`, to be a link's `href`. */
export function renderRoute({ userId, channelId, threadTs, isHome }: Route): string {
  const rest = isHome === true ? 'home' : threadTs;
  return `#${[userId, channelId, rest].filter((part) => part !== undefined).join('/')}`;
}

export function goTo(route: Route): void {
  window.location.hash = renderRoute(route);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(listen, () => window.location.hash));
}

function listen(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
