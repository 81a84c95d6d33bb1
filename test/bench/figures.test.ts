import { describe, expect, it } from 'vitest';
import { isMissed, percentile, renderFigures, renderNumber, summarizeRounds } from './figures.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, number) => 100 - number);

  it.each([
    [50, 50],
    [95, 95],
    [99, 99],
    [100, 100],
  ])('of 1 to 100, p%i is %i', (percent, expected) => {
    expect(percentile(hundred, percent)).toBe(expected);
  });

  it('is the middle of five, the only one of one, and no number of none', () => {
    expect(percentile([5, 1, 4, 2, 3], 50)).toBe(3);
    expect(percentile([7], 99)).toBe(7);
    expect(percentile([], 50)).toBeNaN();
  });
});

describe('renderNumber', () => {
  it.each([
    [0, '0.00'],
    [0.044, '0.04'],
    [1.24, '1.24'],
    [12.34, '12.3'],
    [123.4, '123'],
    [53_172.5, '53173'],
    [Number.NaN, '–'],
  ])('shows %d as %s', (value, shown) => {
    expect(renderNumber(value)).toBe(shown);
  });
});

describe('renderFigures', () => {
  it('says of each figure whether its target is met', () => {
    const table = renderFigures('724 papers', [
      { name: 'ready (ms)', value: 900, note: '880–950', atMost: 1000 },
      { name: 'memory (MB)', value: 260, atMost: 250 },
      { name: 'all ready (ms)', value: 'not logged', atMost: 1000 },
      { name: 'from cache (ms)', value: 12.5 },
    ]);
    expect(table.trim().split('\n').slice(2)).toEqual([
      '| ready (ms) | 900 (880–950) | ≤ 1000 | met |',
      '| memory (MB) | 260 | ≤ 250 | **missed** |',
      '| all ready (ms) | not logged | ≤ 1000 | **missed** |',
      '| from cache (ms) | 12.5 | – |  |',
    ]);
  });

  it('takes no number for a missed target', () => {
    expect(isMissed({ name: 'p99', value: Number.NaN, atMost: 50 })).toBe(true);
    expect(isMissed({ name: 'p99', value: Number.NaN })).toBe(false);
  });
});

describe('summarizeRounds', () => {
  it('is the median, with the range beside it', () => {
    expect(summarizeRounds([30, 10, 20])).toEqual({ value: 20, note: '10.0–30.0' });
  });
});
