/**
 * How well a text says a word of a question: by the word itself, by what stands for it in the
 * search, by an everyday word for it, or by a word with the same beginning.
 */
import type { GlossaryGroup } from '../search/glossary.ts';
import { readPhrase } from '../search/phrases.ts';
import type { StandIn } from '../search/query-reading.ts';
import type { QuestionWord } from './question.ts';

/** 0 = not at all, 1 = in that word. */
export type WordMatcher = (text: ReadonlySet<string>) => number;

/** Terms of one word by the terms of one word that mean the same in everyday speech. */
export type EverydayWords = ReadonlyMap<string, ReadonlySet<string>>;

/** Chosen by hit@1 on the judged questions; from 0.6 to 0.75 it changes by a hundredth. */
const STAND_IN = 0.9;
const EVERYDAY = 0.75;
/** "regressor", "regression". */
const SAME_BEGINNING = 0.7;
const MIN_BEGINNING = 5;
const MIN_BEGINNING_SHARE = 0.6;

/** Of each group every word of one term stands for every other. */
export function readEverydayWords(groups: readonly GlossaryGroup[]): EverydayWords {
  const words = new Map<string, Set<string>>();
  for (const { same } of groups) {
    const terms = same.map((text) => readPhrase(text).terms).filter(({ length }) => length === 1);
    for (const [term = ''] of terms) {
      const others = words.get(term) ?? new Set();
      for (const [other = ''] of terms) if (other !== term) others.add(other);
      words.set(term, others);
    }
  }
  return words;
}

export function createWordMatcher(
  { term, parts }: QuestionWord,
  standIns: readonly StandIn[],
  everyday: EverydayWords,
): WordMatcher {
  const own = standIns.filter(({ trigger }) => trigger.includes(term));
  const meant = everyday.get(term);
  /** What each term met so far counts by itself. */
  const known = new Map<string, number>();
  const measureTerm = (other: string): number => {
    const before = known.get(other);
    if (before !== undefined) return before;
    const alike = hasSameBeginning(term, other) ? SAME_BEGINNING : 0;
    const strength = meant?.has(other) === true ? EVERYDAY : alike;
    known.set(other, strength);
    return strength;
  };
  return (text) => {
    const has = (wanted: string) => text.has(wanted);
    if (has(term) || (parts.length > 0 && parts.every((part) => has(part.term)))) return 1;
    let best = 0;
    for (const { terms, weight } of own)
      if (terms.every(has)) best = Math.max(best, weight * STAND_IN);
    for (const other of text) best = Math.max(best, measureTerm(other));
    return best;
  };
}

function hasSameBeginning(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < MIN_BEGINNING) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return same >= MIN_BEGINNING && same >= MIN_BEGINNING_SHARE * longer;
}
