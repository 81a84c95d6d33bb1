/**
 * Calendar days as `YYYY-MM-DD`: which day it is somewhere, and how many workdays lie between two.
 * Workdays are Monday to Friday; public holidays are not known here.
 */
import { DateTime } from 'luxon';
import type { Day } from '../model/paper.ts';

const DAY_MS = 86_400_000;

/**
 * The calendar day at `nowMs` in an IANA `zone`. The zone comes from checked settings (or `utc`);
 * an unknown one throws a plain Error, because going on in another zone would post on a wrong day.
 */
export function localDay(nowMs: number, zone: string): Day {
  const day = DateTime.fromMillis(nowMs, { zone }).toISODate();
  if (day === null) throw new Error(`No calendar day for ${nowMs} in time zone ${zone}`);
  return day;
}

/**
 * Workdays after `from` up to and including `to`; 0 when `to` is not after `from`. From a Friday
 * to the Saturday and Sunday after it 0, to the Monday 1.
 */
export function countWorkdays(from: Day, to: Day): number {
  return Math.max(0, workdaysBefore(toDayNumber(to)) - workdaysBefore(toDayNumber(from)));
}

/** The workday `count` workdays before `day`; for 0 `day` itself, or of a weekend the Friday before. */
export function subtractWorkdays(day: Day, count: number): Day {
  const index = workdaysBefore(toDayNumber(day)) - 1 - count;
  const number = Math.floor(index / 5) * 7 + (((index % 5) + 5) % 5);
  return new Date((number - 3) * DAY_MS).toISOString().slice(0, 10);
}

/** Days since Monday, 1969-12-29, so that a number's remainder by 7 is its weekday, Monday 0. */
function toDayNumber(day: Day): number {
  return Date.parse(day) / DAY_MS + 3;
}

/** Workdays up to and including day number `day`, counted from day number 0. */
function workdaysBefore(day: number): number {
  const weeks = Math.floor(day / 7);
  return weeks * 5 + Math.min(5, day - weeks * 7 + 1);
}
