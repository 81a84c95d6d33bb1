/** Subscriptions in a few plain words: where, when, about what. */
import type { RichTextElement } from '@slack/types';
import type { Interest, Schedule, Subscription } from '../digest/subscription.ts';
import type { SubscriptionItem } from '../requests/replies.ts';
import { findLevel, formatTime, type LevelName } from '../requests/subscription-form.ts';
import { explainRefusal } from './delivery-notice.ts';
import { quoteLine } from './escape.ts';
import { instantRun, textRun } from './rich-text.ts';

const SHORT_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** From so many days in a row on they are named by the first and the last. */
const MIN_RUN = 3;

/** What a level lets through. True as `LEVELS` has it. */
export const LEVEL_NAMES: Readonly<Record<LevelName, string>> = {
  all: 'Everything new',
  half: 'The better half of a day',
  best: 'The best fifth of a day',
};

/** `Mon–Fri 09:00 Europe/Berlin`, `every day 18:30 UTC`, `Mon, Wed 07:05 Asia/Tokyo`. */
export function describeSchedule(schedule: Schedule): string {
  return `${describeWeekdays(schedule.weekdays)} ${describeClock(schedule)}`;
}

/** `09:00 Europe/Berlin` */
export function describeClock(schedule: Schedule): string {
  return `${formatTime(schedule)} ${quoteLine(schedule.zone, 60)}`;
}

/** `weekdays`: ISO numbers, ascending, each once. */
function describeWeekdays(weekdays: readonly number[]): string {
  if (weekdays.length === SHORT_DAYS.length) return 'every day';
  const runs: number[][] = [];
  for (const day of weekdays) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const nameOf = (day: number | undefined) => SHORT_DAYS[(day ?? 1) - 1] ?? '';
  return runs
    .map((run) =>
      run.length < MIN_RUN ? run.map(nameOf).join(', ') : `${nameOf(run[0])}–${nameOf(run.at(-1))}`,
    )
    .join(', ');
}

/** `about “diffusion”, “key-value cache”; nothing about “vision”; the best fifth of a day`. */
export function describeInterest(
  { topics, exclusions, minScore }: Interest,
  maxChars = 200,
): string {
  const level = findLevel(minScore);
  const parts = [
    topics.length > 0 ? `about ${listSearches(topics, maxChars)}` : 'every new paper',
    ...(exclusions.length > 0 ? [`nothing about ${listSearches(exclusions, maxChars)}`] : []),
    ...(level === 'all' ? [] : [`only about ${LEVEL_NAMES[level].toLowerCase()}`]),
  ];
  return parts.join('; ');
}

/** `maxChars` is for all of them together. */
function listSearches(searches: readonly string[], maxChars: number): string {
  const each = Math.max(10, Math.floor(maxChars / searches.length));
  return searches.map((search) => `“${quoteLine(search, each)}”`).join(', ');
}

/** The destination: a channel's name, for whoever may know it. */
export function placeRun({ destination: { channelId } }: Subscription): RichTextElement[] {
  return channelId.startsWith('D')
    ? textRun('direct message', { bold: true })
    : [{ type: 'channel', channel_id: channelId, style: { bold: true } }];
}

/** When it comes next, or why it does not. */
export function nextRun({ subscription, nextDueMs }: SubscriptionItem): RichTextElement[] {
  if (nextDueMs !== undefined) return [...textRun('next '), instantRun(nextDueMs)];
  const { untilMs, error } = subscription.pause ?? {};
  if (error !== undefined) {
    return textRun(`paused: ${explainRefusal(error)}`);
  }
  return untilMs === undefined
    ? textRun('paused until it is resumed')
    : [...textRun('paused until '), instantRun(untilMs)];
}

/** `about “diffusion”, with a weekly roll-up`, `alert for “key-value cache”`. */
export function describeAbout(
  { kind, interest, weekly }: Pick<Subscription, 'kind' | 'interest' | 'weekly'>,
  maxChars: number,
): string {
  if (kind === 'alert') return `alert for “${quoteLine(interest.topics[0] ?? '', maxChars)}”`;
  return `${describeInterest(interest, maxChars)}${weekly ? '; with a weekly roll-up' : ''}`;
}
