/**
 * The morning digest: a parent of at most seven short lines, and in its thread one message a
 * paper. `renderToday` is the same in one message, for the person who asked.
 */
import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Digest, DigestEntry } from '../digest/digest.ts';
import type { TodayReply } from '../requests/replies.ts';
import { contextLine } from './elements.ts';
import { cleanLine, quoteLine } from './escape.ts';
import { describeKnown, formatCount, formatPapers, formatWeekday } from './facts.ts';
import { buildFittingMessage, buildMessage, type Detail, type Message } from './message.ts';
import { factsSection, sentenceQuote, shortTitle, titleParagraph } from './paper-blocks.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** design.md, "Slack manners": a channel message has at most seven lines. */
const MAX_LISTED = 5;
/** Characters of one line of the parent, so that it stays one on a laptop. */
const MAX_LINE_CHARS = 80;
/** What a reason may take of that line. */
const MAX_REASON_CHARS = 32;

/** The parent: the day, up to five papers a line each, and what else there is. */
export function renderDigestParent(digest: Digest): Message {
  const listed = digest.entries.slice(0, MAX_LISTED);
  const lines = [
    ...listed.map((entry, index) => renderLine(entry, index + 1)),
    textRun(`\n${describeRest(digest)}`),
  ];
  return buildMessage(richText(...paragraph(...renderHeading(digest), ...lines.flat())));
}

/** One paper of the digest, for its thread. */
export function renderDigestEntry(entry: DigestEntry): Message {
  return buildFittingMessage((detail) => renderEntry(entry, detail));
}

/** Parent and entries in one message. */
export function renderToday({ digest }: TodayReply): Message {
  return buildFittingMessage((detail) => [
    ...richText(
      ...paragraph(
        ...renderHeading(digest),
        ...textRun(digest.entries.length === 0 ? `\n${describeRest(digest)}` : ''),
      ),
    ),
    ...digest.entries.flatMap((entry) => renderEntry(entry, detail)),
    contextLine(
      digest.remaining > 0
        ? `${formatCount(digest.remaining)} others rank lower · Only visible to you`
        : 'Only visible to you',
    ),
  ]);
}

function renderHeading({ day }: Digest): RichTextElement[] {
  return textRun(`Papers for ${formatWeekday(day)}`, { bold: true });
}

function renderLine({ paper, reason }: DigestEntry, rank: number): RichTextElement[] {
  const before = `\n${rank}. `;
  const after = cleanLine(reason) === '' ? '' : ` — ${quoteLine(reason, MAX_REASON_CHARS)}`;
  const room = MAX_LINE_CHARS - (before.length - 1) - after.length;
  return [...textRun(before), ...shortTitle(paper, room), ...textRun(after)];
}

/** The last line. The thread holds one message for each paper above, nothing else. */
function describeRest({ entries, remaining }: Digest): string {
  if (entries.length === 0) {
    return 'Nothing new today: what is here was shown before. Try /papers today.';
  }
  const thread = `${formatPapers(entries.length)} in the thread`;
  return remaining === 0 ? `${thread}.` : `${thread}; ${formatCount(remaining)} others rank lower.`;
}

function renderEntry({ paper, sentence, reason }: DigestEntry, detail: Detail): KnownBlock[] {
  return [
    ...richText(
      ...titleParagraph(paper, { maxChars: detail.titleChars }),
      ...sentenceQuote(sentence ?? '', detail.excerptChars),
    ),
    factsSection([quoteLine(reason, detail.noteChars), ...describeKnown(paper)], {
      paperId: paper.id,
      saved: false,
    }),
  ];
}
