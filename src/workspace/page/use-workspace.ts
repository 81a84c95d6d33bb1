/** The page's connection: follows what a person sees, and does things as that person. */
import { useCallback, useEffect, useState } from 'react';
import type { Act, ActReply, FeedUpdate, PageRequest } from '../page-protocol.ts';
import { UNREACHABLE } from './outbox.ts';
import { applyUpdate, type WorkspaceState } from './workspace-state.ts';

export type Workspace = {
  /** Undefined until the first news of this person. */
  readonly state: WorkspaceState | undefined;
  /** `lost`: the server cannot be reached; the page keeps trying. `refused`: it has no feed for the person. */
  readonly connection: Connection;
  /** Total: what went wrong is in the reply. */
  readonly act: DoAct;
};

export type Connection = 'fine' | 'lost' | 'refused';

export type DoAct = (act: Act) => Promise<ActReply>;

const NOT_REACHED: ActReply = {
  ok: false,
  error: UNREACHABLE,
  shown: 'Paperboy cannot be reached. Start it again with npm start.',
};

const RETRY_MS = 2_000;

/** Whether the server is still to be told that this tab was loaded anew. */
const reload = { isToTell: wasReloaded() };

export function useWorkspace(userId: string): Workspace {
  const [state, setState] = useState<WorkspaceState>();
  const [connection, setConnection] = useState<Connection>('fine');

  useEffect(() => {
    let close: (() => void) | undefined;
    // A browser keeps six connections to a host: only a tab that is looked at holds one. What it
    // knew stays on the screen until the whole comes anew.
    const follow = () => {
      close?.();
      if (document.visibilityState === 'hidden') return;
      close = openFeed(userId, setConnection, (update) =>
        setState((known) => applyUpdate(known, update, performance.now())),
      );
    };
    let isGone = false;
    // In Slack, what only you can see is gone when the client is loaded anew.
    const told = reload.isToTell
      ? sendAct({ as: userId, act: { kind: 'reload' } })
      : Promise.resolve();
    reload.isToTell = false;
    void told.then(() => {
      if (isGone) return;
      follow();
      document.addEventListener('visibilitychange', follow);
    });
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', follow);
      close?.();
      setState(undefined);
    };
  }, [userId]);

  const act: DoAct = useCallback(
    async (wanted) => await sendAct({ as: userId, act: wanted }),
    [userId],
  );
  return { state, connection, act };
}

/** Not for a second tab: the first one's windows and private messages are to stay. */
function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}

/** Tries again when it breaks off, until the returned function is called. */
function openFeed(
  userId: string,
  onConnection: (connection: Connection) => void,
  onUpdate: (update: FeedUpdate) => void,
): () => void {
  let source: EventSource;
  let timer: number | undefined;
  const open = () => {
    source = new EventSource(`/page/feed?as=${encodeURIComponent(userId)}`);
    source.onopen = () => onConnection('fine');
    source.onerror = () => {
      const isAnswered = source.readyState === EventSource.CLOSED;
      onConnection(isAnswered ? 'refused' : 'lost');
      // A browser tries again only where nobody answered; a server that starts answers too soon.
      if (isAnswered) timer = window.setTimeout(open, RETRY_MS);
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      // The server is our own, of the same version.
      onUpdate(JSON.parse(data) as FeedUpdate);
    };
  };
  open();
  return () => {
    window.clearTimeout(timer);
    source.close();
  };
}

async function sendAct(request: PageRequest): Promise<ActReply> {
  try {
    const response = await fetch('/page/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return (await response.json()) as ActReply;
  } catch {
    return NOT_REACHED;
  }
}
