/** The messages of a channel or a thread; arrow keys go from one to the next. */
import './message-list.css';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { Message } from '../page-protocol.ts';
import { useDirectory } from './directory.ts';
import { MessageItem } from './message-item.tsx';
import type { Row, ThreadSummary } from './message-rows.ts';
import { useAfterPress } from './use-after-press.ts';
import { useJump } from './use-jump.ts';
import { useStickyScroll } from './use-sticky-scroll.ts';

export type MessageListProps = {
  /** e.g. "Messages in #reading". */
  label: string;
  rows: readonly Row[];
  /** By the parent's ts; empty within a thread, and where replies are rows themselves. */
  threads: ReadonlyMap<string, ThreadSummary>;
  isInThread: boolean;
  isReadOnly: boolean;
  nowMs: number;
  sentCount: number;
  /** The message a link leads to; undefined = none here. */
  targetTs: string | undefined;
  editingTs: string | undefined;
  onEdit: (ts: string | undefined) => void;
  /** What stands before the first message. */
  intro?: ReactNode;
};

export function MessageList(props: MessageListProps) {
  const { label, rows, intro, sentCount, targetTs, ...rest } = props;
  const newestTs = findNewestTs(rows);
  const { viewer } = useDirectory();
  const { scroller, content, onScroll, hasNew, toEnd, toStartOf } = useStickyScroll({
    newestTs,
    sentCount,
    startsAtEnd: !rest.isInThread,
  });
  const messages = useMemo(
    () => rows.flatMap((row) => (row.kind === 'message' ? [row.message] : [])),
    [rows],
  );
  useJump({ list: content, targetTs, messages, toStartOf });
  const onPress = useAfterPress({
    list: content,
    messages,
    viewerId: viewer.id,
    toEnd,
    toStartOf,
  });
  const [focusedTs, setFocusedTs] = useState<string>();
  const isThere = rows.some((row) => row.kind === 'message' && row.message.ts === focusedTs);
  const currentTs = isThere ? focusedTs : newestTs;

  const onFocus = ({ target }: FocusEvent) => {
    const ts = target.closest<HTMLElement>('[data-ts]')?.dataset['ts'];
    if (ts !== undefined) setFocusedTs(ts);
  };

  const goToEnd = () => {
    toEnd();
    // The button goes away; reading goes on at the newest.
    const newest = content.current?.querySelector<HTMLElement>('li:last-child [data-ts]');
    newest?.focus({ preventScroll: true });
  };

  return (
    <div className="list">
      <div ref={scroller} className="list-scroller" onScroll={onScroll}>
        <div className="list-intro">{intro}</div>
        <ol
          ref={content}
          className="list-rows"
          aria-label={label}
          onFocus={onFocus}
          onKeyDown={step}
        >
          {rows.map((row) => (
            <RowItem key={toKey(row)} row={row} currentTs={currentTs} onPress={onPress} {...rest} />
          ))}
        </ol>
      </div>
      {hasNew && (
        <button type="button" className="list-new" onClick={goToEnd}>
          New messages
        </button>
      )}
    </div>
  );
}

type RowProps = Omit<MessageListProps, 'label' | 'rows' | 'intro' | 'sentCount' | 'targetTs'> & {
  row: Row;
  currentTs: string | undefined;
  onPress: (message: Message) => void;
};

function RowItem({ row, threads, editingTs, currentTs, ...rest }: RowProps) {
  if (row.kind === 'divider') return <li className="list-divider">{row.label}</li>;
  if (row.kind === 'new') return <li className="list-divider list-divider-new">New</li>;
  const { ts } = row.message;
  return (
    <li>
      <MessageItem
        message={row.message}
        isContinued={row.isContinued}
        repliedTo={row.repliedTo}
        thread={threads.get(ts)}
        isEditing={ts === editingTs}
        isCurrent={ts === currentTs}
        {...rest}
      />
    </li>
  );
}

function toKey(row: Row): string {
  return row.kind === 'message' ? row.message.ts : row.key;
}

function findNewestTs(rows: readonly Row[]): string | undefined {
  const last = rows.at(-1);
  return last?.kind === 'message' ? last.message.ts : undefined;
}

/** Keys within a message (its buttons, its menus, its editor) are theirs. */
function step(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLElement) || event.target.dataset['ts'] === undefined) return;
  const messages = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-ts]')];
  const at = messages.indexOf(event.target);
  const last = messages.length - 1;
  const next = {
    ArrowDown: Math.min(at + 1, last),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: last,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  messages[next]?.focus();
}
