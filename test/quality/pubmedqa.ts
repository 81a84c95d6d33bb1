/**
 * Answers to questions of another field: PubMedQA (Jin and others 2019), whose questions are titles
 * and whose answers are the conclusions of their abstracts. Nothing is fitted on it.
 */
import type { Answerer } from '../../src/answer/answer.ts';
import { createAnswerer } from '../../src/answer/create-answerer.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import type { Asked, ScoredAnswer } from './answer-measures.ts';
import { buildAnswerWorld } from './answer-world.ts';
import { askQuestions } from './ask-questions.ts';
import { isShared, loadCollection, loadConclusions } from './collections.ts';
import { createOverlapAnswerer } from './word-overlap.ts';

export type PubmedqaRow = {
  readonly label: string;
  /** A quote is gold when it is of the authors' conclusion. */
  readonly scored: readonly ScoredAnswer[];
  /** The same questions when their own abstract is not in the collection. */
  readonly withoutSource: readonly ScoredAnswer[];
};

type Question = Asked & { readonly id: string; readonly text: string };

const NAME = 'pubmedqa';
/**
 * The collection less a tenth of its abstracts is asked that tenth's questions: no word of theirs
 * is known from them, as when they had never been there.
 */
const PARTS = 10;

/** Undefined when the collection is not there, which `tell` hears. Takes a minute or two. */
export function measurePubmedqa(tell: (line: string) => void): readonly PubmedqaRow[] | undefined {
  if (!isShared(NAME, tell)) return undefined;
  const { documents, topics } = loadCollection(NAME);
  const conclusions = loadConclusions();
  const questions = topics.map(({ id, text }): Question => {
    const conclusion = conclusions.get(id);
    if (conclusion === undefined) throw new Error(`${NAME} ${id} has no conclusion`);
    return { id, text, label: 'answerable', gold: [{ paper: id, sentences: [conclusion] }] };
  });
  const answerers = {
    Paperboy: (some: readonly SearchDocument[]) => createAnswerer(buildAnswerWorld(some)),
    'word overlap': createOverlapAnswerer,
  };
  return Object.entries(answerers).map(([label, build]) => ({
    label,
    scored: ask(questions, documents, build),
    withoutSource: Array.from({ length: PARTS }, (_, part) => {
      const left = questions.filter((_question, at) => at % PARTS === part);
      const ids = new Set(left.map(({ id }) => id));
      return ask(
        left,
        documents.filter(({ id }) => !ids.has(id)),
        build,
      );
    }).flat(),
  }));
}

function ask(
  questions: readonly Question[],
  documents: readonly SearchDocument[],
  build: (documents: readonly SearchDocument[]) => Answerer,
): readonly ScoredAnswer[] {
  return askQuestions(build(documents), questions, new Map(documents.map((one) => [one.id, one])));
}
