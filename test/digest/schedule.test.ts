import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestSchedule } from '../../src/digest/digest.ts';
import { findDue, nextDueMs, parseTime, parseZone } from '../../src/digest/schedule.ts';
import { localDay } from '../../src/trending/workdays.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const schedule = (zone: string, time: string): DigestSchedule => ({
  destination: { teamId: 'T1', channelId: 'C1' },
  zone,
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

describe('findDue', () => {
  it.each<[string, string | undefined, string]>([
    ['2025-10-31T07:59:59Z', undefined, 'a second before'],
    ['2025-10-31T08:00:00Z', '2025-10-31', 'at the minute'],
    ['2025-10-31T14:00:00Z', '2025-10-31', 'six hours later'],
    ['2025-10-31T14:00:01Z', undefined, 'longer than six hours later'],
  ])('in Berlin at 09:00, at %s: %s (%s)', (now, day) => {
    expect(findDue(schedule('Europe/Berlin', '09:00'), at(now))?.day).toBe(day);
  });

  it.each([
    ['2025-10-31T23:45:00Z', '2025-10-31'],
    ['2025-11-01T00:10:00Z', '2025-10-31'],
    ['2025-11-01T05:45:00Z', '2025-10-31'],
    ['2025-11-01T05:46:00Z', undefined],
  ])('catches up on an evening digest past midnight, at %s: %s', (now, day) => {
    expect(findDue(schedule('utc', '23:45'), at(now))?.day).toBe(day);
  });

  it.each([
    ['Europe/Berlin', '02:30', '2025-03-30T01:00:00Z', 'skipped: first minute after the jump'],
    ['Europe/Berlin', '02:30', '2025-10-26T00:30:00Z', 'twice: the first'],
    ['America/New_York', '02:00', '2025-03-09T07:00:00Z', 'skipped: exactly the jump'],
    ['America/New_York', '01:30', '2025-11-02T05:30:00Z', 'twice: the first'],
    ['Australia/Lord_Howe', '02:15', '2025-10-04T15:30:00Z', 'half an hour skipped'],
    ['America/Scoresbysund', '23:30', '2025-03-30T00:59:00Z', 'the rest of the day skipped'],
    ['Asia/Kolkata', '08:00', '2025-10-31T02:30:00Z', 'no changes'],
  ])('fires in %s at %s first at %s (%s)', (zone, time, due) => {
    const day = localDay(at(due), zone);
    expect(findDue(schedule(zone, time), at(due) - 1)?.day).not.toBe(day);
    expect(findDue(schedule(zone, time), at(due))?.day).toBe(day);
    expect(nextDueMs(schedule(zone, time), at(due) - 1)).toBe(at(due));
  });

  it('goes on with the day after one that the zone left out', () => {
    const apia = schedule('Pacific/Apia', '08:00');
    const lastMs = nextDueMs(apia, at('2011-12-29T00:00:00Z'));
    expect(localDay(lastMs, 'Pacific/Apia')).toBe('2011-12-29');
    expect(localDay(nextDueMs(apia, lastMs), 'Pacific/Apia')).toBe('2011-12-31');
  });

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'America/St_Johns',
    'Pacific/Apia',
  ])('falls due exactly once on each calendar day of two years in %s', (zone) => {
    const startMs = at('2024-06-15T12:00:00Z');
    const endMs = startMs + 2 * 365 * 24 * HOUR_MS;
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${hour}:${minute}`);
    const critical = fc.constantFrom('00:00', '01:30', '02:00', '02:15', '02:30', '03:00', '23:59');
    fc.assert(
      fc.property(fc.oneof(time, critical), (text) => {
        const one = schedule(zone, text.replace(/:(\d)$/, ':0$1'));
        const days: string[] = [];
        for (let dueMs = nextDueMs(one, startMs); dueMs < endMs; dueMs = nextDueMs(one, dueMs)) {
          const day = localDay(dueMs, zone);
          // Due from its minute on for six hours and at no other time.
          expect(findDue(one, dueMs - 1)?.day).toBeUndefined();
          expect(findDue(one, dueMs)?.day).toBe(day);
          expect(findDue(one, dueMs + 6 * HOUR_MS)?.day).toBe(day);
          expect(findDue(one, dueMs + 6 * HOUR_MS + MINUTE_MS)?.day).toBeUndefined();
          days.push(day);
        }
        const first = Date.parse(days[0] ?? '');
        const everyDay = days.map((_, n) => localDay(first + n * 24 * HOUR_MS, 'utc'));
        expect(days).toEqual(everyDay);
        expect(days.length).toBeGreaterThanOrEqual(729);
      }),
      { numRuns: 2 },
    );
  });
});
