/**
 * Cuts text into sentences, for quoting: `We win. See Fig. 2.` → `We win.`, `See Fig. 2.`
 *
 * Rules, not a model, tuned for abstracts: when in doubt it does not cut, because half a sentence
 * misquotes while two sentences together only read long. It changes no character; what is
 * glued (`models.We propose`) is cut where the full stop is. Languages without capital letters
 * are cut at their own full stop (`。`) and at `!`, `?` only.
 */
import type { Span } from './paper.ts';

/** A full stop after these never ends a sentence: something always follows. */
const NEVER_FINAL = new Set(
  (
    'e.g i.e eg ie cf vs v viz al fig figs eq eqs eqn eqns sec secs sect ref refs tab tabs thm lem ' +
    'prop def ch chap vol pp ed eds dr mr mrs ms prof st resp approx ca w.r.t a.k.a s.t no nos dept univ'
  ).split(' '),
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
const URL = /https?:\/\/[^\s<>"]+/giu;
const BLANK_LINE = /\n[^\S\n]*\n/gu;

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
  const links = [...text.matchAll(URL)].map((match) => {
    // Punctuation at the end of a link belongs to the sentence, not to the link.
    const url = match[0].replace(/["'”’»)\]}.!?…,;:]+$/u, '');
    return { start: match.index, end: match.index + url.length };
  });
  const cuts = new Set<number>();
  for (const match of text.matchAll(BLANK_LINE)) cuts.add(match.index);
  for (const match of text.matchAll(ENDER)) {
    const inLink = links.some(({ start, end }) => match.index >= start && match.index < end);
    if (!inLink && isFinal(text, match.index, match[0])) cuts.add(match.index + match[0].length);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** Whether the ender at `at` ends its sentence, judged by the words on both sides. */
function isFinal(text: string, at: number, ender: string): boolean {
  if (/^[。！？]/u.test(ender)) return true;
  const after = text.slice(at + ender.length, at + ender.length + 40);
  const before = text.slice(Math.max(0, at - 40), at);
  if (/^\S/u.test(after)) return isGlued(before, ender, after);

  // An item of a list: `words. - We provide`.
  if (/^\s+[-–•]\s+\p{Lu}/u.test(after)) return true;
  const next = /^\s+["'“‘«([{$*_\\]*(\S*)/u.exec(after)?.[1] ?? '';
  // A lower-case word starts a sentence only when it is a name such as xLSTM or mT5.
  if (/^\p{Ll}/u.test(next) && !/^\p{Ll}\p{L}{0,3}[\p{Lu}\d]/u.test(next)) return false;
  if (/^[,;:)\]\-–—=<>+]/u.test(next)) return false;
  if (!ender.startsWith('.') || ender.startsWith('..')) return true;

  const word = /(?:^|[\s("'“‘[{~])([\p{L}.]+)$/u.exec(before)?.[1] ?? '';
  if (NEVER_FINAL.has(word.toLowerCase().replace(/^\.+/u, ''))) return false;
  // Initials: `J. Smith`, `U. S. economy`.
  if (/^\p{Lu}$/u.test(word)) return STARTERS.has(next.toLowerCase().replace(/[^\p{L}].*$/u, ''));
  return true;
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
