/**
 * Events: a mention, a direct message, App Home opened, the bot added to a channel.
 *
 * Slack redelivers an event it thinks was lost, and a message that both mentions the bot and is a
 * direct message may come as two events; each message is answered once. The bot's own posts,
 * other bots, edits and joins are nobody's question.
 */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { renderReply } from '../blocks/render-reply.ts';
import { askQuestion } from '../requests/ask.ts';
import { EXAMPLES } from '../requests/library.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk } from './desk.ts';
import { parseIncomingText } from './incoming-text.ts';
import { publishHome } from './publish-home.ts';
import { createPostTell, createThreadTell } from './tell.ts';

type EventArgs<Name extends string> = SlackEventMiddlewareArgs<Name> & AllMiddlewareArgs;

export async function handleMention(
  desk: Desk,
  { event, body, client }: EventArgs<'app_mention'>,
): Promise<void> {
  if (event.user === undefined || event.bot_id !== undefined || 'edited' in event) return;
  await answerMessage(desk, client, {
    name: 'app_mention',
    eventId: body.event_id,
    userId: event.user,
    channelId: event.channel,
    ts: event.ts,
    threadTs: event.thread_ts,
    text: event.text,
  });
}

export async function handleMessage(
  desk: Desk,
  { event, body, client }: EventArgs<'message'>,
): Promise<void> {
  // A plain message, one with a file, one from a thread also sent to the conversation; any other
  // subtype (edits, joins, other bots) is nobody's question.
  const isTyped =
    event.subtype === undefined ||
    event.subtype === 'file_share' ||
    event.subtype === 'thread_broadcast';
  if (!isTyped || event.channel_type !== 'im') return;
  if (('bot_id' in event && event.bot_id !== undefined) || event.user === desk.botUserId) return;
  await answerMessage(desk, client, {
    name: 'message.im',
    eventId: body.event_id,
    userId: event.user,
    channelId: event.channel,
    ts: event.ts,
    threadTs: event.thread_ts,
    text: event.text ?? '',
  });
}

type Asked = {
  readonly name: string;
  readonly eventId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly text: string;
};

async function answerMessage(
  desk: Desk,
  client: AllMiddlewareArgs['client'],
  asked: Asked,
): Promise<void> {
  const { name, userId, channelId, ts } = asked;
  const address = { channelId, threadTs: asked.threadTs ?? ts };
  const tell = createThreadTell(desk, client, address, userId);
  await runTurn(desk, { name, userId, tell }, async (log) => {
    const isNew =
      (await isFirst(desk, `event ${asked.eventId}`)) &&
      (await isFirst(desk, `message ${channelId} ${ts}`));
    if (!isNew) {
      log.info('delivered before');
      return;
    }
    const question = parseIncomingText(asked.text);
    await tell(renderReply(await askQuestion(desk.library, buildAsker(desk, userId), question)));
  });
}

export async function handleHomeOpened(
  desk: Desk,
  { event, client }: EventArgs<'app_home_opened'>,
): Promise<void> {
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

function isFirst(desk: Desk, key: string): Promise<boolean> {
  return desk.deliveries.isFirst(desk.teamId, key, desk.clock.nowMs());
}
