/** One message: who, when, what, its thread, and what can be done with it. */
import './message-item.css';
import { memo, useCallback, useRef, useState } from 'react';
import type { ActReply, Message, User } from '../page-protocol.ts';
import { Avatar } from './avatar.tsx';
import { buildClick, buildSuggest } from './block-click.ts';
import { Blocks, type Press } from './blocks.tsx';
import { useChat, useMessageForm } from './chat-context.ts';
import { useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageEditor } from './message-editor.tsx';
import type { ThreadSummary } from './message-rows.ts';
import { Mrkdwn } from './mrkdwn.tsx';
import { renderDay, renderMoment, renderTime, toMs } from './time-text.ts';
import { toTypedText } from './typed-text.ts';

export type MessageItemProps = {
  message: Message;
  /** Under the name of the message before. */
  isContinued: boolean;
  /** Undefined = no reply, or one whose thread is plain to see. */
  repliedTo: Message | undefined;
  /** Undefined = nobody has replied, or this is in the thread itself. */
  thread: ThreadSummary | undefined;
  isInThread: boolean;
  /** Nothing can be said here. */
  isReadOnly: boolean;
  isEditing: boolean;
  /** The one of the list that Tab comes to. */
  isCurrent: boolean;
  /** Of the workspace's clock. */
  nowMs: number;
  /** Undefined = done editing. */
  onEdit: (ts: string | undefined) => void;
  /** Something in it was pressed; the answer is still to come. */
  onPress: (message: Message) => void;
};

/** Drawn again only when something about it changed: a channel has hundreds. */
export const MessageItem = memo(MessageArticle);

function MessageArticle(props: MessageItemProps) {
  const { message, isContinued, isEditing, thread } = props;
  const { users, viewer } = useDirectory();
  const { problem, clearProblem, isBusy, run } = useActs();
  const author = users.get(message.userId);
  const name = author?.realName ?? message.userId;
  const time = renderTime(toMs(message.ts), viewer.tz);
  const isPrivate = message.ephemeralFor !== undefined;
  return (
    <article
      className={`message${isPrivate ? ' message-private' : ''}`}
      aria-label={`${name}, ${time}${isPrivate ? ', only visible to you' : ''}`}
      aria-busy={isBusy}
      data-ts={message.ts}
      tabIndex={props.isCurrent ? 0 : -1}
    >
      {isPrivate && (
        <p className="message-eye">
          <Icon name="eye" /> Only visible to you
        </p>
      )}
      <div className="message-side">
        {isContinued ? (
          <Time message={message} className="message-late-time" />
        ) : (
          <Avatar user={author} />
        )}
      </div>
      <div className="message-main">
        {!isContinued && <Head message={message} name={name} author={author} />}
        {props.repliedTo !== undefined && <RepliedTo parent={props.repliedTo} />}
        {isEditing ? (
          <MessageEditor message={message} onDone={() => props.onEdit(undefined)} />
        ) : (
          <Body message={message} run={run} onPress={props.onPress} />
        )}
        {problem !== undefined && <Problem text={problem} onDismiss={clearProblem} />}
        {thread !== undefined && <Replies {...props} thread={thread} />}
      </div>
      {!props.isReadOnly && !isPrivate && <MessageActions {...props} run={run} />}
    </article>
  );
}

export type RunAct = (key: string, start: () => Promise<ActReply>) => Promise<void>;

/** The same act again (the same `key`) before it is answered is an accident, and is not done. */
function useActs() {
  const underWay = useRef(new Set<string>());
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run: RunAct = useCallback(async (key, start) => {
    if (underWay.current.has(key)) return;
    underWay.current.add(key);
    setBusy(true);
    setProblem(undefined);
    const reply = await start();
    underWay.current.delete(key);
    setBusy(underWay.current.size > 0);
    if (!reply.ok) setProblem(reply.shown ?? 'That did not work.');
  }, []);
  const clearProblem = useCallback(() => setProblem(undefined), []);
  return { problem, clearProblem, isBusy, run };
}

function Head(props: { message: Message; name: string; author: User | undefined }) {
  return (
    <div className="message-head">
      <span className="message-author">{props.name}</span>
      {props.author?.role === 'bot' && <span className="message-app">APP</span>}
      <Time message={props.message} className="message-time" />
    </div>
  );
}

function RepliedTo({ parent }: { parent: Message }) {
  const { openThread } = useChat();
  const { users } = useDirectory();
  return (
    <p className="message-replied">
      replied to{' '}
      <button
        type="button"
        className="message-link"
        onClick={() => openThread(parent.channelId, parent.ts)}
      >
        {toTypedText(parent.text, users)}
      </button>
    </p>
  );
}

function Time({ message, className }: { message: Message; className: string }) {
  const { viewer } = useDirectory();
  const ms = toMs(message.ts);
  const time = renderTime(ms, viewer.tz);
  return (
    <time
      className={className}
      dateTime={new Date(ms).toISOString()}
      title={`${renderDay(ms, 0, viewer.tz)}, ${time}`}
    >
      {time}
    </time>
  );
}

const Body = memo(MessageBody);

function MessageBody(props: {
  message: Message;
  run: RunAct;
  onPress: (message: Message) => void;
}) {
  const { message, run, onPress } = props;
  const { act } = useChat();
  const { channelId, ts } = message;
  const form = useMessageForm(ts);
  const press = (pressed: Press) => {
    onPress(message);
    void run(JSON.stringify(pressed), () => act(buildClick({ channelId, ts }, pressed)));
  };
  return (
    <div className="message-body">
      {message.blocks.length > 0 ? (
        <Blocks
          blocks={message.blocks}
          onPress={press}
          onSuggest={(request) => act(buildSuggest({ channelId, ts }, request))}
          form={form}
          channelId={channelId}
        />
      ) : (
        <Mrkdwn text={message.text} />
      )}
      {message.isEdited && <span className="message-edited"> (edited)</span>}
    </div>
  );
}

function Problem({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  return (
    <p className="message-problem" role="alert">
      {text}{' '}
      <button type="button" className="message-link" onClick={onDismiss}>
        Dismiss
      </button>
    </p>
  );
}

function Replies({ message, thread, nowMs }: MessageItemProps & { thread: ThreadSummary }) {
  const { openThread } = useChat();
  const { users, viewer } = useDirectory();
  const { count, lastTs, userIds } = thread;
  return (
    <button
      type="button"
      className="message-replies"
      onClick={() => openThread(message.channelId, message.ts)}
    >
      {userIds.slice(0, 3).map((id) => (
        <Avatar key={id} isSmall user={users.get(id)} />
      ))}
      <span className="message-link">{renderReplyCount(count)}</span>
      <span className="message-last">
        <span className="visually-hidden">, </span>
        last reply {renderMoment(toMs(lastTs), nowMs, viewer.tz)}
      </span>
    </button>
  );
}

/** `1 reply`, `3 replies` */
export function renderReplyCount(count: number): string {
  return count === 1 ? '1 reply' : `${count} replies`;
}
