/**
 * A day, week or month of listings, and the four of the same length before it that it is compared
 * with. Counted in workdays, as the age of a paper is (`score.ts`): listings come on workdays, so
 * a weekend neither empties a period nor is one. What is listed on a weekend counts to the Friday.
 */
import type { Day } from '../model/paper.ts';
import { countWorkdays, subtractWorkdays } from './workdays.ts';

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Workdays; a month is four weeks, so that all months have as many Mondays. */
const LENGTHS: Readonly<Record<Period, number>> = { day: 1, week: 5, month: 20 };

/** How many periods before make up what is usual. */
const BASELINE = 4;

/** The index in `listSpans` of the period itself. */
export const NOW = BASELINE;

/** First and last workday, both included. */
export type Span = { readonly from: Day; readonly to: Day };

/** Oldest first; the last one ends at `today`, or on a weekend at the Friday before. */
export function listSpans(period: Period, today: Day): readonly Span[] {
  const length = LENGTHS[period];
  return Array.from({ length: BASELINE + 1 }, (_, index) => {
    const ago = (BASELINE - index) * length;
    return {
      from: subtractWorkdays(today, ago + length - 1),
      to: subtractWorkdays(today, ago),
    };
  });
}

/** The index in `listSpans` of the span `day` is in; undefined before the first and after today. */
export function findSpan(period: Period, today: Day, day: Day): number | undefined {
  if (day > today) return undefined;
  const ago = Math.floor(countWorkdays(day, today) / LENGTHS[period]);
  return ago > BASELINE ? undefined : BASELINE - ago;
}
