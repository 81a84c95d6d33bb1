/**
 * What one line of a captured listing page is, judged by itself: navigation, a piece of
 * metadata, something as long and as punctuated as an abstract, or something like a title.
 * What a line means beside its neighbours is decided in `parse-page.ts`.
 */
import { type Day, daySchema } from '../model/paper.ts';
import { splitSentences } from '../model/sentence.ts';

export type ListingLine =
  | { readonly kind: 'navigation' }
  /** `• 3 authors` */
  | { readonly kind: 'authors'; readonly count: number }
  /** `·`, which stands between the authors and the date. */
  | { readonly kind: 'dot' }
  /** `Jul 3, 2024 3`: day, and the number of comments when there is one. */
  | { readonly kind: 'date'; readonly date: ListingDate; readonly comments: number | undefined }
  | { readonly kind: 'abstract' }
  | { readonly kind: 'title' };

/** `year` is undefined where the listing leaves it out: the year of the capture is meant. */
export type ListingDate = {
  readonly month: number;
  readonly day: number;
  readonly year: number | undefined;
};

const NAVIGATION = new Set(['new', 'subscribe', 'daily papers', 'byak and the research community']);
const INBOX = /^Get trending papers in your email inbox(?: once a day)?[!.]?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const AUTHORS = /^•\s*(\d{1,5})\s+authors?$/i;
const DATE = /^([A-Z][a-z]{2}) (\d{1,2})(?:, (\d{4}))?(?: (\d{1,6}))?$/;

/**
 * Measured on the five captured pages: titles end at 181 characters, abstracts start at 432.
 * Shorter text counts as an abstract only when it is several sentences; below `PROSE_CHARS` it
 * is not told from a notice such as a page's line about cookies, and never does.
 */
const ABSTRACT_CHARS = 250;
const PROSE_CHARS = 150;

/** `line` without white space around it, not empty. Total. */
export function classifyLine(line: string): ListingLine {
  if (NAVIGATION.has(line.toLowerCase()) || INBOX.test(line)) return { kind: 'navigation' };
  if (line === '·') return { kind: 'dot' };
  const count = Number(AUTHORS.exec(line)?.[1] ?? 0);
  if (count > 0) return { kind: 'authors', count };
  return parseDateLine(line) ?? { kind: isProse(line) ? 'abstract' : 'title' };
}

function parseDateLine(line: string): ListingLine | undefined {
  const [, monthName = '', day, year, comments] = DATE.exec(line) ?? [];
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
  if (month === 0) return undefined;
  return {
    kind: 'date',
    date: { month, day: Number(day), year: year === undefined ? undefined : Number(year) },
    comments: comments === undefined ? undefined : Number(comments),
  };
}

/** A title may end in `?` or `!`, but prose ends in a full stop. */
function isProse(line: string): boolean {
  if (line.length >= ABSTRACT_CHARS) return true;
  const endsAsProse = /\.["'”’)\]}]*$/.test(line);
  return line.length >= PROSE_CHARS && endsAsProse && splitSentences(line).length > 1;
}

/**
 * The calendar day of a listing's date. Without a year it is the last such day up to
 * `capturedOn`. Undefined when there is no such day, or the year is unknown.
 */
export function buildDay(date: ListingDate, capturedOn: Day | undefined): Day | undefined {
  const inYear = (fullYear: number) => {
    const day = `${pad(fullYear, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
    return daySchema.safeParse(day).success ? day : undefined;
  };
  if (date.year !== undefined) return inYear(date.year);
  if (capturedOn === undefined) return undefined;
  const year = Number(capturedOn.slice(0, 4));
  const sameYear = inYear(year);
  return sameYear !== undefined && sameYear <= capturedOn ? sameYear : inYear(year - 1);
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

/**
 * The name people read in an organisation line, which is a handle and a name:
 * `microsoft Microsoft` → `Microsoft`, `ibm-granite IBM Granite` → `IBM Granite`. Undefined when
 * the two do not resemble each other: then the line is something else.
 */
export function parseOrganization(line: string): string | undefined {
  const [, handle = '', name = ''] = /^([\w.-]{1,60})\s+(\S.{0,99})$/.exec(line) ?? [];
  const plainHandle = lettersAndDigits(handle);
  const plainName = lettersAndDigits(name);
  if (plainHandle === '' || plainName === '') return undefined;
  return plainName.includes(plainHandle) || plainHandle.includes(plainName) ? name : undefined;
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
