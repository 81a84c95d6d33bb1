/** A sentence or two of our own. */
import type { NoticeReply } from '../requests/replies.ts';
import { cleanText, cutText } from './escape.ts';
import { buildMessage, type Message } from './message.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

const MAX_NOTICE_CHARS = 2000;

export function renderNotice({ text }: NoticeReply): Message {
  const shown = cutText(cleanText(text).trim(), MAX_NOTICE_CHARS);
  return buildMessage(richText(...paragraph(...textRun(shown || 'Done.'))));
}
