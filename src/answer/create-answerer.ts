/**
 * Answers a question with quotes: the search finds the papers, the sentences of the best are
 * scored, and a rule decides how far they can be relied on. Nothing is written, only chosen.
 */
import type { SearchDocument } from '../search/document.ts';
import { plainQuery } from '../search/query.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { tokenize } from '../search/tokens.ts';
import type { Answer, Answerer } from './answer.ts';
import { decideOutcome } from './decide-outcome.ts';
import { readDocument } from './evidence.ts';
import { parseQuestion } from './question.ts';
import { selectEvidence } from './select-evidence.ts';
import { createWordWeigher, type WeighedWord } from './weigh-words.ts';

/** Documents whose sentences are read: beyond, rank says they are about something else. */
const READ_DOCUMENTS = 10;
/** Documents named in an answer. */
const NAMED_DOCUMENTS = 5;
const NOTHING: Answer = { outcome: 'nothing', quotes: [], docs: [], confidence: 0 };

/**
 * `documents` holds by id what `index` finds. Costs nothing until a question comes: how common a
 * word is, is asked of the index and remembered.
 */
export function createAnswerer(options: {
  readonly index: SearchIndex;
  readonly documents: ReadonlyMap<string, SearchDocument>;
}): Answerer {
  const { index, documents } = options;
  const weighWords = createWordWeigher(index);

  return {
    answer(question, modelQuery) {
      const asked = parseQuestion(question);
      if (asked.length === 0) return NOTHING;
      const { hits } = index.search(plainQuery(question), READ_DOCUMENTS, modelQuery);
      const words = weighWords(asked);
      const found = hits.flatMap(({ id }) => documents.get(id) ?? []);
      const readings = found.map((document, rank) => readDocument(document, words, rank));
      const chosen = selectEvidence(readings.flatMap(({ evidence }) => evidence));
      const [hero] = chosen;
      if (hero === undefined) return NOTHING;

      const { outcome, confidence } = decideOutcome({
        hero: hero.covered,
        titled: hero.titled,
        document: Math.max(...readings.map(({ covered }) => covered)),
        unknown: measureUnknown(words, hero.words),
        rarity: hero.words.reduce((sum, { rarity }) => sum + rarity, 0),
        hasSubject: words.length > 1 || isInTitle(words, documents.get(hero.quote.docId)),
      });
      if (outcome === 'nothing') return { ...NOTHING, confidence };
      return {
        outcome,
        quotes: chosen.map(({ quote }) => quote),
        docs: found.slice(0, NAMED_DOCUMENTS).map(({ id }) => id),
        confidence,
      };
    },
  };
}

function isInTitle(words: readonly WeighedWord[], document: SearchDocument | undefined): boolean {
  const terms = new Set(tokenize(document?.title ?? '').map(({ term }) => term));
  return words.every(({ term }) => terms.has(term));
}

/**
 * Share of the question that nobody here wrote about: its unknown words, also those that have a
 * replacement, unless the best sentence has that beside the rest, for then it was a slip.
 */
function measureUnknown(words: readonly WeighedWord[], present: readonly WeighedWord[]): number {
  return words
    .filter((word) => word.trust === 0 || (word.trust < 1 && !present.includes(word)))
    .reduce((sum, { share }) => sum + share, 0);
}
