import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWorkdays, localDay, subtractWorkdays } from '../../src/trending/workdays.ts';

describe('countWorkdays', () => {
  it.each([
    ['2025-10-31', '2025-10-31', 0, 'the same Friday'],
    ['2025-10-31', '2025-11-01', 0, 'Friday to Saturday'],
    ['2025-10-31', '2025-11-02', 0, 'Friday to Sunday'],
    ['2025-10-31', '2025-11-03', 1, 'Friday to Monday'],
    ['2025-11-01', '2025-11-03', 1, 'Saturday to Monday'],
    ['2025-10-27', '2025-10-31', 4, 'Monday to Friday'],
    ['2025-10-31', '2025-11-14', 10, 'two weeks'],
    ['2025-11-03', '2025-10-31', 0, 'backwards'],
    ['1969-12-26', '1970-01-01', 4, 'across the epoch'],
  ])('from %s to %s is %i (%s)', (from, to, workdays) => {
    expect(countWorkdays(from, to)).toBe(workdays);
  });

  it('is undone by going back', () => {
    expect(subtractWorkdays('2025-11-03', 0)).toBe('2025-11-03');
    expect(subtractWorkdays('2025-11-02', 0)).toBe('2025-10-31');
    expect(subtractWorkdays('2025-11-03', 1)).toBe('2025-10-31');
    expect(subtractWorkdays('2025-11-03', 20)).toBe('2025-10-06');
    fc.assert(
      fc.property(fc.integer({ min: -9000, max: 30_000 }), fc.nat(300), (number, count) => {
        const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
        const back = subtractWorkdays(day, count);
        expect(countWorkdays(back, day)).toBe(count);
        expect([0, 6]).not.toContain(new Date(back).getUTCDay());
      }),
    );
  });

  it('agrees with counting the days one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 60 }), (a, n) => {
        const dayOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
        let counted = 0;
        for (let day = a + 1; day <= a + n; day++) {
          const weekday = new Date(day * 86_400_000).getUTCDay();
          if (weekday !== 0 && weekday !== 6) counted++;
        }
        expect(countWorkdays(dayOf(a), dayOf(a + n))).toBe(counted);
      }),
    );
  });
});

describe('localDay', () => {
  it.each([
    ['Europe/Berlin', '2025-11-01'],
    ['America/New_York', '2025-10-31'],
    ['Pacific/Apia', '2025-11-01'],
    ['utc', '2025-10-31'],
  ])('at 23:30 UTC on October 31, %s has %s', (zone, day) => {
    expect(localDay(Date.UTC(2025, 9, 31, 23, 30), zone)).toBe(day);
  });

  it('refuses a zone it does not know rather than use another', () => {
    expect(() => localDay(0, 'Mars/Olympus')).toThrow('Mars/Olympus');
  });
});
