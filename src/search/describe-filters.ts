/**
 * Says a query's filters back in words, so that a reply tells what was searched.
 *
 *     year:2023 has:code -vision reasoning → published in 2023, with code, without "vision"
 */
import type { ParsedQuery } from './query.ts';

/** One line without a full stop; '' when the query has no filters. Plain text, not escaped. */
export function describeFilters(query: ParsedQuery): string {
  const parts = [
    describeDates(query),
    query.hasCode ? 'with code' : '',
    ...query.phrases.map((phrase) => `with "${phrase}"`),
    ...query.titleWords.map((word) => `with "${word}" in the title`),
    ...query.excluded.map((word) => `without "${word}"`),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Whole years are said as years, anything else as the first and last day, both included. */
function describeDates({ from, to }: ParsedQuery): string {
  const first = from?.replace(/-01-01$/, '');
  const last = to?.replace(/-12-31$/, '');
  if (first === undefined) return last === undefined ? '' : `published up to ${last}`;
  if (last === undefined) return `published since ${first}`;
  const wholeYears = first.length === 4 && last.length === 4;
  if (wholeYears && first === last) return `published in ${first}`;
  return wholeYears ? `published ${first} to ${last}` : `published ${from} to ${to}`;
}
