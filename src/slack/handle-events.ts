/**
 * Events: a mention, a direct message, an edit of either, App Home opened, the bot added to a
 * channel. The bot's own posts, other bots and joins are nobody's question.
 */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs, types } from '@slack/bolt';
import { renderReply } from '../blocks/render-reply.ts';
import { ANSWER_LIFE_MS, EXAMPLES } from '../requests/library.ts';
import { suggestQuestions } from './agent.ts';
import { answerMessage } from './answer-message.ts';
import { runTurn } from './boundary.ts';
import { type Desk, isFirst } from './desk.ts';
import { publishHome } from './publish-home.ts';
import { createPostTell } from './tell.ts';

type MessageChangedEvent = types.MessageChangedEvent;
type EventArgs<Name extends string> = SlackEventMiddlewareArgs<Name> & AllMiddlewareArgs;

/** An edited mention, too: whether its question is another one is seen later. */
export async function handleMention(
  desk: Desk,
  { event, body, client }: EventArgs<'app_mention'>,
): Promise<void> {
  if (event.user === undefined || event.bot_id !== undefined || isOld(desk, event.ts)) return;
  await answerMessage(desk, client, {
    name: 'app_mention',
    eventId: body.event_id,
    userId: event.user,
    channelId: event.channel,
    ts: event.ts,
    threadTs: event.thread_ts,
    text: event.text,
    isDirect: false,
  });
}

export async function handleMessage(
  desk: Desk,
  { event, body, client }: EventArgs<'message'>,
): Promise<void> {
  if (event.channel_type !== 'im') return;
  const isEdit = event.subtype === 'message_changed';
  if (isEdit && (!isReworded(event) || isOld(desk, event.message.ts))) return;
  const message = isEdit ? event.message : event;
  // A plain message, one with a file, one from a thread also sent to the conversation; any other
  // subtype (joins, other bots) is nobody's question.
  const isTyped =
    message.subtype === undefined ||
    message.subtype === 'file_share' ||
    message.subtype === 'thread_broadcast';
  if (!isTyped) return;
  if (('bot_id' in message && message.bot_id !== undefined) || message.user === desk.botUserId) {
    return;
  }
  await answerMessage(desk, client, {
    name: 'message.im',
    eventId: body.event_id,
    userId: message.user,
    channelId: event.channel,
    ts: message.ts,
    threadTs: message.thread_ts,
    text: message.text ?? '',
    isDirect: true,
  });
}

/** Slack changes a message also when it unfurls a link: then its text stays. */
function isReworded(change: MessageChangedEvent): boolean {
  return readText(change.message) !== readText(change.previous_message);
}

function readText(message: MessageChangedEvent['message']): string | undefined {
  return 'text' in message ? message.text : undefined;
}

/** What was answered for an older message is forgotten, so an edit of it cannot be told apart. */
function isOld(desk: Desk, ts: string): boolean {
  return desk.clock.nowMs() - Number(ts) * 1000 >= ANSWER_LIFE_MS;
}

export async function handleHomeOpened(
  desk: Desk,
  { event, client }: EventArgs<'app_home_opened'>,
): Promise<void> {
  if (event.tab === 'messages') await suggestQuestions(desk, client, event.channel);
  if (event.tab !== 'home') return;
  const userId = event.user;
  const tell = createPostTell(desk, client, { channelId: userId });
  await runTurn(desk, { name: 'app_home_opened', userId, tell }, async () => {
    await publishHome(desk, client, userId);
  });
}

export async function handleJoined(
  desk: Desk,
  { event, body, client }: EventArgs<'member_joined_channel'>,
): Promise<void> {
  if (event.user !== desk.botUserId) return;
  const tell = createPostTell(desk, client, { channelId: event.channel });
  await runTurn(desk, { name: 'member_joined_channel', userId: event.user, tell }, async () => {
    if (!(await isFirst(desk, `event ${body.event_id}`))) return;
    const corpusSize = desk.library.papers.length;
    await tell(renderReply({ kind: 'hello', examples: EXAMPLES, corpusSize }));
  });
}
