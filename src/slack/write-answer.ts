/**
 * An answer in sentences, where there is a writer: added to the quotes that stand there already,
 * so that nobody waits for it, and left out when it comes to nothing.
 */
import type { WebClient } from '@slack/web-api';
import { renderReply } from '../blocks/render-reply.ts';
import type { AnswerReply } from '../requests/replies.ts';
import { showStatus } from './agent.ts';
import type { Desk } from './desk.ts';
import { type Posted, sendUpdate } from './send.ts';

/** `thread`: where a status can be shown; undefined in channels. */
export async function writeAnswer(
  desk: Desk,
  client: WebClient,
  reply: AnswerReply,
  at: {
    readonly posted: Posted;
    readonly thread: { readonly channelId: string; readonly threadTs: string } | undefined;
  },
): Promise<void> {
  const { writer } = desk.library;
  if (writer === undefined || reply.outcome !== 'answer' || reply.quotes.length === 0) return;
  const status =
    at.thread && showStatus(desk, client, at.thread, 'is putting the quotes together…');
  const quotes = reply.quotes.map(({ text, paper }) => ({ text, title: paper.title }));
  const sentences = await writer.write(reply.question, quotes);
  if (sentences !== undefined && sentences.length > 0) {
    const message = renderReply({ ...reply, written: { sentences, host: writer.host } });
    const outcome = await sendUpdate(client, desk.clock, at.posted, message);
    if (outcome.state !== 'sent') desk.log.warn(outcome, 'a written answer was not added');
  }
  // An update is no post, so Slack does not take the status away by itself.
  status?.clear();
}
