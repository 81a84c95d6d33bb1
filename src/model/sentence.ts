/**
 * Cuts text into sentences, for quoting: `We win. See Fig. 2.` → `We win.`, `See Fig. 2.`
 *
 * Rules, not a model, tuned for abstracts: when in doubt it does not cut, because half a sentence
 * misquotes while two sentences together only read long. It changes no character; what is
 * glued (`models.We propose`) is cut where the full stop is. Links, formulas, and short brackets
 * and quotations are never cut inside. Languages without capital letters are cut at their own
 * full stop (`。`) and at `!`, `?` only. Time grows with the length of the text.
 */
import type { Span } from './paper.ts';

/** A full stop after these never ends a sentence: something always follows. */
const NEVER_FINAL = new Set(
  (
    'e.g i.e eg ie cf vs v.s viz et fig figs eq eqs eqn eqns sect tabs thm lem chap vol pp eds ' +
    'dr mr mrs prof resp approx ca w.r.t a.k.a s.t dept univ'
  ).split(' '),
);

/** Something may follow (`Kong et al. Theorem`, `Sec. Results`): they end it before a starter only. */
const SELDOM_FINAL = new Set(
  'al ms st sec secs ref refs tab prop def ch ed v inc ltd corp jr sr'.split(' '),
);

/** Words that end a sentence, except before a number: `No. 1`, `p. 5`, `Dec. 24`. */
const BEFORE_NUMBER = new Set(
  'no nos p avg max jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '),
);

/** After a single capital (`J. Smith`, `vitamin C. We`) only these words start a sentence. */
const STARTERS = new Set(
  (
    'the this these that those we our it its in on to for a an as at by from with while when where ' +
    'however moreover furthermore additionally finally here there such both thus hence experiments ' +
    'code results existing despite although if since through using based recent specifically'
  ).split(' '),
);

/** A run of enders, then closing quotes and brackets that belong to the same sentence. */
const ENDER = /(?:[.!?…]+|[。！？]+)["'”’»)\]}]*/gu;
const BLANK_LINE = /\n[^\S\n]*\n/gu;

const URL = /https?:\/\/[^\s<>"]+/giu;
/** Punctuation at the end of a link belongs to the sentence, not to the link. */
const AFTER_URL = new Set('"\'”’»)]}.!?…,;:');
/**
 * Between dollars, as Pandoc reads them: no white space inside them, no digit after, so that
 * `$5 or $6` is money (pandoc.org/MANUAL.html#math). Shorter than Pandoc's, which also reads what
 * lies between two formulas as one when a digit follows the first (`$\sim$1 %`).
 */
const FORMULA = /(?<!\\)\$(?=[^\s$])[^$]{1,60}(?<=\S)\$(?!\d)/gu;
const QUOTATION = /(?<![\p{L}\p{N}])"(?=\S)[^"]*(?<=\S)"|“[^“”]*”/gu;
/** A longer one holds sentences of its own, or its other end was forgotten. */
const MAX_ASIDE_CHARS = 200;

/** What numbers the items of a list: `(1)`, `2)`, `(iii)`, `b)`. */
const ITEM = /^\s+\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\)/u;

/** At the start of a sentence, after a colon, and before a last item (`, and 2. Models`). */
const ITEM_NUMBER =
  /(?:^|[:;]\s|[,;]\s(?:and|or)\s)\s*(?:\d{1,2}|[ivx]{1,4}|\p{L}|\((?:\d{1,2}|[ivx]{1,4}|\p{L})\))$/iu;

/** Enough on each side for the words that decide. */
const CONTEXT_CHARS = 40;

/**
 * The sentences of `text`, in order: half-open UTF-16 ranges, disjoint, trimmed of surrounding
 * white space, together covering every character that is not white space. Total: never throws;
 * blank text has none.
 *
 * @example splitSentences('One. Two e.g. here.') // [{start: 0, end: 4}, {start: 5, end: 19}]
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const cut of [...findCuts(text), text.length]) {
    const piece = text.slice(start, cut);
    const trimmedStart = start + (piece.length - piece.trimStart().length);
    const trimmedEnd = start + piece.trimEnd().length;
    if (trimmedStart < trimmedEnd) spans.push({ start: trimmedStart, end: trimmedEnd });
    start = cut;
  }
  return spans;
}

/** Whether a capitalised word usually opens a sentence, as `The` and `We` do, and names do not. */
export function isSentenceStarter(word: string): boolean {
  return STARTERS.has(word.toLowerCase());
}

/** Offsets just after each sentence but the last, ascending, each once. */
function findCuts(text: string): number[] {
  const isWithin = createInsideTest(findWholes(text));
  const blanks = [...text.matchAll(BLANK_LINE)].map(({ index }) => ({ at: index, ender: '' }));
  const enders = [...text.matchAll(ENDER)].map(({ index, 0: ender }) => ({ at: index, ender }));
  const cuts = [0];
  for (const { at, ender } of [...blanks, ...enders].sort((a, b) => a.at - b.at)) {
    const cut = at + ender.length;
    const before = text.slice(Math.max(cuts.at(-1) ?? 0, at - CONTEXT_CHARS), at);
    const after = text.slice(cut, cut + CONTEXT_CHARS);
    const isCut = ender === '' || (!isWithin(cut) && isFinal(before, ender, after));
    if (isCut) cuts.push(cut);
  }
  return cuts.slice(1);
}

/** Links, formulas, and short brackets and quotations, sorted by where they start. */
function findWholes(text: string): readonly Span[] {
  const links = [...text.matchAll(URL)].map(({ index, 0: url }) => {
    let end = index + url.length;
    while (AFTER_URL.has(text[end - 1] ?? '')) end -= 1;
    return { start: index, end };
  });
  const asides = [...text.matchAll(FORMULA), ...text.matchAll(QUOTATION)].map(
    ({ index, 0: whole }) => ({ start: index, end: index + whole.length }),
  );
  const open: number[] = [];
  for (const { index, 0: bracket } of text.matchAll(/[()[\]]/g)) {
    if (bracket === '(' || bracket === '[') open.push(index);
    else {
      // Of either kind: `[0, 1)`. One without an opening bracket numbers an item of a list.
      const start = open.pop();
      if (start !== undefined) asides.push({ start, end: index + 1 });
    }
  }
  const short = asides.filter(({ start, end }) => end - start <= MAX_ASIDE_CHARS);
  return [...links, ...short].sort((a, b) => a.start - b.start);
}

/** Whether an offset lies inside one of the spans, asked in ascending order. */
function createInsideTest(spans: readonly Span[]): (offset: number) => boolean {
  let next = 0;
  let reach = 0;
  return (offset) => {
    for (let span = spans[next]; span !== undefined && span.start < offset; span = spans[next]) {
      reach = Math.max(reach, span.end);
      next += 1;
    }
    return offset < reach;
  };
}

/** Whether the ender ends its sentence, judged by the words on both sides. */
function isFinal(before: string, ender: string, after: string): boolean {
  if (/^[。！？]/u.test(ender)) return true;
  if (/^\S/u.test(after)) return isGlued(before, ender, after);

  // An item of a list: `words. - We provide`.
  if (/^\s+[-–•]\s+\p{Lu}/u.test(after)) return true;
  if (isPartOfSentence(before, ender, after)) return false;
  if (ITEM.test(after)) return true;
  const next = /^\s+["'“‘«([{$*_\\]*(\S*)/u.exec(after)?.[1] ?? '';
  // A lower-case word starts a sentence only when it is a name such as xLSTM or mT5.
  if (/^\p{Ll}/u.test(next) && !/^\p{Ll}\p{L}{0,3}[\p{Lu}\d]/u.test(next)) return false;
  return !/^[,;:)\]\-–—=<>+]/u.test(next);
}

/** Whether the word before keeps the ender from ending its sentence, whatever case follows. */
function isPartOfSentence(before: string, ender: string, after: string): boolean {
  // A series: `1, 2, ... N`.
  if (/^(?:\.\.|…)/u.test(ender)) return /[,+×·<=]\s*$/u.test(before);
  if (!ender.startsWith('.')) return false;
  // The number of an item, not a sentence: `two ways: 1. We`, `(2). The`, `and 2.) The`.
  if (ITEM_NUMBER.test(before)) return true;
  if (ender === '.)' && /\s\d{1,2}$/u.test(before)) return true;

  const word = /(?:^|[\s("'“‘[{~])([\p{L}.]+)$/u.exec(before)?.[1]?.replace(/^\.+/u, '') ?? '';
  // `J. Smith`, `J. A. Smith`, `U.S. Congress`.
  const isInitials = /^\p{Lu}$|^(?:\p{L}\.)+\p{L}$/u.test(word);
  // In capitals it is a name: `AL`, `MS`, `NO`.
  const name = /^\p{Lu}+$/u.test(word) ? '' : word.toLowerCase();
  if (NEVER_FINAL.has(name)) return true;
  if (BEFORE_NUMBER.has(name)) return /^\s+\d/u.test(after);
  if (!isInitials && !SELDOM_FINAL.has(name)) return false;
  const next = /^\s+["'“‘([]*(\p{Lu}\p{L}*)(?![\p{L}.])/u.exec(after)?.[1] ?? '';
  return !isSentenceStarter(next);
}

/**
 * `models.We propose`, `(PLMs).In this`: a word in lower case, a bracket or a percentage, one full
 * stop, a word that opens sentences, and more text. `torch.Tensor` and `ASP.NET` are names.
 */
function isGlued(before: string, ender: string, after: string): boolean {
  if (!/^[.!?]["'”’»)\]}]*$/u.test(ender)) return false;
  if (ender.length === 1 && !/(?:\p{Ll}{2}|[\p{L}\d]{1,2}[)\]%])$/u.test(before)) return false;
  return isSentenceStarter(/^(\p{Lu}\p{Ll}*)[\s,]/u.exec(after)?.[1] ?? '');
}
