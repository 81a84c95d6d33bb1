/** Figures beside their targets: percentiles, verdicts, and how the bench's tables show them. */
import { renderTable } from '../quality/readme-table.ts';

export type Figure = {
  /** With its unit, e.g. `ready (ms)`. */
  readonly name: string;
  /** A text says why there is no number; it never meets a target. */
  readonly value: number | string;
  /** What to say beside the value, e.g. the range of the rounds. */
  readonly note?: string;
  /** Met by this value and anything below; absent = reported, nothing is promised. */
  readonly atMost?: number;
};

/** The smallest value that at least `percent` % of the values do not pass (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((sorted.length * percent) / 100));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The median of the rounds, with their range beside it. */
export function summarizeRounds(values: readonly number[]) {
  const note = `${renderNumber(Math.min(...values))}–${renderNumber(Math.max(...values))}`;
  return { value: percentile(values, 50), note };
}

export function isMissed({ value, atMost }: Figure): boolean {
  return atMost !== undefined && !(typeof value === 'number' && value <= atMost);
}

/** Three digits are all that a noisy machine can promise. */
export function renderNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(2, digits));
}

export function renderFigures(heading: string, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, note, atMost } = figure;
    const measured = typeof value === 'number' ? renderNumber(value) : value;
    const verdict = isMissed(figure) ? '**missed**' : 'met';
    return [
      name,
      note === undefined ? measured : `${measured} (${note})`,
      atMost === undefined ? '–' : `≤ ${atMost}`,
      atMost === undefined ? '' : verdict,
    ];
  });
  return renderTable([heading, 'measured', 'target', ''], rows).trim();
}
