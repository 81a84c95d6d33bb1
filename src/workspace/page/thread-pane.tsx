/** A message and its replies, beside the channel. */
import './thread-pane.css';
import { type KeyboardEvent, useMemo } from 'react';
import type { PageChannel } from '../page-protocol.ts';
import { useBox } from './chat-context.ts';
import { Composer } from './composer.tsx';
import { nameChannel, useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { renderReplyCount } from './message-item.tsx';
import { MessageList } from './message-list.tsx';
import { buildRows, type Row, selectThread, type ThreadSummary } from './message-rows.ts';
import { StatusLine } from './status-line.tsx';
import { useEditing } from './use-editing.ts';
import type { WorkspaceState } from './workspace-state.ts';

const NO_THREADS: ReadonlyMap<string, ThreadSummary> = new Map();

type ThreadPaneProps = {
  state: WorkspaceState;
  channel: PageChannel;
  threadTs: string;
  /** The reply a link leads to; undefined = none. */
  targetTs: string | undefined;
  nowMs: number;
  onClose: () => void;
};

export function ThreadPane(props: ThreadPaneProps) {
  const { state, channel, threadTs, targetTs, nowMs, onClose } = props;
  const directory = useDirectory();
  const { viewer } = directory;
  const place = useMemo(() => ({ channelId: channel.id, threadTs }), [channel.id, threadTs]);
  const { sentCount } = useBox(place);
  const messages = useMemo(
    () => selectThread(state.messages, channel.id, threadTs),
    [state.messages, channel.id, threadTs],
  );
  const rows = useMemo(
    () =>
      addReplyCount(
        buildRows(messages, { nowMs, zone: viewer.tz, viewerId: viewer.id, readTs: undefined }),
        threadTs,
      ),
    [messages, nowMs, viewer, threadTs],
  );
  const { editingTs, onEdit, editLast } = useEditing(messages, viewer.id);
  const name = nameChannel(channel, directory);
  const isThere = messages[0]?.ts === threadTs;

  const onKeyDown = ({ key, nativeEvent }: KeyboardEvent) => {
    if (key === 'Escape' && !nativeEvent.isComposing) onClose();
  };

  return (
    // Escape is heard from wherever the focus is within.
    <section className="thread" aria-label={`Thread in ${name}`} onKeyDown={onKeyDown}>
      <header className="thread-head">
        <h2 className="thread-title">
          Thread <span className="thread-where">{name}</span>
        </h2>
        <button
          type="button"
          className="app-icon-button"
          aria-label="Close thread"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <MessageList
        label={`Thread in ${name}`}
        rows={rows}
        threads={NO_THREADS}
        isInThread
        isReadOnly={channel.isArchived}
        nowMs={nowMs}
        sentCount={sentCount}
        targetTs={targetTs}
        editingTs={editingTs}
        onEdit={onEdit}
        intro={!isThere && <p className="thread-gone">This message is not here any more.</p>}
      />
      <StatusLine state={state} channelId={channel.id} threadTs={threadTs} />
      {isThere && !channel.isArchived && (
        <Composer
          id="thread-box"
          channel={channel}
          place={place}
          label="Reply…"
          onEditLast={editLast}
        />
      )}
    </section>
  );
}

function addReplyCount(rows: readonly Row[], threadTs: string): readonly Row[] {
  const isParent = (row: Row) => row.kind === 'message' && row.message.ts === threadTs;
  const after = rows.findIndex(isParent) + 1;
  const count = rows.slice(after).filter(({ kind }) => kind === 'message').length;
  if (after === 0 || count === 0) return rows;
  const divider: Row = { kind: 'divider', key: 'replies', label: renderReplyCount(count) };
  return [...rows.slice(0, after), divider, ...startRun(rows.slice(after))];
}

/** The first reply has its author's name, whoever wrote the message above the count. */
function startRun(rows: readonly Row[]): readonly Row[] {
  const [first, ...rest] = rows;
  return first?.kind === 'message' ? [{ ...first, isContinued: false }, ...rest] : rows;
}
