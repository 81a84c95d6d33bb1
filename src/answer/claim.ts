/**
 * A sentence a model wrote beside the quotes it cites, both cut into words, and the questions that
 * can be asked about the pair by looking at words alone. Each function answers one of them.
 */
import type { Span } from '../model/paper.ts';
import { type Token, tokenize } from '../search/tokens.ts';

/** A text in words. */
export type WordedText = {
  readonly text: string;
  /** Compounds and their parts. */
  readonly tokens: readonly Token[];
  /** Without compounds, stop words included. */
  readonly terms: readonly string[];
  /** The same as ` one two three `, to look up runs of words in. */
  readonly run: string;
};

export type Claim = {
  readonly said: WordedText;
  /** The sentences quoted. */
  readonly quotes: readonly WordedText[];
  /** The same with the titles of their papers. */
  readonly sources: readonly WordedText[];
  readonly asked: WordedText;
};

export function readWords(text: string): WordedText {
  const tokens = tokenize(text);
  const terms = tokens.filter(({ kind }) => kind !== 'compound').map(({ term }) => term);
  return { text, tokens, terms, run: ` ${terms.join(' ')} ` };
}

/** Stems of the words of a list. */
function termsOf(words: string): ReadonlySet<string> {
  return new Set(readWords(words).terms);
}

/** Words a summary adds without claiming anything; a name never starts a sentence with one. */
const GLUE = termsOf(
  `however moreover furthermore additionally overall similarly meanwhile thus therefore hence instead
  finally specifically notably conversely further together according recent several various
  researchers authors paper study work abstract quote show report describe introduce present propose
  find use approach method technique model system`,
);

const BELOW_TWENTY = `zero one two three four five six seven eight nine ten eleven twelve thirteen
  fourteen fifteen sixteen seventeen eighteen nineteen`.split(/\s+/);
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...BELOW_TWENTY.map((word, place) => [word, place] as const),
  ...TENS.map((word, place) => [word, place * 10 + 20] as const),
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

/** Each makes another claim of a sentence: how many, how often, how far, how sure. */
const EXACT = termsOf(
  `tens hundred thousand million billion dozen twice thrice double triple quadruple half
  halve third quarter fifth sixth seventh eighth ninth tenth all always every none only best worst
  most entirely completely fully guarantee prove`,
);

/** `tenfold`; `ten-fold` is two words. */
const FOLD = new RegExp(
  String.raw`^(?:\d+|${[...NUMBER_WORDS.keys(), ...SCALES.keys()].join('|')})fold$`,
);

/** What follows a number, and what stands before it. A hyphen after a word or a number is no minus. */
const PERCENT = /^[\s-]?(?:[%％]|per ?cent\b|pct\b)/i;
const POINTS = /^[\s-]?(?:(?:[%％]|per ?cent(?:age)?)[\s-]?points?|pp)\b/i;
const MAX_UNIT_CHARS = 24;
const MINUS = /(?:^|[^\p{L}\p{N}%)\]])(?:[-–‐‑]|−\s?)$|\b(?:minus|negative)\s$/iu;
const MAX_SIGN_CHARS = 12;
/** Between words of one number, and between the ends of a range. */
const JOINED = /^[\s\-‐‑]$/;
const RANGE = /^(?:\s?[-–−‐‑]\s?|\s(?:to|and|or)\s)$/;

const NEGATION =
  /\b(?:not|no|never|cannot|without|neither|nor|none|nothing|hardly|barely|unable|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?)\b|n['’]t\b/gi;
/** Says more, not less. */
const NOT_ONLY = /\bnot (?:only|just|merely|limited to)\b/gi;

const HEDGE =
  /\b(?:may|might|could|perhaps|possibl[ey]|potential(?:ly)?|likely|suggests?|appears?|seems?|hypothesi[sz]e|conjecture|preliminary)\b/gi;

/** Words of one direction beside those of the other. */
const DIRECTIONS = [
  [
    'increase raise grow rise higher more gain larger bigger longer',
    'decrease reduce lower drop decline fewer less loss smaller shorter',
  ],
  [
    'improve better outperform enhance superior benefit help boost',
    'degrade worse worsen underperform inferior harm hurt hinder impair',
  ],
  ['faster accelerate speedup', 'slower slow slowdown'],
].map((pair) => pair.map(termsOf));

/** What stands before and after one of these cannot change places. */
const ORDERED = termsOf('outperform beat surpass exceed than cause replace imply precede prefer');

/** What a "not" or a "may" is about: the words of subject after it, so many, so near. */
const SCOPE_WORDS = 2;
const MAX_SCOPE_CHARS = 60;

/** Words that say what a sentence is about, each once. */
function contentOf({ tokens }: WordedText): readonly string[] {
  const content = tokens.filter(({ kind, stop }) => kind !== 'compound' && !stop);
  return [...new Set(content.map(({ term }) => term))].filter((term) => !GLUE.has(term));
}

function hasRun(texts: readonly WordedText[], terms: readonly string[]): boolean {
  return texts.some(({ run }) => run.includes(` ${terms.join(' ')} `));
}

/**
 * Of the sentence's content words, the share that the sources have and the share that neither they
 * nor the question have. 0 and 1 for a sentence without any.
 */
export function measureSupport({ said, sources, asked }: Claim): {
  readonly grounded: number;
  readonly foreign: number;
} {
  const content = contentOf(said);
  if (content.length === 0) return { grounded: 0, foreign: 1 };
  const missing = content.filter((term) => !hasRun(sources, [term]));
  const foreign = missing.filter((term) => !hasRun([asked], [term]));
  return {
    grounded: 1 - missing.length / content.length,
    foreign: foreign.length / content.length,
  };
}

/** Numbers in digits and words, with sign and unit, and what changes a claim as they do. */
export function hasNewNumber({ said, sources }: Claim): boolean {
  const known = new Set(sources.flatMap((source) => readNumbers(source).map(({ label }) => label)));
  const numbers = readNumbers(said);
  if (numbers.some(({ label }) => !known.has(label))) return true;
  const others = said.tokens.filter(
    ({ kind, start }) =>
      kind !== 'compound' && !numbers.some((number) => number.start <= start && start < number.end),
  );
  return others.some(
    ({ word, term }) => (EXACT.has(term) || FOLD.test(word)) && !hasRun(sources, [term]),
  );
}

type NumberSaid = Span & {
  /** Sign, value and unit: `40`, `-40%`, `±0.5`, `3 points`, `175b`, `2000000`. */
  readonly label: string;
};

/**
 * The numbers of a text in order, so that those that mean the same have the same label: `40 %` and
 * `forty percent`, `10,000` and `ten thousand`. The first of `10–40%` and `10 to 40%` has the unit
 * of the second. `two hundred and five` is read as 200 and 5; `one` is a number before a scale or a
 * unit only.
 */
function readNumbers({ text, tokens }: WordedText): readonly NumberSaid[] {
  const words = tokens.filter(({ kind }) => kind !== 'compound');
  const numbers: (NumberSaid & { readonly unit: string; readonly bare: string })[] = [];
  for (let place = 0; place < words.length; ) {
    const number = readNumber(text, words, place);
    const start = words[place]?.start ?? 0;
    const end = words[place + (number?.count ?? 1) - 1]?.end ?? 0;
    const unit = readUnit(text.slice(end, end + MAX_UNIT_CHARS));
    const isPronoun = text.slice(start, end).toLowerCase() === 'one' && unit === '';
    if (number !== undefined && !isPronoun) {
      const bare = readSign(text.slice(Math.max(0, start - MAX_SIGN_CHARS), start)) + number.value;
      numbers.push({ start, end, bare, unit, label: bare + unit });
    }
    place += number?.count ?? 1;
  }
  return numbers.map((number, place) => {
    const next = numbers[place + 1];
    if (number.unit !== '' || next === undefined || next.unit === '') return number;
    const isOfName = /[\p{L}][-‐‑]?$/u.test(
      text.slice(Math.max(0, number.start - 2), number.start),
    );
    const isRange = !isOfName && RANGE.test(text.slice(number.end, next.start));
    return isRange ? { ...number, label: number.bare + next.unit } : number;
  });
}

/** The number that starts at a place, of `count` words, without sign and unit. */
function readNumber(
  text: string,
  words: readonly Token[],
  place: number,
): { readonly value: string; readonly count: number } | undefined {
  const isDigits = /^\p{N}/u.test(words[place]?.word ?? '');
  const first = isDigits ? readDigits(text, words, place) : readNumberWord(text, words, place);
  if (first === undefined) return undefined;
  let { value, count } = first;
  while (/^\d+(?:\.\d+)?$/.test(value) && isJoined(text, words, place + count, JOINED)) {
    const scale = SCALES.get(words[place + count]?.word ?? '');
    if (scale === undefined) break;
    value = String(Number(value) * scale);
    count += 1;
  }
  return { value, count };
}

function readDigits(text: string, words: readonly Token[], place: number) {
  const { start = 0, end = 0 } = words[place] ?? {};
  // As written: normalised, 10⁵ would be 105.
  let value = text.slice(start, end).toLowerCase();
  if (/(?:^|[^\p{L}\p{N}])\.$/u.test(text.slice(Math.max(0, start - 2), start))) {
    value = `0.${value}`;
  }
  let count = 1;
  for (; isJoined(text, words, place + count, /^,$/); count += 1) {
    const next = words[place + count]?.word ?? '';
    if (!/^\d{3}(?!\d)/.test(next)) break;
    value += next;
  }
  return { value, count };
}

/** `forty`, `forty-two`, and `hundred` of "a hundred". */
function readNumberWord(text: string, words: readonly Token[], place: number) {
  const word = words[place]?.word ?? '';
  const value = NUMBER_WORDS.get(word) ?? SCALES.get(word);
  if (value === undefined) return undefined;
  const isTens = value >= 20 && value < 100;
  const isPair = isTens && isJoined(text, words, place + 1, JOINED);
  const ones = isPair ? (NUMBER_WORDS.get(words[place + 1]?.word ?? '') ?? 0) : 0;
  if (ones < 1 || ones > 9) return { value: String(value), count: 1 };
  return { value: String(value + ones), count: 2 };
}

/** Whether such characters are all there is between the word at a place and the one before. */
function isJoined(text: string, words: readonly Token[], place: number, between: RegExp): boolean {
  return between.test(text.slice(words[place - 1]?.end, words[place]?.start));
}

function readUnit(after: string): string {
  if (POINTS.test(after)) return ' points';
  return PERCENT.test(after) ? '%' : '';
}

function readSign(before: string): string {
  if (/±\s?$/u.test(before)) return '±';
  return MINUS.test(before) ? '-' : '';
}

/**
 * A name is a word with a capital or a digit in it: `LLaMA-2` needs `LLaMA 2`, `BERT-based` needs
 * `BERT`. The word a sentence starts with must be known too, whatever it is: it is the subject.
 */
export function hasNewName({ said, sources }: Claim): boolean {
  const { text, tokens } = said;
  return tokens.some(({ start, end, kind, stop, term }, place) => {
    // A bare number is not a name.
    if (kind === 'part' || stop || /^[\p{N}.]+$/u.test(term)) return false;
    const isFirst = place === 0;
    if (isFirst && GLUE.has(term)) return false;
    const next = tokens.findIndex((other, at) => at > place && other.kind !== 'part');
    const parts = kind === 'compound' ? tokens.slice(place + 1, next < 0 ? undefined : next) : [];
    const pieces = parts.length > 0 ? parts : [{ start, end, term }];
    const named = pieces.map((piece) => /[\p{Lu}\p{N}]/u.test(text.slice(piece.start, piece.end)));
    if (!named.includes(true)) return false;
    const name = pieces.slice(named.indexOf(true), named.lastIndexOf(true) + 1);
    return !hasRun(
      sources,
      name.map((piece) => piece.term),
    );
  });
}

/** Whether such a word of a quote stands before words that the sentence has, without one of its own. */
function isLeftOut(pattern: RegExp, { said, quotes }: Claim): boolean {
  if (said.text.replace(NOT_ONLY, '').search(pattern) >= 0) return false;
  return quotes.some(({ text }) => {
    const rest = text.replace(NOT_ONLY, '');
    return [...rest.matchAll(pattern)].some((match) => {
      const from = match.index + match[0].length;
      const scope = contentOf(readWords(rest.slice(from, from + MAX_SCOPE_CHARS)));
      const next = scope.slice(0, SCOPE_WORDS);
      return next.length > 0 && next.every((term) => hasRun([said], [term]));
    });
  });
}

/** A "not" that no quote has, or one left out of the words of a quote. */
export function turnsNegation(claim: Claim): boolean {
  const isNegated = ({ text }: WordedText) => text.replace(NOT_ONLY, '').search(NEGATION) >= 0;
  if (isNegated(claim.said)) return !claim.quotes.some(isNegated);
  return isLeftOut(NEGATION, claim);
}

/** A "may" left out of the words of a quote. */
export function dropsHedge(claim: Claim): boolean {
  return isLeftOut(HEDGE, claim);
}

/** "Lower" where the sources have no word of that direction, but one of the other. */
export function turnsDirection({ said, sources }: Claim): boolean {
  const has = (texts: readonly WordedText[], words: ReadonlySet<string> | undefined) =>
    words !== undefined && texts.some(({ terms }) => terms.some((term) => words.has(term)));
  return DIRECTIONS.some(([up, down]) => {
    const isTurned = (mine: typeof up, other: typeof up) =>
      has([said], mine) && !has(sources, mine) && has(sources, other);
    return isTurned(up, down) || isTurned(down, up);
  });
}

/**
 * "A outperforms B" of a quote that says "B outperforms A": what stands before the word there
 * stands after it here. Not judged where only one of the two is passive ("outperformed by").
 */
export function turnsOrder({ said, quotes }: Claim): boolean {
  return said.terms.some((pivot, place) => {
    if (!ORDERED.has(pivot)) return false;
    const before = said.terms.slice(0, place);
    const after = said.terms.slice(place + 1);
    return quotes.some(({ terms }) => {
      const turned = terms.flatMap((term, there) => {
        if (term !== pivot || (terms[there + 1] === 'by') !== (after[0] === 'by')) return [];
        const [left, right] = [terms.slice(0, there), terms.slice(there + 1)];
        const crossed = countShared(before, right) + countShared(after, left);
        return [crossed > countShared(before, left) + countShared(after, right)];
      });
      return turned.length > 0 && !turned.includes(false);
    });
  });
}

function countShared(a: readonly string[], b: readonly string[]): number {
  return a.filter((term) => b.includes(term)).length;
}
