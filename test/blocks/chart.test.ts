import { describe, expect, it } from 'vitest';
import { buildLineChart } from '../../src/blocks/chart.ts';
import { checkMessage, checkView } from '../../src/blocks/limits.ts';
import { renderTwin } from '../../src/blocks/twin.ts';

const chart = (names: readonly string[], categories: readonly string[] = ['1–5 Jan', '8–12 Jan']) =>
  buildLineChart({
    title: 'Rising topics',
    xLabel: 'week',
    yLabel: '%',
    categories,
    lines: names.map((name) => ({ name, values: categories.map((_, index) => index + 0.5) })),
  });
const codes = (...blocks: unknown[]) =>
  checkMessage({ blocks }).map(({ code, pointer }) => `${code} ${pointer}`);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

describe('buildLineChart', () => {
  it('has a value of each series for each category', () => {
    expect(chart(['Mamba']).chart).toEqual({
      type: 'line',
      series: [
        {
          name: 'Mamba',
          data: [
            { label: '1–5 Jan', value: 0.5 },
            { label: '8–12 Jan', value: 1.5 },
          ],
        },
      ],
      axis_config: { categories: ['1–5 Jan', '8–12 Jan'], x_label: 'week', y_label: '%' },
    });
  });

  it('draws six lines, under names of twenty characters that differ', () => {
    const long = 'retrieval-augmented generation';
    const built = chart([long, `${long}s`, 'a', 'b', 'c', 'd', 'e']);
    expect(built.chart.series.map(({ name }) => name)).toEqual([
      'retrieval-augmented…',
      'retrieval-augme… (2)',
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(codes(built)).toEqual([]);
  });

  it('reads as lines where it cannot be drawn', () => {
    expect(renderTwin([chart(['Mamba', 'KAN'])])).toBe(
      'Rising topics\nMamba: 0.5 (1–5 Jan), 1.5 (8–12 Jan)\nKAN: 0.5 (1–5 Jan), 1.5 (8–12 Jan)',
    );
  });
});

describe('the rules of charts', () => {
  const good = chart(['a', 'b']);
  const withChart = (known: object) => ({ ...good, chart: { ...good.chart, ...known } });
  const [first, second] = good.chart.series;

  it('accepts what is on the limits', () => {
    expect(codes({ ...chart(numbers(6), numbers(20)), title: 'x'.repeat(50) })).toEqual([]);
    expect(codes(good, good)).toEqual([]);
  });

  it.each([
    ['a title too long', { ...good, title: 'x'.repeat(51) }, 'too_long /blocks/0/title'],
    ['no title', { ...good, title: '' }, 'too_short /blocks/0/title'],
    ['another kind', withChart({ type: 'pie' }), 'unknown_type /blocks/0/chart/type'],
    ['no series', withChart({ series: [] }), 'too_few /blocks/0/chart/series'],
    [
      'seven series',
      withChart({ series: numbers(7).map((name) => ({ ...first, name })) }),
      'too_many /blocks/0/chart/series',
    ],
    ['21 points', chart(['a'], numbers(21)), 'too_many /blocks/0/chart/series/0/data'],
    ['a name twice', withChart({ series: [first, first] }), 'duplicate /blocks/0/chart/series/1'],
    [
      'a long name',
      withChart({ series: [{ ...first, name: 'x'.repeat(21) }] }),
      'too_long /blocks/0/chart/series/0/name',
    ],
    [
      'a category twice',
      chart(['a'], ['x', 'x']),
      'duplicate /blocks/0/chart/axis_config/categories/1',
    ],
    [
      'a series without one of the categories',
      withChart({ series: [first, { ...second, data: second?.data.slice(1) }] }),
      'bad_value /blocks/0/chart/series/1',
    ],
    [
      'a value in words',
      withChart({ series: [{ name: 'a', data: [{ label: '1–5 Jan', value: 'much' }] }] }),
      'wrong_type /blocks/0/chart/series/0/data/0/value',
    ],
    ['no axes', withChart({ axis_config: undefined }), 'missing /blocks/0/chart/axis_config'],
  ])('refuses %s', (_, block, problem) => {
    expect(codes(block)).toContain(problem);
  });

  it('refuses three in a message, and one in a view', () => {
    expect(codes(good, good, good)).toEqual(['too_many /blocks']);
    const home = checkView({ type: 'home', blocks: [good] });
    expect(home.map(({ code }) => code)).toEqual(['not_here']);
  });

  it('is total', () => {
    for (const value of [null, 7, 'x', [], {}, [null], [{ data: 7 }]]) {
      expect(codes(withChart({ series: value }))).not.toEqual([]);
      expect(codes(withChart({ axis_config: value }))).not.toEqual([]);
    }
  });
});
