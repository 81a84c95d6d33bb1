/**
 * Describes the sentences of the documents that the search found, each by figures that say how
 * likely it states what was asked. What they count together is fitted; see `answer-model.ts`.
 */
import type { QuestionKind } from './answer.ts';
import type { WordMatcher } from './match-words.ts';
import type { ReadDocument, ReadSentence } from './read-document.ts';
import type { WeighedWord } from './weigh-words.ts';
import type { Wordings } from './wording.ts';

/** A question as documents are read for it. */
export type Reading = {
  readonly kind: QuestionKind;
  readonly words: readonly ReadWord[];
  /** Cosine between the question and terms, 0 when unknown. */
  readonly nearness: (terms: readonly string[]) => number;
};

export type ReadWord = WeighedWord & {
  readonly match: WordMatcher;
  /** Not a document of the collection has it. */
  readonly isUnknown: boolean;
  /** It is, or is part of, what is asked for. */
  readonly isFocus: boolean;
};

/** How well a text says each word of the question, in their order; 0 to 1. */
export type Matches = readonly number[];

/** A document that the search found. */
export type Found = {
  readonly document: ReadDocument;
  /** From 0, best first. */
  readonly rank: number;
  /** The search's score, of the best document's 1. */
  readonly score: number;
};

/** What a document says of a question. */
export type Matched = {
  readonly title: Matches;
  /** One for each sentence. */
  readonly sentences: readonly Matches[];
  /** The best of all of these. */
  readonly anywhere: Matches;
};

export type Evidence = {
  readonly found: Found;
  readonly matched: Matched;
  readonly sentence: ReadSentence;
  readonly figures: Omit<EvidenceFigures, keyof Wordings>;
};

/**
 * Those of the sentence for this question, and its wordings. Shares are of the question's weight;
 * what is yes or no is 1 or 0; all about 0 to 1.
 */
export type EvidenceFigures = Readonly<ReturnType<typeof measureSentence>> & Wordings;

/** Distance in words up to which two words of the question stand together ("memory of the model"). */
const TOGETHER_WORDS = 3;
/** In the last quarter of its abstract, where conclusions stand. */
const LATE_FROM = 0.75;
/** Less of the question than this outside the title tells nothing. */
const MIN_UNTITLED = 0.02;
/** A word matched less than so is not said. */
export const SAID_FROM = 0.5;
/** A sentence of fewer terms is a heading or a rest of one. */
const SHORT_TERMS = 5;
/** Up to so many terms a sentence is not thinner for its length. */
const DENSE_TERMS = 8;

/** Whole sentences of the document, in order. */
export function readEvidence(reading: Reading, found: Found): readonly Evidence[] {
  const { document } = found;
  const match = (terms: ReadonlySet<string>) => reading.words.map((word) => word.match(terms));
  const title = match(document.title);
  const sentences = document.sentences.map(({ terms }) => match(terms));
  const matched = { title, sentences, anywhere: sentences.reduce(joinMatches, title) };
  const ofDocument = measureDocument(reading, found, matched);
  return document.sentences
    .filter(({ isDamaged }) => !isDamaged)
    .map((sentence) => ({
      found,
      matched,
      sentence,
      figures: measureSentence(reading, { document, ofDocument, matched }, sentence),
    }));
}

/** The better of two texts, word by word, as if they were one; of no other text the first. */
function joinMatches(one: Matches, other: Matches | undefined): Matches {
  return other === undefined ? one : one.map((match, at) => Math.max(match, other[at] ?? 0));
}

/** Share of the question that is said, in other words too. */
function measureSaid({ words }: Pick<Reading, 'words'>, matches: Matches): number {
  return words.reduce((sum, { share, trust }, at) => sum + share * trust * (matches[at] ?? 0), 0);
}

/** Share of the question that is said in its own words. */
function measureExact({ words }: Reading, matches: Matches): number {
  return words.reduce(
    (sum, { share, trust }, at) => sum + (matches[at] === 1 ? share * trust : 0),
    0,
  );
}

function measureDocument(
  reading: Reading,
  { document, rank, score }: Found,
  { title, anywhere }: Matched,
) {
  return {
    titleNear: reading.nearness(document.titleTerms),
    documentNear: reading.nearness(document.sequence),
    searchScore: score,
    rank: 1 / (rank + 1),
    isFirstDocument: Number(rank === 0),
    documentSaid: measureSaid(reading, anywhere),
    documentExact: measureExact(reading, anywhere),
    titleSaid: measureSaid(reading, title),
  };
}

function measureSentence(
  reading: Reading,
  of: {
    readonly document: ReadDocument;
    readonly ofDocument: ReturnType<typeof measureDocument>;
    readonly matched: Matched;
  },
  sentence: ReadSentence,
) {
  const { ofDocument, matched } = of;
  const { sentences } = of.document;
  const { place, sequence } = sentence;
  const here = matched.sentences[place] ?? [];
  const withPrevious = joinMatches(here, matched.sentences[place - 1]);
  const around = joinMatches(withPrevious, matched.sentences[place + 1]);
  const said = measureSaid(reading, here);
  return {
    titleNear: ofDocument.titleNear,
    documentNear: ofDocument.documentNear,
    searchScore: ofDocument.searchScore,
    rank: ofDocument.rank,
    isFirstDocument: ofDocument.isFirstDocument,
    documentSaid: ofDocument.documentSaid,
    documentExact: ofDocument.documentExact,
    titleSaid: ofDocument.titleSaid,
    exact: measureExact(reading, here),
    said,
    titled: measureSaid(reading, joinMatches(here, matched.title)),
    withPrevious: measureSaid(reading, withPrevious),
    around: measureSaid(reading, around),
    dense: said * Math.min(1, DENSE_TERMS / Math.max(1, sequence.length)),
    near: reading.nearness(sequence),
    together: measureTogether(reading.words, sequence),
    untitledSaid: measureUntitled(reading, here, matched.title),
    focusSaid: measureFocus(reading, here),
    position: (place + 1) / sentences.length,
    isFirst: Number(place === 0),
    isSecond: Number(place === 1),
    isLast: Number(place === sentences.length - 1),
    isLate: Number((place + 1) / sentences.length > LATE_FROM),
    length: Math.log(1 + sequence.length) / 4,
    isShort: Number(sequence.length < SHORT_TERMS),
    cue: Number(sentence.cues.has(reading.kind)),
  };
}

/** Of what the title does not say of the question, the share that the sentence says. */
function measureUntitled({ words }: Reading, here: Matches, title: Matches): number {
  let [asked, said] = [0, 0];
  for (const [at, { share, trust }] of words.entries()) {
    if (title[at] === 1) continue;
    asked += share;
    said += share * trust * (here[at] ?? 0);
  }
  return asked < MIN_UNTITLED ? 0 : said / asked;
}

/** Share of the words that name what is asked for ("which license") that are said; 0 for none. */
function measureFocus({ words }: Reading, matches: Matches): number {
  const focus = words.flatMap(({ isFocus }, at) => (isFocus ? [matches[at] ?? 0] : []));
  return focus.length === 0 ? 0 : focus.filter((match) => match >= SAID_FROM).length / focus.length;
}

/** Of the pairs of words that follow each other in the question, the share that stand together. */
function measureTogether(words: readonly WeighedWord[], sequence: readonly string[]): number {
  if (words.length < 2) return 0;
  const places = new Map<string, number[]>();
  for (const [place, term] of sequence.entries()) {
    const known = places.get(term);
    if (known === undefined) places.set(term, [place]);
    else known.push(place);
  }
  let together = 0;
  for (let at = 1; at < words.length; at++) {
    const first = places.get(words[at - 1]?.term ?? '') ?? [];
    const second = places.get(words[at]?.term ?? '') ?? [];
    const isNear = first.some((a) => second.some((b) => Math.abs(a - b) <= TOGETHER_WORDS));
    if (isNear) together += 1;
  }
  return together / (words.length - 1);
}
