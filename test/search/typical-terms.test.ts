import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearchIndex } from '../../src/search/search-engine.ts';
import { paper } from '../helpers/papers.ts';

const TITLES = [
  'Retrieval augmented generation of answers',
  'Answers by retrieval, augmented: generation!',
  'Protein folding with diffusion models',
  'Diffusion models for protein design',
  'The of and',
];

const papers = TITLES.map((title, number) =>
  paper({ id: `arxiv:2501.0000${number}`, title, abstract: '' }),
);
const index = createSearchIndex(papers);
const between = (one: number, other: number) =>
  index.alike(`arxiv:2501.0000${one}`, `arxiv:2501.0000${other}`);

describe('alike', () => {
  it('is 1 for the same words and 0 for none in common', () => {
    expect(between(0, 1)).toBeCloseTo(1);
    expect(between(0, 2)).toBe(0);
    expect(between(2, 3)).toBeGreaterThan(0.5);
  });

  it('is 0 for what has no telling word, and for an unknown id', () => {
    expect(between(4, 4)).toBe(0);
    expect(index.alike('arxiv:2501.00000', 'arxiv:1.2')).toBe(0);
  });

  it('is 0 to 1 and the same either way for any texts', () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 8 }), { minLength: 2, maxLength: 6 }), (texts) => {
        const ids = texts.map((_, number) => `arxiv:2502.0000${number}`);
        const some = createSearchIndex(
          texts.map((abstract, number) => paper({ id: ids[number] ?? '', title: 'A', abstract })),
        );
        for (const one of ids) {
          for (const other of ids) {
            const value = some.alike(one, other);
            expect(value >= 0 && value <= 1).toBe(true);
            expect(some.alike(other, one)).toBeCloseTo(value);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
