/**
 * Picks the part of an abstract that shows why a paper was found, and says where the query's
 * words are in a text. Offsets only: bold type and the ellipsis are the renderer's.
 */
import type { Span } from '../model/paper.ts';
import { splitSentences } from '../model/sentence.ts';
import type { SearchDocument } from './document.ts';
import { tokenize } from './tokens.ts';

export type Snippet = {
  /** Verbatim: `abstract.slice(offset, offset + text.length)`. */
  readonly text: string;
  /** Where it starts in the abstract, in UTF-16 code units. */
  readonly offset: number;
  /** The matched words, relative to `text`, in order, not overlapping. */
  readonly marks: readonly Span[];
  /** True where the snippet begins or ends inside its sentence, for an ellipsis there. */
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
};

/** About three lines in Slack. */
const SNIPPET_CHARS = 300;
/** Less shows nothing; a smaller `maxChars` counts as this. */
const MIN_SNIPPET_CHARS = 40;
/** A longer run without a space is cut inside, as a link or a text without spaces is. */
const MAX_WORD_SEARCH = 40;

/**
 * The abstract's best sentence for `words`, or undefined when there is no abstract. `words` are
 * those of a hit's matches, or any words; stop words among them do not count, and with none at
 * all it is the first sentence.
 *
 * Best = the most words covered, a word weighing less the more sentences have it; then the
 * earlier. A damaged sentence counts half, so another that is nearly as good is taken instead.
 */
export function buildSnippet(
  document: Pick<SearchDocument, 'abstract' | 'damaged'>,
  words: readonly string[],
  maxChars: number = SNIPPET_CHARS,
): Snippet | undefined {
  const { abstract, damaged } = document;
  const sentences = splitSentences(abstract);
  const terms = collectTerms(words);
  const found = sentences.map((span) => findTerms(abstract.slice(span.start, span.end), terms));
  const spread = new Map(
    [...terms].map((term) => [term, found.filter((ranges) => ranges.has(term)).length]),
  );
  const scores = sentences.map((span, index) => {
    const covered = [...(found[index]?.keys() ?? [])];
    const weight = covered.reduce(
      (sum, term) => sum + Math.log(1 + sentences.length / (spread.get(term) ?? 1)),
      0,
    );
    const isDamaged = damaged.some((range) => range.start < span.end && span.start < range.end);
    // The +1 lets a whole first sentence win over a damaged one where no word matches.
    return isDamaged ? (weight + 1) / 2 : weight + 1;
  });
  const best = sentences[scores.indexOf(Math.max(...scores))];
  if (best === undefined) return undefined;
  const marks = markTerms(abstract.slice(best.start, best.end), terms);
  return cutSnippet(abstract, best, marks, Math.max(MIN_SNIPPET_CHARS, maxChars));
}

function collectTerms(words: readonly string[]): ReadonlySet<string> {
  const tokens = words.flatMap((word) => tokenize(word)).filter((token) => !token.stop);
  return new Set(tokens.map((token) => token.term));
}

/** The terms in a text with the ranges of each. */
function findTerms(text: string, terms: ReadonlySet<string>): ReadonlyMap<string, readonly Span[]> {
  const found = new Map<string, Span[]>();
  for (const { term, stop, start, end } of terms.size === 0 ? [] : tokenize(text)) {
    if (!stop && terms.has(term)) found.set(term, [...(found.get(term) ?? []), { start, end }]);
  }
  return found;
}

/** A compound and its parts make one range, and so do words joined by a hyphen. */
function markTerms(text: string, terms: ReadonlySet<string>): readonly Span[] {
  const marks: Span[] = [];
  const spans = [...findTerms(text, terms).values()].flat();
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = marks.at(-1);
    const gap = last === undefined ? ' ' : text.slice(last.end, span.start);
    if (last === undefined || (span.start >= last.end && !/^[-‐‑]?$/.test(gap))) marks.push(span);
    else marks[marks.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return marks;
}

/** The sentence, or its window of at most `maxChars` with the most marks, cut between words. */
function cutSnippet(
  abstract: string,
  sentence: Span,
  marks: readonly Span[],
  maxChars: number,
): Snippet {
  const text = abstract.slice(sentence.start, sentence.end);
  const part =
    text.length <= maxChars ? { start: 0, end: text.length } : cutWindow(text, marks, maxChars);
  return {
    text: text.slice(part.start, part.end),
    offset: sentence.start + part.start,
    marks: marks
      .filter((mark) => mark.start >= part.start && mark.end <= part.end)
      .map((mark) => ({ start: mark.start - part.start, end: mark.end - part.start })),
    cutStart: part.start > 0,
    cutEnd: part.end < text.length,
  };
}

/**
 * Starts a quarter of the window before the first mark of the densest stretch, so that the match
 * has some context, and not later than fills the window.
 */
function cutWindow(text: string, marks: readonly Span[], maxChars: number): Span {
  const reach = (maxChars * 3) / 4;
  const counts = marks.map(
    (first) =>
      marks.filter(({ start, end }) => start >= first.start && end <= first.start + reach).length,
  );
  const match = marks[counts.indexOf(Math.max(...counts))]?.start ?? 0;
  const wanted = Math.min(Math.floor(match - maxChars / 4), text.length - maxChars);
  const from = nextWordStart(text, Math.max(0, wanted), match);
  const to = from + maxChars;
  return { start: from, end: to >= text.length ? text.length : lastWordEnd(text, from, to) };
}

/** The first start of a word from `at` to `latest`; `at` itself where there is none. */
function nextWordStart(text: string, at: number, latest: number): number {
  if (at === 0 || /\s/.test(text[at - 1] ?? '')) return at;
  const space = /\s+/.exec(text.slice(at, Math.min(latest, at + MAX_WORD_SEARCH)));
  return space === null ? alignToCharacter(text, at) : at + space.index + space[0].length;
}

/** The last end of a word at or before `at`; `at` itself where no space is near. */
function lastWordEnd(text: string, start: number, at: number): number {
  const near = Math.max(start, at - MAX_WORD_SEARCH);
  const space = text.slice(near, at + 1).search(/\s+\S*$/);
  return space <= 0 ? Math.max(start + 1, alignToCharacter(text, at)) : near + space;
}

/** Never between the two halves of a surrogate pair. */
function alignToCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
