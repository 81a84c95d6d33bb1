/** conversations.info, .open, .history, .replies, users.info, auth.test. */
import { findConversation, findJoined, findVisible } from './access.ts';
import { isRefusal, refuse } from './refusals.ts';
import { BOT_ID, BOT_NAME, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID } from './seed.ts';
import { type Channel, type Json, type Message, type State, toWireMessage } from './state.ts';
import type { Methods } from './web-api.ts';

const DEFAULT_HISTORY = 100; // docs.slack.dev/reference/methods/conversations.history
const DEFAULT_REPLIES = 1_000; // docs.slack.dev/reference/methods/conversations.replies
const MAX_PAGE = 999; // both pages: "under 1000"

export function createConversationMethods(state: State, baseUrl: () => string): Methods {
  const visible = (channel: Channel) =>
    state.messagesOf(channel.id).filter((message) => message.ephemeralFor === undefined);

  return {
    'auth.test': () => ({
      ok: true,
      url: `${baseUrl()}/`,
      team: TEAM_DOMAIN,
      user: BOT_NAME,
      team_id: TEAM_ID,
      user_id: BOT_USER_ID,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
    'conversations.info': (args) => {
      const found = findConversation(state, args['channel']);
      return isRefusal(found) ? found : { ok: true, channel: toWireChannel(found.channel) };
    },
    'conversations.open': (args) => {
      const ids = String(args['users'] ?? '')
        .split(',')
        .filter((id) => id !== '');
      const [userId, ...others] = ids;
      // A group of several people is more than the stand-in holds.
      if (userId === undefined || others.length > 0) return refuse('invalid_arguments');
      if (!state.users.has(userId) || userId === BOT_USER_ID) return refuse('user_not_found');
      return { ok: true, channel: { id: state.openDirectMessage(userId).id } };
    },
    'conversations.history': (args) => {
      const found = findJoined(state, args['channel']);
      if (isRefusal(found)) return found;
      const all = visible(found.channel);
      const shown = all.filter((each) => each.threadTs === undefined || each.isBroadcast);
      const withThread = shown.map((message) => toParent(message, all));
      return { ok: true, ...paginate(withThread.reverse(), args, DEFAULT_HISTORY) };
    },
    'conversations.replies': (args) => {
      const found = findJoined(state, args['channel']);
      if (isRefusal(found)) return found;
      const parent = findVisible(state, found.channel, args['ts']);
      if (parent === undefined) return refuse('thread_not_found');
      const all = visible(found.channel);
      const replies = all.filter((each) => each.threadTs === parent.ts).map(toWireMessage);
      return { ok: true, ...paginate([toParent(parent, all), ...replies], args, DEFAULT_REPLIES) };
    },
    'users.info': (args) => {
      const user = state.users.get(String(args['user']));
      if (user === undefined) return refuse('user_not_found');
      const { id, name, realName, role, tz } = user;
      return {
        ok: true,
        user: {
          id,
          team_id: TEAM_ID,
          name,
          real_name: realName,
          deleted: false,
          tz,
          is_admin: role === 'admin',
          is_restricted: role === 'guest',
          is_ultra_restricted: role === 'guest',
          is_bot: role === 'bot',
          profile: { real_name: realName, display_name: name },
        },
      };
    },
  };
}

function toWireChannel(channel: Channel): Json {
  const { id, name, kind, isArchived, members } = channel;
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
    context_team_id: TEAM_ID,
  };
}

function toParent(message: Message, all: readonly Message[]): Json {
  const replies = all.filter((each) => each.threadTs === message.ts);
  const last = replies.at(-1);
  if (last === undefined) return toWireMessage(message);
  return {
    ...toWireMessage(message),
    thread_ts: message.ts,
    reply_count: replies.length,
    latest_reply: last.ts,
  };
}

/**
 * The part between `oldest` and `latest` (their ends only with `inclusive`), from `cursor` on.
 * A cursor is the place in the list, written as Slack does, opaque.
 */
function paginate(messages: readonly Json[], args: Json, defaultLimit: number): Json {
  const { oldest, latest, inclusive } = args;
  const isInclusive = inclusive === true;
  const inside = messages.filter(({ ts }) => {
    const low = oldest === undefined ? 1 : compareTs(ts, oldest);
    const high = latest === undefined ? -1 : compareTs(ts, latest);
    return isInclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
  });
  const start = Number(String(args['cursor'] ?? '').replace(/^at:/, '') || 0);
  const limit = Math.min(Number(args['limit'] ?? 0) || defaultLimit, MAX_PAGE);
  const end = start + limit;
  const hasMore = inside.length > end;
  return {
    messages: inside.slice(start, end),
    has_more: hasMore,
    ...(hasMore && { response_metadata: { next_cursor: `at:${end}` } }),
  };
}

function compareTs(a: unknown, b: unknown): number {
  return Number(a) - Number(b);
}
