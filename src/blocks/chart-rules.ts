/** What Slack accepts in a `data_visualization` block, as data for `limits.ts`. See `chart.ts`. */
import { CHART_LIMITS } from './chart.ts';
import type { Rule, ShapeName, ShapeRow } from './limit-rule.ts';

export const CHART_DOC =
  'https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block';

const LABEL: Rule = { is: 'string', min: 1, max: CHART_LIMITS.label };
const AXIS_LABEL: Rule = { is: 'string', min: 1, max: CHART_LIMITS.axisLabel };

export const CHART_TYPES: Readonly<Record<string, ShapeRow>> = {
  data_visualization: {
    doc: CHART_DOC,
    required: {
      title: { is: 'string', min: 1, max: CHART_LIMITS.title },
      chart: { is: 'typed', of: ['line'] },
    },
    surfaces: ['message'],
  },
  line: {
    doc: `${CHART_DOC}#line`,
    required: {
      series: listOf({ is: 'shape', of: 'chartSeries' }, CHART_LIMITS.series),
      axis_config: { is: 'shape', of: 'chartAxes' },
    },
  },
};

export const CHART_SHAPES: Readonly<Record<Extract<ShapeName, `chart${string}`>, ShapeRow>> = {
  chartSeries: {
    doc: `${CHART_DOC}#data-series`,
    required: {
      name: LABEL,
      data: listOf({ is: 'shape', of: 'chartPoint' }, CHART_LIMITS.points),
    },
  },
  chartPoint: {
    doc: `${CHART_DOC}#data-point`,
    required: { label: LABEL, value: { is: 'amount' } },
  },
  chartAxes: {
    doc: `${CHART_DOC}#axis-config`,
    required: { categories: listOf(LABEL, CHART_LIMITS.points) },
    optional: { x_label: AXIS_LABEL, y_label: AXIS_LABEL },
  },
};

function listOf(of: Rule, max: number): Rule {
  return { is: 'list', of, min: 1, max };
}
