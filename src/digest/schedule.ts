/**
 * When a digest is due. A schedule says a wall-clock minute in a time zone; here it becomes
 * instants, through daylight-saving changes: a minute that is skipped means the next valid one, a
 * minute that comes twice means the first. That a digest goes out once a day is the log's part.
 */
import { DateTime, IANAZone } from 'luxon';
import type { Day } from '../model/paper.ts';
import { localDay } from '../trending/workdays.ts';
import type { DigestSchedule } from './digest.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Catch-up after downtime: six hours later a morning digest is no longer one. */
const CATCH_UP_MS = 6 * HOUR_MS;

/** Reads `HH:MM`, 24 hours (`7:05` too). Total; undefined for anything else. */
export function parseTime(text: string): Pick<DigestSchedule, 'hour' | 'minute'> | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  return { hour: Number(hour), minute: Number(minute) };
}

/** The trimmed name when it is an IANA time zone known here, else undefined. Total. */
export function parseZone(text: string): string | undefined {
  const name = text.trim();
  return IANAZone.isValidZone(name) ? name : undefined;
}

/** The due day and the instant it became due; both ends of the six hours are included. */
export function findDue(
  schedule: DigestSchedule,
  nowMs: number,
): { readonly day: Day; readonly sinceMs: number } | undefined {
  const today = localDay(nowMs, schedule.zone);
  const yesterday = localDay(nowMs - CATCH_UP_MS, schedule.zone);
  for (const day of new Set([today, yesterday])) {
    const sinceMs = findDueMs(schedule, day);
    if (sinceMs !== undefined && sinceMs <= nowMs && nowMs - sinceMs <= CATCH_UP_MS) {
      return { day, sinceMs };
    }
  }
  return undefined;
}

/** The first instant after `nowMs` at which a digest becomes due. */
export function nextDueMs(schedule: DigestSchedule, nowMs: number): number {
  // A zone that crosses the date line leaves a day out, so tomorrow may not exist.
  for (let ahead = 0; ahead <= 3; ahead++) {
    const day = addDays(localDay(nowMs, schedule.zone), ahead);
    const dueMs = findDueMs(schedule, day);
    if (dueMs !== undefined && dueMs > nowMs) return dueMs;
  }
  throw new Error(`No due minute within three days in time zone ${schedule.zone}`);
}

/** When the digest of a local day becomes due; undefined when the zone has no such day. */
function findDueMs(schedule: DigestSchedule, day: Day): number | undefined {
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
  return localDay(Date.parse(day) + days * DAY_MS, 'utc');
}
