/**
 * Reads what a person types into the search box: words to match, plus filters.
 *
 *     year:2023 has:code "chain of thought" -vision reasoning
 *
 * Input is plain text: the Slack adapter has already undone escapes such as `&amp;`. Words are
 * neither stemmed nor corrected here, and stop words are kept; that is the index's business.
 */
import type { Day } from '../model/paper.ts';
import type { DayRange } from './query-dates.ts';
import {
  dayBefore,
  intersectRanges,
  isEmptyRange,
  parseFirstDay,
  parseYears,
} from './query-dates.ts';
import { tokenize } from './tokens.ts';

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
  /** Words no result may contain. An entry of several words is an exact phrase. */
  readonly excluded: readonly string[];
  /** Words that the title must contain. An entry of several words is an exact phrase. */
  readonly titleWords: readonly string[];
  /** First and last day to keep, both included; `undefined` = open. `year:` sets both. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly hasCode: boolean;
  readonly problems: readonly QueryProblem[];
};

/** The date filters of a query that count, and the query without any date filter. */
export type DateFilters = {
  /** As typed, in the order typed, e.g. `['after:2024', 'before:2025']`. */
  readonly typed: readonly string[];
  /** The query's text with every `year:`, `after:` and `before:` cut out, readable or not. */
  readonly rest: string;
};

const DATE_HINTS = {
  year: 'year: takes a year or a range, like year:2023, year:2020..2023 or year:2020..',
  after: 'after: takes a date, like after:2024-05-01, after:2024-05 or after:2024',
  before: 'before: takes a date, like before:2024-05-01, before:2024-05 or before:2024',
} as const;
const FILTER_NAMES = ['year', 'after', 'before', 'has', 'title'] as const;
const HAS_HINT = 'has: takes only code, as in has:code';
const TITLE_HINT =
  'title: takes a word or a phrase, like title:retrieval or title:"chain of thought"';
const MINUS_HINT = 'A leading - takes a word or a phrase, like -vision or -"large language model"';
const EMPTY_RANGE_HINT =
  'No day fits this date and the one before it; try a range like after:2023 before:2025';

/**
 * A filter, a phrase, an exclusion or a word. A name followed by a space is no filter, and a
 * dash excludes only where a token starts: `state-of-the-art` and a lone `-` are text.
 */
const TOKEN =
  /(?<minus>-?)(?<name>year|after|before|has|title):(?<value>"[^"]*"|[^\s"]+)|-"(?<notPhrase>[^"]+)"|-(?<notWord>[\p{L}\p{N}][^\s"]*)|"(?<phrase>[^"]+)"|(?<word>[^\s"]+)/giu;

type DateName = keyof typeof DATE_HINTS;

type QueryToken = Pick<QueryProblem, 'text' | 'offset'> & {
  /** `negated` = a filter with a dash before it, which is not supported. */
  readonly kind: DateName | 'has' | 'title' | 'negated' | 'excluded' | 'phrase' | 'word';
  /** What the filter, the dash or the quotes apply to. */
  readonly value: string;
};
type DateToken = QueryToken & { readonly kind: DateName };

/**
 * Parses a search query. Total: every string has a result, mistakes are in `problems`, in the
 * order typed.
 *
 * Only known filter names are filters, so a title pasted whole ("BERT: Pre-training") stays
 * text. Of a filter given twice the last readable one wins; different date filters narrow each
 * other, and one that would leave no day is a problem and does not count. Phones type curly
 * quotes; they count as straight ones.
 */
export function parseQuery(input: string): ParsedQuery {
  const tokens = scanTokens(input);
  const valuesOf = (kind: QueryToken['kind']) =>
    tokens.filter((token) => token.kind === kind).map((token) => token.value);
  const dates = combineDates(tokens.filter(isDateToken));

  return {
    text: input.trim(),
    words: valuesOf('word').flatMap(splitWords),
    phrases: valuesOf('phrase').flatMap(joinPhrase),
    excluded: valuesOf('excluded').flatMap(joinPhrase),
    titleWords: valuesOf('title').flatMap((value) =>
      value.startsWith('"') ? joinPhrase(value) : splitWords(value),
    ),
    from: dates.range.from,
    to: dates.range.to,
    hasCode: valuesOf('has').some(isCode),
    problems: [...tokens.flatMap(findProblem), ...dates.problems].sort(
      (a, b) => a.offset - b.offset,
    ),
  };
}

/** The whole text as words to match, with no filter syntax: for texts nobody typed as a query. */
export function plainQuery(text: string): ParsedQuery {
  return {
    text: text.trim(),
    words: splitWords(text),
    phrases: [],
    excluded: [],
    titleWords: [],
    from: undefined,
    to: undefined,
    hasCode: false,
    problems: [],
  };
}

/** Finds the date filters in a query's text. */
export function findDateFilters(text: string): DateFilters {
  const dates = scanTokens(text).filter(isDateToken);
  return { typed: combineDates(dates).used.map((date) => date.text), rest: cutTokens(text, dates) };
}

/**
 * The query's text without these words, lower-cased as in `ParsedQuery.words`; a compound goes
 * whole with one of its parts. Filters and phrases stay.
 */
export function cutWords(text: string, words: readonly string[]): string {
  const isCut = ({ kind, value }: QueryToken) =>
    kind === 'word' &&
    tokenize(value).some(({ start, end }) => words.includes(value.slice(start, end).toLowerCase()));
  return cutTokens(text, scanTokens(text).filter(isCut));
}

/** The query's text with `by` in place of a word, given in lower case as `ParsedQuery.words`. */
export function replaceWord(text: string, word: string, by: string): string {
  const found = scanTokens(text).find(
    ({ kind, value }) => kind === 'word' && splitWords(value).includes(word),
  );
  if (found === undefined) return text;
  const at = found.offset + found.value.toLowerCase().indexOf(word);
  return `${text.slice(0, at)}${by}${text.slice(at + word.length)}`;
}

/** Spaces around what was cut become one. */
function cutTokens(text: string, tokens: readonly QueryToken[]): string {
  let rest = '';
  let end = 0;
  for (const token of tokens) {
    rest += text.slice(end, token.offset);
    end = token.offset + token.text.length;
  }
  return (rest + text.slice(end)).replace(/\s+/g, ' ').trim();
}

/** How many different words of a query can rank; stop words and filters do not. */
export function countWords({ words }: ParsedQuery): number {
  const tokens = words.flatMap((word) => tokenize(word));
  const ranking = tokens.filter(({ kind, stop }) => kind !== 'part' && !stop);
  return new Set(ranking.map(({ term }) => term)).size;
}

function scanTokens(input: string): readonly QueryToken[] {
  return [...straighten(input).matchAll(TOKEN)].map((match) => {
    const { minus, name, value = '', notPhrase, notWord, phrase } = match.groups ?? {};
    const text = input.slice(match.index, match.index + match[0].length);
    const at = { text, offset: match.index };
    const filter = FILTER_NAMES.find((known) => known === name?.toLowerCase());
    if (filter !== undefined) return { ...at, kind: minus ? 'negated' : filter, value };
    const excluded = notPhrase ?? notWord;
    if (excluded !== undefined) return { ...at, kind: 'excluded', value: excluded };
    if (phrase !== undefined) return { ...at, kind: 'phrase', value: phrase };
    return { ...at, kind: 'word', value: match[0] };
  });
}

function findProblem({ kind, value, text, offset }: QueryToken): readonly QueryProblem[] {
  if (kind === 'negated') return [{ text, offset, hint: MINUS_HINT }];
  if (kind === 'has' && !isCode(value)) return [{ text, offset, hint: HAS_HINT }];
  if (kind === 'title' && splitWords(value).length === 0)
    return [{ text, offset, hint: TITLE_HINT }];
  return [];
}

/** The last readable filter of each name, narrowed by one another in the order typed. */
function combineDates(dates: readonly DateToken[]) {
  const problems: QueryProblem[] = [];
  const last = new Map<DateName, { readonly date: DateToken; readonly range: DayRange }>();
  for (const date of dates) {
    const { kind, text, offset } = date;
    const range = parseDate(date);
    if (range === undefined) problems.push({ text, offset, hint: DATE_HINTS[kind] });
    else last.set(kind, { date, range });
  }
  let range: DayRange = { from: undefined, to: undefined };
  const used: DateToken[] = [];
  for (const entry of [...last.values()].sort((a, b) => a.date.offset - b.date.offset)) {
    const { text, offset } = entry.date;
    const narrowed = intersectRanges(range, entry.range);
    if (isEmptyRange(narrowed)) {
      problems.push({ text, offset, hint: EMPTY_RANGE_HINT });
    } else {
      range = narrowed;
      used.push(entry.date);
    }
  }
  return { range, used, problems };
}

function parseDate({ kind, value }: DateToken): DayRange | undefined {
  const typed = trimValue(value);
  if (kind === 'year') return parseYears(typed);
  const day = parseFirstDay(typed);
  if (day === undefined) return undefined;
  return kind === 'after' ? { from: day, to: undefined } : { from: undefined, to: dayBefore(day) };
}

function isDateToken(token: QueryToken): token is DateToken {
  return Object.hasOwn(DATE_HINTS, token.kind);
}

function isCode(value: string): boolean {
  return trimValue(value).toLowerCase() === 'code';
}

/** One ASCII sign for each of its look-alikes, unit for unit, so that offsets stay. */
function straighten(input: string): string {
  return input
    .replace(/[“”„‟«»＂]/g, '"')
    .replaceAll('：', ':')
    .replace(/[−－]/g, '-');
}

/** A filter's value without quotes and without the punctuation of a sentence around it. */
function trimValue(value: string): string {
  return value
    .replaceAll('"', '')
    .replace(/[,;!?)]+$/, '')
    .replace(/(?<=\d)\.$/, '')
    .trim();
}

function splitWords(text: string): string[] {
  return tokenize(text)
    .filter((token) => token.kind !== 'part')
    .map((token) => text.slice(token.start, token.end).toLowerCase());
}

/** The words as one entry; none when there are no words. */
function joinPhrase(text: string): string[] {
  const words = splitWords(text);
  return words.length === 0 ? [] : [words.join(' ')];
}
