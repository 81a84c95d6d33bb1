import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvidenceFigures, type Reading, readEvidence } from '../../src/answer/evidence.ts';
import { createDocumentReader } from '../../src/answer/read-document.ts';
import { readWordings } from '../../src/answer/wording.ts';
import { document } from '../search/made-documents.ts';
import { anyWords, evidenceOf, readingOf } from './made-readings.ts';

const SENTENCES = [
  'Big networks are slow.',
  'Pruning removes weights by magnitude.',
  'In this way we obtain the accuracy and regression error of unpruned networks.',
  'The weights stay small.',
] as const;
const PAPER = document('d1', 'Pruning networks', { abstract: SENTENCES.join(' ') });
/** A quarter of the question each; `regressor` begins like `regression`. */
const READING = readingOf('Does pruning weights hurt a regressor?');

/** Of figures that may leave 0 to 1. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  titleNear: [-1, 1],
  documentNear: [-1, 1],
  near: [-1, 1],
  // More than some 50 terms exceed 1.
  length: [0, 3],
};

const figuresOf = (reading: Reading, name: keyof EvidenceFigures) =>
  evidenceOf(reading, PAPER).map(
    ({ figures, sentence }) => ({ ...sentence.wordings, ...figures })[name],
  );

describe('readEvidence', () => {
  it('reads these words of the question below', () => {
    expect(READING.words.map(({ term }) => term)).toEqual(['prune', 'weight', 'hurt', 'regressor']);
  });

  it.each<[name: keyof EvidenceFigures, values: readonly number[]]>([
    ['exact', [0, 0.5, 0, 0.25]],
    ['said', [0, 0.5, 0.175, 0.25]],
    ['titled', [0.25, 0.5, 0.425, 0.5]],
    ['withPrevious', [0, 0.5, 0.675, 0.425]],
    ['around', [0.5, 0.675, 0.675, 0.425]],
    ['untitledSaid', [0, 1 / 3, 0.7 / 3, 1 / 3]],
    // "pruning weights" two words apart; the other two pairs nowhere.
    ['together', [0, 1 / 3, 0, 0]],
    ['position', [0.25, 0.5, 0.75, 1]],
    ['isFirst', [1, 0, 0, 0]],
    ['isSecond', [0, 1, 0, 0]],
    ['isLast', [0, 0, 0, 1]],
    ['isLate', [0, 0, 0, 1]],
    ['length', [3, 4, 7, 3].map((terms) => Math.log(1 + terms) / 4)],
    ['isShort', [1, 1, 0, 1]],
    ['documentSaid', [0.675, 0.675, 0.675, 0.675]],
    ['documentExact', [0.5, 0.5, 0.5, 0.5]],
    ['titleSaid', [0.25, 0.25, 0.25, 0.25]],
  ])('measures %s', (name, values) => {
    expect(figuresOf(READING, name)).toEqual(values.map((value) => expect.closeTo(value, 9)));
  });

  it('thins out what a long sentence says', () => {
    const abstract = `Pruning ${'of trained layers and heads '.repeat(5)}.`;
    const [long] = evidenceOf(readingOf('pruning'), document('d', '', { abstract }));
    expect(long?.sentence.sequence).toHaveLength(16);
    expect(long?.figures).toMatchObject({ said: 1, dense: 0.5 });
    expect(figuresOf(READING, 'dense')).toEqual(figuresOf(READING, 'said'));
  });

  it('counts a word by its share and by how far it is trusted', () => {
    const reading = readingOf('pruning weights', {
      pruning: { share: 0.8 },
      weights: { share: 0.2, trust: 0.5 },
    });
    expect(figuresOf(reading, 'said')).toEqual([0, 0.9, 0, 0.1]);
    expect(figuresOf(reading, 'exact')).toEqual([0, 0.9, 0, 0.1]);
  });

  it('measures what is asked for', () => {
    const reading = readingOf('Which regressor weights does pruning remove?');
    expect(figuresOf(reading, 'focusSaid')).toEqual([0, 0.5, 0.5, 0.5]);
    expect(figuresOf(readingOf('pruning weights'), 'focusSaid')).toEqual([0, 0, 0, 0]);
  });

  it('says nothing of what is outside the title when all of it is inside', () => {
    expect(figuresOf(readingOf('pruning networks'), 'untitledSaid')).toEqual([0, 0, 0, 0]);
  });

  it('measures nearness of title, document and sentence', () => {
    const reading = { ...READING, nearness: (terms: readonly string[]) => terms.length / 100 };
    expect(figuresOf(reading, 'titleNear')).toEqual([0.02, 0.02, 0.02, 0.02]);
    expect(figuresOf(reading, 'near')).toEqual([0.03, 0.04, 0.07, 0.03]);
    expect(figuresOf(reading, 'documentNear')).toEqual([0.19, 0.19, 0.19, 0.19]);
  });

  it('knows how the sentence is worded, for this kind of question too', () => {
    const [, , third] = evidenceOf(READING, PAPER);
    expect(third?.sentence.wordings).toEqual(readWordings(SENTENCES[2]));
    expect(figuresOf(READING, 'cue')).toEqual([0, 0, 0, 0]);
    expect(figuresOf(readingOf('pruning weights'), 'cue')).toEqual([0, 0, 1, 0]);
  });

  it('knows where the search put the document', () => {
    const other = document('d2', '', { abstract: 'Trees grow.' });
    const figures = evidenceOf(READING, other, PAPER).map((each) => each.figures);
    expect(figures[0]).toMatchObject({ rank: 1, isFirstDocument: 1, searchScore: 1 });
    expect(figures[1]).toMatchObject({ rank: 0.5, isFirstDocument: 0, searchScore: 0.5 });
  });

  it('leaves out damaged sentences, which still say what the document is about', () => {
    const start = PAPER.abstract.indexOf(SENTENCES[1]);
    const damaged = [{ start, end: start + 5 }];
    const evidence = evidenceOf(READING, { ...PAPER, damaged });
    expect(evidence.map(({ sentence }) => sentence.place)).toEqual([0, 2, 3]);
    expect(evidence.map(({ figures }) => figures.isSecond)).toEqual([0, 0, 0]);
    expect(evidence[0]?.figures.documentSaid).toBeCloseTo(0.675, 9);
  });

  it('has finite figures of about 0 to 1 for every question and document', () => {
    const found = fc.record({
      title: anyWords,
      abstract: anyWords,
      rank: fc.nat(19),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const known = fc.record({
      near: fc.double({ min: -1, max: 1, noNaN: true }),
      trust: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(anyWords, known, found, (question, { near, trust }, { rank, score, ...text }) => {
        const plain = readingOf(question);
        const words = plain.words.map((word) => ({ ...word, trust }));
        const read = createDocumentReader()(document('d', text.title, text));
        const reading = { ...plain, words, nearness: () => near };
        for (const { figures } of readEvidence(reading, { document: read, rank, score })) {
          for (const [name, value] of Object.entries(figures)) {
            const [least, most] = RANGES[name] ?? [0, 1];
            expect(value, name).toBeGreaterThanOrEqual(least);
            expect(value, name).toBeLessThanOrEqual(most + 1e-9);
          }
        }
      }),
    );
  });
});
