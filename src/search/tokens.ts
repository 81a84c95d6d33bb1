/**
 * Cuts text into the words that indexing, querying and highlighting all share, with offsets.
 *
 *     tokenize("GPT-4's state-of-the-art")
 *
 * gives one token for each whole word and, after it, one for each part of a compound:
 * `gpt4`, `gpt`, `4`, `stateoftheart`, `state`, `of`, `the`, `art`. So `gpt-4`, `GPT4` and
 * `gpt 4` find each other. Words are not translated, corrected or split by meaning.
 */
import { stemmer } from 'stemmer';

import type { Span } from '../model/paper.ts';
import { isStopWord } from './stop-words.ts';

export type Token = {
  /** Normalised: NFKC, lower case, no accents, apostrophes or hyphens. Never empty. */
  readonly word: string;
  /** What is indexed and compared: the Porter stem of `word`. */
  readonly term: string;
  /** Half-open range in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** `whole` = not cut further; `compound` = its parts follow it; `part` = of the compound before. */
  readonly kind: 'whole' | 'compound' | 'part';
  /** True for words that say nothing about the subject; they are never indexed. */
  readonly stop: boolean;
};

/**
 * Letters and digits with marks, joined by apostrophes, hyphens, or points inside numbers; a
 * trailing `++` or `#` belongs to the word (C++, C#).
 */
const WORD =
  /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:(?:['’\-‐‑]|(?<=\p{N})\.(?=\p{N}))[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*(?:\+\+|#)?/gu;

/** The pieces of one such word: cut at hyphens. */
const PIECE = /[^\-‐‑]+/gu;

/** `llama2`, `gpt4`: a name with its number. Two letters stay together (`bm25`, `h2o`, `3d`). */
const NAME_BEFORE_NUMBER = /^\p{L}{3,}(?=\p{N})/u;

/** Most words: nothing to split or to normalise but case. */
const PLAIN = /^[a-z]+$/i;

/** Longer words are no words of a language; cutting them bounds the work of stemming. */
const MAX_WORD_CHARS = 64;

/** Stemming costs more than all else here; the cache holds the words of some 20,000 abstracts. */
const STEM_CACHE_ENTRIES = 50_000;
const stemCache = new Map<string, string>();

/** Every token in order of start; a compound stands before its parts. Total. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    const start = match.index;
    const parts = PLAIN.test(raw) ? [] : splitParts(raw, start);
    const kind = parts.length > 1 ? 'compound' : 'whole';
    pushToken(tokens, raw, { start, end: start + raw.length, kind });
    if (kind === 'whole') continue;
    for (const part of parts) {
      pushToken(tokens, text.slice(part.start, part.end), { ...part, kind: 'part' });
    }
  }
  return tokens;
}

/** Compatibility form, lower case, without accents, apostrophes and hyphens. */
export function normalizeWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase().slice(0, MAX_WORD_CHARS);
  return word
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/['’\-‐‑]/g, '')
    .slice(0, MAX_WORD_CHARS);
}

/** Porter stem of a normalised word; words with anything but a–z are their own stem. */
export function stemWord(word: string): string {
  const known = stemCache.get(word);
  if (known !== undefined) return known;
  const stem = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
  if (stemCache.size >= STEM_CACHE_ENTRIES) stemCache.clear();
  stemCache.set(word, stem);
  return stem;
}

function pushToken(tokens: Token[], raw: string, at: Pick<Token, 'start' | 'end' | 'kind'>): void {
  const word = normalizeWord(raw);
  if (word === '') return;
  const { start, end, kind } = at;
  tokens.push({ word, term: stemWord(word), start, end, kind, stop: isStopWord(word) });
}

/** One span for an undivided word. */
function splitParts(raw: string, offset: number): readonly Span[] {
  return [...raw.matchAll(PIECE)].flatMap((match) => {
    const start = offset + match.index;
    const end = start + match[0].length;
    const name = NAME_BEFORE_NUMBER.exec(match[0])?.[0];
    if (name === undefined) return [{ start, end }];
    const middle = start + name.length;
    return [
      { start, end: middle },
      { start: middle, end },
    ];
  });
}
