/** `npm run fit`: fits the answerer's model on all judged questions and writes it into the sources. */
import { writeFileSync } from 'node:fs';
import type { AnswerModel } from '../../src/answer/answer-model.ts';
import { loadJudgedQuestions } from './answer-questions.ts';
import { buildAnswerWorld } from './answer-world.ts';
import { loadPapers } from './collections.ts';
import { fitAnswerModel } from './fit-answers.ts';

const FILE = new URL('../../src/answer/fitted-model.ts', import.meta.url);
/** More digits change no answer. */
const DIGITS = 4;

function render(model: AnswerModel): string {
  const json = JSON.stringify(
    model,
    (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value),
    2,
  );
  const body = json
    .replace(/"(\w+)":/g, '$1:')
    .replace(/"([\w-]+)":/g, "'$1':")
    .replace(/([\w}])\n/g, '$1,\n')
    .replace(/,,/g, ',');
  return `/** Written by \`npm run fit\` from the judged questions. Its weights are per figure, its thresholds probabilities. */
import type { AnswerModel } from './answer-model.ts';

export const FITTED_MODEL: AnswerModel = ${body.replace(/,?\s*$/, '')};\n`;
}

writeFileSync(FILE, render(fitAnswerModel(buildAnswerWorld(loadPapers()), loadJudgedQuestions())));
