/** The page from the top: who is looking at what, and whether the workspace can be reached. */
import './app.css';
import { useEffect, useMemo, useState } from 'react';
import { type Chat, ChatProvider } from './chat-context.ts';
import { DirectoryProvider } from './directory.ts';
import { openDrafts } from './drafts.ts';
import { createMessageForms } from './message-forms.ts';
import { createOutbox } from './outbox.ts';
import { parseRoute, type Route, renderRoute } from './route.ts';
import { Shell } from './shell.tsx';
import { goTo, useRoute } from './use-route.ts';
import { useTheme } from './use-theme.ts';
import { type Connection, useWorkspace } from './use-workspace.ts';
import type { WorkspaceState } from './workspace-state.ts';

export function App() {
  useTheme();
  const route = useRoute();
  // Another person is another page: nothing of the one before stays.
  return <PersonPage key={route.userId} route={route} />;
}

function PersonPage({ route }: { route: Route }) {
  const { userId } = route;
  const { state, connection, act } = useWorkspace(userId);
  const [outbox] = useState(() => createOutbox(act, openDrafts(userId)));
  const [forms] = useState(createMessageForms);
  useEffect(() => {
    if (connection === 'fine') outbox.settleUnreachable();
  }, [connection, outbox]);
  const app = state?.app;
  const chat = useMemo((): Chat | undefined => {
    if (app === undefined) return undefined;
    const openThread = (channelId: string, threadTs: string) =>
      goTo({ userId, channelId, threadTs });
    return { app, act, outbox, forms, openThread };
  }, [app, act, outbox, forms, userId]);
  const directory = useDirectoryOf(state, userId);
  return (
    <div className="page">
      <Trouble connection={connection} isKnown={state !== undefined} />
      {state === undefined || chat === undefined || directory === undefined ? (
        connection !== 'refused' && <Skeleton />
      ) : (
        <DirectoryProvider value={directory}>
          <ChatProvider value={chat}>
            <Shell state={state} act={act} route={route} />
          </ChatProvider>
        </DirectoryProvider>
      )}
    </div>
  );
}

/** Stays the same object while people and conversations do. */
function useDirectoryOf(state: WorkspaceState | undefined, userId: string) {
  const { users, channels, app } = state ?? {};
  return useMemo(() => {
    const viewer = users?.get(userId);
    if (users === undefined || channels === undefined || app === undefined) return undefined;
    return viewer && { viewer, botUserId: app.botUserId, users, channels };
  }, [users, channels, app, userId]);
}

function Trouble({ connection, isKnown }: { connection: Connection; isKnown: boolean }) {
  if (connection === 'fine') return null;
  return (
    <p className="page-banner" role="alert">
      {connection === 'lost' || isKnown ? (
        <>
          Paperboy has stopped or cannot be reached. Start it again with <code>npm start</code>, and
          this page goes on by itself.
        </>
      ) : (
        <>
          There is nobody of that name here. <a href={renderRoute(parseRoute(''))}>Go on as Ada</a>
        </>
      )}
    </p>
  );
}

/** The page's shape, for the moment before it is known. */
function Skeleton() {
  return (
    <div className="app app-skeleton" aria-busy="true">
      <div className="app-skeleton-side" />
      <main className="app-skeleton-main">
        <h1 className="visually-hidden">Opening the workspace</h1>
        {['a', 'b', 'c', 'd'].map((key) => (
          <div key={key} className="app-skeleton-line" />
        ))}
      </main>
    </div>
  );
}
