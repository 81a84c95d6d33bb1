import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Case,
  isUnanswerable,
  measureCase,
  type OutcomeFigures,
} from '../../src/answer/case-figures.ts';
import { FITTED_MODEL } from '../../src/answer/fitted-model.ts';
import { createCaseReader, rankCase } from '../../src/answer/read-case.ts';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { document } from '../search/made-documents.ts';
import { anyWords, caseOf, readingOf } from './made-readings.ts';

const PAPER = document('d1', 'Prunix', {
  abstract: 'Prunix removes weights. Weights matter for accuracy.',
});

/** What is no share of anything, so that it may leave 0 to 1. */
const NO_SHARES: ReadonlySet<string> = new Set('score lead latent everyWord length'.split(' '));

const measure = (question: string, known: Partial<Case> = {}): OutcomeFigures =>
  measureCase({ ...caseOf(question, { documents: [PAPER] }), ...known });
const close = (known: Partial<OutcomeFigures>) =>
  Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, expect.closeTo(value, 9)]),
  );

describe('measureCase', () => {
  it.each<[what: string, question: string, figures: Partial<OutcomeFigures>]>([
    [
      'what the first quote says, with its title and whole document',
      'Does pruning weights hurt accuracy Prunix',
      // Of prune, weight, hurt, accuracy, prunix the first quote says two.
      { titled: 0.4, documentExact: 0.6, bestSaid: 0.4, length: Math.log(6) / 3 },
    ],
    [
      'what is left unsaid',
      'weights of zorblax accuracy trees',
      { mostUnsaid: 0.25, missing: 2 / 6, missingShare: 0.5 },
    ],
    ['that all is said', 'weights accuracy', { mostUnsaid: 0, missing: 0, missingShare: 0 }],
    [
      'names',
      'Does Prunix beat BERT and GPT-4 on weights',
      { names: 1, namesMissing: 1, namesMissingHere: 1, isTitleNamed: 1 },
    ],
    [
      'one name that is said',
      'Does Prunix remove',
      { names: 1 / 3, namesMissing: 0, isTitleNamed: 1 },
    ],
    ['no name', 'weights', { names: 0, namesMissing: 0, namesMissingHere: 0, isTitleNamed: 0 }],
    [
      'what is said beside the name of the paper',
      'does Prunix keep weights and accuracy',
      // Of keep, weight and accuracy the first quote says one.
      { anchors: 0.5, anchoredGap: 2 / 3 },
    ],
    ['that no word names the paper', 'weights trees', { anchors: 0, anchoredGap: 0 }],
    ['a question of yes or no', 'Does Prunix remove weights?', { isYesNo: 1, missingQuantity: 0 }],
    ['a quantity that is asked for', 'How many weights?', { isYesNo: 0, missingQuantity: 1 }],
    ['what is asked for and not said', 'Which trees have weights?', { focusUnsaid: 1 }],
    ['what is asked for and half said', 'Which dropped weights help?', { focusUnsaid: 0.5 }],
    ['what is asked for and said', 'Which weights?', { focusUnsaid: 0 }],
    ['that nothing is asked for', 'trees', { focusUnsaid: 0 }],
  ])('measures %s', (_, question, figures) => {
    expect(measure(question)).toMatchObject(close(figures));
  });

  it('measures how the scores lie', () => {
    const scored = (scores: readonly number[]) =>
      measureCase(caseOf('weights', { documents: [PAPER], scores }));
    expect(scored([6, 3])).toMatchObject(close({ score: 0.6, lead: 1 }));
    expect(scored([6, 6])).toMatchObject(close({ lead: 0 }));
    expect(scored([6])).toMatchObject(close({ score: 0.6, lead: 1 }));
  });

  it('measures how the search found it', () => {
    expect(measure('weights', { latent: 0.7, exact: 0 })).toMatchObject({
      latent: 0.7,
      everyWord: 0,
    });
    expect(measure('weights', { exact: 9 }).everyWord).toBeCloseTo(Math.log(10) / 3, 12);
  });

  it('measures the best sentence, quoted or not', () => {
    const [first] = caseOf('weights matter', { documents: [PAPER] }).chosen;
    if (first === undefined) throw new Error('nothing chosen');
    expect(measure('weights matter', { chosen: [first] })).toMatchObject({
      titled: 0.5,
      bestSaid: 1,
    });
  });

  it('tells words of a field from everyday ones', () => {
    const reading = readingOf('weights trees', { trees: { familiarity: 0.5 } });
    const one = caseOf('weights trees', { documents: [PAPER], reading });
    // Of a field are all of `weights` and half of `trees`; only the former is said.
    expect(measureCase(one)).toMatchObject(close({ specialShare: 0.75, specialSaid: 2 / 3 }));
    const known = readingOf('weights', { weights: { familiarity: 1 } });
    const everyday = caseOf('weights', { documents: [PAPER], reading: known });
    expect(measureCase(everyday)).toMatchObject({ specialShare: 0, specialSaid: 0 });
  });

  it('takes a repaired word for half said', () => {
    const reading = readingOf('weights', { weights: { trust: 0.5 } });
    const one = caseOf('weights', { documents: [PAPER], reading });
    expect(measureCase(one)).toMatchObject({
      titled: 0.5,
      specialSaid: 0.5,
      mostUnsaid: 0.5,
      missing: 0,
    });
  });

  it('takes a common word of the title for no name of the paper', () => {
    const reading = readingOf('Prunix accuracy', { prunix: { rarity: 0.75 } });
    const one = caseOf('Prunix accuracy', { documents: [PAPER], reading });
    expect(measureCase(one)).toMatchObject({ anchors: 0, anchoredGap: 0 });
  });

  it('has no figures of a case without evidence', () => {
    expect(() => measure('weights', { chosen: [] })).toThrow('a case has evidence');
  });

  it('has finite figures for every question and collection', () => {
    const texts = fc.array(fc.tuple(anyWords, anyWords), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, anyWords, (list, question) => {
        const documents = list.map(([title, abstract], number) =>
          document(`d${number}`, title, { abstract }),
        );
        const read = createCaseReader({
          index: createSearchIndex(documents),
          documents: new Map(documents.map((each) => [each.id, each])),
          everyday: [],
          spoken: new Map(),
        });
        const one = rankCase(read(question, {}), FITTED_MODEL.evidence);
        fc.pre(one !== undefined);
        for (const [name, value] of Object.entries(measureCase(one))) {
          expect(Number.isFinite(value), name).toBe(true);
          if (NO_SHARES.has(name)) continue;
          expect(value, name).toBeGreaterThanOrEqual(-1e-9);
          expect(value, name).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('isUnanswerable', () => {
  const PLAIN = document('d1', 'Pruning', { abstract: 'Pruning removes weights. It is fast.' });
  const NUMBERED = document('d2', 'Pruning', { abstract: 'Pruning removes 40 weights.' });
  const FAMILIAR = { familiarity: 0.9 };
  const UNKNOWN = { isUnknown: true };

  it.each<[what: string, question: string, known: Parameters<typeof readingOf>[1], is: boolean]>([
    ['a word of a field', 'pruning lunch', { lunch: FAMILIAR }, false],
    ['everyday words only', 'When is lunch?', { lunch: FAMILIAR }, true],
    ['a name that nobody writes', 'What is RLHF pruning?', { rlhf: UNKNOWN }, true],
    ['an unknown word that is no name', 'What is rlhfs pruning?', { rlhfs: UNKNOWN }, false],
    ['a number that is not there', 'How many weights are pruned?', {}, true],
  ])('of %s', (_, question, known, is) => {
    const one = caseOf(question, { documents: [PLAIN], reading: readingOf(question, known) });
    expect(isUnanswerable(one)).toBe(is);
  });

  it('not of a number that is there', () => {
    const question = 'How many weights are pruned?';
    expect(isUnanswerable(caseOf(question, { documents: [NUMBERED] }))).toBe(false);
  });
});
