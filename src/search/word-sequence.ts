/**
 * A text as one string of its normalised words, so that "stands next to" and "contains" are
 * plain substring searches. Compounds are cut into parts in place and stand whole at the end:
 *
 *     buildSequence(tokenize('State-of-the-art LLMs')) → ' state of the art llms | stateoftheart '
 *
 * It keeps stop words and does not stem.
 */
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Made by `buildSequence`; begins and ends with a space. */
export type WordSequence = string;

export function buildSequence(tokens: readonly Token[]): WordSequence {
  const running = tokens.filter((token) => token.kind !== 'compound');
  const compounds = tokens.filter((token) => token.kind === 'compound');
  return ` ${[...running, ...(compounds.length > 0 ? [{ word: '|' }] : []), ...compounds]
    .map((token) => token.word)
    .join(' ')} `;
}

/** Says whether a text has what one query entry asks for. */
export type EntryTest = (sequence: WordSequence) => boolean;

/** The words exactly as typed but for case, accents and hyphens, next to each other, in order. */
export function buildPhraseTest(phrase: string): EntryTest {
  const words = tokenize(phrase).filter((token) => token.kind !== 'compound');
  const needle = ` ${words.map((token) => token.word).join(' ')} `;
  return (sequence) => sequence.includes(needle);
}

/** The term in any form the collection has it in: `model` finds `models`, `GPT-4` finds `gpt4`. */
export function buildTermTest(term: string, vocabulary: Vocabulary): EntryTest {
  const needles = vocabulary.forms(term).map((form) => ` ${form} `);
  return (sequence) => needles.some((needle) => sequence.includes(needle));
}

/** One known word is tested in any form; several words, stop words and unknown ones as typed. */
export function buildEntryTest(entry: string, vocabulary: Vocabulary): EntryTest {
  const [first, ...others] = tokenize(entry).filter((token) => token.kind !== 'part');
  return first === undefined || others.length > 0 || vocabulary.documentCount(first.term) === 0
    ? buildPhraseTest(entry)
    : buildTermTest(first.term, vocabulary);
}
