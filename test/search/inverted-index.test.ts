import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMPOUND_BIT,
  documentFrequency,
  findPosting,
  STREAM_BREAK,
  visitTerms,
} from '../../src/search/inverted-index.ts';
import { tokenize } from '../../src/search/tokens.ts';
import { invert } from './made-documents.ts';

describe('inverted index', () => {
  const index = invert('red map|the map of red', 'map-map|', '|fold');

  it('numbers terms and documents in the order seen', () => {
    expect([...index.terms]).toEqual([
      ['red', 0],
      ['map', 1],
      ['mapmap', 2],
      ['fold', 3],
    ]);
    expect(index.size).toBe(3);
  });

  it('has the postings of each term in order of document, with counts', () => {
    expect([...index.postingStarts]).toEqual([0, 1, 3, 4, 5]);
    expect([...index.postingDocuments]).toEqual([0, 0, 1, 1, 2]);
    expect([...index.titleCounts]).toEqual([1, 1, 2, 1, 0]);
    expect([...index.abstractCounts]).toEqual([1, 1, 0, 0, 1]);
  });

  it('keeps the words in the order written, without stop words', () => {
    const compound = (2 | COMPOUND_BIT) >>> 0;
    expect([...index.streamStarts]).toEqual([0, 5, 9, 11]);
    expect([...index.stream]).toEqual([
      ...[0, 1, STREAM_BREAK, 1, 0],
      ...[compound, 1, 1, STREAM_BREAK],
      ...[STREAM_BREAK, 3],
    ]);
  });

  it('counts lengths', () => {
    expect([...index.titleLengths]).toEqual([2, 3, 0]);
    expect([...index.abstractLengths]).toEqual([2, 0, 1]);
    expect([index.totalTitleLength, index.totalAbstractLength]).toEqual([5, 3]);
  });

  it('shows the terms of a document and whether they are of its title', () => {
    const seen: (readonly [number, boolean])[] = [];
    visitTerms(index, 1, (term, isTitle) => seen.push([term, isTitle]));
    expect(seen).toEqual([
      [2, true],
      [1, true],
      [1, true],
    ]);
    visitTerms(index, 2, (term, isTitle) => seen.push([term, isTitle]));
    expect(seen.at(-1)).toEqual([3, false]);
  });

  it('counts to 255 and no further', () => {
    const many = invert(`${'map '.repeat(255)}|${'map '.repeat(5000)}`);
    expect([...many.titleCounts, ...many.abstractCounts]).toEqual([255, 255]);
    expect(many.abstractLengths[0]).toBe(5000);
  });

  it('is empty without documents', () => {
    const empty = invert();
    expect([empty.size, empty.terms.size, empty.stream.length]).toEqual([0, 0, 0]);
    expect([...empty.postingStarts]).toEqual([0]);
  });

  it('finds the posting of every term and document, and -1 where there is none', () => {
    const word = fc.constantFrom('red', 'map', 'fold', 'net', 'gpu', 'map-red');
    const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const made = invert(...texts.map((abstract) => `|${abstract}`));
        for (const [term, number] of made.terms) {
          const having = texts.flatMap((abstract, document) =>
            tokenize(abstract).some((token) => token.term === term) ? [document] : [],
          );
          const found = texts.flatMap((_, document) => {
            const posting = findPosting(made, number, document);
            if (posting < 0) return [];
            expect(made.postingDocuments[posting]).toBe(document);
            return [document];
          });
          expect(found).toEqual(having);
          expect(documentFrequency(made, number)).toBe(having.length);
        }
        expect(findPosting(made, -1, 0)).toBe(-1);
        expect(findPosting(made, made.terms.size, 0)).toBe(-1);
        expect(documentFrequency(made, -1)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
