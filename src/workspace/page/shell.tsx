/** The page once it knows its person: sidebar, conversation, thread, inspector, modal. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ChannelView, MESSAGE_BOX_ID } from './channel-view.tsx';
import { nameChannel, useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { Inspector } from './inspector.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { QuickSwitcher } from './quick-switcher.tsx';
import { type Route, renderRoute } from './route.ts';
import { SIDEBAR_ID, Sidebar } from './sidebar.tsx';
import { ThreadPane } from './thread-pane.tsx';
import { useNow } from './use-now.ts';
import { useReadMarks } from './use-read-marks.ts';
import { goTo } from './use-route.ts';
import type { DoAct } from './use-workspace.ts';
import type { WorkspaceState } from './workspace-state.ts';

const INSPECTOR_BUTTON_ID = 'inspector-button';
/** Room for a thread and the inspector side by side; app.css has the same. */
const WIDE = '(min-width: 1500px)';

type ShellProps = { state: WorkspaceState; act: DoAct; route: Route };

export function Shell({ state, act, route }: ShellProps) {
  const { viewer } = useDirectory();
  const { channelId, threadTs, isHome = false } = route;
  const nowMs = useNow(state);
  const channel = state.channels.find(({ id }) => id === channelId);
  const shownId = isHome ? undefined : channelId;
  const { unread, findRead } = useReadMarks({ state, viewerId: viewer.id, nowMs, shownId });
  const inspector = useInspector(threadTs);
  const [isJumping, setJumping] = useState(false);
  useTitle(state, route);
  useJumpKeys(state.modal === null, setJumping);
  useOpenHome(state, act, route);
  const closeThread = useCloseThread(route);

  return (
    <div className="app" data-thread={threadTs !== undefined} data-inspector={inspector.isOpen}>
      <button type="button" className="app-skip" onClick={focusBox}>
        Skip to the message box
      </button>
      <Sidebar
        state={state}
        act={act}
        route={route}
        unread={unread}
        onJump={() => setJumping(true)}
      />
      <main className="app-main">
        <h1 className="visually-hidden">{state.app.name}</h1>
        <div className="app-channel">
          <Header state={state} route={route} inspector={inspector} />
          {channel === undefined ? (
            <NoConversation />
          ) : (
            <ChannelView
              key={channelId}
              state={state}
              channel={channel}
              route={route}
              nowMs={nowMs}
              readTs={findRead(channelId)}
              unread={unread.get(channelId)}
            />
          )}
        </div>
        {channel !== undefined && threadTs !== undefined && (
          <div className="app-thread">
            <ThreadPane
              key={threadTs}
              state={state}
              channel={channel}
              threadTs={threadTs}
              targetTs={route.messageTs}
              nowMs={nowMs}
              onClose={closeThread}
            />
          </div>
        )}
        {inspector.isOpen && (
          <div className="app-inspector">
            <Inspector state={state} act={act} onClose={inspector.close} />
          </div>
        )}
      </main>
      {isJumping && <QuickSwitcher onClose={() => setJumping(false)} />}
      {state.modal !== null && <ModalDialog view={state.modal} act={act} />}
    </div>
  );
}

type InspectorToggle = {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
};

/** Gives the focus back to where the thread was opened, once that can be seen again. */
function useCloseThread({ userId, channelId, threadTs }: Route): () => void {
  const closedTs = useRef<string>(undefined);
  useEffect(() => {
    if (threadTs === undefined && closedTs.current !== undefined) focusMessage(closedTs.current);
    closedTs.current = undefined;
  }, [threadTs]);
  return useCallback(() => {
    closedTs.current = threadTs;
    goTo({ userId, channelId });
  }, [userId, channelId, threadTs]);
}

/** A thread that is opened comes before the inspector where there is room for one of them. */
function useInspector(threadTs: string | undefined): InspectorToggle {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (threadTs !== undefined && !window.matchMedia(WIDE).matches) setOpen(false);
  }, [threadTs]);
  const close = useCallback(() => setOpen(false), []);
  return { isOpen, toggle: () => setOpen(!isOpen), close };
}

function Header(props: { state: WorkspaceState; route: Route; inspector: InspectorToggle }) {
  const { state, route, inspector } = props;
  const directory = useDirectory();
  const channel = state.channels.find(({ id }) => id === route.channelId);
  const count = channel?.members.length ?? 0;
  return (
    <header className="app-head">
      <button
        type="button"
        className="app-icon-button app-menu-button"
        aria-label="Conversations"
        popoverTarget={SIDEBAR_ID}
      >
        <Icon name="menu" />
      </button>
      <h2 className="app-title">
        {channel?.kind === 'private' && <Icon name="lock" />}
        {channel === undefined ? 'No conversation' : nameChannel(channel, directory)}
      </h2>
      {channel !== undefined && channel.kind !== 'im' && (
        <span className="app-count">
          {count} {count === 1 ? 'member' : 'members'}
        </span>
      )}
      <button
        type="button"
        id={INSPECTOR_BUTTON_ID}
        className="app-inspector-button"
        aria-expanded={inspector.isOpen}
        title="What travels between the workspace and the app"
        onClick={inspector.toggle}
      >
        <Icon name="activity" /> <span className="app-inspector-word">Inspector</span>
      </button>
    </header>
  );
}

/** Of another person, or gone. */
function NoConversation() {
  const { viewer } = useDirectory();
  return (
    <p className="app-none">
      {viewer.realName} cannot see this conversation.{' '}
      <a href={renderRoute({ userId: viewer.id, channelId: '' })}>Go to #reading</a>
    </p>
  );
}

function useTitle(state: WorkspaceState, { channelId }: Route): void {
  const directory = useDirectory();
  const channel = state.channels.find(({ id }) => id === channelId);
  const place = channel === undefined ? '' : `${nameChannel(channel, directory)} · `;
  const title = `${place}${directory.viewer.realName} · ${state.app.name}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** F6, or Ctrl or Cmd with K. A modal keeps the keys to itself. */
function useJumpKeys(isAllowed: boolean, setJumping: (isJumping: boolean) => void): void {
  useEffect(() => {
    if (!isAllowed) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isCtrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (!isCtrlK && event.key !== 'F6') return;
      event.preventDefault();
      setJumping(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isAllowed, setJumping]);
}

/** Slack tells the app each time somebody comes to one of its tabs. */
function useOpenHome({ channels, app, visit }: WorkspaceState, act: DoAct, route: Route): void {
  const { channelId, isHome = false } = route;
  const channel = channels.find(({ id }) => id === channelId);
  const isApp = channel?.kind === 'im' && channel.members.includes(app.botUserId);
  useEffect(() => {
    // After a restart the server has no Home until it is asked for again: with each visit.
    if (isApp && visit > 0) void act({ kind: 'openHome', tab: isHome ? 'home' : 'messages' });
  }, [isApp, isHome, act, visit]);
}

function focusBox(): void {
  const box = document.getElementById(MESSAGE_BOX_ID);
  (box ?? document.querySelector<HTMLElement>('.app-channel a, .app-channel button'))?.focus();
}

/** In the channel, where the thread was opened. */
function focusMessage(ts: string | undefined): void {
  const message = document.querySelector<HTMLElement>(`.app-channel [data-ts="${ts}"]`);
  if (message === null) focusBox();
  else message.focus({ preventScroll: true });
}
