/**
 * The words a collection knows: how many documents have each term, in which spellings, and which
 * known word is nearest to an unknown one. It knows nothing of ranking or of queries.
 */

import { distance } from 'fastest-levenshtein';
import { compareText } from './compare-text.ts';

import type { Token } from './tokens.ts';

export interface Vocabulary {
  /** Counts one more document by the tokens of its fields. Stop words are skipped. */
  add(...fields: readonly (readonly Token[])[]): void;
  /** How many documents have the term; 0 = unknown. */
  documentCount(term: string): number;
  /** The normalised words seen for a term, most frequent first. Empty for an unknown term. */
  forms(term: string): readonly string[];
  /**
   * The known word that a normalised word may be a misspelling of, or undefined. Words of fewer
   * than five letters and words with digits are left alone. Costs one pass over the words of
   * about the same length.
   */
  nearest(word: string): string | undefined;
  /**
   * For a known but rare word one that at least twenty times as many documents have and that
   * differs only by two neighbours swapped or a letter doubled: `neutral` is not `neural`.
   */
  likelier(word: string, term: string): string | undefined;
}

type Entry = { documents: number; lastDocument: number; readonly forms: Map<string, number> };
type KnownWord = { readonly word: string; readonly entry: Entry };

export function createVocabulary(): Vocabulary {
  const entries = new Map<string, Entry>();
  const byLength = new Map<number, KnownWord[]>();
  let documents = 0;

  return {
    add(...fields) {
      documents += 1;
      for (const tokens of fields) {
        for (const token of tokens) {
          if (token.stop) continue;
          const { entry, isNewForm } = countToken(entries, token, documents);
          if (isNewForm) addByLength(byLength, { word: token.word, entry });
        }
      }
    },
    documentCount: (term) => entries.get(term)?.documents ?? 0,
    forms: (term) =>
      [...(entries.get(term)?.forms ?? [])]
        .sort(([a, countA], [b, countB]) => countB - countA || compareText(a, b))
        .map(([word]) => word),
    nearest: (word) => findNearest(byLength, word, Math.min(3, Math.ceil(documents / 250))),
    likelier(word, term) {
      const { documents: count, forms } = entries.get(term) ?? { documents: 0 };
      const isRare = count > 0 && count <= RARE_DOCUMENTS && forms?.has(word) === true;
      if (!isRare) return undefined;
      const near = findNearest(byLength, word, count * LIKELIER);
      return near !== undefined && (isSwap(word, near) || undouble(word) === undouble(near))
        ? near
        : undefined;
    },
  };
}

/** A word of so few documents may be their misspelling, if another has so many times as many. */
const RARE_DOCUMENTS = 2;
const LIKELIER = 20;

function undouble(word: string): string {
  return word.replace(/(.)\1/gu, '$1');
}

/** The word of at least `floor` documents that `word` may be a misspelling of. */
function findNearest(
  byLength: ReadonlyMap<number, readonly KnownWord[]>,
  word: string,
  floor: number,
): string | undefined {
  if (word.length < MIN_REPAIRED_CHARS || !/^\p{L}+$/u.test(word)) return undefined;
  return [-1, 0, 1]
    .flatMap((more) => byLength.get(word.length + more) ?? [])
    .filter(({ entry, word: known }) => entry.documents >= floor && isSlip(word, known))
    .sort(compareRepairs)[0]?.word;
}

/** Counts `token` for the document with this number. */
function countToken(entries: Map<string, Entry>, { term, word }: Token, document: number) {
  const entry = entries.get(term) ?? { documents: 0, lastDocument: 0, forms: new Map() };
  if (entry.documents === 0) entries.set(term, entry);
  if (entry.lastDocument !== document) entry.documents += 1;
  entry.lastDocument = document;
  const count = entry.forms.get(word) ?? 0;
  entry.forms.set(word, count + 1);
  return { entry, isNewForm: count === 0 };
}

/** Only words of letters: a number is never what a misspelt word meant. */
function addByLength(byLength: Map<number, KnownWord[]>, known: KnownWord): void {
  if (!/^\p{L}+$/u.test(known.word)) return;
  const group = byLength.get(known.word.length);
  if (group === undefined) byLength.set(known.word.length, [known]);
  else group.push(known);
}

/** Shorter words are too near to other words: `cats`, `cast`. Below six, only a swap is a slip. */
const MIN_REPAIRED_CHARS = 5;

/**
 * A slip of the hand: one letter left out or put in, two neighbours swapped, or one vowel for
 * another, never at the beginning. Wider rules join real words: `president` and `present`,
 * `printer` and `pointer`, `theology` and `typology`.
 */
function isSlip(typed: string, known: string): boolean {
  if (typed[0] !== known[0]) return false;
  if (isSwap(typed, known)) return true;
  if (typed.length <= MIN_REPAIRED_CHARS || distance(typed, known) !== 1) return false;
  return typed.length !== known.length || differInVowel(typed, known);
}

function differInVowel(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return /[aeiou]/.test(a[at] ?? '') && /[aeiou]/.test(b[at] ?? '');
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** The word of more documents, then the alphabet. */
function compareRepairs(a: KnownWord, b: KnownWord): number {
  return b.entry.documents - a.entry.documents || compareText(a.word, b.word);
}
