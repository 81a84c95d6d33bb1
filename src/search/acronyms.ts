/**
 * Finds acronyms where a text introduces them: "large language model (LLM)". The algorithm of
 * Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
 * biomedical text": the letters of the short form, read backwards, must occur in order in the words
 * before the parenthesis, the first of them at the beginning of a word.
 */

export type AcronymDefinition = { readonly short: string; readonly long: string };

/** A parenthesis that may hold an acronym: 2 to 10 signs, at most two words. */
const PARENTHESIS = /\(([^()\s]{2,10}(?: [^()\s]{1,8})?)\)/g;

/** Every definition in the text, in order, as often as it is made. */
export function findAcronyms(text: string): readonly AcronymDefinition[] {
  return [...text.matchAll(PARENTHESIS)].flatMap((match) => {
    // "(LLMs)" introduces LLM.
    const short = (match[1] ?? '').replace(/(?<=[A-Z])s$/, '');
    if (!isShortForm(short)) return [];
    const before = text.slice(Math.max(0, match.index - 200), match.index).trimEnd();
    const long = matchLongForm(short, takeWords(before, maxWords(short)));
    return long === undefined ? [] : [{ short, long }];
  });
}

/** Begins with a letter or digit and has a capital; a year or a citation is none. */
function isShortForm(short: string): boolean {
  return /^[\p{L}\p{N}]/u.test(short) && /\p{Lu}/u.test(short) && short.length <= 10;
}

/** min(|A| + 5, |A| · 2) words, as published. */
function maxWords(short: string): number {
  return Math.min(short.length + 5, short.length * 2);
}

/** The last `count` words, from the last sign that ends a sentence on. */
function takeWords(text: string, count: number): string {
  const sentence = text.slice(
    Math.max(...['. ', '; ', ': ', '('].map((sign) => text.lastIndexOf(sign))) + 1,
  );
  return sentence.trim().split(/\s+/).slice(-count).join(' ');
}

function matchLongForm(short: string, text: string): string | undefined {
  let at = text.length;
  for (let index = short.length - 1; index >= 0; index--) {
    const letter = short[index]?.toLowerCase() ?? '';
    if (!/[\p{L}\p{N}]/u.test(letter)) continue;
    at -= 1;
    while (
      at >= 0 &&
      !(text[at]?.toLowerCase() === letter && (index > 0 || isWordStart(text, at)))
    ) {
      at -= 1;
    }
    if (at < 0) return undefined;
  }
  // A hyphenated word is one: the S of SSL is in "self-supervised", not in "supervised" alone.
  const long = text.slice(text.lastIndexOf(' ', at) + 1);
  // As published: longer than the short form, and not containing it.
  const isLonger = long.length > short.length && /[\s-]/.test(long);
  return isLonger && !long.split(/\s+/).includes(short) ? long : undefined;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
}
