import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSpan, listSpans, NOW, PERIODS } from '../../src/trending/periods.ts';

describe('listSpans', () => {
  it('goes back in workdays', () => {
    expect(listSpans('day', '2025-11-03').map(({ to }) => to)).toEqual([
      '2025-10-28',
      '2025-10-29',
      '2025-10-30',
      '2025-10-31',
      '2025-11-03',
    ]);
    expect(listSpans('week', '2025-10-31').slice(-2)).toEqual([
      { from: '2025-10-20', to: '2025-10-24' },
      { from: '2025-10-27', to: '2025-10-31' },
    ]);
    expect(listSpans('month', '2025-10-29').at(-1)).toEqual({
      from: '2025-10-02',
      to: '2025-10-29',
    });
  });

  it('ends on the Friday of a weekend', () => {
    expect(listSpans('week', '2025-11-02')).toEqual(listSpans('week', '2025-10-31'));
  });
});

describe('findSpan', () => {
  it('counts the days of a weekend to its Friday, and no day to come', () => {
    expect(findSpan('day', '2025-11-03', '2025-11-01')).toBe(NOW - 1);
    expect(findSpan('day', '2025-11-02', '2025-11-01')).toBe(NOW);
    expect(findSpan('day', '2025-11-03', '2025-11-04')).toBeUndefined();
    expect(findSpan('day', '2025-11-03', '2025-10-27')).toBeUndefined();
  });

  it('agrees with the dates that are shown', () => {
    const anyDay = fc
      .integer({ min: 0, max: 30_000 })
      .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), anyDay, (period, today) => {
        for (const [index, { from, to }] of listSpans(period, today).entries()) {
          expect(findSpan(period, today, from)).toBe(index);
          expect(findSpan(period, today, to)).toBe(index);
        }
      }),
    );
  });
});
