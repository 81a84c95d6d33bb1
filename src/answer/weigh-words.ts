/**
 * How much each word of a question counts: the fewer documents of the collection have it, the
 * more. Words that no document has count most of all, for without them the question is another.
 */
import type { SearchIndex } from '../search/search-index.ts';
import { tokenize } from '../search/tokens.ts';
import type { QuestionWord } from './question.ts';

/** A subject word with what it counts. */
export type WeighedWord = QuestionWord & {
  /** Share of the question's weight; the shares of all its words add up to 1. */
  readonly share: number;
  /** How far finding it counts: 1, less for one put in place of an unknown word, 0 = unknown. */
  readonly trust: number;
  /** 0 = every document has it, 1 = none or only one. */
  readonly rarity: number;
  /** How common in everyday speech: 0 = nobody says it, 1 = a thousand times in a million words. */
  readonly familiarity: number;
};

/** A word put in place of an unknown one is as often another word: `rome` is not `role`. */
const REPAIRED_TRUST = 0.5;

/**
 * A word as familiar as can be counts half: in "try again and again" nothing is the subject,
 * however rare it is in abstracts. From 0 to 0.75 the judged questions hardly tell a difference.
 */
const FAMILIAR_LOSS = 0.5;
/** Times in a million words at which a word is as familiar as can be. */
const MOST_FAMILIAR = 1000;

/** Words in lower case by how often they are said in a million words. */
export type SpokenWords = ReadonlyMap<string, number>;

/** Bounds the memory of a long-running process; a collection has fewer words than that in use. */
const KNOWN_COUNTS = 20_000;

type Count = { readonly documents: number; readonly repair: string | undefined };

/**
 * Words come back in the order given, those the collection lacks replaced as the search replaces
 * them. The function remembers how common each word is, so an index that changes needs a new one.
 */
export function createWordWeigher(
  index: SearchIndex,
  spoken: SpokenWords,
): (asked: readonly QuestionWord[]) => readonly WeighedWord[] {
  const counts = new Map<string, Count>();

  const countWord = (word: string): Count => {
    const known = counts.get(word);
    if (known !== undefined) return known;
    const count = index.lookUp(word);
    if (counts.size >= KNOWN_COUNTS) counts.clear();
    counts.set(word, count);
    return count;
  };
  /** A compound is as common as its rarest part and, being a name, is not repaired. */
  const countEntry = ({ word, parts }: QuestionWord): Count => {
    if (parts.length === 0) return countWord(word);
    const ofParts = parts.map((part) => countWord(part.word));
    const isKnown = ofParts.every(({ repair }) => repair === undefined);
    const documents = isKnown ? Math.min(...ofParts.map((part) => part.documents)) : 0;
    return { documents, repair: undefined };
  };

  return (asked) => {
    const entries = asked.map((entry) => {
      const { documents, repair } = countEntry(entry);
      // Inverse document frequency, kept above 0; no document at all counts as half a one.
      const rarest = repair !== undefined || documents === 0;
      const idf = Math.log(1 + Math.max(1, index.size) / (rarest ? 0.5 : documents));
      const familiarity = measureFamiliarity(spoken.get(entry.word));
      const weight = idf * (1 - FAMILIAR_LOSS * familiarity);
      const trust = documents === 0 ? 0 : repair === undefined ? 1 : REPAIRED_TRUST;
      const rarity = 1 - Math.log(Math.max(1, documents)) / Math.log(Math.max(1, index.size) + 1);
      return {
        word: repair === undefined ? entry : replaceWord(repair, entry.isName),
        weight,
        trust,
        rarity,
        familiarity,
      };
    });
    const total = entries.reduce((sum, { weight }) => sum + weight, 0);
    return entries.map(({ word, weight, trust, rarity, familiarity }) => ({
      ...word,
      share: weight / total,
      trust,
      rarity,
      familiarity,
    }));
  };
}

/** Logarithmic, as loudness is: ten times as often is a third more. */
function measureFamiliarity(perMillion = 0): number {
  return Math.min(1, Math.log(1 + perMillion) / Math.log(1 + MOST_FAMILIAR));
}

function replaceWord(used: string, isName: boolean): QuestionWord {
  const [token] = tokenize(used);
  return { word: token?.word ?? used, term: token?.term ?? used, parts: [], isName };
}
