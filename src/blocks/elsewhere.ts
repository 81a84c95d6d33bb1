/** A reply that is told to its asker alone because it could not be posted where it was asked. */
import { quoteLine } from './escape.ts';
import type { Content, Message } from './message.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** Short enough to leave the message, which fits, within Slack's limit. */
const MAX_QUESTION_CHARS = 200;

/** `message` below the question that it answers. Total. */
export function renderElsewhere(
  message: Message,
  {
    channelId,
    question,
    isForbidden,
  }: {
    readonly channelId: string;
    readonly question: string;
    /** Whether Slack does not let the bot post there, rather than that it failed this time. */
    readonly isForbidden: boolean;
  },
): Message {
  const asked = quoteLine(question, MAX_QUESTION_CHARS);
  // A direct message has no name to be linked by.
  const place = channelId.startsWith('D')
    ? textRun('You asked me')
    : [...textRun('You asked me in '), { type: 'channel' as const, channel_id: channelId }];
  const what = asked === '' ? '. ' : `: “${asked}”. `;
  const why = isForbidden ? 'I may not post there' : 'I could not post there';
  const lead = richText(
    ...paragraph(...place, ...textRun(`${what}${why}, so here is what I have:`)),
  );
  const below = ({ text, blocks }: Content): Content => ({ text, blocks: [...lead, ...blocks] });
  return { ...below(message), ...(message.fallback && { fallback: below(message.fallback) }) };
}
