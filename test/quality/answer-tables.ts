/**
 * Measured answers as Markdown: the figures of each answerer, the kinds of questions, PubMedQA,
 * the risk–coverage curve, and whether the targets are met. Pure.
 */
import {
  computeMeasure,
  findPercentile,
  judgeBy,
  MEASURES,
  type Measure,
  measureVerbatim,
  type ScoredAnswer,
} from './answer-measures.ts';
import { type JudgedQuestion, KINDS } from './answer-questions.ts';
import type { PubmedqaRow } from './pubmedqa.ts';
import { renderTable } from './readme-table.ts';
import { computeBestAurc, pickRisks } from './risk-coverage.ts';
import { bootstrapInterval } from './significance.ts';
import { formatScore, formatShare, type Verdict } from './tables.ts';

/** The answers of one answerer, or of one way of fitting it. */
export type Column = {
  readonly label: string;
  readonly scored: readonly ScoredAnswer<JudgedQuestion>[];
};

const COVERAGES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** A measure a line. */
export function renderAnswers(columns: readonly Column[]): string {
  const line = (name: string, format: (scored: Column['scored']) => string) => [
    name,
    ...columns.map(({ scored }) => format(scored)),
  ];
  const count = (label: JudgedQuestion['label']) => (scored: Column['scored']) =>
    `${scored.filter(({ question }) => question.label === label).length}`;
  return renderTable(
    ['answers (95 %)', ...columns.map(({ label }) => label)],
    [
      line('answerable questions', count('answerable')),
      line('near misses', count('near-miss')),
      line('off-topic', count('off-topic')),
      ...Object.values(MEASURES).map((measure: Measure) =>
        line(measure.name, (scored) => formatMeasure(measure, scored)),
      ),
      line('AURC, the least possible', (scored) =>
        formatScore(computeBestAurc(judgeBy('hit1', scored))),
      ),
      line('quotes byte for byte', (scored) => formatShare(measureVerbatim(scored))),
      line('ms a question, p50 / p95', formatTimes),
    ],
  );
}

/** Of the answerable questions, a kind a line. */
export function renderKinds(scored: Column['scored']): string {
  const { hit1, evidence5, answered } = MEASURES;
  const lines = KINDS.map((kind) => {
    const ofKind = scored.filter(
      ({ question }) => question.kind === kind && question.label === 'answerable',
    );
    const shares = [hit1, evidence5, answered].map((measure) =>
      formatScore(computeMeasure(measure, ofKind)),
    );
    return [kind, `${ofKind.length}`, ...shares];
  });
  const header = ['answerable', 'questions', hit1.name, evidence5.name, answered.name];
  return renderTable(header, lines);
}

export function renderPubmedqa(rows: readonly PubmedqaRow[]): string {
  const { hit1, evidence5, answered } = MEASURES;
  const lines = rows.map(({ label, scored, withoutSource }) => [
    label,
    `${scored.length}`,
    ...[hit1, evidence5, answered].map((measure) => formatMeasure(measure, scored)),
    formatMeasure(answered, withoutSource),
    formatShare(measureVerbatim([...scored, ...withoutSource])),
    formatTimes(scored),
  ]);
  const header = [
    'PubMedQA (95 %)',
    'questions',
    hit1.name,
    'conclusion quoted',
    'answered',
    'answered without the source',
    'quotes byte for byte',
    'ms a question, p50 / p95',
  ];
  return renderTable(header, lines);
}

/** The risk at ten coverages, by hit@1: drawn (Mermaid), and as a table. */
export function renderCurve(columns: readonly Column[]): string {
  const curves = columns.map(({ label, scored }) => ({
    label,
    risks: pickRisks(judgeBy('hit1', scored), COVERAGES).map(formatScore),
  }));
  const chart = [
    '```mermaid',
    'xychart-beta',
    '    title "Risk (share of wrong answers) by coverage"',
    '    x-axis "coverage, %" 10 --> 100',
    '    y-axis "risk" 0 --> 1',
    ...curves.map(({ risks }) => `    line [${risks.join(', ')}]`),
    '```',
  ];
  const table = renderTable(
    ['risk at coverage', ...COVERAGES.map((coverage) => `${Math.round(coverage * 100)} %`)],
    curves.map(({ label, risks }) => [label, ...risks]),
  );
  return `${chart.join('\n')}\n\n${table}`;
}

export function judgeAnswers(scored: Column['scored']): readonly Verdict[] {
  const { hit1, hit3, evidence5, answered, falseNear, falseOff } = MEASURES;
  const verbatim = measureVerbatim(scored);
  return [
    judgeLeast(hit1, 0.8, scored),
    judgeLeast(hit3, 0.92, scored),
    judgeLeast(evidence5, 0.75, scored),
    judgeLeast(answered, 0.85, scored),
    judgeMost(falseNear, 0.2, scored),
    judgeMost(falseOff, 0.05, scored),
    {
      target: 'quotes byte for byte: all',
      measured: formatShare(verbatim),
      isMet: verbatim === 1,
    },
  ];
}

/** Not measured without the collection. */
export function judgePubmedqa(row: PubmedqaRow | undefined): readonly Verdict[] {
  const { evidence5, answered } = MEASURES;
  const quoted = { ...evidence5, name: 'PubMedQA, conclusion quoted' };
  const without = { ...answered, name: 'PubMedQA, answered without the source' };
  const verdicts = [
    judgeLeast(quoted, 0.8, row?.scored ?? []),
    judgeMost(without, 0.2, row?.withoutSource ?? []),
  ];
  return row === undefined
    ? verdicts.map((verdict) => ({ ...verdict, isMet: undefined }))
    : verdicts;
}

function judgeLeast(measure: Measure, target: number, scored: readonly ScoredAnswer[]): Verdict {
  return {
    target: `${measure.name}: ≥ ${formatShort(target)}`,
    measured: formatMeasure(measure, scored),
    isMet: computeMeasure(measure, scored) >= target,
  };
}

function judgeMost(measure: Measure, target: number, scored: readonly ScoredAnswer[]): Verdict {
  return {
    target: `${measure.name}: ≤ ${formatShort(target)}`,
    measured: formatMeasure(measure, scored),
    isMet: computeMeasure(measure, scored) <= target,
  };
}

/** `0.785 (0.73–0.83)`; a dash over no questions. */
function formatMeasure(measure: Measure, scored: readonly ScoredAnswer[]): string {
  const selected = scored.filter(measure.select);
  const interval = bootstrapInterval(selected, measure.statistic);
  if (interval === undefined) return '–';
  const [low, high] = [interval.low, interval.high].map(formatShort);
  return `${formatScore(measure.statistic(selected))} (${low}–${high})`;
}

function formatTimes(scored: readonly ScoredAnswer[]): string {
  const times = scored.map(({ ms }) => ms);
  return [0.5, 0.95].map((quantile) => findPercentile(times, quantile).toFixed(0)).join(' / ');
}

function formatShort(value: number): string {
  return value.toFixed(2);
}
