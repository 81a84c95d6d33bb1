/**
 * Reads the values of `year:`, `after:` and `before:` into days, and combines them.
 *
 *     year:2020..2023   after:2024-05   before:2024-05-01
 *
 * `after:` keeps the day it names and what follows, `before:` stops short of it, as in mail
 * search; so `after:2024 before:2025` is exactly the year 2024. It knows no time zones: a day
 * is the date printed beside a paper.
 */
import type { Day } from '../model/paper.ts';

/** First and last day to keep, both included; `undefined` = open. */
export type DayRange = { readonly from: Day | undefined; readonly to: Day | undefined };

const YEAR = /^[12]\d{3}$/;
const DAY = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/;
/** `..` as documented; phones turn dots into `…`, and people write years with a dash. */
const RANGE = /^(\d*)(?:\.\.|…|[-–])(\d*)$/;

/** `2023`, `2020..2023`, `2020..` or `..2023`; anything else is undefined. */
export function parseYears(value: string): DayRange | undefined {
  const [, first = value, last = value] = RANGE.exec(value) ?? [];
  if (first + last === '') return undefined;
  if (![first, last].every((year) => year === '' || YEAR.test(year))) return undefined;
  const from = first === '' ? undefined : `${first}-01-01`;
  const to = last === '' ? undefined : `${last}-12-31`;
  return isEmptyRange({ from, to }) ? undefined : { from, to };
}

/** The first day of `2024`, `2024-05` or `2024-05-01`; undefined for what is no date. */
export function parseFirstDay(value: string): Day | undefined {
  const [, year, month = '01', date = '01'] = DAY.exec(value) ?? [];
  if (year === undefined) return undefined;
  const day = `${year}-${month}-${date}`;
  // 2024-02-31 rolls over to March and so does not come back as typed.
  return formatDay(Date.UTC(Number(year), Number(month) - 1, Number(date))) === day
    ? day
    : undefined;
}

/** `day` is one that `parseFirstDay` returned. */
export function dayBefore(day: Day): Day {
  return formatDay(Date.parse(day) - 24 * 60 * 60 * 1000);
}

/** The days in both. May be empty. */
export function intersectRanges(a: DayRange, b: DayRange): DayRange {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from;
  const to = a.to === undefined || (b.to !== undefined && b.to < a.to) ? b.to : a.to;
  return { from, to };
}

export function isEmptyRange({ from, to }: DayRange): boolean {
  return from !== undefined && to !== undefined && from > to;
}

function formatDay(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}
