/** What is known of a question once its evidence was chosen, as figures that a model can weigh. */
import { type Evidence, type Reading, SAID_FROM } from './evidence.ts';
import type { Question } from './question.ts';

export type Case = {
  readonly question: Question;
  readonly reading: Reading;
  /** Best first with their scores; at least one. */
  readonly chosen: readonly { readonly evidence: Evidence; readonly score: number }[];
  /** Of all sentences read. */
  readonly all: readonly { readonly evidence: Evidence; readonly score: number }[];
  /** The latent part of the first document's search score, and of how many documents have every word. */
  readonly latent: number;
  readonly exact: number;
};

export type OutcomeFigures = Readonly<ReturnType<typeof measureCase>>;
export type OutcomeFigure = keyof OutcomeFigures;

/** A word in the title that fewer documents have names its paper. */
const ANCHOR_RARITY = 0.75;
/** A name matched less than so is another's. */
const NAMED_FROM = 0.9;
/** Scores of evidence are log odds up to about so much. */
const SCORE_SCALE = 10;

/**
 * About 0 to 1 each; shares are of the question's weight. Left out is what, of 50 figures, changed
 * no measure of the judged questions.
 */
export function measureCase(one: Case) {
  const { question, reading, chosen, all } = one;
  const [hero, second] = chosen;
  if (hero === undefined) throw new Error('a case has evidence');
  const { figures, sentence } = hero.evidence;
  const words = readWords(reading, hero.evidence);
  return {
    score: hero.score / SCORE_SCALE,
    lead: (hero.score - (second?.score ?? hero.score - 3)) / 3,
    exact: figures.exact,
    titled: figures.titled,
    documentExact: figures.documentExact,
    latent: one.latent,
    everyWord: Math.min(1, Math.log(1 + one.exact) / 3),
    bestSaid: Math.max(...all.map(({ evidence }) => evidence.figures.said)),
    length: Math.log(1 + words.length) / 3,
    isYesNo: Number(question.kind === 'yes-no'),
    focusUnsaid: Number(words.some(({ isFocus }) => isFocus)) * (1 - figures.focusSaid),
    missingQuantity: Number(question.kind === 'number') * (1 - sentence.wordings.hasQuantity),
    ...measureGaps(words),
    ...measureSpecials(words),
    ...measureNames(words),
    ...measureAnchors(words),
  };
}

/** A word more familiar than that (22 times in a million) belongs to everyday speech. */
const EVERYDAY_FROM = 0.45;

/**
 * Whether no quote can answer, whatever the figures say: nothing but everyday words was asked
 * ("when is lunch?"), which any text has; or of a name that nobody writes here; or a number, and
 * no quote has one.
 */
export function isUnanswerable({ question, reading, chosen }: Case): boolean {
  const hasNumber = chosen.some(({ evidence }) => evidence.sentence.wordings.hasNumber === 1);
  if (question.kind === 'number' && !hasNumber) return true;
  if (reading.words.some(({ isName, isUnknown }) => isName && isUnknown)) return true;
  return reading.words.every(({ familiarity }) => familiarity >= EVERYDAY_FROM);
}

/** A word of the question with how far the first quote says it, and its whole document. */
type Word = Reading['words'][number] & {
  readonly here: number;
  readonly anywhere: number;
  readonly isInTitle: boolean;
};

function readWords({ words }: Reading, { sentence, matched }: Evidence): readonly Word[] {
  const here = matched.sentences[sentence.place] ?? [];
  return words.map((word, at) => ({
    ...word,
    here: word.trust * (here[at] ?? 0),
    anywhere: word.trust * (matched.anywhere[at] ?? 0),
    isInTitle: matched.title[at] === 1,
  }));
}

/** What the first quote's document leaves unsaid. */
function measureGaps(words: readonly Word[]) {
  const missing = words.filter(({ anywhere }) => anywhere < SAID_FROM).length;
  return {
    mostUnsaid: Math.max(0, ...words.map(({ share, anywhere }) => share * (1 - anywhere))),
    missing: Math.min(6, missing) / 6,
    missingShare: missing / Math.max(1, words.length),
  };
}

/** Of the words that belong to a field and not to everyday speech. */
function measureSpecials(words: readonly Word[]) {
  const weigh = ({ share, familiarity }: Word) => share * (1 - familiarity);
  const weight = sum(words, weigh);
  return {
    specialShare: weight,
    specialSaid: sum(words, (word) => weigh(word) * word.here) / (weight || 1),
  };
}

/** What is named by the question and not by the document is asked of another paper. */
function measureNames(words: readonly Word[]) {
  const names = words.filter(({ isName }) => isName);
  const count = (test: (word: Word) => boolean) => Math.min(2, names.filter(test).length) / 2;
  return {
    names: Math.min(3, names.length) / 3,
    namesMissing: count(({ anywhere }) => anywhere < NAMED_FROM),
    namesMissingHere: count(({ here }) => here < NAMED_FROM),
    isTitleNamed: Number(names.some(({ isInTitle }) => isInTitle)),
  };
}

/** What is said beside the words that only name the paper. */
function measureAnchors(words: readonly Word[]) {
  const isAnchor = ({ rarity, isInTitle }: Word) => rarity > ANCHOR_RARITY && isInTitle;
  const rest = words.filter((word) => !isAnchor(word));
  const restShare = sum(rest, ({ share }) => share);
  const restSaid = sum(rest, ({ share, here }) => share * here) / (restShare || 1);
  return {
    anchors: Math.min(2, words.length - rest.length) / 2,
    anchoredGap: Number(rest.length < words.length) * (1 - restSaid),
  };
}

function sum<Item>(items: readonly Item[], measure: (item: Item) => number): number {
  return items.reduce((total, item) => total + measure(item), 0);
}
