/** Lines above the box that only the person at it sees: what is on its way, what went wrong. */
import './notices.css';
import type { ReactNode } from 'react';
import type { PageChannel } from '../page-protocol.ts';
import { useBox, useChat, useWorld } from './chat-context.ts';
import { useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { joinTexts, type Notice, type NoticeOf, type Place } from './outbox.ts';

export function Notices({ place, channel }: { place: Place; channel: PageChannel }) {
  const { notices } = useBox(place);
  return (
    <div className="notices" role="status">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} place={place} channel={channel} />
      ))}
    </div>
  );
}

type LineProps<N = Notice> = { notice: N; place: Place; channel: PageChannel };

function NoticeLine({ notice, ...rest }: LineProps) {
  switch (notice.kind) {
    case 'sending':
      return <p className="notice notice-sending">Sending {cut(notice.typed)}…</p>;
    case 'failed':
      return (
        <Line notice={notice} place={rest.place} text={notice.shown} isProblem dismiss="Dismiss" />
      );
    case 'unknownCommand':
      return <UnknownCommand notice={notice} {...rest} />;
    case 'absent':
      return <Absent notice={notice} {...rest} />;
    case 'arrived':
      return <Arrived notice={notice} {...rest} />;
  }
}

function UnknownCommand({ notice, place }: LineProps<NoticeOf<'unknownCommand'>>) {
  const { outbox } = useChat();
  const world = useWorld();
  const text = `${notice.command} is not a valid command.`;
  return (
    <Line notice={notice} place={place} text={text} isProblem dismiss="Dismiss">
      <button
        type="button"
        className="app-button"
        onClick={() => void outbox.say(place, notice.typed, world)}
      >
        Send as a message
      </button>
    </Line>
  );
}

function Absent({ notice, place }: LineProps<NoticeOf<'absent'>>) {
  const { outbox } = useChat();
  const { users } = useDirectory();
  const names = notice.userIds.map((id) => `@${users.get(id)?.name ?? id}`);
  const isIn = names.length === 1 ? 'it is' : 'they are';
  const text = `You mentioned ${list(names)}, but ${isIn} not in this channel.`;
  return (
    <Line notice={notice} place={place} text={text} dismiss="Do nothing">
      <button
        type="button"
        className="app-button app-button-main"
        onClick={() => void outbox.invite(place, notice)}
      >
        Invite
      </button>
    </Line>
  );
}

function Arrived({ notice, place, channel }: LineProps<NoticeOf<'arrived'>>) {
  const { outbox } = useChat();
  const { users, botUserId } = useDirectory();
  const names = notice.userIds.map((id) => users.get(id)?.realName ?? id);
  const text = `${list(names)} ${names.length === 1 ? 'is' : 'are'} in #${channel.name} now.`;
  const askAgain = () => {
    outbox.dismiss(place, notice.id);
    const { draft } = outbox.get(place);
    outbox.setDraft(place, joinTexts(notice.typed, draft));
  };
  if (!notice.userIds.includes(botUserId)) {
    return <Line notice={notice} place={place} text={text} dismiss="Dismiss" />;
  }
  return (
    <Line
      notice={notice}
      place={place}
      text={`${text} ${users.get(botUserId)?.realName} could not see what you wrote before.`}
      dismiss="Dismiss"
    >
      <button type="button" className="app-button app-button-main" onClick={askAgain}>
        Ask again
      </button>
    </Line>
  );
}

function Line(props: {
  notice: Notice;
  place: Place;
  text: string;
  isProblem?: boolean;
  dismiss: string;
  children?: ReactNode;
}) {
  const { outbox } = useChat();
  return (
    <div className={props.isProblem === true ? 'notice notice-problem' : 'notice'}>
      <p className="notice-text">
        {props.text}
        <span className="notice-private">
          <Icon name="eye" /> Only visible to you
        </span>
      </p>
      {props.children}
      <button
        type="button"
        className="app-button"
        onClick={() => outbox.dismiss(props.place, props.notice.id)}
      >
        {props.dismiss}
      </button>
    </div>
  );
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}

function cut(text: string): string {
  return text.length > 60 ? text.slice(0, 60) : text;
}
