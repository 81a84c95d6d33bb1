/** Who types here, and whether Paperboy is at work; as high when there is nothing to say. */
import './status-line.css';
import { useEffect, useState } from 'react';
import { useDirectory } from './directory.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** What is answered sooner is not worth a line that flickers. */
const LASTING_MS = 300;

export function StatusLine({ state, channelId }: { state: WorkspaceState; channelId: string }) {
  const { users } = useDirectory();
  const isWorking = useLasting(state.inFlight > 0);
  const typists = state.typing
    .filter((each) => each.channelId === channelId)
    .map(({ userId }) => users.get(userId)?.realName ?? userId);
  return (
    <div className="status-line">
      <span role="status">{isWorking && `${state.app.name} is working… `}</span>
      {typists.length > 0 && (
        <span>
          {new Intl.ListFormat('en-GB').format(typists)} {typists.length === 1 ? 'is' : 'are'}{' '}
          typing…
        </span>
      )}
    </div>
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
