/** Who types here, and what Paperboy is at; as high when there is nothing to say. */
import './status-line.css';
import { useEffect, useState } from 'react';
import type { ThreadStatus } from '../page-protocol.ts';
import { useDirectory } from './directory.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** What is answered sooner is not worth a line that flickers. */
const LASTING_MS = 300;
/** How long each loading message is shown. */
const TURN_MS = 3_000;

type StatusLineProps = {
  state: WorkspaceState;
  channelId: string;
  /** Undefined = the whole conversation. */
  threadTs?: string;
};

export function StatusLine({ state, channelId, threadTs }: StatusLineProps) {
  const { users } = useDirectory();
  const status = state.statuses.findLast(
    (each) =>
      each.channelId === channelId && (threadTs === undefined || each.threadTs === threadTs),
  );
  const isShown = useLasting(status !== undefined || state.inFlight > 0);
  const typists = state.typing
    .filter((each) => each.channelId === channelId)
    .map(({ userId }) => users.get(userId)?.realName ?? userId);
  return (
    <div className="status-line">
      {isShown && status !== undefined && status.loadingMessages.length > 0 ? (
        <Loading name={state.app.name} status={status} />
      ) : (
        <span role="status">
          {isShown && `${state.app.name} ${status?.status ?? 'is working…'} `}
        </span>
      )}
      {typists.length > 0 && (
        <span>
          {new Intl.ListFormat('en-GB').format(typists)} {typists.length === 1 ? 'is' : 'are'}{' '}
          typing…
        </span>
      )}
    </div>
  );
}

/** Messages in turn for the eye; said aloud once, as the status they stand for. */
function Loading({ name, status }: { name: string; status: ThreadStatus }) {
  const { loadingMessages } = status;
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <span role="status" className="visually-hidden">
        {name} {status.status}
      </span>
      <span aria-hidden="true">{loadingMessages[turn % loadingMessages.length]} </span>
    </>
  );
}

/** True once it has been so for a moment. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasting(true), LASTING_MS);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [isSo]);
  return isLasting;
}
