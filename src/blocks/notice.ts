/** A sentence or two of our own. */
import type { RichTextBlock } from '@slack/types';
import type { NotedReply, NoticeReply } from '../requests/replies.ts';
import { buttonRow, paperButton } from './elements.ts';
import { cleanText, cutText } from './escape.ts';
import { buildMessage, type Message } from './message.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

const MAX_NOTICE_CHARS = 2000;

export function renderNotice({ text }: NoticeReply): Message {
  return buildMessage(renderText(text));
}

/** With a button that undoes what it says. */
export function renderNoted({ text, undo }: NotedReply): Message {
  return buildMessage([...renderText(text), ...buttonRow(paperButton(undo))]);
}

function renderText(text: string): RichTextBlock[] {
  const shown = cutText(cleanText(text).trim(), MAX_NOTICE_CHARS);
  return richText(...paragraph(...textRun(shown || 'Done.')));
}
