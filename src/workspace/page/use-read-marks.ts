/** Keeps up to where a person has read, and counts what they have not. */
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { countUnread, findReadTs, parseReadMarks, type Unread } from './unread.ts';
import { useKept } from './use-kept.ts';
import type { WorkspaceState } from './workspace-state.ts';

type Options = {
  readonly state: WorkspaceState;
  readonly viewerId: string;
  readonly nowMs: number;
  /** The conversation whose messages are on the screen, if one is. */
  readonly shownId: string | undefined;
};

export function useReadMarks({ state, viewerId, nowMs, shownId }: Options): {
  readonly unread: ReadonlyMap<string, Unread>;
  readonly findRead: (channelId: string) => string | undefined;
} {
  const { messages, channels } = state;
  const [marks, keep] = useKept(`paperboy.read.${viewerId}`, parseReadMarks);
  const isVisible = useSyncExternalStore(listen, () => document.visibilityState === 'visible');
  const newestTs = messages.findLast(({ channelId }) => channelId === shownId)?.ts;

  // Before it is painted: what arrives before the person's eyes is never unread.
  useLayoutEffect(() => {
    if (!isVisible || shownId === undefined || newestTs === undefined) return;
    if (marks[shownId] !== newestTs) keep((before) => ({ ...before, [shownId]: newestTs }));
  }, [isVisible, shownId, newestTs, marks, keep]);

  const unread = useMemo(
    () => countUnread({ messages, channels, viewerId, marks, nowMs }),
    [messages, channels, viewerId, marks, nowMs],
  );
  return { unread, findRead: (channelId) => findReadTs(marks, channelId, nowMs) };
}

function listen(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
