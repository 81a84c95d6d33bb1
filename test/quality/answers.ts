/**
 * How well Paperboy answers, beside the best sentences by word overlap: over the project's judged
 * questions, cross-validated, and over PubMedQA. As Markdown.
 */
import { createAnswerer } from '../../src/answer/create-answerer.ts';
import {
  type JudgedQuestion,
  loadJudgedQuestions,
  nameSitting,
  type Sitting,
  splitFolds,
} from './answer-questions.ts';
import {
  type Column,
  judgeAnswers,
  judgePubmedqa,
  renderAnswers,
  renderCurve,
  renderKinds,
  renderPubmedqa,
} from './answer-tables.ts';
import { type AnswerWorld, buildAnswerWorld } from './answer-world.ts';
import { askQuestions } from './ask-questions.ts';
import { loadPapers } from './collections.ts';
import { fitAnswerModel } from './fit-answers.ts';
import { measurePubmedqa } from './pubmedqa.ts';
import { renderVerdicts } from './tables.ts';
import { createOverlapAnswerer } from './word-overlap.ts';

const FOLDS = 10;

/**
 * Takes a few minutes. `tell` hears what is missing, and of the cross-validated answers those that
 * are wrong.
 */
export function measureAnswers(tell: (line: string) => void): string {
  const papers = loadPapers();
  const world = buildAnswerWorld(papers);
  const questions = loadJudgedQuestions();
  const crossed = splitFolds(questions, FOLDS)
    .flatMap((fold) =>
      askFitted(
        world,
        questions.filter((question) => !fold.includes(question)),
        fold,
      ),
    )
    .sort((a, b) => questions.indexOf(a.question) - questions.indexOf(b.question));
  const overlap = askQuestions(createOverlapAnswerer(papers), questions, world.documents);
  const pick = (label: string, scored: Column['scored'], sitting: Sitting): Column => ({
    label,
    scored: scored.filter(({ question }) => nameSitting(question) === sitting),
  });
  const paperboy = pick('Paperboy', crossed, 'early');
  const baseline = pick('word overlap', overlap, 'early');
  const own = askQuestions(createAnswerer(world), questions, world.documents);
  tellWrong(crossed, world, tell);
  const pubmedqa = measurePubmedqa(tell);
  return [
    renderAnswers([
      paperboy,
      baseline,
      pick('Paperboy, harder', crossed, 'harder'),
      pick('word overlap, harder', overlap, 'harder'),
      pick('Paperboy, short', crossed, 'short'),
      pick('Paperboy as it comes', own, 'early'),
    ]),
    renderKinds(paperboy.scored),
    renderPubmedqa(pubmedqa ?? []),
    renderCurve([paperboy, baseline]),
    renderVerdicts([...judgeAnswers(paperboy.scored), ...judgePubmedqa(pubmedqa?.[0])]),
  ].join('\n');
}

/** `asked`, answered with the decision model fitted on `known`. */
function askFitted(
  world: AnswerWorld,
  known: readonly JudgedQuestion[],
  asked: readonly JudgedQuestion[],
): Column['scored'] {
  const fitted = { ...world, model: fitAnswerModel(world, known) };
  return askQuestions(createAnswerer(fitted), asked, world.documents);
}

/** Wrong: not the right paper first, no answer where there is one, or an answer where there is none. */
function tellWrong(
  scored: Column['scored'],
  world: AnswerWorld,
  tell: (line: string) => void,
): void {
  for (const { question, answer, hit1 } of scored) {
    const isAnswered = answer.outcome === 'answer';
    if (question.label === 'answerable' ? hit1 && isAnswered : !isAnswered) continue;
    const first = world.documents.get(answer.quotes[0]?.docId ?? answer.docs[0] ?? '')?.title;
    const came = `${answer.outcome} ${answer.confidence.toFixed(2)}${hit1 ? '' : `, ${first ?? 'no paper'}`}`;
    tell(`${question.id} ${question.label}: ${question.text} → ${came}`);
  }
}
