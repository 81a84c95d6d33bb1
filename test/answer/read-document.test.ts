import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../src/answer/read-document.ts';
import { document } from '../search/made-documents.ts';
import { anyWords } from './made-readings.ts';

const KEPT = 2000;
const FIRST = 'We fine-tune networks.';
const SECOND = 'It costs O(K of them.';
const THIRD = 'However, pruning helps.';
const PAPER = document('d1', 'Pruning the networks', {
  abstract: [FIRST, SECOND, THIRD].join(' '),
  damaged: [{ start: FIRST.length + 12, end: FIRST.length + 15 }],
});

describe('createDocumentReader', () => {
  it('cuts the abstract into sentences with their places', () => {
    const { id, sentences } = createDocumentReader()(PAPER);
    expect(id).toBe('d1');
    expect(sentences.map(({ quote, place }) => [place, quote])).toEqual(
      [FIRST, SECOND, THIRD].map((text, place) => {
        const start = PAPER.abstract.indexOf(text);
        return [place, { docId: 'd1', text, span: { start, end: start + text.length } }];
      }),
    );
  });

  it('reads terms in order, a compound before its parts, and how it is worded', () => {
    const { title, titleTerms, sequence, sentences } = createDocumentReader()(PAPER);
    expect(titleTerms).toEqual(['prune', 'network']);
    expect(title).toEqual(new Set(titleTerms));
    expect(sentences[0]?.sequence).toEqual(['finetun', 'fine', 'tune', 'network']);
    expect(sentences[0]?.terms).toEqual(new Set(sentences[0]?.sequence));
    expect(sequence).toEqual([...titleTerms, ...sentences.flatMap((each) => each.sequence)]);
    expect(sentences.map(({ wordings }) => wordings.turns)).toEqual([0, 0, 1]);
  });

  it('flags the sentences that damage touches, and no others', () => {
    const end = FIRST.length;
    const flagsOf = (damaged: typeof PAPER.damaged) =>
      createDocumentReader()({ ...PAPER, damaged }).sentences.map(({ isDamaged }) => isDamaged);
    expect(flagsOf(PAPER.damaged)).toEqual([false, true, false]);
    expect(flagsOf([{ start: end, end: end + 1 }])).toEqual([false, false, false]);
    expect(flagsOf([{ start: end - 1, end: end + 2 }])).toEqual([true, true, false]);
    expect(flagsOf([{ start: 0, end: PAPER.abstract.length }])).toEqual([true, true, true]);
  });

  it('has no sentences of an empty abstract', () => {
    expect(createDocumentReader()(document('d', ''))).toMatchObject({
      sentences: [],
      sequence: [],
    });
  });

  it('remembers what was used last and forgets what was not', () => {
    const read = createDocumentReader();
    const [used, unused] = [document('used', ''), document('unused', '')];
    const [readUsed, readUnused] = [read(used), read(unused)];
    for (let number = 0; number < KEPT - 2; number++) read(document(`d${number}`, ''));
    expect(read(used)).toBe(readUsed);
    read(document('one too many', ''));
    expect(read(used)).toBe(readUsed);
    expect(read(unused)).not.toBe(readUnused);
  });

  it('quotes verbatim and in order, whatever the abstract', () => {
    fc.assert(
      fc.property(anyWords, (abstract) => {
        const { sentences } = createDocumentReader()(document('d', '', { abstract }));
        let last = 0;
        for (const { quote } of sentences) {
          const { start, end } = quote.span;
          expect(abstract.slice(start, end)).toBe(quote.text);
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
        }
      }),
    );
  });
});
