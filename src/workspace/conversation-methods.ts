/** conversations.info, .members, .open, .history, .replies. */
import { findConversation, findJoined, findVisible } from './access.ts';
import { takePage } from './paging.ts';
import { isRefusal, refuse } from './refusals.ts';
import { BOT_USER_ID, TEAM_ID } from './seed.ts';
import { type Channel, type Json, type Message, type State, toReadMessage } from './state.ts';
import type { Methods } from './web-api.ts';

const DEFAULT_MEMBERS = 100; // docs.slack.dev/reference/methods/conversations.members
const DEFAULT_HISTORY = 100; // docs.slack.dev/reference/methods/conversations.history
const DEFAULT_REPLIES = 1_000; // docs.slack.dev/reference/methods/conversations.replies

export function createConversationMethods(state: State): Methods {
  const visible = (channel: Channel) =>
    state.messagesOf(channel.id).filter((message) => message.ephemeralFor === undefined);

  return {
    'conversations.info': (args) => {
      const found = findConversation(state, args['channel']);
      return isRefusal(found) ? found : { ok: true, channel: toWireChannel(state, found.channel) };
    },
    // Of a public channel the bot need not be in it.
    'conversations.members': (args) => {
      const found = findConversation(state, args['channel']);
      if (isRefusal(found)) return found;
      const page = takePage([...found.channel.members], args, DEFAULT_MEMBERS);
      if (isRefusal(page)) return page;
      const { items: members, nextCursor } = page;
      return { ok: true, members, response_metadata: { next_cursor: nextCursor } };
    },
    'conversations.open': (args) => {
      const ids = String(args['users'] ?? '')
        .split(',')
        .filter((id) => id !== '');
      const [userId, ...others] = ids;
      // A group of several people is more than the stand-in holds.
      if (userId === undefined || others.length > 0) return refuse('invalid_arguments');
      const user = state.users.get(userId);
      if (user === undefined || userId === BOT_USER_ID) return refuse('user_not_found');
      if (user.isDeactivated === true) return refuse('user_disabled');
      return { ok: true, channel: { id: state.openDirectMessage(userId).id } };
    },
    'conversations.history': (args) => {
      const found = findJoined(state, args['channel']);
      if (isRefusal(found)) return found;
      const all = visible(found.channel);
      const shown = all.filter((each) => each.threadTs === undefined || each.isBroadcast);
      const withThread = shown.map((message) => toParent(message, all, args));
      return paginate(withThread.reverse(), args, DEFAULT_HISTORY);
    },
    'conversations.replies': (args) => {
      const found = findJoined(state, args['channel']);
      if (isRefusal(found)) return found;
      const parent = findVisible(state, found.channel, args['ts']);
      if (parent === undefined) return refuse('thread_not_found');
      const all = visible(found.channel);
      const replies = all
        .filter((each) => each.threadTs === parent.ts)
        .map((each) => toRead(each, args));
      return paginate([toParent(parent, all, args), ...replies], args, DEFAULT_REPLIES);
    },
  };
}

function toWireChannel({ users }: State, channel: Channel): Json {
  const { id, name, kind, isArchived, members } = channel;
  const isShared = [...members].some((each) => users.get(each)?.teamId !== undefined);
  return {
    id,
    ...(kind === 'im'
      ? { user: [...members].find((each) => each !== BOT_USER_ID) }
      : { name, name_normalized: name }),
    is_channel: kind === 'public',
    is_group: false,
    is_im: kind === 'im',
    is_mpim: false,
    is_private: kind !== 'public',
    is_archived: isArchived,
    is_member: members.has(BOT_USER_ID),
    is_shared: isShared,
    is_ext_shared: isShared,
    context_team_id: TEAM_ID,
  };
}

function toRead(message: Message, args: Json): Json {
  return toReadMessage(message, args['include_all_metadata'] === true);
}

function toParent(message: Message, all: readonly Message[], args: Json): Json {
  const replies = all.filter((each) => each.threadTs === message.ts);
  const last = replies.at(-1);
  const shown = toRead(message, args);
  if (last === undefined) return shown;
  return {
    ...shown,
    thread_ts: message.ts,
    reply_count: replies.length,
    latest_reply: last.ts,
  };
}

/** The part between `oldest` and `latest` (their ends only with `inclusive`), a page of it. */
function paginate(messages: readonly Json[], args: Json, defaultLimit: number) {
  const { oldest, latest, inclusive } = args;
  const isInclusive = inclusive === true;
  const inside = messages.filter(({ ts }) => {
    const low = oldest === undefined ? 1 : compareTs(ts, oldest);
    const high = latest === undefined ? -1 : compareTs(ts, latest);
    return isInclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
  });
  const page = takePage(inside, args, defaultLimit);
  if (isRefusal(page)) return page;
  const { items, nextCursor } = page;
  return {
    ok: true as const,
    messages: items,
    has_more: nextCursor !== '',
    ...(nextCursor !== '' && { response_metadata: { next_cursor: nextCursor } }),
  };
}

function compareTs(a: unknown, b: unknown): number {
  return Number(a) - Number(b);
}
