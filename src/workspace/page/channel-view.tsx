/** A conversation: its name, its messages, and where to write. */
import './channel-view.css';
import { type ReactNode, useMemo, useState } from 'react';
import type { Message, PageChannel } from '../page-protocol.ts';
import { Announcer } from './announcer.tsx';
import { useBox, useChat } from './chat-context.ts';
import { Composer } from './composer.tsx';
import { nameChannel, useDirectory } from './directory.ts';
import { GUIDE_CHANNEL_ID, Guide } from './guide.tsx';
import { HomeTab } from './home-tab.tsx';
import { MessageList } from './message-list.tsx';
import {
  buildRows,
  isTopLevel,
  markReplies,
  summarizeThreads,
  type ThreadSummary,
} from './message-rows.ts';
import { type Route, renderRoute } from './route.ts';
import { StatusLine } from './status-line.tsx';
import { SuggestedPrompts } from './suggested-prompts.tsx';
import type { Unread } from './unread.ts';
import { useEditing } from './use-editing.ts';
import type { WorkspaceState } from './workspace-state.ts';

const NO_THREADS: ReadonlyMap<string, ThreadSummary> = new Map();

export type ChannelViewProps = {
  state: WorkspaceState;
  channel: PageChannel;
  route: Route;
  nowMs: number;
  /** Up to where the person had read on coming; undefined = nothing. */
  readTs: string | undefined;
  /** Undefined = the person has read all. */
  unread: Unread | undefined;
};

/** Shown anew for each conversation: give it the conversation's id as `key`. */
export function ChannelView(props: ChannelViewProps) {
  const { state, channel, route } = props;
  const { act } = useChat();
  const { viewer, botUserId } = useDirectory();
  const isApp = channel.kind === 'im' && channel.members.includes(botUserId);
  if (!channel.members.includes(viewer.id)) return <Join channel={channel} />;
  return (
    <>
      {isApp && <Tabs route={route} name={state.app.name} unread={props.unread} />}
      {isApp && route.isHome === true ? (
        <div className="channel-home">
          <HomeTab view={state.home} act={act} />
        </div>
      ) : (
        <Conversation {...props} isApp={isApp} />
      )}
    </>
  );
}

/**
 * With the app: "agent conversations happen in the classic Messages tab of the app, with threads
 * shown in a timeline above the composer", so replies stand in order of time among what they reply
 * to. https://docs.slack.dev/ai/migrating-to-agent-messaging (read 2026-11)
 */
function Conversation(props: ChannelViewProps & { isApp: boolean }) {
  const { state, channel, route, nowMs, isApp } = props;
  const directory = useDirectory();
  const { viewer } = directory;
  const place = useMemo(() => ({ channelId: channel.id }), [channel.id]);
  const { sentCount } = useBox(place);
  const here = useMemo(
    () => state.messages.filter(({ channelId }) => channelId === channel.id),
    [state.messages, channel.id],
  );
  const messages = useMemo(() => (isApp ? here : here.filter(isTopLevel)), [here, isApp]);
  const threads = useMemo(() => (isApp ? NO_THREADS : summarizeThreads(here)), [here, isApp]);
  const readTs = useNewMark(messages, state.visit, props.readTs);
  const rows = useMemo(() => {
    const built = buildRows(messages, { nowMs, zone: viewer.tz, viewerId: viewer.id, readTs });
    return isApp ? markReplies(built) : built;
  }, [messages, nowMs, viewer, readTs, isApp]);
  const { editingTs, onEdit, editLast } = useEditing(messages, viewer.id);
  const name = nameChannel(channel, directory);
  return (
    <>
      <MessageList
        label={`Messages in ${name}`}
        rows={rows}
        threads={threads}
        isInThread={false}
        isReadOnly={channel.isArchived}
        nowMs={nowMs}
        sentCount={sentCount}
        targetTs={route.threadTs === undefined ? route.messageTs : undefined}
        editingTs={editingTs}
        onEdit={onEdit}
        intro={<Intro name={name} isApp={isApp} />}
      />
      <Announcer messages={here} />
      {channel.isArchived ? (
        <p className="channel-foot">{name} is archived: it can be read, not written in.</p>
      ) : (
        <>
          {route.threadTs === undefined && <StatusLine state={state} channelId={channel.id} />}
          {channel.id === GUIDE_CHANNEL_ID && (
            <Guide state={state} place={place} boxId={MESSAGE_BOX_ID} />
          )}
          {isApp && (
            <SuggestedPrompts
              suggested={selectPrompts(state, here, channel.id)}
              place={place}
              boxId={MESSAGE_BOX_ID}
            />
          )}
          <Composer
            id={MESSAGE_BOX_ID}
            channel={channel}
            place={place}
            label={`Message ${name}`}
            onEditLast={editLast}
          />
        </>
      )}
    </>
  );
}

/** The app's own of the moment; before anybody has written, those of its manifest. */
function selectPrompts(
  { prompts, app }: WorkspaceState,
  here: readonly Message[],
  channelId: string,
) {
  const set = prompts.find((each) => each.channelId === channelId);
  return set ?? { title: undefined, prompts: here.length === 0 ? app.prompts : [] };
}

/**
 * What was unread on coming, or on coming back, stays marked while the person is here: this is what
 * they had read by then. Undefined = all there was; what arrives before their eyes is read.
 */
function useNewMark(
  messages: readonly Message[],
  visit: number,
  readTs: string | undefined,
): string | undefined {
  const { viewer } = useDirectory();
  const isNew = ({ ts, userId }: Message) =>
    readTs !== undefined && ts > readTs && userId !== viewer.id;
  const onComing = () => ({ visit, readTs: messages.some(isNew) ? readTs : undefined });
  const [mark, setMark] = useState(onComing);
  if (mark.visit !== visit) setMark(onComing());
  return mark.readTs;
}

/** Where the link that skips to the box goes. */
export const MESSAGE_BOX_ID = 'message-box';

function Intro({ name, isApp }: { name: string; isApp: boolean }): ReactNode {
  return (
    <p className="channel-intro">
      This is the start of {name}.
      {isApp && ' Ask it something as you would ask a colleague: no command is needed here.'}
    </p>
  );
}

function Tabs(props: { route: Route; name: string; unread: Unread | undefined }) {
  const { route, name, unread } = props;
  const { userId, channelId, isHome = false } = route;
  return (
    <nav className="channel-tabs" aria-label={name}>
      <a
        className="channel-tab"
        href={renderRoute({ userId, channelId, isHome: true })}
        aria-current={isHome ? 'page' : undefined}
      >
        Home
      </a>
      <a
        className="channel-tab"
        href={renderRoute({ userId, channelId })}
        aria-current={isHome ? undefined : 'page'}
      >
        Messages
        {!isHome || unread === undefined ? null : (
          <>
            <span className="channel-tab-badge" aria-hidden="true">
              {unread.count}
            </span>
            <span className="visually-hidden">, {unread.count} unread</span>
          </>
        )}
      </a>
    </nav>
  );
}

/** A public channel the person is not in. */
function Join({ channel }: { channel: PageChannel }) {
  const { act } = useChat();
  const [problem, setProblem] = useState<string>();
  const join = async () => {
    const reply = await act({ kind: 'join', channelId: channel.id });
    if (!reply.ok) setProblem(reply.shown ?? 'That did not work.');
  };
  return (
    <div className="channel-join">
      <p className="channel-join-name">#{channel.name}</p>
      {channel.isArchived ? (
        <p>This channel is archived.</p>
      ) : (
        <button type="button" className="channel-join-button" onClick={() => void join()}>
          Join channel
        </button>
      )}
      {problem !== undefined && (
        <p className="channel-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
