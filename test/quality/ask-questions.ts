/** Puts judged questions to an answerer, one after another, and times them. */
import type { Answerer } from '../../src/answer/answer.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { type Asked, type ScoredAnswer, scoreAnswer } from './answer-measures.ts';

/** In the order of the questions. `documents` are those the answerer quotes, by id. */
export function askQuestions<Question extends Asked>(
  answerer: Answerer,
  questions: readonly (Question & { readonly text: string })[],
  documents: ReadonlyMap<string, SearchDocument>,
): readonly ScoredAnswer<Question>[] {
  return questions.map((question) => {
    const startMs = performance.now();
    const answer = answerer.answer(question.text);
    return scoreAnswer(question, answer, { documents, ms: performance.now() - startMs });
  });
}
