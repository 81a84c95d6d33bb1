/** Phrases as terms: what counts as the same words in a query, in a document and in a glossary. */
import { readWord, tokenize } from './tokens.ts';

/** `terms` are next to each other where the phrase occurs; empty for stop words alone. */
export type Phrase = { readonly text: string; readonly terms: readonly string[] };

/** Words of a phrase may have so many others between them: the parts of a compound, or one word. */
export const PHRASE_GAP = 2;

/** Words of letters only, as most are: tokenizing has nothing to find in them. */
const PLAIN_PHRASE = /^[a-z]+(?: [a-z]+)*$/i;

/**
 * A compound is its parts, as it may be written with a space; but whole where a part is a stop
 * word, for `shot` alone is not `one-shot`.
 */
export function readPhrase(text: string): Phrase {
  if (PLAIN_PHRASE.test(text)) {
    const words = text.split(' ').map(readWord);
    return { text, terms: words.filter(({ stop }) => !stop).map(({ term }) => term) };
  }
  const tokens = tokenize(text);
  const terms: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'whole' && !token.stop) terms.push(token.term);
    if (token.kind !== 'compound') continue;
    const parts = tokens
      .slice(index + 1)
      .filter(({ kind, end }) => kind === 'part' && end <= token.end);
    if (parts.some(({ stop }) => stop)) terms.push(token.term);
    else terms.push(...parts.map(({ term }) => term));
  }
  return { text, terms };
}

/** True when the phrase's terms stand in `terms` in order, with at most the gap between two. */
export function isInOrder(phrase: readonly string[], terms: readonly string[]): boolean {
  return terms.some((term, start) => {
    if (term !== phrase[0]) return false;
    let next = start + 1;
    return phrase.slice(1).every((wanted) => {
      const place = terms.slice(next, next + PHRASE_GAP + 1).indexOf(wanted);
      next += place + 1;
      return place >= 0;
    });
  });
}

/** True when `longer` has all these terms and more. */
export function isWithin(terms: readonly string[], longer: readonly string[]): boolean {
  return terms.length < longer.length && terms.every((term) => longer.includes(term));
}
