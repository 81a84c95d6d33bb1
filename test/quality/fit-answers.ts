/**
 * Fits the answerer's model on judged questions: first which sentence states the answer, then,
 * with evidence scored by models that did not see the question, whether any does.
 */
import type { Quote } from '../../src/answer/answer.ts';
import {
  type AnswerModel,
  type EvidenceModel,
  KIND_FIGURES,
} from '../../src/answer/answer-model.ts';
import { type Case, measureCase } from '../../src/answer/case-figures.ts';
import type { OutcomeModel } from '../../src/answer/decide-outcome.ts';
import { scoreFigures, toProbability } from '../../src/answer/linear-model.ts';
import { createCaseReader, type Read, rankCase } from '../../src/answer/read-case.ts';
import { isSameSentence } from './answer-measures.ts';
import { type JudgedQuestion, nameSitting, splitFolds } from './answer-questions.ts';
import type { AnswerWorld } from './answer-world.ts';
import { fitChoice, fitLogistic } from './fit-linear.ts';

/** Chosen by the cross-validated measures, each from some steps of a factor of three. */
const EVIDENCE_PRIORS = { always: 0.3, block: 2 } as const;
const OUTCOME_PRIOR = 0.5;
const INNER_FOLDS = 3;
/** The share of the early near misses that is answered here; of unseen ones it is about a fifth. */
const FALSE_ANSWERS = 0.15;
/** Of answerable questions this share may be called outside the collection. */
const LOST = 0.01;

const reads = new WeakMap<AnswerWorld, Map<string, Read>>();

/** On all but short questions: with these, twice as much of PubMedQA is answered without its source. */
export function fitAnswerModel(world: AnswerWorld, known: readonly JudgedQuestion[]): AnswerModel {
  const questions = known.filter((question) => nameSitting(question) !== 'short');
  const read = readAll(world, questions);
  const evidence = fitEvidence(questions, { world, read });
  const cases = splitFolds(questions, INNER_FOLDS).flatMap((fold) => {
    const others = fitEvidence(
      questions.filter((question) => !fold.includes(question)),
      { world, read },
    );
    return fold.flatMap((question) => {
      const one = rankCase(getRead(read, question), others);
      return one === undefined ? [] : [{ question, one }];
    });
  });
  return { evidence, outcome: fitOutcome(cases) };
}

function readAll(world: AnswerWorld, questions: readonly JudgedQuestion[]): Map<string, Read> {
  const known = reads.get(world) ?? new Map<string, Read>();
  reads.set(world, known);
  const readCase = createCaseReader({ ...world, ...world.loadWords() });
  for (const { text } of questions) if (!known.has(text)) known.set(text, readCase(text, {}));
  return known;
}

function getRead(read: ReadonlyMap<string, Read>, { text }: JudgedQuestion): Read {
  const found = read.get(text);
  if (found === undefined) throw new Error(`not read: ${text}`);
  return found;
}

function fitEvidence(
  questions: readonly JudgedQuestion[],
  { world, read }: { readonly world: AnswerWorld; readonly read: ReadonlyMap<string, Read> },
): EvidenceModel {
  const groups = questions.flatMap((question) => {
    const { evidence } = getRead(read, question);
    const right = evidence.map(({ sentence }) => isGold(sentence.quote, question, world));
    const rows = evidence.map(({ figures, sentence }) => ({ ...figures, ...sentence.wordings }));
    return right.some(Boolean)
      ? [{ rows, right, block: getRead(read, question).question.kind }]
      : [];
  });
  const { always, byBlock } = fitChoice(groups, KIND_FIGURES, EVIDENCE_PRIORS);
  return { always, byKind: byBlock };
}

function fitOutcome(
  cases: readonly { readonly question: JudgedQuestion; readonly one: Case }[],
): OutcomeModel {
  const rows = cases.map(({ question, one }) => ({ question, row: measureCase(one) }));
  const ofLabel = (label: JudgedQuestion['label']) =>
    rows.filter(({ question }) => question.label === label);
  // What is not here at all weighs as much as the near misses, of which more were written.
  const offTopicWeight = ofLabel('near-miss').length / Math.max(1, ofLabel('off-topic').length);
  const answer = fitLogistic(
    rows.map(({ question: { label }, row }) => ({
      row,
      isRight: label === 'answerable',
      weight: label === 'off-topic' ? offTopicWeight : 1,
    })),
    OUTCOME_PRIOR,
  );
  const subject = fitLogistic(
    rows.map(({ question, row }) => ({
      row,
      isRight: question.label !== 'off-topic',
      weight: 1,
    })),
    OUTCOME_PRIOR,
  );
  const probabilities = (model: typeof answer, some: typeof rows) =>
    some.map(({ row }) => toProbability(scoreFigures(model, row))).sort((a, b) => a - b);
  const near = probabilities(
    answer,
    ofLabel('near-miss').filter(({ question }) => nameSitting(question) === 'early'),
  );
  const lost = probabilities(subject, ofLabel('answerable'));
  return {
    answer,
    subject,
    answerFrom: near[Math.ceil((1 - FALSE_ANSWERS) * near.length)] ?? 0.5,
    subjectFrom: lost[Math.floor(LOST * lost.length)] ?? 0.5,
  };
}

function isGold(
  { docId, text }: Quote,
  { gold }: JudgedQuestion,
  { documents }: AnswerWorld,
): boolean {
  const abstract = documents.get(docId)?.abstract ?? '';
  return gold.some(
    ({ paper, sentences }) =>
      paper === docId && sentences.some((sentence) => isSameSentence(text, sentence, abstract)),
  );
}
