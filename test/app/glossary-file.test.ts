import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadGlossary } from '../../src/app/glossary-file.ts';
import { parseGlossary } from '../../src/search/glossary.ts';
import { tokenize } from '../../src/search/tokens.ts';

/** Lines that say something, with where they stand. */
const LINES = readFileSync(new URL('../../data/glossary.txt', import.meta.url), 'utf8')
  .split('\n')
  .map((line, index) => ({ at: index + 1, text: line.replace(/#.*/, '').trim() }))
  .filter(({ text }) => text !== '');

const split = (text: string) => text.split(/[,~]/).map((phrase) => phrase.trim());
/** Lines with a fault, and the fault. */
const listFaults = (find: (text: string) => readonly string[]) =>
  LINES.flatMap(({ at, text }) => find(text).map((fault) => `line ${at}: ${fault}`));

describe('the glossary', () => {
  it('has several hundred groups, each line one', () => {
    expect(LINES.length).toBeGreaterThanOrEqual(300);
    expect(loadGlossary()).toHaveLength(LINES.length);
    expect(listFaults((text) => (parseGlossary(text).length === 1 ? [] : [text]))).toEqual([]);
  });

  it('has every phrase as written', () => {
    const phrases = loadGlossary().flatMap(({ same, near }) => [...same, ...near]);
    expect(phrases).toEqual(LINES.flatMap(({ text }) => split(text)));
  });

  it('has no line twice, and in no line a phrase twice', () => {
    const texts = LINES.map(({ text }) => text.toLowerCase());
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
    const repeated = listFaults((text) => {
      const phrases = split(text.toLowerCase());
      return phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index);
    });
    expect(repeated).toEqual([]);
  });

  it('has phrases of at most five words, each with a word that is searched for', () => {
    const faults = listFaults((text) =>
      split(text).filter(
        (phrase) => phrase.split(/\s+/).length > 5 || tokenize(phrase).every((token) => token.stop),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('has one ~ a line at most', () => {
    expect(listFaults((text) => (text.split('~').length > 2 ? [text] : []))).toEqual([]);
  });
});
