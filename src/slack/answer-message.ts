/**
 * One message to the bot, answered in its thread in its turn: what was asked there before is
 * answered by then.
 */
import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { renderReply } from '../blocks/render-reply.ts';
import { recordAsked } from '../requests/answer-question.ts';
import { askQuestion } from '../requests/ask.ts';
import type { Conversation } from '../requests/conversation.ts';
import type { Asker } from '../requests/library.ts';
import { recordMiss } from '../requests/misses.ts';
import { foldMessage } from '../requests/read-message.ts';
import type { MessageReply } from '../requests/replies.ts';
import { showStatus } from './agent.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk, isFirst } from './desk.ts';
import { parseIncomingText } from './incoming-text.ts';
import type { Posted } from './send.ts';
import { createThreadPost } from './tell.ts';
import { writeAnswer } from './write-answer.ts';

export type AskedMessage = {
  readonly name: string;
  readonly eventId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly ts: string;
  /** Undefined for a message that is no reply. */
  readonly threadTs: string | undefined;
  readonly text: string;
  /** Whether it was written to the bot alone. */
  readonly isDirect: boolean;
};

export async function answerMessage(
  desk: Desk,
  client: WebClient,
  asked: AskedMessage,
): Promise<void> {
  const { channelId, isDirect, threadTs, ts } = asked;
  // In a direct message a question may go on from any before, in a channel from those of its thread.
  const line = isDirect ? channelId : `${channelId} ${threadTs ?? ts}`;
  await desk.threads.run(line, Number(ts), () => answerNow(desk, client, asked));
}

async function answerNow(desk: Desk, client: WebClient, asked: AskedMessage): Promise<void> {
  const { name, userId, channelId, ts, isDirect } = asked;
  const thread = { channelId, threadTs: asked.threadTs ?? ts };
  const question = parseIncomingText(asked.text);
  const post = createThreadPost(desk, client, thread, { userId, question });
  const tell = async (message: Parameters<typeof post>[0]) => void (await post(message));
  await runTurn(desk, { name, userId, tell }, async (log) => {
    if (!(await isNew(desk, asked, question))) {
      log.info('answered before');
      return;
    }
    const status = isDirect ? showStatus(desk, client, thread, 'is reading abstracts…') : undefined;
    const conversation: Conversation = {
      ...thread,
      looksBack: isDirect && asked.threadTs === undefined ? 'conversation' : 'thread',
      followUp: isDirect ? 'by message' : 'by mention',
    };
    const asker = buildAsker(desk, userId);
    const reply = await askQuestion(desk.library, asker, question, conversation);
    const posted = await post(renderReply(reply));
    status?.replied();
    const later = followReply(desk, client, { asker, reply, posted, conversation, isDirect });
    void desk.inFlight.track(
      later.catch((error: unknown) => log.error({ err: error }, 'could not follow an answer up')),
    );
  });
}

/**
 * Slack redelivers events it thinks were lost, and a message that mentions the bot may come as two
 * events; an edit comes as the same message. Each question of a message is answered once. Its
 * words are kept as a hash alone.
 */
async function isNew(desk: Desk, asked: AskedMessage, question: string): Promise<boolean> {
  const hash = createHash('sha256').update(foldMessage(question)).digest('base64url');
  return (
    (await isFirst(desk, `event ${asked.eventId}`)) &&
    (await isFirst(desk, `message ${asked.channelId} ${asked.ts} ${hash}`))
  );
}

/** What nobody waits for, and what must not hold up the next question of the thread. */
async function followReply(
  desk: Desk,
  client: WebClient,
  answered: {
    readonly asker: Asker;
    readonly reply: MessageReply;
    readonly posted: Posted | undefined;
    readonly conversation: Conversation;
    readonly isDirect: boolean;
  },
): Promise<void> {
  const { asker, reply, posted, conversation, isDirect } = answered;
  if (reply.kind !== 'answer') return;
  const { channelId } = conversation;
  const isOpen = !isDirect && (await desk.isPublicChannel(channelId));
  if (isOpen) await recordAsked(desk.library, asker, reply);
  // A question about papers shown before says nothing about what the corpus lacks.
  const isMiss = reply.outcome !== 'answer' && reply.among === undefined;
  if (isMiss && isOpen) {
    const { question, outcome } = reply;
    const miss = { teamId: desk.teamId, question, outcome };
    await recordMiss(desk.library, miss, desk.clock.nowMs());
  }
  if (posted === undefined) return;
  const thread = isDirect ? conversation : undefined;
  await writeAnswer(desk, client, reply, { posted, thread });
}
