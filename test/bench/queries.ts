/**
 * What the engines are asked: searches by keyword and whole questions, the same at each run.
 * Pure: the same titles and seed give the same queries.
 */

import { createRandom } from '../../src/search/seeded-random.ts';
import { isStopWord } from '../../src/search/stop-words.ts';
import { pickOne } from '../quality/random.ts';

export type QueryKind = 'keywords' | 'questions';

/** Any fixed number would do. */
const SEED = 20_260_101;

/** Real questions are about as long; shorter ones are keywords, longer ones are abstracts. */
const QUESTION_WORDS = { atLeast: 10, atMost: 25 };

const OPENINGS = [
  'What does recent work say about',
  'Which papers show how well one can do',
  'Are there any studies that compare methods for',
  'Could you point me to research on',
];

/** What people ask a bot in a channel, with a few words of a title in it. */
const MENTIONS = [
  ['How does', 'work'],
  ['What is', ''],
  ['Why does', 'help'],
  ['Which papers are about', ''],
  ['How much does', 'improve accuracy'],
  ['Is', 'better than fine-tuning'],
] as const;

/** Two to four content words of one title each, in the title's order; titles picked by chance. */
export function buildKeywordQueries(titles: readonly string[], count: number): string[] {
  const random = createRandom(SEED);
  const rich = titles.map(listContentWords).filter((words) => words.length >= 2);
  if (rich.length === 0) return [];
  return Array.from({ length: count }, () => {
    const words = pickOne(rich, random);
    const size = Math.min(words.length, 2 + Math.floor(random() * 3));
    const places = shuffle([...words.keys()], random).slice(0, size);
    return places
      .sort((a, b) => a - b)
      .map((place) => words[place])
      .join(' ');
  });
}

/** Short questions of all kinds, no two the same; fewer than `count` where titles are few. */
export function buildMentions(titles: readonly string[], count: number): string[] {
  // Now and then the same words of the same title are drawn twice.
  const subjects = [...new Set(buildKeywordQueries(titles, 2 * count))].slice(0, count);
  return subjects.map((subject, number) => {
    const [opening, end] = MENTIONS[number % MENTIONS.length] ?? MENTIONS[0];
    return `${[opening, subject, end].join(' ').trim()}?`;
  });
}

/** Of questions people ask, the first that are whole: neither keywords nor a paragraph. */
export function pickQuestions(questions: readonly string[], count: number): string[] {
  return questions.filter(isWhole).slice(0, count);
}

/** Where nobody's questions are at hand: a title asked about. */
export function buildQuestions(titles: readonly string[], count: number): string[] {
  const random = createRandom(SEED);
  return shuffle([...titles], random)
    .map((title, number) => `${OPENINGS[number % OPENINGS.length]} ${lowerFirst(title)}?`)
    .filter(isWhole)
    .slice(0, count);
}

function isWhole(question: string): boolean {
  const words = question.trim().split(/\s+/).length;
  return words >= QUESTION_WORDS.atLeast && words <= QUESTION_WORDS.atMost;
}

function listContentWords(title: string): string[] {
  const words = title.toLowerCase().match(/[a-z][a-z-]+[a-z]/g) ?? [];
  return [...new Set(words.filter((word) => !isStopWord(word)))];
}

function lowerFirst(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

/** Fisher and Yates, in place (Knuth, The Art of Computer Programming 2, algorithm P). */
function shuffle<T>(items: T[], random: () => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}
