/** How Paperboy is doing: its version, its papers, its digest. Instants show in the reader's time. */
import type { RichTextSection } from '@slack/types';
import type { StatusReply } from '../requests/replies.ts';
import { quoteLine } from './escape.ts';
import { describeCorpus, formatWeekday } from './facts.ts';
import { buildMessage, type Message } from './message.ts';
import { bulletList, instantRun, paragraph, richText, textRun } from './rich-text.ts';

export function renderStatus(reply: StatusReply): Message {
  return buildMessage(
    richText(
      ...paragraph(...textRun(`Paperboy ${quoteLine(reply.version, 40)}`, { bold: true })),
      ...bulletList([
        ...paragraph(...textRun(describeCorpus(reply.corpus))),
        ...renderDigestFacts(reply.digest),
        ...paragraph(...textRun('Running since '), instantRun(reply.startedMs)),
      ]),
    ),
  );
}

function renderDigestFacts(digest: StatusReply['digest']): RichTextSection[] {
  if (digest === undefined) {
    return paragraph(
      ...textRun('No digest channel is configured; /papers today works all the same'),
    );
  }
  const last =
    digest.lastDay === undefined ? 'none sent yet' : `last sent ${formatWeekday(digest.lastDay)}`;
  return paragraph(
    ...textRun('Digest in '),
    { type: 'channel', channel_id: digest.channelId },
    ...textRun(` at ${quoteLine(digest.time, 10)} (${quoteLine(digest.zone, 60)}), next `),
    instantRun(digest.nextDueMs),
    ...textRun(`, ${last}`),
  );
}
