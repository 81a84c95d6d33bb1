/** In which documents a phrase occurs and how often: its terms next to each other, in order. */
import {
  COMPOUND_BIT,
  documentFrequency,
  findPosting,
  type InvertedIndex,
  STREAM_BREAK,
} from './inverted-index.ts';
import { PHRASE_GAP } from './phrases.ts';

/** Occurrences by document number, one in the title counted `titleCount` times. */
export type PhraseCounts = ReadonlyMap<number, number>;
export type PhraseCounter = (terms: readonly string[]) => PhraseCounts;

/** The phrases of a glossary come up again and again. Counts kept, of some tens of bytes each. */
const REMEMBERED_COUNTS = 500_000;

export function createPhraseCounter(index: InvertedIndex, titleCount: number): PhraseCounter {
  const remembered = new Map<string, PhraseCounts>();
  let size = 0;
  return (terms) => {
    const key = terms.join(' ');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const counts = countPhrase(index, terms, titleCount);
    size += counts.size + 1;
    if (size > REMEMBERED_COUNTS) {
      remembered.clear();
      size = counts.size + 1;
    }
    remembered.set(key, counts);
    return counts;
  };
}

function countPhrase(
  index: InvertedIndex,
  phrase: readonly string[],
  titleCount: number,
): PhraseCounts {
  const counts = new Map<number, number>();
  const terms = phrase.map((term) => index.terms.get(term) ?? -1);
  if (terms.includes(-1)) return counts;
  const [rarest = -1, ...others] = terms.toSorted(
    (a, b) => documentFrequency(index, a) - documentFrequency(index, b),
  );
  const end = index.postingStarts[rarest + 1] ?? 0;
  for (let posting = index.postingStarts[rarest] ?? 0; posting < end; posting++) {
    const document = index.postingDocuments[posting] ?? 0;
    if (others.some((term) => findPosting(index, term, document) < 0)) continue;
    const count =
      others.length === 0
        ? titleCount * (index.titleCounts[posting] ?? 0) + (index.abstractCounts[posting] ?? 0)
        : countInStream(index, document, terms, titleCount);
    if (count > 0) counts.set(document, count);
  }
  return counts;
}

function countInStream(
  { stream, streamStarts }: InvertedIndex,
  document: number,
  terms: readonly number[],
  titleCount: number,
): number {
  const end = streamStarts[document + 1] ?? 0;
  let count = 0;
  let worth = titleCount;
  for (let at = streamStarts[document] ?? 0; at < end; at++) {
    if (stream[at] === STREAM_BREAK) worth = 1;
    else if (startsPhrase(stream, at, end, terms)) count += worth;
  }
  return count;
}

function startsPhrase(
  stream: Uint32Array,
  start: number,
  end: number,
  terms: readonly number[],
): boolean {
  let at = start;
  for (const [index, term] of terms.entries()) {
    const latest = index === 0 ? start : Math.min(end - 1, at + PHRASE_GAP);
    while (at <= latest && ((stream[at] ?? 0) & ~COMPOUND_BIT) >>> 0 !== term) {
      if (stream[at] === STREAM_BREAK) return false;
      at += 1;
    }
    if (at > latest) return false;
    at += 1;
  }
  return true;
}
