import { describe, expect, it } from 'vitest';
import { chooseDue, LOOK_BACK_MS } from '../../src/digest/choose-due.ts';
import type { EditionKey, NewestDay } from '../../src/digest/digest.ts';
import { listDue } from '../../src/digest/schedule.ts';
import {
  buildDigestSubscription,
  type Schedule,
  type Subscription,
} from '../../src/digest/subscription.ts';
import { localDay } from '../../src/trending/workdays.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const at = (instant: string) => Date.parse(instant);

function subscribe(
  known: Partial<Omit<Subscription, 'schedule'>> & { readonly schedule?: Partial<Schedule> } = {},
): Subscription {
  const channelId = known.destination?.channelId ?? 'C1';
  const made = buildDigestSubscription({
    teamId: 'T1',
    channelId,
    zone: 'Europe/Berlin',
    nowMs: 0,
  });
  return { ...made, weekly: false, ...known, schedule: { ...made.schedule, ...known.schedule } };
}

/** A ledger that remembers which editions there were, and is asked as the dispatcher asks. */
function createRecord() {
  const begun: (Pick<EditionKey, 'series' | 'day'> & {
    readonly channelId: string;
    nowMs: number;
  })[] = [];
  const newest = (nowMs: number): NewestDay[] => {
    const since = localDay(nowMs - LOOK_BACK_MS, 'utc');
    const until = localDay(nowMs + 14 * HOUR_MS, 'utc');
    return begun
      .filter(({ day }) => day >= since && day <= until)
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .filter((each, index, all) => {
        const same = ({ channelId, series }: NewestDay) =>
          channelId === each.channelId && series === each.series;
        return all.findLastIndex(same) === index;
      });
  };
  return {
    begun,
    tick(subscriptions: readonly Subscription[], nowMs: number) {
      const occasions = chooseDue(subscriptions, newest(nowMs), nowMs);
      for (const { subscription, series, due } of occasions) {
        const { channelId } = subscription.destination;
        // An edition begins once, as in the ledger.
        const isKnown = begun.some(
          (each) => each.channelId === channelId && each.series === series && each.day === due.day,
        );
        if (!isKnown) begun.push({ channelId, series, day: due.day, nowMs });
      }
      return occasions;
    },
  };
}

const MONDAY_NINE = at('2026-11-23T08:00:00Z');

describe('chooseDue', () => {
  it.each([
    [MONDAY_NINE - 1, [], undefined],
    [MONDAY_NINE, ['2026-11-23'], false],
    [MONDAY_NINE + 6 * HOUR_MS, ['2026-11-23'], false],
    [MONDAY_NINE + 6 * HOUR_MS + 1, ['2026-11-23'], true],
  ])('at %i finds %j, late: %s', (nowMs, days, isLate) => {
    const one = subscribe({ sinceMs: at('2026-11-21T00:00:00Z') });
    const due = chooseDue([one], [], nowMs);
    expect(due.map((each) => each.due.day)).toEqual(days);
    expect(due[0]?.isLate).toBe(isLate);
  });

  it('counts nothing from before it ran: made, resumed, or paused until then', () => {
    const nowMs = MONDAY_NINE + HOUR_MS;
    const isDue = (known: Partial<Subscription>) =>
      chooseDue([subscribe(known)], [], nowMs).length === 1;
    expect(isDue({ sinceMs: MONDAY_NINE })).toBe(true);
    expect(isDue({ sinceMs: MONDAY_NINE + 1 })).toBe(false);
    const error = undefined;
    expect(isDue({ pause: { untilMs: undefined, error } })).toBe(false);
    expect(isDue({ pause: { untilMs: nowMs + 1, error } })).toBe(false);
    expect(isDue({ pause: { untilMs: MONDAY_NINE + 1, error } })).toBe(false);
    expect(isDue({ pause: { untilMs: MONDAY_NINE, error } })).toBe(true);
  });

  it('names the days nobody was there for, since the last edition or since it ran', () => {
    const nowMs = MONDAY_NINE;
    const missed = (known: Partial<Subscription>, day?: string) => {
      const newest = day === undefined ? [] : [{ channelId: 'C1', series: 'digest' as const, day }];
      return chooseDue([subscribe(known)], newest, nowMs)[0]?.missed.map((due) => due.day);
    };
    expect(missed({}, '2026-11-20')).toEqual([]);
    expect(missed({}, '2026-11-17')).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    expect(missed({ sinceMs: at('2026-11-19T12:00:00Z') })).toEqual(['2026-11-20']);
    expect(missed({})).toHaveLength(14);
    // What may have been sent before what is known of is not called missed.
    const weekly = { schedule: { zone: 'utc', hour: 8, minute: 0, weekdays: [1] } };
    expect(missed(weekly)).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16']);
  });

  it('has the roll-up after everything else of its last weekday, and only then', () => {
    const digest = subscribe({ weekly: true, id: 'd' });
    const alert = subscribe({ kind: 'alert', id: 'a' });
    const friday = at('2026-11-27T08:00:00Z');
    const series = (nowMs: number, all = [digest, alert]) =>
      chooseDue(all, [], nowMs).map((each) => each.series);
    expect(series(friday)).toEqual(['digest', 'alert:a', 'weekly']);
    expect(series(friday - DAY_MS)).toEqual(['digest', 'alert:a']);
    expect(series(friday + 2 * DAY_MS)).toEqual(['digest', 'alert:a', 'weekly']);
    const onFridays = subscribe({ weekly: true, schedule: { weekdays: [5] } });
    expect(series(friday, [onFridays])).toEqual(['digest']);
  });

  it('knows each alert of a channel for itself', () => {
    const [a, b] = ['a', 'b'].map((id) => subscribe({ kind: 'alert', id }));
    const newest = [{ channelId: 'C1', series: 'alert:a' as const, day: '2026-11-23' }];
    const found = a && b ? chooseDue([a, b], newest, MONDAY_NINE) : [];
    expect(found.map(({ series }) => series)).toEqual(['alert:b']);
  });
});

describe('asked every minute', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Africa/Casablanca', '2026-03-22T02:00:00Z'],
    ['America/Scoresbysund', '2026-03-29T01:00:00Z'],
  ])('each has one edition a day, at its minute, in %s around %s', (zone, change) => {
    const startMs = at(change) - 13 * HOUR_MS;
    const endMs = startMs + 26 * HOUR_MS;
    const times = ['0 0', '1 30', '2 15', '9 0', '23 45'].map((time) =>
      time.split(' ').map(Number),
    );
    const all = times.map(([hour = 0, minute = 0]) =>
      subscribe({
        destination: { teamId: 'T1', channelId: `C${hour}` },
        sinceMs: startMs,
        schedule: { zone, hour, minute, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      }),
    );
    const record = createRecord();
    for (let nowMs = startMs; nowMs < endMs; nowMs += MINUTE_MS) {
      for (const { due, isLate, missed } of record.tick(all, nowMs)) {
        expect({ dueMs: due.dueMs, isLate, missed }).toEqual({
          dueMs: nowMs,
          isLate: false,
          missed: [],
        });
      }
    }
    for (const { destination, schedule } of all) {
      const begun = record.begun.filter(({ channelId }) => channelId === destination.channelId);
      const due = listDue(schedule, startMs - 1, endMs, 99);
      expect(due.length).toBeGreaterThan(0);
      expect(begun.map(({ day, nowMs }) => [day, nowMs])).toEqual(
        due.map(({ day, dueMs }) => [day, dueMs]),
      );
    }
  });

  it('has no second edition of a day however the clock is set, and goes on after it', () => {
    const one = subscribe({ weekly: true });
    for (const step of [-3 * DAY_MS, -DAY_MS, -5 * HOUR_MS, -5 * MINUTE_MS, 5 * MINUTE_MS]) {
      for (const forward of [step, -step, -40 * step]) {
        const record = createRecord();
        const run = (fromMs: number, toMs: number) => {
          for (let nowMs = fromMs; nowMs < toMs; nowMs += HOUR_MS) record.tick([one], nowMs);
        };
        const wrongMs = MONDAY_NINE + HOUR_MS + forward;
        run(MONDAY_NINE - HOUR_MS, MONDAY_NINE + HOUR_MS);
        // Wrong for an hour, and right again.
        run(wrongMs, wrongMs + HOUR_MS);
        run(MONDAY_NINE + 2 * HOUR_MS, MONDAY_NINE + 11 * DAY_MS);
        const keys = record.begun.map(({ series, day }) => `${series} ${day}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (let ahead = 0; ahead < 11; ahead++) {
          const day = localDay(MONDAY_NINE + ahead * DAY_MS, 'utc');
          const isWorkday = ahead % 7 < 5;
          if (isWorkday) expect(keys).toContain(`digest ${day}`);
        }
      }
    }
  });
});

it('asks the calendar once for ten thousand that share a schedule', () => {
  const all = Array.from({ length: 10_000 }, (_, n) =>
    subscribe({ id: `s${n}`, destination: { teamId: 'T1', channelId: `C${n}` } }),
  );
  expect(chooseDue(all, [], MONDAY_NINE)).toHaveLength(10_000);
});
