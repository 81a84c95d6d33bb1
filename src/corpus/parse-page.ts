/**
 * The text of a captured listing page → its entries, in order, and what could not be read.
 *
 * Three layouts are told apart by their lines, not by a setting: title and abstract alternating,
 * the same with blank lines, and with metadata after each abstract. A title and an abstract are
 * paired only when exactly one of each stand together. Where something stands between them, or
 * one is missing, all lines in question are reported instead: a wrong pair would put one paper's
 * words under another's title. Text is taken as it stands; cleaning comes later.
 */
import type { Day } from '../model/paper.ts';
import { buildDay, classifyLine, type ListingLine, parseOrganization } from './listing-lines.ts';

export type PageSource = {
  readonly page: string;
  readonly file: string;
  /** Undefined = not known. */
  readonly capturedOn: Day | undefined;
};

/** One paper as one page lists it. */
export type RawEntry = {
  readonly page: string;
  /** Rank on the page, from 1. Lines that could not be paired count as one entry. */
  readonly place: number;
  /** Line of the title, from 1. */
  readonly line: number;
  readonly capturedOn: Day | undefined;
  readonly title: string;
  readonly abstract: string;
  /** The page ends inside the abstract. */
  readonly truncated: boolean;
  readonly authorCount: number | undefined;
  readonly organization: string | undefined;
  readonly publishedOn: Day | undefined;
  /** True when the page leaves the year out and it was taken from the day of the capture. */
  readonly yearFromCapture: boolean;
  readonly comments: number | undefined;
};

/** A line that was not understood: where it is, what it says, and why it was left out. */
export type RejectedText = {
  readonly where: { readonly file: string; readonly line: number };
  readonly text: string;
  readonly why: string;
};

type TextLine = { readonly line: number; readonly text: string };
type DateLine = Extract<ListingLine, { kind: 'date' }>;
type Draft = { -readonly [Key in keyof RawEntry]: RawEntry[Key] };

/** Total: any text has a result. `rejected` is in the order of lines. */
export function parsePage(
  text: string,
  source: PageSource,
): { readonly entries: RawEntry[]; readonly rejected: RejectedText[] } {
  const reader = new PageReader(source, !/[\r\n]\s*$/.test(text));
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|[\n\r\f\v\u2028\u2029]/)
    .map((content, index) => ({ line: index + 1, text: content.trim() }))
    .filter((line) => line.text !== '');
  for (const [index, line] of lines.entries()) reader.read(line, lines[index + 1]?.text);
  return reader.finish();
}

/** Reads a page line by line. Invariant: every line is in an entry, navigation, or rejected. */
class PageReader {
  readonly #source: PageSource;
  readonly #cutAtEnd: boolean;
  readonly #entries: Draft[] = [];
  readonly #rejected: RejectedText[] = [];
  /** The titles, then abstracts, that stand together and are not yet an entry. */
  #titles: TextLine[] = [];
  #abstracts: TextLine[] = [];
  #unpaired = 0;
  /** The entry that metadata belongs to; undefined when the text before is no entry. */
  #open: Draft | undefined;
  /** True just after `·` or an author line, where a date is expected. */
  #dateMayFollow = false;
  /** The line that dated the open entry. */
  #dateLine: TextLine | undefined;
  #started = false;

  constructor(source: PageSource, cutAtEnd: boolean) {
    this.#source = source;
    this.#cutAtEnd = cutAtEnd;
  }

  /** `next` is the next line that is not blank; undefined at the end of the page. */
  read(line: TextLine, next: string | undefined): void {
    const known = classifyLine(line.text);
    switch (known.kind) {
      case 'navigation':
        return;
      case 'authors':
      case 'dot':
      case 'date':
        this.#readMetadata(line, known, next === undefined && this.#cutAtEnd);
        return;
      case 'abstract':
        this.#started = true;
        this.#abstracts.push(this.#withoutButton(line));
        return;
      case 'title':
        if (next === '·' && this.#readOrganization(line)) return;
        this.#pair();
        this.#titles.push(this.#withoutButton(line));
        this.#started = true;
        this.#open = undefined;
    }
  }

  finish(): { entries: RawEntry[]; rejected: RejectedText[] } {
    this.#pair();
    this.#reject(this.#titles, 'a title without an abstract after it');
    // Only the page's last text can be cut off; others merely lack their full stop.
    if (this.#open !== undefined) this.#open.truncated = !isFinished(this.#open.abstract);
    const rejected = this.#rejected.sort((a, b) => a.where.line - b.where.line);
    return { entries: this.#entries, rejected };
  }

  /** Ends the group of titles and abstracts: one of each is an entry, anything else is not. */
  #pair(): void {
    if (this.#abstracts.length === 0) return;
    const [title, ...otherTitles] = this.#titles;
    const [abstract, ...otherAbstracts] = this.#abstracts;
    this.#open = undefined;
    if (title && abstract && otherTitles.length + otherAbstracts.length === 0) {
      this.#open = this.#buildDraft(title, abstract.text);
      this.#entries.push(this.#open);
    } else {
      this.#unpaired += 1;
      const why =
        title === undefined
          ? 'an abstract without a title before it'
          : `${this.#titles.length} possible titles and ${this.#abstracts.length} possible abstracts stand together`;
      this.#reject([...this.#titles, ...this.#abstracts], why);
    }
    this.#titles = [];
    this.#abstracts = [];
    this.#dateMayFollow = false;
  }

  #buildDraft(title: TextLine, abstract: string): Draft {
    return {
      page: this.#source.page,
      place: this.#entries.length + this.#unpaired + 1,
      line: title.line,
      capturedOn: this.#source.capturedOn,
      title: title.text,
      abstract,
      truncated: false,
      authorCount: undefined,
      organization: undefined,
      publishedOn: undefined,
      yearFromCapture: false,
      comments: undefined,
    };
  }

  #readMetadata(line: TextLine, known: ListingLine, maybeCut: boolean): void {
    // Above the first entry the page shows the day it was seen on, without a year. Where the year
    // is known, `pages.json` has the whole date.
    if (!this.#started && known.kind === 'date') return;
    this.#pair();
    const entry = this.#titles.length === 0 ? this.#open : undefined;
    if (entry === undefined) {
      this.#reject([line], 'metadata that belongs to no entry');
    } else if (known.kind === 'dot') {
      this.#dateMayFollow = true;
    } else if (known.kind === 'authors') {
      if (entry.authorCount === undefined) entry.authorCount = known.count;
      else this.#reject([line], 'a second number of authors');
      this.#dateMayFollow = true;
    } else if (known.kind === 'date') {
      this.#readDate(entry, line, known, maybeCut);
    }
  }

  #readDate(entry: Draft, line: TextLine, known: DateLine, maybeCut: boolean): void {
    const expected = this.#dateMayFollow && entry.publishedOn === undefined;
    this.#dateMayFollow = false;
    const day = buildDay(known.date, this.#source.capturedOn);
    if (entry.publishedOn !== undefined && this.#dateLine !== undefined) {
      this.#reject([this.#dateLine, line], 'two dates beside one entry');
      entry.publishedOn = undefined;
      entry.yearFromCapture = false;
      entry.comments = undefined;
    } else if (!expected) {
      this.#reject([line], 'a date out of place');
    } else if (maybeCut && (known.date.year === undefined || known.comments !== undefined)) {
      // `Oct 19` may be the start of `Oct 19, 2023`, and `4` of `42`.
      this.#reject([line], 'the page may end inside this date');
    } else if (day === undefined) {
      const yearIsKnown = known.date.year !== undefined || this.#source.capturedOn !== undefined;
      this.#reject(
        [line],
        yearIsKnown
          ? 'not a day of the calendar'
          : 'a date without a year, captured nobody knows when',
      );
    } else {
      entry.publishedOn = day;
      entry.yearFromCapture = known.date.year === undefined;
      entry.comments = known.comments;
      this.#dateLine = line;
    }
  }

  /** True when the line was the open entry's organisation and is used up. */
  #readOrganization(line: TextLine): boolean {
    const name = parseOrganization(line.text);
    if (name === undefined) return false;
    this.#pair();
    const entry = this.#titles.length === 0 ? this.#open : undefined;
    if (entry === undefined || entry.organization !== undefined) return false;
    entry.organization = name;
    return true;
  }

  /** The page's button "Subscribe" is glued to what follows it, which is the first title. */
  #withoutButton({ line, text }: TextLine): TextLine {
    const glued = this.#started ? /^Subscribe(?=[^\sa-z])/ : /^Subscribe(?!(?:rs?|d)\b)(?=\S)/;
    return { line, text: text.replace(glued, '').trim() };
  }

  #reject(lines: readonly TextLine[], why: string): void {
    for (const { line, text } of lines) {
      this.#rejected.push({ where: { file: this.#source.file, line }, text, why });
    }
  }
}

/** Ends in a full stop, perhaps inside quotes or brackets, or in a link. */
function isFinished(abstract: string): boolean {
  return /[.!?…。]["'”’)\]}]*$/u.test(abstract) || /https?:\/\/\S+$/.test(abstract);
}
