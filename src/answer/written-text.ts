/**
 * Cuts what a model wrote into sentences and the quotes each cites, before anybody judges them:
 *
 *     Pruning helps [1][2]. It is cheap. [3]   →   `Pruning helps.` cites 0, 1; `It is cheap.` cites 2
 *
 * Keys count quotes from 1, as the prompt numbers them; cites count them from 0.
 */
import { splitSentences } from '../model/sentence.ts';
import type { WrittenSentence } from './written-answer.ts';

/** `[1]`, `[1, 3]`, `[1][3]`, with the space before. */
const CITATIONS = /\s*(?:\[ ?\d{1,3}(?:, ?\d{1,3})* ?\] ?)+(?<! )/g;

/** Citations after the end of their sentence, where half of all models put them. */
const LATE_CITATIONS = /([.!?。]["'”’)]?)( ?(?:\[ ?\d{1,3}(?:, ?\d{1,3})* ?\] ?)+)(?=\s|$)/g;

/** An answer has four sentences; of what goes on, no more is read. */
const MAX_CHARS = 10_000;

/**
 * In the order written, on one line each, without citations; `cites` may be empty and may name
 * quotes that do not exist (-1 for the key 0). Total. But for white space and citations each text is a part of `text`.
 */
export function parseWritten(text: string): readonly WrittenSentence[] {
  const line = text.slice(0, MAX_CHARS).replace(/\s+/g, ' ').trim();
  const early = line.replace(LATE_CITATIONS, (_, end: string, keys: string) => `${keys}${end} `);
  return splitSentences(early).flatMap(({ start, end }) => {
    const piece = early.slice(start, end);
    const keys = [...piece.matchAll(CITATIONS)].flatMap(([group]) => group.match(/\d+/g) ?? []);
    const cites = [...new Set(keys.map((key) => Number(key) - 1))].sort((a, b) => a - b);
    const sentence = piece.replace(CITATIONS, '').trim();
    return sentence === '' ? [] : [{ text: sentence, cites }];
  });
}
