/** A slip of the finger in one word, as people make them, chosen by chance that repeats. */
import { pickOne } from './random.ts';

const KEY_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Slips in shorter words leave no word to be recognised: `of`, `RL`. */
const MIN_LETTERS = 4;

/** Each returns the word with a slip at a letter `at`, or the word itself where it cannot slip. */
const SLIPS: readonly ((word: string, at: number, random: () => number) => string)[] = [
  function swap(word, at) {
    return `${word.slice(0, at)}${word.slice(at + 1, at + 2)}${word.charAt(at)}${word.slice(at + 2)}`;
  },
  function drop(word, at) {
    return word.slice(0, at) + word.slice(at + 1);
  },
  function double(word, at) {
    return word.slice(0, at + 1) + word.slice(at);
  },
  function hitNeighbour(word, at, random) {
    const letter = word.charAt(at).toLowerCase();
    const row = KEY_ROWS.find((keys) => keys.includes(letter)) ?? letter;
    const place = row.indexOf(letter);
    const neighbours = [row.charAt(place - 1), row.charAt(place + 1)].filter((key) => key !== '');
    return word.slice(0, at) + pickOne(neighbours, random) + word.slice(at + 1);
  },
];

/**
 * `text` with one typo: two neighbouring letters swapped, one left out, one doubled, or the key
 * beside it hit, each as likely, at any letter of any word of four letters or more (a–z). A text
 * without such a word is returned as it is.
 */
export function addTypo(text: string, random: () => number): string {
  const words = [...text.matchAll(/[a-z]+/gi)].filter((match) => match[0].length >= MIN_LETTERS);
  if (words.length === 0) return text;
  const { 0: word, index } = pickOne(words, random);
  let typed = word;
  // Swapping two equal letters, or the last one with nothing, is no typo.
  while (typed === word) {
    typed = pickOne(SLIPS, random)(word, Math.floor(random() * word.length), random);
  }
  return text.slice(0, index) + typed + text.slice(index + word.length);
}
