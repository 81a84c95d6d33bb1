/**
 * Reads what a person types into the search box: words to match, plus filters.
 *
 *     year:2023 has:code "chain of thought" -vision reasoning
 */
import type { Day } from '../model/paper.ts';

/** A filter that could not be read. The rest of the query still searches. */
export type QueryProblem = {
  /** The offending text as typed, e.g. `year:soon`. */
  readonly text: string;
  /** Where it starts in the input, in UTF-16 code units. */
  readonly offset: number;
  /** What would have worked, written for the person who typed it. */
  readonly hint: string;
};

export type ParsedQuery = {
  /** The input, trimmed. */
  readonly text: string;
  /** Lower-cased words in the order typed. */
  readonly words: readonly string[];
  /** Words that must stand next to each other, in order, in title or abstract. */
  readonly phrases: readonly string[];
  /** Words no result may contain. */
  readonly excluded: readonly string[];
  /** Words that the title must contain. */
  readonly titleWords: readonly string[];
  /** First and last day to keep, both included; `undefined` = open. `year:` sets both. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly hasCode: boolean;
  readonly problems: readonly QueryProblem[];
};
