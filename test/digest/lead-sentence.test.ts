import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectLeadSentence } from '../../src/digest/lead-sentence.ts';

const CONTEXT = 'Large language models have changed how people work with text.';
const PROPOSAL = 'In this paper, we propose a small model that reads tables.';
const FINDING = 'We show that it needs half the data of its predecessors.';

const lead = (abstract: string, fields = {}) =>
  selectLeadSentence({ abstract, damaged: [], truncated: false, ...fields });
const spanOf = (abstract: string, part: string) => ({
  start: abstract.indexOf(part),
  end: abstract.indexOf(part) + part.length,
});

describe('selectLeadSentence', () => {
  it.each([
    ['prefers what the paper proposes', [CONTEXT, FINDING, PROPOSAL], PROPOSAL],
    ['takes what it shows when nothing is proposed', [CONTEXT, FINDING], FINDING],
    ['takes the first when the paper says neither', [CONTEXT], CONTEXT],
    [
      'reads "this work introduces" alike',
      [CONTEXT, 'This work introduces a benchmark for reading tables.'],
      'This work introduces a benchmark for reading tables.',
    ],
    ['takes no fragment', ['We propose a table.', CONTEXT], CONTEXT],
    [
      'takes none that is too long to read',
      [`We propose ${'very '.repeat(60)}much.`, CONTEXT],
      CONTEXT,
    ],
  ])('%s', (_, sentences, expected) => {
    expect(lead(sentences.join(' '))).toBe(expected);
  });

  it('never takes a damaged sentence', () => {
    const abstract = [CONTEXT, PROPOSAL].join(' ');
    expect(lead(abstract, { damaged: [spanOf(abstract, PROPOSAL)] })).toBe(CONTEXT);
    expect(lead(PROPOSAL, { damaged: [spanOf(PROPOSAL, PROPOSAL)] })).toBeUndefined();
  });

  it('never takes the cut-off end of an abstract', () => {
    expect(lead([CONTEXT, PROPOSAL].join(' '), { truncated: true })).toBe(CONTEXT);
  });

  it('has none for an empty abstract', () => {
    expect(lead('')).toBeUndefined();
  });

  it('is always a substring that touches no damaged span', () => {
    const sentence = fc.oneof(fc.constantFrom(CONTEXT, PROPOSAL, FINDING), fc.string());
    fc.assert(
      fc.property(
        fc.array(sentence),
        fc.nat(200),
        fc.integer({ min: 1, max: 80 }),
        (some, start, length) => {
          const abstract = some.join(' ');
          const damaged = [{ start, end: start + length }];
          const found = lead(abstract, { damaged });
          if (found === undefined) return;
          expect(found.length).toBeLessThanOrEqual(300);
          const starts = [...abstract].map((_, n) => abstract.indexOf(found, n));
          const isClear = (at: number) =>
            at >= 0 && (at + found.length <= start || at >= start + length);
          expect(starts.some(isClear)).toBe(true);
        },
      ),
    );
  });
});
