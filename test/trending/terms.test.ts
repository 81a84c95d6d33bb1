import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms, nameTerm } from '../../src/trending/terms.ts';
import { paper } from '../helpers/papers.ts';

const text = (title: string, abstract = '') => paper({ title, abstract });
const termsOf = (title: string) => [...findTerms([text(title)], 1).keys()].sort();

describe('findTerms', () => {
  it('finds one to three words that stand together, without stop words at the ends', () => {
    expect(termsOf('Chain of thought, again')).toEqual([
      'again',
      'chain',
      'chain of thought',
      'thought',
    ]);
    expect(termsOf('vision-language models')).toEqual([
      'languag',
      'languag model',
      'model',
      'vision',
      'vision languag',
      'vision languag model',
    ]);
  });

  it('leaves out numbers and letters alone, not names with a number', () => {
    expect(termsOf('2025: 30 x, Phi 4')).toEqual(['phi', 'phi 4']);
  });

  it('counts a paper once, whatever the form', () => {
    const papers = [
      text('State space models', 'A state-space model. State-Space Models scale.'),
      text('Another', 'Tokenised state space modelling'),
      text('A third', 'tokenized'),
    ];
    const terms = findTerms(papers, 2);
    expect(terms.get('state space model')).toEqual([0, 1]);
    expect(terms.get('tokenis')).toEqual([1, 2]);
    expect(terms.has('third')).toBe(false);
  });

  it('finds what counting everything finds', () => {
    const word = fc.constantFrom('mamba', 'a', 'kan', 'Kans', '7', 'of', 'r1,');
    const anyTitle = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(anyTitle, { maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (all, min) => {
          const alone = all.map((title) => new Set(findTerms([text(title)], 1).keys()));
          const names = new Set(alone.flatMap((terms) => [...terms]));
          const expected = [...names]
            .map(
              (name) =>
                [name, alone.flatMap((terms, at) => (terms.has(name) ? [at] : []))] as const,
            )
            .filter(([, indices]) => indices.length >= min);
          expect(
            findTerms(
              all.map((title) => text(title)),
              min,
            ),
          ).toEqual(new Map(expected));
        },
      ),
    );
  });
});

describe('nameTerm', () => {
  it('is the form most papers write', () => {
    const papers = [
      text('DeepSeek-R1 and more', 'We distil DeepSeek-R1. Deepseek R1 is large.'),
      text('On DeepSeek-R1’s thoughts'),
    ];
    expect(nameTerm('deepseek r1', papers)).toBe('DeepSeek-R1');
  });

  it('is the term itself where nobody writes it', () => {
    expect(nameTerm('kan', [])).toBe('kan');
  });
});
