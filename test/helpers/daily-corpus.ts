/** A made-up collection with listing days, up to the day the stage's clock starts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serializePapers } from '../../src/corpus/papers-file.ts';
import type { Paper } from '../../src/model/paper.ts';
import { paper } from './papers.ts';

const SUBJECTS = [
  ['Diffusion', 'Sampling images with a diffusion model takes fewer steps.'],
  ['Retrieval', 'Passages are retrieved before the language model answers.'],
  ['Grasping', 'A robot arm learns to grasp objects it has never seen.'],
  ['Tokenizers', 'Subword vocabularies are learnt without any segmentation.'],
] as const;

/** Two weeks of workdays up to Friday, 20 November 2026; of each subject one paper a day. */
export const LISTED_DAYS = [9, 10, 11, 12, 13, 16, 17, 18, 19, 20].map(
  (day) => `2026-11-${String(day).padStart(2, '0')}`,
);

export const DAILY_PAPERS: readonly Paper[] = LISTED_DAYS.flatMap((day, at) =>
  SUBJECTS.map(([subject, sentence], place) =>
    paper({
      id: `arxiv:2611.${String(at * 10 + place).padStart(5, '0')}`,
      title: `${subject} of ${day}`,
      abstract: `${sentence} We report what happened in experiment ${at + 1}${place}.`,
      upvotes: 10 * place + at,
      listings: [{ page: 'daily', place: place + 1, day }],
    }),
  ),
);

/** The file's path. */
export function writeDailyCorpus(folder: string): string {
  const file = join(folder, 'papers.jsonl');
  writeFileSync(file, serializePapers(DAILY_PAPERS));
  return file;
}
