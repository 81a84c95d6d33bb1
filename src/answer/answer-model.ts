/** Everything that was fitted on judged questions, as `npm run fit` writes it. */
import type { QuestionKind } from './answer.ts';
import type { OutcomeModel } from './decide-outcome.ts';
import type { EvidenceFigures } from './evidence.ts';
import type { Figures } from './linear-model.ts';

/** What counts differently by what kind of thing a question asks for: how and where it is said. */
export const KIND_FIGURES = [
  'cue',
  'proposes',
  'reports',
  'finds',
  'setsScene',
  'defines',
  'givesReason',
  'compares',
  'hasNumber',
  'hasQuantity',
  'concludes',
  'hedges',
  'asks',
  'lists',
  'limits',
  'turns',
  'specifies',
  'isFirst',
  'isLast',
  'isLate',
] as const satisfies readonly (keyof EvidenceFigures)[];

export type KindFigure = (typeof KIND_FIGURES)[number];

/** Of sentences of one question, how likely each is the one that states the answer (log odds). */
export type EvidenceModel = {
  readonly always: Figures<keyof EvidenceFigures>;
  /** Added for questions of that kind. */
  readonly byKind: Readonly<Partial<Record<QuestionKind, Figures<KindFigure>>>>;
};

export type AnswerModel = {
  readonly evidence: EvidenceModel;
  readonly outcome: OutcomeModel;
};
