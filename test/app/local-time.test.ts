import { describe, expect, it } from 'vitest';
import { listStops } from '../../src/app/local-time.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const berlin = { zone: 'Europe/Berlin', hour: 9, minute: 0, weekdays: EVERY_DAY };

const FRIDAY_NOON = Date.UTC(2026, 10, 20, 11);

/** The stops in words: id and instant. */
const tell = (schedule: typeof berlin, nowMs: number) =>
  listStops(schedule, nowMs).map(({ id, atMs }) => `${id} ${new Date(atMs).toISOString()}`);

describe('listStops', () => {
  it('names the full hour, the next digest, the ones after the weekend and the clock change', () => {
    expect(tell(berlin, FRIDAY_NOON + 1)).toEqual([
      'hour 2026-11-20T12:00:00.000Z',
      'digest 2026-11-21T08:00:00.000Z',
      'weekend 2026-11-23T08:00:00.000Z',
      // 09:00 in Berlin is 07:00 UTC from the last Sunday of March.
      'clockChange 2027-03-28T07:00:00.000Z',
    ]);
  });

  it('skips the months before a clock change up to just before the last digest before it', () => {
    const change = listStops(berlin, FRIDAY_NOON).find(({ id }) => id === 'clockChange');
    expect(change?.label).toBe('Over the clock change of 28 March');
    expect(new Date(change?.leapToMs ?? 0).toISOString()).toBe('2027-03-27T07:59:59.999Z');
  });

  it('leaps nowhere when that digest has come', () => {
    const change = listStops(berlin, Date.UTC(2027, 2, 27, 12)).find(
      ({ id }) => id === 'clockChange',
    );
    expect(change?.leapToMs).toBeUndefined();
    expect(change && new Date(change.atMs).toISOString()).toBe('2027-03-28T07:00:00.000Z');
  });

  it('names the change after the next as soon as the next is past', () => {
    const change = listStops(berlin, Date.UTC(2027, 2, 28, 1)).find(
      ({ id }) => id === 'clockChange',
    );
    expect(change?.label).toBe('Over the clock change of 31 October');
  });

  it('passes a change that comes after the digest of its day', () => {
    const early = { ...berlin, hour: 1 };
    // Clocks go from 02:00 to 03:00 at 01:00 UTC; the digest before is at 00:00 UTC.
    const [at] = tell(early, Date.UTC(2027, 2, 20)).filter((stop) => stop.startsWith('clock'));
    expect(at).toBe('clockChange 2027-03-28T23:00:00.000Z');
    const newYork = { ...berlin, zone: 'America/New_York', hour: 0 };
    const [change] = tell(newYork, Date.UTC(2027, 2, 1)).filter((stop) => stop.startsWith('clock'));
    expect(change).toBe('clockChange 2027-03-15T04:00:00.000Z');
  });

  it('passes a whole weekend from a Monday, and what is left of one from a Saturday', () => {
    const monday = tell(berlin, Date.UTC(2026, 10, 23, 6));
    expect(monday).toContain('weekend 2026-11-30T08:00:00.000Z');
    const saturday = tell(berlin, Date.UTC(2026, 10, 21, 12));
    expect(saturday).toContain('weekend 2026-11-23T08:00:00.000Z');
  });

  it('names moments that coincide once', () => {
    const sunday = listStops(berlin, Date.UTC(2026, 10, 22, 12)).map(({ id }) => id);
    expect(sunday).toEqual(['hour', 'digest', 'clockChange']);
    const lastHour = listStops(berlin, Date.UTC(2026, 10, 20, 7, 30)).map(({ id }) => id);
    expect(lastHour).toEqual(['digest', 'weekend', 'clockChange']);
  });

  it('names no clock change where clocks are never changed', () => {
    const tokyo = { ...berlin, zone: 'Asia/Tokyo' };
    expect(listStops(tokyo, FRIDAY_NOON).map(({ id }) => id)).toEqual([
      'hour',
      'digest',
      'weekend',
    ]);
  });

  it('goes from Friday to Monday for a digest on workdays', () => {
    const workdays = { ...berlin, weekdays: [1, 2, 3, 4, 5] };
    expect(tell(workdays, FRIDAY_NOON + 1)).toEqual([
      'hour 2026-11-20T12:00:00.000Z',
      'digest 2026-11-23T08:00:00.000Z',
      // The clocks change on a Sunday, so the digest after it is on Monday.
      'clockChange 2027-03-29T07:00:00.000Z',
    ]);
  });
});
