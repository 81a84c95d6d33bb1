/** chat.postMessage, chat.postEphemeral, chat.update, chat.delete, chat.getPermalink. */
import { findConversation, findPostable, findVisible } from './access.ts';
import type { Posting } from './posting.ts';
import { isRefusal, type Refusal, refuse } from './refusals.ts';
import { BOT_ID, BOT_USER_ID } from './seed.ts';
import {
  type Channel,
  type Json,
  type Message,
  type NewMessage,
  type State,
  toReadMessage,
} from './state.ts';
import type { Methods } from './web-api.ts';

type Draft = { readonly ok: true; readonly channel: Channel; readonly message: NewMessage };

export function createChatMethods(state: State, posting: Posting, baseUrl: () => string): Methods {
  /** A post that may be made, or why not. */
  function parsePost(args: Json): Draft | Refusal {
    const found = findPostable(state, args['channel']);
    if (isRefusal(found)) return found;
    const content = posting.parseContent(args);
    if (isRefusal(content)) return content;
    const { channel } = found;
    const threadTs = args['thread_ts'] || undefined;
    const parent = findVisible(state, channel, threadTs);
    if (threadTs !== undefined && parent === undefined) return refuse('thread_not_found');
    const { text, blocks, metadata, options } = content;
    const author = { channelId: channel.id, userId: BOT_USER_ID, botId: BOT_ID };
    const message = { ...author, text, blocks, metadata, options, threadTs: parent?.ts };
    return { ok: true, channel, message };
  }

  /** A message of our own bot that everybody sees, or why it cannot be touched. */
  function findOwn(args: Json, notOurs: 'cant_update_message' | 'cant_delete_message') {
    const found = findConversation(state, args['channel']);
    if (isRefusal(found)) return found;
    const message = findVisible(state, found.channel, args['ts']);
    if (message === undefined) return refuse('message_not_found');
    return message.botId === BOT_ID ? { ok: true as const, message } : refuse(notOurs);
  }

  return {
    'chat.postMessage': (args) => {
      const draft = parsePost(args);
      if (isRefusal(draft)) return draft;
      const isBroadcast = args['reply_broadcast'] === true;
      return toAnswer(posting.post({ ...draft.message, isBroadcast }));
    },
    'chat.postEphemeral': (args) => {
      const draft = parsePost(args);
      if (isRefusal(draft)) return draft;
      const userId = args['user'];
      if (typeof userId !== 'string' || !draft.channel.members.has(userId)) {
        return refuse('user_not_in_channel');
      }
      const message = posting.post({ ...draft.message, ephemeralFor: userId });
      return { ok: true, message_ts: message.ts };
    },
    'chat.update': (args) => {
      const own = findOwn(args, 'cant_update_message');
      if (isRefusal(own)) return own;
      const content = posting.parseContent(args);
      if (isRefusal(content)) return content;
      const { text, blocks, metadata = own.message.metadata } = content;
      const changed = posting.change(own.message, { text, blocks, metadata, isEdited: true });
      return { ...toAnswer(changed), text };
    },
    'chat.delete': (args) => {
      const own = findOwn(args, 'cant_delete_message');
      if (isRefusal(own)) return own;
      posting.remove(own.message);
      return { ok: true, channel: own.message.channelId, ts: own.message.ts };
    },
    'chat.getPermalink': (args) => {
      const found = findConversation(state, args['channel']);
      if (isRefusal(found)) return found;
      const message = findVisible(state, found.channel, args['message_ts']);
      if (message === undefined) return refuse('message_not_found');
      const permalink = `${baseUrl()}${renderPermalinkPath(message)}`;
      return { ok: true, channel: found.channel.id, permalink };
    },
  };
}

function toAnswer(message: Message) {
  const { channelId, ts } = message;
  return { ok: true as const, channel: channelId, ts, message: toReadMessage(message, false) };
}

/** Of a reply it names the thread, too: docs.slack.dev/reference/methods/chat.getPermalink */
function renderPermalinkPath({ channelId, ts, threadTs }: Message): string {
  const path = `/archives/${channelId}/p${ts.replace('.', '')}`;
  return threadTs === undefined ? path : `${path}?thread_ts=${threadTs}&cid=${channelId}`;
}
