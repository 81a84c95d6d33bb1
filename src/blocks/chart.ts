/**
 * A line chart as Slack's `data_visualization` block, for which @slack/types has no type.
 *
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block (read 2026-11; the
 * block came on 2026-06-16): a title of at most 50 characters; at most six series; names and labels
 * of at most 20; every series has every category, once. Where copies of the page disagree (6 or 12
 * series), the smaller number stands.
 */
import { cleanLine, cutText } from './escape.ts';

export type ChartBlock = {
  readonly type: 'data_visualization';
  readonly block_id?: string;
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label: string;
      readonly y_label: string;
    };
  };
};

export const CHART_LIMITS = {
  title: 50,
  axisLabel: 50,
  label: 20,
  series: 6,
  points: 20,
  perMessage: 2,
} as const;

/**
 * Lines over `categories`, each with one value for each of them. The first six are drawn; names are
 * cut to fit and numbered where that makes two the same. Categories are ours: short, each once.
 */
export function buildLineChart(chart: {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly categories: readonly string[];
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}): ChartBlock {
  const { title, xLabel, yLabel, categories } = chart;
  const lines = chart.lines.slice(0, CHART_LIMITS.series);
  const names = nameApart(lines.map(({ name }) => name));
  return {
    type: 'data_visualization',
    title,
    chart: {
      type: 'line',
      series: lines.map(({ values }, index) => ({
        name: names[index] ?? '',
        data: categories.map((label, at) => ({ label, value: values[at] ?? 0 })),
      })),
      axis_config: { categories, x_label: xLabel, y_label: yLabel },
    },
  };
}

function nameApart(names: readonly string[]): string[] {
  const taken: string[] = [];
  for (const [index, name] of names.entries()) {
    const cut = cutText(cleanLine(name), CHART_LIMITS.label) || '–';
    const number = ` (${index + 1})`;
    taken.push(
      taken.includes(cut) ? cutText(cut, CHART_LIMITS.label - number.length) + number : cut,
    );
  }
  return taken;
}
