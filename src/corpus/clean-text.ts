/**
 * Text of a listing page → text people can read and quote: `1.45times` → `1.45×`, `28\%` → `28%`,
 * `$n \le 20$` → `n ≤ 20`. White space is collapsed, glued sentences are parted, an abstract that
 * stands twice, perhaps in two versions, is halved. Where the page lost part of a formula the sentence is marked damaged:
 * nothing is guessed back. Links come through untouched. Cleaning clean text changes nothing.
 */
import type { Span } from '../model/paper.ts';
import { splitSentences } from '../model/sentence.ts';
import { RULES, replaceGreek } from './tex-rules.ts';
import { SYMBOLS, WRAPPERS } from './tex-symbols.ts';

export type CleanText = {
  readonly text: string;
  /** Sentences of `text` whose meaning may be lost, in order, disjoint. */
  readonly damaged: readonly Span[];
};

/** White space to every `\s` below, so it can ride along as the mark before a damaged word. */
const MARK = '\u2028';
/** Stands for a link while rules run; the number of the link is between two of them. */
const LINK_MARK = '\uE001';
/** More passes than any text needs: each pass only removes markup. */
const MAX_PASSES = 50;
/** Shorter text that stands twice may be meant: `ha ha`, `bye bye`. */
const MIN_HALF_CHARS = 40;

const INVISIBLE = /\uFEFF|(?!\s)[\p{Cc}\p{Cf}\p{Co}]/gu;
const URL = /https?:\/\/(?:[^\s<>"{}|\\^`\uE000-\uE0FF]|\\[_%#&~])+/gi;

/** Signs, in raw text, that part of a formula is gone. */
const DAMAGE: readonly RegExp[] = [
  // `1{2}`, `K^{3{4}}`, `nk{m}`: the name of \frac is gone.
  /(?<![A-Za-z\\_^])(?!(?:bf|it|em|rm|tt|sc|sf)\{)(?:\d+|[A-Za-z]{1,2})\{(?!https?:)/g,
  // The pages lose \sqrt and \tilde inside and around these.
  /\\?mathcal\s?\{/g,
  /\\\[/g,
  // Nothing is left of the formula.
  /\(\s*\)|\$\s*\$|(?<![\w\]}])\{\s*\}/g,
  /,\s\.\s?,/g,
  // A name that was set as a formula is gone: `we present , a technique`, `Thus, can be used`.
  /(?<=\b(?:present|propose|introduce|called|named))\s,\s(?=an?\b)/g,
  /(?<=[.!?]\s)(?:Thus|Hence|Finally),\s(?=can|is|has|achieves|outperforms)|\bof to\b/g,
];

/** A formula that may have lost a part without a trace, where others of its abstract did. */
const BOUND = /(?<![\p{L}])[OoΩΘÕ]\s?\(|\^\(?\d/u;

/** For a title: the same rules; its damage is of no use to anybody. Total. */
export function cleanTitle(raw: string): string {
  return cleanAbstract(raw).text;
}

/** Total. The result is one line; it may be empty. */
export function cleanAbstract(raw: string): CleanText {
  const plain = halve(collapse(raw.replace(INVISIBLE, '')));
  const marked = collapse(applyRules(markDamage(plain)));
  const text = marked.replaceAll(MARK, ' ').trim();
  const offset = marked.length - marked.trimStart().length;
  const marks = [...marked.matchAll(/\u2028/g)].map(({ index }) => index + 1 - offset);
  const sentences = splitSentences(text);
  const isMarked = (span: Span) =>
    marks.some((mark) => mark >= span.start && mark < span.end) ||
    !hasPairedBraces(text.slice(span.start, span.end));
  // Where one formula lost its root, `O(nm)` beside it may have been `O(n√m)`.
  const isDoubtful = sentences.some(isMarked)
    ? (span: Span) => BOUND.test(text.slice(span.start, span.end))
    : () => false;
  return { text, damaged: sentences.filter((span) => isMarked(span) || isDoubtful(span)) };
}

/** Each run of white space becomes one space, or the mark if the run holds it. */
function collapse(text: string): string {
  return text.replace(/\s+/g, (run) => (run.includes(MARK) ? MARK : ' '));
}

/** `X X` → `X`, also glued. Of two versions that open with the same sentence the longer one. */
function halve(text: string): string {
  const trimmed = text.trim();
  const half = trimmed.slice(0, Math.floor(trimmed.length / 2)).trimEnd();
  const isTwice =
    half.length >= MIN_HALF_CHARS &&
    trimmed.endsWith(half) &&
    /^\s?$/.test(trimmed.slice(half.length, -half.length));
  return isTwice ? halve(half) : selectVersion(trimmed);
}

function selectVersion(text: string): string {
  const [first, ...others] = splitSentences(text);
  if (first === undefined || first.end < MIN_HALF_CHARS) return text;
  const opening = text.slice(0, first.end);
  const again = others.find(({ start, end }) => text.slice(start, end) === opening);
  if (again === undefined) return text;
  const [shorter = '', longer = ''] = [
    text.slice(0, again.start).trim(),
    text.slice(again.start),
  ].sort((a, b) => a.length - b.length);
  // A sentence may come back as a refrain; a version is about as long as the other.
  return shorter.length * 2 >= longer.length ? selectVersion(longer) : text;
}

/** Puts the mark in place of the white space before each word that shows damage. */
function markDamage(text: string): string {
  const offsets = DAMAGE.flatMap((sign) => [...text.matchAll(sign)].map(({ index }) => index));
  for (const { index, 1: name = '' } of text.matchAll(/\\([A-Za-z]{2,})/g)) {
    const known = Object.hasOwn(SYMBOLS, name) || KNOWN_COMMAND.test(name);
    if (!known) offsets.push(index);
  }
  const starts = new Set(offsets.map((offset) => text.lastIndexOf(' ', offset)));
  const body = [...starts].filter((start) => start >= 0);
  const chars = text.split('');
  for (const start of body) chars[start] = MARK;
  return (starts.has(-1) ? MARK : '') + chars.join('');
}

const KNOWN_COMMAND = new RegExp(
  `^(?:${WRAPPERS}|em|it|bf|tt|sc|rm|sf|small|cite[a-z]*|ref|label|url|href|tilde|widetilde|mathord|sqrt)$`,
);

function applyRules(text: string): string {
  let current = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = applyOnce(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

function applyOnce(text: string): string {
  const links: string[] = [];
  const hidden = unwrapLinks(text).replace(URL, (url) => {
    links.push(url.replace(/\\([_%#&~])/g, '$1'));
    return `${LINK_MARK}${links.length - 1}${LINK_MARK}`;
  });
  const ruled = RULES.reduce(
    (current, [pattern, replacement]) =>
      typeof replacement === 'string'
        ? current.replace(pattern, replacement)
        : current.replace(pattern, replacement),
    hidden,
  );
  const shown = replaceGreek(ruled).replace(
    /\uE001(\d+)\uE001/g,
    (_, index: string) => links[Number(index)] ?? '',
  );
  return collapse(shown);
}

/** `\url{U}` and `url{U}` → `U`; `\href{U}{text}` and what is left of it → `text (U)` or `U`. */
function unwrapLinks(text: string): string {
  return text
    .replace(/\\?\burl\{\s?(https?:\/\/[^\s{}]+)\s?\}/g, '$1')
    .replace(
      /(?:\\?\bhref\{)?(https?:\/\/[^\s{}]+)\}?\{[^{}]*\}(?:\.?\})?\.?/g,
      (whole, url: string) => {
        const label = (/\{([^{}]*)\}[.}]*$/.exec(whole)?.[1] ?? '').trim();
        const end = whole.endsWith('.') || whole.endsWith('.}') ? '.' : '';
        const isSame = plainUrl(label) === plainUrl(url) || /^(?:url|link|here|)$/i.test(label);
        return isSame ? `${url.replace(/\/$/, '')}${end}` : `${label} (${url})${end}`;
      },
    );
}

function plainUrl(text: string): string {
  return text.trim().replace(/[/.]+$/, '');
}

function hasPairedBraces(sentence: string): boolean {
  let depth = 0;
  for (const char of sentence) {
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
