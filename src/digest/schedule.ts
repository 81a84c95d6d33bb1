/**
 * When a subscription is due. A schedule says a wall-clock minute in a time zone on some weekdays;
 * here it becomes instants, through daylight-saving changes: a minute that is skipped means the
 * next valid one, a minute that comes twice means the first. That nothing goes out twice on a day
 * is the ledger's part.
 */
import { DateTime, IANAZone } from 'luxon';
import type { Day } from '../model/paper.ts';
import { localDay } from '../trending/workdays.ts';
import type { Schedule } from './subscription.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Six hours late a morning digest is no longer one: it is missed, and said so the next time. */
export const CATCH_UP_MS = 6 * HOUR_MS;

/**
 * A weekday comes within seven days; a zone that crosses the date line leaves a day out, and with
 * it perhaps the only weekday of a week.
 */
const MAX_DAYS_BETWEEN = 15;

/** An occasion: the destination's local day, and the instant it became or becomes due. */
export type Due = { readonly day: Day; readonly dueMs: number };

/** Reads `HH:MM`, 24 hours (`7:05` too). Total; undefined for anything else. */
export function parseTime(text: string): Pick<Schedule, 'hour' | 'minute'> | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  return { hour: Number(hour), minute: Number(minute) };
}

/** The trimmed name when it is an IANA time zone known here, else undefined. Total. */
export function parseZone(text: string): string | undefined {
  const name = text.trim();
  return IANAZone.isValidZone(name) ? name : undefined;
}

/** The last occasion at or before `nowMs`, however long ago. */
export function lastDue(schedule: Schedule, nowMs: number): Due {
  const today = localDay(nowMs, schedule.zone);
  // Clocks set back at midnight show a day that was over; the day after it may have been due.
  for (let back = -1; back <= MAX_DAYS_BETWEEN; back++) {
    const due = findDue(schedule, addDays(today, -back));
    if (due !== undefined && due.dueMs <= nowMs) return due;
  }
  throw neverDue(schedule);
}

/** The first occasion after `nowMs`. */
export function nextDue(schedule: Schedule, nowMs: number): Due {
  const today = localDay(nowMs, schedule.zone);
  for (let ahead = 0; ahead <= MAX_DAYS_BETWEEN; ahead++) {
    const due = findDue(schedule, addDays(today, ahead));
    if (due !== undefined && due.dueMs > nowMs) return due;
  }
  throw neverDue(schedule);
}

/** Every occasion after `afterMs` and before `beforeMs`, ascending; of more than `limit` the last. */
export function listDue(
  schedule: Schedule,
  afterMs: number,
  beforeMs: number,
  limit: number,
): readonly Due[] {
  const found: Due[] = [];
  for (let atMs = beforeMs - 1; found.length < limit; ) {
    const due = lastDue(schedule, atMs);
    if (due.dueMs <= afterMs) break;
    found.unshift(due);
    atMs = due.dueMs - 1;
  }
  return found;
}

function neverDue({ zone }: Schedule): Error {
  return new Error(`No due minute within ${MAX_DAYS_BETWEEN} days in time zone ${zone}`);
}

/** The occasion of a local day; undefined when it is no weekday of the schedule, or there is none. */
function findDue(schedule: Schedule, day: Day): Due | undefined {
  if (!schedule.weekdays.includes(weekdayOf(day))) return undefined;
  const dueMs = findDueMs(schedule, day);
  return dueMs === undefined ? undefined : { day, dueMs };
}

/** ISO weekday, 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return ((Date.parse(day) / DAY_MS + 3) % 7) + 1;
}

/** Thousands share a few schedules, every minute asks for the same days, and calendars are slow. */
const knownDueMs = new Map<string, number | undefined>();
const MAX_KNOWN = 10_000;

/** When the digest of a local day becomes due; undefined when the zone has no such day. */
function findDueMs(schedule: Schedule, day: Day): number | undefined {
  const key = `${schedule.zone} ${schedule.hour}:${schedule.minute} ${day}`;
  if (!knownDueMs.has(key)) {
    if (knownDueMs.size >= MAX_KNOWN) knownDueMs.clear();
    knownDueMs.set(key, computeDueMs(schedule, day));
  }
  return knownDueMs.get(key);
}

function computeDueMs(schedule: Schedule, day: Day): number | undefined {
  const { zone, hour, minute } = schedule;
  const dueMs = findInstant(Date.parse(day) + hour * HOUR_MS + minute * MINUTE_MS, zone);
  if (localDay(dueMs, zone) === day) return dueMs;
  // The clock jumped over the rest of the day (23:30 where 23:00 is followed by 00:00).
  const lastMs = dueMs - MINUTE_MS;
  return localDay(lastMs, zone) === day ? lastMs : undefined;
}

/**
 * The first instant at which clocks in `zone` show `wallMs` (a wall-clock time written as if it
 * were UTC) or, where they skip it, the first instant after the jump.
 */
function findInstant(wallMs: number, zone: string): number {
  // Offsets a day to either side enclose a change; no zone changes twice within two days.
  const before = offsetMs(wallMs - DAY_MS, zone);
  const after = offsetMs(wallMs + DAY_MS, zone);
  if (offsetMs(wallMs - before, zone) === before) return wallMs - before;
  if (offsetMs(wallMs - after, zone) === after) return wallMs - after;

  // Skipped: with the old offset it lies after the change, with the new one before it.
  let low = wallMs - after;
  let high = wallMs - before;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

function offsetMs(atMs: number, zone: string): number {
  return DateTime.fromMillis(atMs, { zone }).offset * MINUTE_MS;
}

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
