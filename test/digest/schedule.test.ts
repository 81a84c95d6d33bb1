import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Due,
  lastDue,
  listDue,
  nextDue,
  parseTime,
  parseZone,
  weekdayOf,
} from '../../src/digest/schedule.ts';
import type { Schedule } from '../../src/digest/subscription.ts';
import { dayAt, instantOf, listStretches, type Stretch, wallAt } from '../helpers/wall-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const schedule = (zone: string, time: string, weekdays = EVERY_DAY): Schedule => ({
  zone,
  weekdays,
  ...(parseTime(time) ?? { hour: 0, minute: 0 }),
});
const at = (instant: string) => Date.parse(instant);

describe('parseTime', () => {
  it.each([
    ['08:30', { hour: 8, minute: 30 }],
    ['8:30', { hour: 8, minute: 30 }],
    [' 00:00 ', { hour: 0, minute: 0 }],
    ['23:59', { hour: 23, minute: 59 }],
    ['24:00', undefined],
    ['12:60', undefined],
    ['12', undefined],
    ['12:5', undefined],
    ['9:00 pm', undefined],
    ['-1:00', undefined],
    ['', undefined],
  ])('reads %j', (text, time) => {
    expect(parseTime(text)).toEqual(time);
  });

  it('reads back every minute of the day and has a result for every string', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), fc.string(), (hour, minute, text) => {
        const pad = (number: number) => String(number).padStart(2, '0');
        expect(parseTime(`${pad(hour)}:${pad(minute)}`)).toEqual({ hour, minute });
        const parsed = parseTime(text);
        expect(parsed === undefined || parsed.hour < 24).toBe(true);
      }),
    );
  });
});

describe('parseZone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' Asia/Kolkata ', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
    ['Mars/Olympus', undefined],
    ['local', undefined],
    ['+02:00', undefined],
    ['', undefined],
  ])('reads %j', (text, zone) => {
    expect(parseZone(text)).toBe(zone);
  });
});

describe('a due minute', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2025-03-30T01:00:00Z', 'skipped: first minute after the jump'],
    ['Europe/Berlin', '02:30', '2025-10-26T00:30:00Z', 'twice: the first'],
    ['America/New_York', '02:00', '2025-03-09T07:00:00Z', 'skipped: exactly the jump'],
    ['America/New_York', '01:30', '2025-11-02T05:30:00Z', 'twice: the first'],
    ['Australia/Lord_Howe', '02:15', '2025-10-04T15:30:00Z', 'half an hour skipped'],
    ['America/Scoresbysund', '23:30', '2025-03-30T00:59:00Z', 'the rest of the day skipped'],
    ['Asia/Kolkata', '08:00', '2025-10-31T02:30:00Z', 'no changes'],
  ])('in %s at %s comes at %s (%s)', (zone, time, due) => {
    const one = schedule(zone, time);
    expect(nextDue(one, at(due) - 1).dueMs).toBe(at(due));
    expect(lastDue(one, at(due)).dueMs).toBe(at(due));
    expect(lastDue(one, at(due) - 1).dueMs).toBeLessThan(at(due));
  });

  it('comes only on weekdays of the schedule', () => {
    const one = schedule('Europe/Berlin', '09:00', [1, 5]);
    const due = listDue(one, at('2026-11-01T00:00:00Z'), at('2026-11-15T00:00:00Z'), 99);
    expect(due.map(({ day }) => day)).toEqual([
      '2026-11-02',
      '2026-11-06',
      '2026-11-09',
      '2026-11-13',
    ]);
  });

  it('is left out with its day where a zone crosses the date line', () => {
    // Samoa had no Friday in that week.
    const apia = schedule('Pacific/Apia', '08:00');
    const days = listDue(apia, at('2011-12-28T00:00:00Z'), at('2011-12-31T00:00:00Z'), 9);
    expect(days.map(({ day }) => day)).toEqual(['2011-12-28', '2011-12-29', '2011-12-31']);
    const fridays = schedule('Pacific/Apia', '08:00', [5]);
    expect(nextDue(fridays, at('2011-12-24T00:00:00Z')).day).toBe('2012-01-06');
    expect(lastDue(fridays, at('2012-01-05T00:00:00Z')).day).toBe('2011-12-23');
  });

  it('that has come stays the last one when clocks are set back over midnight', () => {
    // At 00:01 of 7 November 2010 clocks in St. John’s went back to 23:01 of the day before.
    const one = schedule('America/St_Johns', '00:00');
    const dueMs = at('2010-11-07T02:30:00Z');
    expect(nextDue(one, dueMs - 1)).toEqual({ day: '2010-11-07', dueMs });
    expect(lastDue(one, dueMs + 30 * MINUTE_MS)).toEqual({ day: '2010-11-07', dueMs });
    expect(nextDue(one, dueMs + 30 * MINUTE_MS).day).toBe('2010-11-08');
  });
});

describe('listDue', () => {
  it('is between two instants, both excluded; of more than the limit the last', () => {
    const one = schedule('utc', '09:00');
    const [from, to] = [at('2026-11-02T09:00:00Z'), at('2026-11-05T09:00:00Z')];
    const days = (afterMs: number, beforeMs: number, limit: number) =>
      listDue(one, afterMs, beforeMs, limit).map(({ day }) => day);
    expect(days(from, to, 9)).toEqual(['2026-11-03', '2026-11-04']);
    expect(days(from - 1, to + 1, 9)).toHaveLength(4);
    expect(days(from, to, 1)).toEqual(['2026-11-04']);
    expect(days(to, from, 9)).toEqual([]);
  });
});

/** Every occasion with a due instant between two instants, by the wall clock alone. */
function listExpected(
  stretches: readonly Stretch[],
  one: Schedule,
  fromMs: number,
  toMs: number,
): readonly Due[] {
  const found: Due[] = [];
  const first = Date.parse(dayAt(stretches, fromMs)) - 2 * DAY_MS;
  for (let midnight = first; midnight < toMs + 2 * DAY_MS; midnight += DAY_MS) {
    const day = new Date(midnight).toISOString().slice(0, 10);
    if (!one.weekdays.includes(weekdayOf(day))) continue;
    const wallMs = midnight + one.hour * HOUR_MS + one.minute * MINUTE_MS;
    const dueMs = instantOf(stretches, wallMs);
    if (dueMs !== undefined && dueMs > fromMs && dueMs < toMs) found.push({ day, dueMs });
  }
  return found;
}

/** Holds the three questions to each other and to the wall clock. */
function check(stretches: readonly Stretch[], one: Schedule, fromMs: number, toMs: number): void {
  const expected = listExpected(stretches, one, fromMs, toMs);
  expect(listDue(one, fromMs, toMs, 10_000), one.zone).toEqual(expected);
  let atMs = fromMs;
  for (const due of expected) {
    // One after another, none lost and none twice.
    expect(due.dueMs).toBeGreaterThan(atMs);
    expect(nextDue(one, atMs)).toEqual(due);
    expect(nextDue(one, due.dueMs - 1)).toEqual(due);
    expect(lastDue(one, due.dueMs)).toEqual(due);
    atMs = due.dueMs;
  }
}

const START_MS = Date.UTC(2026, 0, 1);
const END_MS = Date.UTC(2028, 0, 1);

const ZONES = Intl.supportedValuesOf('timeZone');

/** Deterministic, and different for each zone. */
function createRandom(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pickWeekdays(random: (below: number) => number): number[] {
  const some = EVERY_DAY.filter(() => random(2) === 0);
  return some.length === 0 ? [1 + random(7)] : some;
}

/** Minutes of the day near which a change could go wrong: before, at and after it on both clocks. */
function listCritical(stretches: readonly Stretch[], changeMs: number): number[] {
  const walls = [-1, 0].map((shift) => wallAt(stretches, changeMs + shift) - shift);
  const edges = walls.flatMap((wall) => [wall - MINUTE_MS, wall, wall + MINUTE_MS]);
  const [before = 0, after = 0] = walls;
  return [...edges, (before + after) / 2].map((wall) => wall % DAY_MS);
}

function checkChange(
  stretches: readonly Stretch[],
  zone: string,
  changeMs: number,
  choose: (walls: readonly number[]) => readonly number[] = (walls) => walls,
): void {
  for (const wall of choose([...listCritical(stretches, changeMs), 0, DAY_MS - MINUTE_MS])) {
    const minutes = Math.floor(wall / MINUTE_MS);
    const clock = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
    check(stretches, { zone, weekdays: EVERY_DAY, ...clock }, changeMs - DAY_MS, changeMs + DAY_MS);
  }
}

describe('every time zone', () => {
  it('has one due minute on each chosen local day of two years', { timeout: 60_000 }, () => {
    expect(ZONES.length).toBeGreaterThan(400);
    for (const [seed, zone] of ZONES.entries()) {
      const random = createRandom(seed);
      const stretches = listStretches(zone, START_MS - 9 * DAY_MS, END_MS + 9 * DAY_MS);
      // All of it for one weekday and time, in one go.
      const weekly = { zone, weekdays: [1 + random(7)], hour: random(24), minute: random(60) };
      const due = listDue(weekly, START_MS, END_MS, 10_000);
      expect(due, zone).toEqual(listExpected(stretches, weekly, START_MS, END_MS));
      // A few days anywhere for any schedule.
      const fromMs = START_MS + random(720) * DAY_MS + random(DAY_MS);
      const any = { ...weekly, weekdays: pickWeekdays(random), hour: random(24) };
      check(stretches, any, fromMs, fromMs + 5 * DAY_MS);
      // Around every change of its clocks, for the minutes that are skipped or come twice.
      // Dozens of zones change alike, so two minutes of each cover them all.
      for (const { fromMs: changeMs } of stretches.slice(1)) {
        const pick = (walls: readonly number[]) =>
          [1, 2].map(() => walls[random(walls.length)] ?? 0);
        checkChange(stretches, zone, changeMs, pick);
      }
    }
  });

  it.each([
    ['Pacific/Apia', '2011-12-30', 'a day left out'],
    ['Pacific/Fakaofo', '2011-12-30', 'a day left out'],
    ['Pacific/Kwajalein', '1993-08-21', 'a day left out'],
    ['Pacific/Kiritimati', '1994-12-31', 'a day left out'],
    ['Australia/Lord_Howe', '2024-10-05', 'half an hour'],
    ['Africa/Casablanca', '2024-03-10', 'back for Ramadan'],
    ['Africa/Casablanca', '2024-04-14', 'and forward after it'],
    ['America/St_Johns', '2010-11-07', 'back over midnight'],
    ['America/Sao_Paulo', '2018-11-04', 'no midnight'],
    ['Asia/Pyongyang', '2018-05-04', 'half an hour for good'],
    ['America/Caracas', '2007-12-09', 'half an hour for good'],
    ['Antarctica/Troll', '2024-03-31', 'two hours'],
    ['Europe/Dublin', '2024-10-27', 'negative daylight saving'],
  ])('is right in %s around %s (%s)', (zone, day) => {
    const aroundMs = Date.parse(day);
    const stretches = listStretches(zone, aroundMs - 9 * DAY_MS, aroundMs + 9 * DAY_MS);
    expect(stretches.length).toBeGreaterThan(1);
    for (const { fromMs: changeMs } of stretches.slice(1)) {
      checkChange(stretches, zone, changeMs);
      for (const hour of [0, 6, 12, 18, 23]) {
        const one = { zone, weekdays: EVERY_DAY, hour, minute: 30 };
        check(stretches, one, changeMs - 3 * DAY_MS, changeMs + 3 * DAY_MS);
      }
    }
  });
});
