/**
 * The morning digest: a parent of at most seven short lines, and in its thread one message a
 * paper. `renderToday` is the same in one message, for the person who asked.
 *
 *     Papers for Monday 23 November 2026 · Fri 20 Nov was missed
 *     1. A Title That Is Cut Where Its Line Ends… — top 4 % of its day
 *     2. A Short Title — top 9 % of its day · 14 comments
 *     2 papers in the thread; 86 others rank lower.
 */
import type { KnownBlock, RichTextElement } from '@slack/types';
import { MAX_MISSED } from '../digest/choose-due.ts';
import type { Digest, DigestEntry, Silence } from '../digest/digest.ts';
import type { Day, Paper } from '../model/paper.ts';
import type { TodayReply } from '../requests/replies.ts';
import { actionsMenu, buttonRow, contextLine, paperButton } from './elements.ts';
import { quoteLine } from './escape.ts';
import {
  describeKnown,
  formatCount,
  formatPapers,
  formatShortDay,
  formatWeekday,
} from './facts.ts';
import { buildFittingMessage, buildMessage, type Detail, type Message } from './message.ts';
import {
  factsSection,
  sentenceQuote,
  shortTitle,
  showTitle,
  titleParagraph,
} from './paper-blocks.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

/** design.md, "Slack manners". */
const MAX_LINES = 7;
/** design.md, "Slack manners": with the day above and the count below seven lines. */
const MAX_LISTED = 5;
/** UTF-16 code units of one line of the parent, so that it stays one on a laptop. */
const MAX_LINE_CHARS = 80;
/** What a reason may take of a line from a title that needs all of it. */
const MAX_REASON_CHARS = 32;
/** Between the facts of a reason (`describeReason`) and those of a line. */
const DOT = ' · ';

/** The parent: the day, up to five papers a line each, and what else there is. */
export function renderDigestParent(digest: Digest): Message {
  const heading = buildHeading(digest);
  const room = MAX_LINES - heading.lines - 1;
  const lines = digest.entries
    .slice(0, Math.min(MAX_LISTED, room))
    .flatMap((entry, index) => renderLine(entry, index + 1));
  const last = textRun(`\n${describeRest(digest)}`);
  return buildMessage(richText(...paragraph(...heading.elements, ...lines, ...last)));
}

/** One paper of the digest, for its thread. */
export function renderDigestEntry({ paper, sentence, reason }: DigestEntry): Message {
  const { id: paperId } = paper;
  const known = listFacts(paper, reason);
  return buildFittingMessage((detail) => [
    ...richText(
      ...titleParagraph(paper, { maxChars: detail.titleChars }),
      ...sentenceQuote(sentence ?? '', detail.excerptChars),
    ),
    contextLine(`Why it is here: ${quoteLine(reason, detail.noteChars)}`),
    ...(known.length === 0 ? [] : [contextLine(known.join(DOT))]),
    ...buttonRow(
      paperButton({ action: 'save', paperId }),
      actionsMenu(paperId, ['like', 'reject', 'similar', 'bibtex']),
    ),
  ]);
}

/** What is known of a paper and not said by its reason. */
function listFacts(paper: Paper, reason: string): readonly string[] {
  const said = reason.split(DOT);
  return describeKnown(paper).filter((fact) => !said.includes(fact));
}

/** Parent and entries in one message. */
export function renderToday({ digest }: TodayReply): Message {
  const { entries, remaining } = digest;
  const isEmpty = entries.length === 0;
  return buildFittingMessage((detail) => [
    ...richText(
      ...paragraph(
        ...buildHeading(digest).elements,
        ...textRun(isEmpty ? '\nThere are no papers here yet.' : ''),
      ),
    ),
    ...entries.flatMap((entry) => renderTodayEntry(entry, detail)),
    contextLine(
      remaining > 0 ? `${describeOthers(digest)}${DOT}Only visible to you` : 'Only visible to you',
    ),
  ]);
}

function renderTodayEntry(
  { paper, sentence, reason }: DigestEntry,
  detail: Detail,
): readonly KnownBlock[] {
  return [
    ...richText(
      ...titleParagraph(paper, { maxChars: detail.titleChars }),
      ...sentenceQuote(sentence ?? '', detail.excerptChars),
    ),
    factsSection([quoteLine(reason, detail.noteChars), ...listFacts(paper, reason)], {
      paperId: paper.id,
      saved: false,
    }),
  ];
}

/**
 * What the digest is, in bold, and beside it, or below where the line has no room for it, what is
 * said once.
 */
function buildHeading(digest: Digest): {
  readonly elements: readonly RichTextElement[];
  readonly lines: number;
} {
  const { day, silence, missed } = digest;
  const title = describeDigest(digest);
  const notes = [silence && describeSilence(silence, day), describeMissed(missed, day)];
  const note = notes.filter((each) => each !== undefined).join(DOT);
  const isOneLine = title.length + DOT.length + note.length <= MAX_LINE_CHARS;
  const below = `\n${note.charAt(0).toUpperCase()}${note.slice(1)}`;
  const after = isOneLine ? `${DOT}${note}` : below;
  return {
    elements: [...textRun(title, { bold: true }), ...textRun(note === '' ? '' : after)],
    lines: isOneLine ? 1 : 2,
  };
}

/** At most 45 characters where there is no saved search. */
function describeDigest({ kind, day, entries, alert }: Digest): string {
  const date = formatWeekday(day);
  if (alert !== undefined) {
    const [before, after] = ['New for “', `”${DOT}${date}`];
    return `${before}${quoteLine(alert, MAX_LINE_CHARS - before.length - after.length)}${after}`;
  }
  if (entries.length === 0) return `Nothing left for ${date}`;
  return kind === 'archive' ? `From the archive, ${date}` : `Papers for ${date}`;
}

/** Why nothing is new, and what to expect: at most 32 characters. */
function describeSilence(silence: Silence, day: Day): string {
  switch (silence.kind) {
    case 'weekend':
      return 'weekend; next listing on Monday';
    case 'incomplete':
      return 'today’s listing is not in yet';
    case 'down': {
      const { newest } = silence;
      const year = newest.slice(0, 4);
      return `no listing since ${formatShortDay(newest)}${day.startsWith(year) ? '' : ` ${year}`}`;
    }
    case 'no source':
      return 'no daily listing is set up';
    case 'unmatched':
      return 'nothing new fits your settings';
    case 'shown':
      return 'all that is new was shown here';
    default:
      return silence satisfies never;
  }
}

const DAY_MS = 86_400_000;

/** At most 38 characters. Of more than two it says only how many: they came one after another. */
function describeMissed(missed: readonly Day[], day: Day): string | undefined {
  const [first, second] = missed;
  if (first === undefined) return undefined;
  if (missed.length >= MAX_MISSED) return `more than ${MAX_MISSED - 1} were missed`;
  if (missed.length > 2) return `the last ${formatCount(missed.length)} were missed`;
  if (second !== undefined) {
    return `${formatShortDay(first)} and ${formatShortDay(second)} were missed`;
  }
  const isYesterday = Date.parse(day) - Date.parse(first) === DAY_MS;
  return `${isYesterday ? 'yesterday’s' : formatShortDay(first)} was missed`;
}

/**
 * One paper: its whole title with as many of its reasons as there is room for beside it, or its
 * first reason and as much of the title.
 */
function renderLine({ paper, reason }: DigestEntry, rank: number): RichTextElement[] {
  const [before, dash] = [`${rank}. `, ' — '];
  const room = MAX_LINE_CHARS - before.length;
  const title = showTitle(paper, room);
  const why = selectReasons(reason, Math.max(MAX_REASON_CHARS, room - title.length - dash.length));
  const isWhole = title.length + dash.length + why.length <= room;
  const shown = isWhole ? why : selectReasons(reason, MAX_REASON_CHARS, 1);
  const after = shown === '' ? '' : `${dash}${shown}`;
  return [...textRun(`\n${before}`), ...shortTitle(paper, room - after.length), ...textRun(after)];
}

/** The first `limit` facts of a reason, as many as fit; of the first alone what fits. */
function selectReasons(reason: string, maxChars: number, limit = Number.POSITIVE_INFINITY): string {
  const facts = reason.split(DOT).slice(0, limit);
  while (facts.length > 1 && quoteLine(facts.join(DOT), Infinity).length > maxChars) facts.pop();
  return quoteLine(facts.join(DOT), maxChars);
}

/** The last line. The thread holds one message for each paper of the digest, nothing else. */
function describeRest(digest: Digest): string {
  const { entries, remaining } = digest;
  if (entries.length === 0) {
    return 'Nothing more here fits. I stay quiet until something new comes.';
  }
  const thread = `${formatPapers(entries.length)} in the thread`;
  return remaining === 0 ? `${thread}.` : `${thread}; ${describeOthers(digest)}.`;
}

function describeOthers({ kind, remaining }: Digest): string {
  const others = remaining === 1 ? '1 other' : `${formatCount(remaining)} others`;
  if (kind === 'archive') return `${others} ${remaining === 1 ? 'is' : 'are'} in the archive`;
  return `${others} ${remaining === 1 ? 'ranks' : 'rank'} lower`;
}
