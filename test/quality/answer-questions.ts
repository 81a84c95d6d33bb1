/**
 * The project's judged questions (`questions.jsonl`) over the papers Paperboy comes with, and how
 * they are divided for cross-validation.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createRandom } from '../../src/search/seeded-random.ts';

/** In the order in which they are reported. */
export const KINDS = [
  'definition',
  'how',
  'why',
  'comparison',
  'number',
  'name',
  'yes-no',
  'which',
  'latest',
] as const;

const questionSchema = z.strictObject({
  /** The letter says in which sitting it was written. */
  id: z.string().regex(/^[a-j]\d{3}$/),
  /**
   * `near-miss`: in the collection's own words, but no abstract states the answer. `off-topic`:
   * about something the collection does not hold.
   */
  label: z.enum(['answerable', 'near-miss', 'off-topic']),
  kind: z.enum(KINDS),
  text: z.string(),
  /**
   * Every paper that answers it, best first, with each sentence that does so by itself, best
   * first, as its abstract has it. Empty unless `answerable`.
   */
  gold: z.array(z.strictObject({ paper: z.string(), sentences: z.array(z.string()).min(1) })),
});

export type JudgedQuestion = Readonly<z.infer<typeof questionSchema>>;

/** The first of the sittings that were written after the answerer, to be harder. */
const LATE = 'g';
/** Short questions, most of everyday matters; nothing is fitted on them. */
const SHORT = 'j';
const SEED = 20_261_121;

export function loadJudgedQuestions(): readonly JudgedQuestion[] {
  return readFileSync(new URL('questions.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => questionSchema.parse(JSON.parse(line)));
}

export type Sitting = 'early' | 'harder' | 'short';

/** `early` ones were written before the answerer was. */
export function nameSitting({ id }: Pick<JudgedQuestion, 'id'>): Sitting {
  if (id < LATE) return 'early';
  return id < SHORT ? 'harder' : 'short';
}

/**
 * `count` parts of about equal size, also of each label, in a random order that repeats itself.
 * Questions that share a gold paper are in one part, or a model would have seen the answers of
 * those it is tested on.
 */
export function splitFolds(
  questions: readonly JudgedQuestion[],
  count: number,
): readonly (readonly JudgedQuestion[])[] {
  const folds = Array.from({ length: count }, (): JudgedQuestion[] => []);
  const random = createRandom(SEED);
  const groups = groupByPaper(questions)
    .map((group) => ({ group, order: random() }))
    // Large groups first: the small ones then even the parts out.
    .sort((a, b) => b.group.length - a.group.length || a.order - b.order);
  for (const { group } of groups) {
    const label = group[0]?.label;
    const sizes = folds.map((fold) => fold.filter((question) => question.label === label).length);
    folds[sizes.indexOf(Math.min(...sizes))]?.push(...group);
  }
  return folds;
}

/** Questions linked by gold papers, directly or through others; one without gold is by itself. */
function groupByPaper(questions: readonly JudgedQuestion[]): readonly JudgedQuestion[][] {
  const groups: { readonly papers: Set<string>; readonly members: JudgedQuestion[] }[] = [];
  for (const question of questions) {
    const papers = new Set(question.gold.map(({ paper }) => paper));
    const joined = { papers, members: [question] };
    const linked = groups.filter((group) => [...papers].some((paper) => group.papers.has(paper)));
    for (const group of linked) {
      for (const paper of group.papers) joined.papers.add(paper);
      joined.members.unshift(...group.members);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(joined);
  }
  return groups.map(({ members }) => members);
}
