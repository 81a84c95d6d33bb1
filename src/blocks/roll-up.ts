/**
 * The week's papers once more, a line each, linked to the messages that first showed them: five in
 * the parent, the others in its thread.
 */
import type { RichTextElement } from '@slack/types';
import { ROLL_UP_LISTED } from '../digest/deliver-edition.ts';
import type { RollUp, RollUpItem } from '../digest/digest.ts';
import type { Day } from '../model/paper.ts';
import { formatCount, formatDayRange } from './facts.ts';
import { countBlockChars } from './limits.ts';
import { buildMessage, MAX_BLOCK_CHARS, type Message } from './message.ts';
import { showTitle } from './paper-blocks.ts';
import { buildPermalink } from './paper-links.ts';
import { linkRun, paragraph, richText, textRun } from './rich-text.ts';

/** Where the roll-up is posted; `workspaceUrl` ends in a slash. */
type RollUpPlace = { readonly workspaceUrl: string; readonly channelId: string };

/** As in a digest, UTF-16 code units of one line. */
const MAX_LINE_CHARS = 80;
/** Room for the last line of the thread's message. */
const LAST_LINE_CHARS = 200;

/** The parent: at most seven lines. */
export function renderRollUp({ day, items }: RollUp, place: RollUpPlace): Message {
  const listed = items.slice(0, ROLL_UP_LISTED);
  const others = items.length - listed.length;
  const more = others === 0 ? '' : `${formatCount(others)} more in the thread. `;
  return buildMessage(
    richText(
      ...paragraph(
        ...textRun(`This week’s papers again, ${describeWeek(day)}`, { bold: true }),
        ...listed.flatMap((item, index) => renderLine(item, index + 1, place)),
        ...textRun(`\n${more}Each link leads to where it was first shown.`),
      ),
    ),
  );
}

/** The others, for its thread: as many as one message holds, and how many it does not. */
export function renderRollUpRest({ items }: RollUp, place: RollUpPlace): Message {
  const lines = items
    .map((item, index) => renderLine(item, index + 1, place))
    .slice(ROLL_UP_LISTED);
  const room = MAX_BLOCK_CHARS - LAST_LINE_CHARS;
  let size = 0;
  const fitting = lines.findIndex((line) => {
    size += countBlockChars(line);
    return size > room;
  });
  const shown = fitting === -1 ? lines : lines.slice(0, fitting);
  const left = lines.length - shown.length;
  const [first, ...others] = shown.flat();
  return buildMessage(
    richText(
      ...paragraph(
        ...(first?.type === 'text' ? textRun(first.text.trimStart()) : []),
        ...others,
        ...textRun(left === 0 ? '' : `\nAnd ${formatCount(left)} more, further up here.`),
      ),
    ),
  );
}

/** The seven days that end with `day`. */
function describeWeek(day: Day): string {
  const first = new Date(`${day}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - 6);
  return formatDayRange(first.toISOString().slice(0, 10), day);
}

/** A line break, the number, and the title, linked. */
function renderLine(
  { paper, ts, threadTs }: RollUpItem,
  number: number,
  { workspaceUrl, channelId }: RollUpPlace,
): RichTextElement[] {
  const before = `${number}. `;
  const title = showTitle(paper, MAX_LINE_CHARS - before.length);
  const url = buildPermalink({ workspaceUrl, channelId, ts, threadTs });
  return [
    ...textRun(`\n${before}`),
    ...(url === undefined ? textRun(title) : [linkRun(url, title)]),
  ];
}
