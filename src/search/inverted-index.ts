/**
 * A collection's words in typed arrays: for each term the documents that have it (its postings),
 * and for each document its terms in the order written (its stream). Numbers, not objects: a
 * posting takes six bytes, so tens of thousands of abstracts fit and scoring is a loop over memory.
 *
 * Terms and documents are known by number, counted from 0 in the order first seen. It counts; how
 * counts become scores is `score-words.ts`.
 */
import type { Token } from './tokens.ts';

export type InvertedIndex = {
  /** How many documents. */
  readonly size: number;
  readonly terms: ReadonlyMap<string, number>;
  /** Postings of term t are `[postingStarts[t], postingStarts[t + 1])`, in order of document. */
  readonly postingStarts: Uint32Array;
  readonly postingDocuments: Uint32Array;
  /** How often the posting's document has the term, in title and abstract; 255 = that or more. */
  readonly titleCounts: Uint8Array;
  readonly abstractCounts: Uint8Array;
  /** Terms of each document's title and abstract; stop words do not count. */
  readonly titleLengths: Uint32Array;
  readonly abstractLengths: Uint32Array;
  /** Sums of the two. */
  readonly totalTitleLength: number;
  readonly totalAbstractLength: number;
  /**
   * Terms of document d are `[streamStarts[d], streamStarts[d + 1])`, title first, then
   * `STREAM_BREAK`. A compound stands before its parts, with `COMPOUND_BIT` set.
   */
  readonly streamStarts: Uint32Array;
  readonly stream: Uint32Array;
};

/** Between title and abstract: nothing is next to anything across it. */
export const STREAM_BREAK = 0xffff_ffff;
/** Set on a term in a stream that is a compound whose parts follow. */
export const COMPOUND_BIT = 0x8000_0000;

const MAX_COUNT = 255;

export type InvertedIndexBuilder = {
  /** The next document's tokens. Stop words are skipped. */
  add(title: readonly Token[], abstract: readonly Token[]): void;
  /** Call once, after the last document. */
  build(): InvertedIndex;
};

export function createInvertedIndexBuilder(): InvertedIndexBuilder {
  const terms = new Map<string, number>();
  const starts = [0];
  const titleLengths: number[] = [];
  const abstractLengths: number[] = [];
  let stream = new Uint32Array(1 << 14);
  let end = 0;

  const push = (value: number): void => {
    if (end === stream.length) {
      const larger = new Uint32Array(stream.length * 2);
      larger.set(stream);
      stream = larger;
    }
    stream[end] = value;
    end += 1;
  };
  const pushAll = (tokens: readonly Token[]): number => {
    let length = 0;
    for (const { term, stop, kind } of tokens) {
      if (stop) continue;
      let number = terms.get(term);
      if (number === undefined) {
        number = terms.size;
        terms.set(term, number);
      }
      push(kind === 'compound' ? (number | COMPOUND_BIT) >>> 0 : number);
      length += 1;
    }
    return length;
  };

  return {
    add(title, abstract) {
      titleLengths.push(pushAll(title));
      push(STREAM_BREAK);
      abstractLengths.push(pushAll(abstract));
      starts.push(end);
    },
    build() {
      const streams = {
        streamStarts: Uint32Array.from(starts),
        stream: stream.slice(0, end),
      };
      return {
        size: titleLengths.length,
        terms,
        titleLengths: Uint32Array.from(titleLengths),
        abstractLengths: Uint32Array.from(abstractLengths),
        totalTitleLength: titleLengths.reduce((sum, length) => sum + length, 0),
        totalAbstractLength: abstractLengths.reduce((sum, length) => sum + length, 0),
        ...streams,
        ...invertStreams(streams, terms.size),
      };
    },
  };
}

/** How many documents have the term. */
export function documentFrequency(
  index: Pick<InvertedIndex, 'postingStarts'>,
  term: number,
): number {
  return (index.postingStarts[term + 1] ?? 0) - (index.postingStarts[term] ?? 0);
}

/** Calls `visit` with each term of a document, in the order written. */
export function visitTerms(
  { streamStarts, stream }: Pick<InvertedIndex, 'streamStarts' | 'stream'>,
  document: number,
  visit: (term: number, isTitle: boolean) => void,
): void {
  const end = streamStarts[document + 1] ?? 0;
  let isTitle = true;
  for (let at = streamStarts[document] ?? 0; at < end; at++) {
    const value = stream[at] ?? STREAM_BREAK;
    if (value === STREAM_BREAK) isTitle = false;
    else visit((value & ~COMPOUND_BIT) >>> 0, isTitle);
  }
}

/** Postings by counting sort: two passes over the streams and no sorting. */
function invertStreams(
  streams: Pick<InvertedIndex, 'streamStarts' | 'stream'>,
  termCount: number,
): Pick<InvertedIndex, 'postingStarts' | 'postingDocuments' | 'titleCounts' | 'abstractCounts'> {
  const documents = streams.streamStarts.length - 1;
  const postingStarts = countDocuments(streams, termCount);
  const total = postingStarts[termCount] ?? 0;
  const postingDocuments = new Uint32Array(total);
  const titleCounts = new Uint8Array(total);
  const abstractCounts = new Uint8Array(total);
  /** The place after each term's last posting so far. */
  const ends = postingStarts.slice(0, termCount);
  for (let document = 0; document < documents; document++) {
    visitTerms(streams, document, (term, isTitle) => {
      let last = (ends[term] ?? 0) - 1;
      if (last < (postingStarts[term] ?? 0) || postingDocuments[last] !== document) {
        last += 1;
        postingDocuments[last] = document;
        ends[term] = last + 1;
      }
      const counts = isTitle ? titleCounts : abstractCounts;
      counts[last] = Math.min(MAX_COUNT, (counts[last] ?? 0) + 1);
    });
  }
  return { postingStarts, postingDocuments, titleCounts, abstractCounts };
}

/** Where each term's postings start, and after the last one the end of all. */
function countDocuments(
  streams: Pick<InvertedIndex, 'streamStarts' | 'stream'>,
  termCount: number,
): Uint32Array {
  const starts = new Uint32Array(termCount + 1);
  const lastDocument = new Int32Array(termCount).fill(-1);
  for (let document = 0; document + 1 < streams.streamStarts.length; document++) {
    visitTerms(streams, document, (term) => {
      if (lastDocument[term] === document) return;
      lastDocument[term] = document;
      starts[term + 1] = (starts[term + 1] ?? 0) + 1;
    });
  }
  for (let term = 0; term < termCount; term++) {
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  }
  return starts;
}

/** The posting of a term for a document, or -1. Binary search. */
export function findPosting(index: InvertedIndex, term: number, document: number): number {
  if (term < 0) return -1;
  let low = index.postingStarts[term] ?? 0;
  let high = index.postingStarts[term + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index.postingDocuments[middle] ?? 0) < document) low = middle + 1;
    else high = middle;
  }
  const isThere = low < (index.postingStarts[term + 1] ?? 0);
  return isThere && index.postingDocuments[low] === document ? low : -1;
}
