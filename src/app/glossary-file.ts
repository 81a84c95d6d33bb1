/** The glossary that comes with the program: `data/glossary.txt`. */
import { readFileSync } from 'node:fs';
import { type GlossaryGroup, parseGlossary } from '../search/glossary.ts';

const FILE = new URL('../../data/glossary.txt', import.meta.url);

/** Part of the program like its sources, so a missing file is a fault and throws. */
export function loadGlossary(): readonly GlossaryGroup[] {
  return parseGlossary(readFileSync(FILE, 'utf8'));
}
