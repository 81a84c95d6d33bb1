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
import { foldSpelling } from './spelling.ts';
import { isStopWord } from './stop-words.ts';

export type Token = {
  /** Normalised: NFKC, lower case, no accents, apostrophes or hyphens. Never empty. */
  readonly word: string;
  /** What is indexed and compared: the Porter stem of `word`, British or American. */
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

/** The same for a text of ASCII alone, as most are: without Unicode classes it is twice as fast. */
const NOT_ASCII = /[^\s -~]/;
const ASCII_WORD = /[A-Za-z0-9]+(?:(?:['-]|(?<=[0-9])\.(?=[0-9]))[A-Za-z0-9]+)*(?:\+\+|#)?/g;

/** The pieces of one such word: cut at hyphens. */
const PIECE = /[^\-‐‑]+/gu;

/** `llama2`, `gpt4`: a name with its number. Two letters stay together (`bm25`, `h2o`, `3d`). */
const NAME_BEFORE_NUMBER = /^\p{L}{3,}(?=\p{N})/u;

/** Most words: nothing to split or to normalise but case. */
const PLAIN = /^[a-z]+$/i;

/** Longer words are no words of a language; cutting them bounds the work of stemming. */
const MAX_WORD_CHARS = 64;

type WordFacts = Pick<Token, 'word' | 'term' | 'stop'>;

/** Stemming costs more than all else here; the cache holds the words of some 50,000 abstracts. */
const KNOWN_WORDS = 200_000;
const knownWords = new Map<string, WordFacts>();

/** Every token in order of start; a compound stands before its parts. Total. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(NOT_ASCII.test(text) ? WORD : ASCII_WORD)) {
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

/** What one word is, as written. Of a text without words `word` is ''. */
export function readWord(raw: string): WordFacts {
  const known = knownWords.get(raw);
  if (known !== undefined) return known;
  const word = normalizeWord(raw);
  const facts = { word, term: stemWord(word), stop: isStopWord(word) };
  if (knownWords.size >= KNOWN_WORDS) knownWords.clear();
  // A copy: a piece of a text would keep the whole text in memory.
  knownWords.set(Buffer.from(raw).toString(), facts);
  return facts;
}

/** Compatibility form, lower case, without accents, apostrophes and hyphens. */
function normalizeWord(word: string): string {
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

/** Porter stem of a normalised word in one spelling; words with anything but a–z are their own stem. */
function stemWord(word: string): string {
  return /^[a-z]{3,}$/.test(word) ? stemmer(foldSpelling(word)) : word;
}

function pushToken(tokens: Token[], raw: string, at: Pick<Token, 'start' | 'end' | 'kind'>): void {
  const { word, term, stop } = readWord(raw);
  if (word === '') return;
  tokens.push({ word, term, start: at.start, end: at.end, kind: at.kind, stop });
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
