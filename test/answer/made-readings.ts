/** Makers of what the answerer reads, by hand: questions without an index, evidence without a search. */
import fc from 'fast-check';
import { type Case, measureCase, type OutcomeFigures } from '../../src/answer/case-figures.ts';
import {
  type Evidence,
  type EvidenceFigures,
  type Reading,
  type ReadWord,
  readEvidence,
} from '../../src/answer/evidence.ts';
import { createWordMatcher } from '../../src/answer/match-words.ts';
import { parseQuestion } from '../../src/answer/question.ts';
import { createDocumentReader } from '../../src/answer/read-document.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { document } from '../search/made-documents.ts';

/** Words with equal shares, each known and rare; say of a word what is otherwise. */
export function readingOf(
  question: string,
  known: Readonly<Record<string, Partial<ReadWord>>> = {},
): Reading {
  const { kind, words, focus } = parseQuestion(question);
  return {
    kind,
    nearness: () => 0,
    words: words.map((word) => ({
      ...word,
      match: createWordMatcher(word, [], new Map()),
      isUnknown: false,
      isFocus: focus.has(word.term),
      share: 1 / words.length,
      trust: 1,
      rarity: 1,
      familiarity: 0,
      ...known[word.word],
    })),
  };
}

/** Of all sentences, as if the search had found the documents in this order. */
export function evidenceOf(
  reading: Reading,
  ...documents: readonly SearchDocument[]
): readonly Evidence[] {
  const read = createDocumentReader();
  return documents.flatMap((one, rank) =>
    readEvidence(reading, { document: read(one), rank, score: 1 / (rank + 1) }),
  );
}

/** As if its evidence had been scored `scores`, best first. */
export function caseOf(
  question: string,
  {
    documents,
    reading = readingOf(question),
    scores = [6, 3],
  }: {
    readonly documents: readonly SearchDocument[];
    readonly reading?: Reading;
    readonly scores?: readonly number[];
  },
): Case {
  const all = evidenceOf(reading, ...documents).map((evidence, place) => ({
    evidence,
    score: scores[place] ?? 0,
  }));
  return {
    question: parseQuestion(question),
    reading,
    chosen: all.slice(0, scores.length),
    all,
    latent: 0.4,
    exact: 0,
  };
}

const SMALLEST = caseOf('pruning', { documents: [document('d', '', { abstract: 'Pruning.' })] });

/** Of every figure 0: figures of nothing, or weights that count nothing. */
export const NO_FIGURES: OutcomeFigures = zero(measureCase(SMALLEST));
export const NO_EVIDENCE_WEIGHTS: EvidenceFigures = zero(
  SMALLEST.chosen.map(({ evidence }) => ({
    ...evidence.figures,
    ...evidence.sentence.wordings,
  }))[0],
);

function zero<Named extends Readonly<Record<string, number>>>(figures: Named | undefined): Named {
  return Object.fromEntries(Object.keys(figures ?? {}).map((name) => [name, 0])) as Named; // a value for each name
}

/** Any UTF-16 code units, surrogates without a partner among them; `fc.string` takes a second to begin. */
export const anyCharacters: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 200 })
  .map((codes) => String.fromCharCode(...codes));

/** Questions and abstracts that meet each other, now and then with anything else in them. */
export const anyWords: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom(
          ...(
            'pruning weights networks removes keeps accuracy fine-tune regressor regression GPT-4 ' +
            '3.5% 7B We It The which what how many why is does newest than . . . ? ! , :'
          ).split(' '),
        ),
      },
      { weight: 1, arbitrary: anyCharacters },
    ),
    { maxLength: 30 },
  )
  .map((words) => words.join(' '));
