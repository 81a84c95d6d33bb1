/**
 * Answers a question with quotes: the search finds the papers, their sentences are scored, and a
 * model decides how far they can be relied on. Nothing is written, only chosen.
 */
import type { SearchDocument } from '../search/document.ts';
import type { GlossaryGroup } from '../search/glossary.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Answer, Answerer } from './answer.ts';
import type { AnswerModel } from './answer-model.ts';
import { isUnanswerable, measureCase } from './case-figures.ts';
import { decideOutcome } from './decide-outcome.ts';
import { FITTED_MODEL } from './fitted-model.ts';
import { createCaseReader, rankCase } from './read-case.ts';
import type { SpokenWords } from './weigh-words.ts';

/** Documents named in an answer. */
const NAMED_DOCUMENTS = 5;
const NOTHING = { outcome: 'nothing', quotes: [], docs: [] } as const;
const CLOSEST_AT_MOST = { outcome: 'closest', confidence: 0 } as const;
const NO_WORDS: AnswerWords = { everyday: [], spoken: new Map() };

export type AnswerWords = {
  /** Groups of words that mean the same when a question is compared with a sentence. */
  readonly everyday: readonly GlossaryGroup[];
  readonly spoken: SpokenWords;
};

/**
 * `documents` holds by id what `index` finds. Costs nothing until a question comes, which is when
 * the words are loaded; what is read then is remembered.
 */
export function createAnswerer(options: {
  readonly index: SearchIndex;
  readonly documents: ReadonlyMap<string, SearchDocument>;
  readonly loadWords?: () => AnswerWords;
  readonly model?: AnswerModel;
}): Answerer {
  const { index, documents, loadWords = () => NO_WORDS, model = FITTED_MODEL } = options;
  let readCase: ReturnType<typeof createCaseReader> | undefined;

  return {
    answer(question, asked = {}): Answer {
      readCase ??= createCaseReader({ index, documents, ...loadWords() });
      const read = readCase(question, asked);
      const { kind } = read.question;
      const one = rankCase(read, model.evidence);
      if (one === undefined) return { ...NOTHING, kind, confidence: 0 };
      const decided = decideOutcome(model.outcome, measureCase(one));
      const isCapped = decided.outcome === 'answer' && isUnanswerable(one);
      const { outcome, confidence } = isCapped ? CLOSEST_AT_MOST : decided;
      if (outcome === 'nothing') return { ...NOTHING, kind, confidence };
      const quotes = one.chosen.map(({ evidence }) => evidence.sentence.quote);
      const docs = [...new Set([...quotes.map(({ docId }) => docId), ...read.found])];
      return { kind, outcome, quotes, docs: docs.slice(0, NAMED_DOCUMENTS), confidence };
    },
  };
}
