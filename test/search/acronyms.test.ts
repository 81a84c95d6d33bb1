import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAcronyms } from '../../src/search/acronyms.ts';

describe('findAcronyms', () => {
  it.each([
    // Examples of the paper.
    ['heat shock transcription factor (HSF)', 'HSF', 'heat shock transcription factor'],
    ['gamma-aminobutyric acid (GABA)', 'GABA', 'gamma-aminobutyric acid'],
    // Examples of this field.
    ['We use large language models (LLMs) here', 'LLM', 'large language models'],
    ['with chain-of-thought (CoT) prompts', 'CoT', 'chain-of-thought'],
    ['by self-supervised learning (SSL)', 'SSL', 'self-supervised learning'],
    [
      'bidirectional encoder representations from transformers (BERT)',
      'BERT',
      'bidirectional encoder representations from transformers',
    ],
    ['red green blue depth (RGB-D) images', 'RGB-D', 'red green blue depth'],
    ['We end. Now beta gamma (BG) begins', 'BG', 'beta gamma'],
    ['first (one) second beta (SB)', 'SB', 'second beta'],
    ['we see a Graph Net (GN)', 'GN', 'Graph Net'],
    ['the state machine (SM)', 'SM', 'state machine'],
  ])('finds in %j', (text, short, long) => {
    expect(findAcronyms(text)).toEqual([{ short, long }]);
  });

  it.each([
    ['as was shown (Smith 2003)', 'a citation'],
    ['in the year (2023)', 'a year'],
    ['transfer learning (see below)', 'words without a capital'],
    ['deep learning (L)', 'one letter'],
    ['the LLM (LLM)', 'what is short already'],
    ['our best model (ABC)', 'letters that are not there'],
    ['inner model (NM)', 'a first letter inside a word'],
    ['model language (LM)', 'letters out of order'],
    ['beta. A gamma (BG)', 'words of the sentence before'],
    ['gamma delta one two three four five (GD)', 'words too far before'],
    ['language (LA)', 'a single word'],
    ['(AB)', 'nothing before it'],
    ['large language model (a very long remark LLM)', 'a remark'],
    ['', 'nothing'],
  ])('finds nothing in %j: %s', (text) => {
    expect(findAcronyms(text)).toEqual([]);
  });

  it('finds all of a text, in order, as often as they are made', () => {
    const text =
      'tyrosine phosphatase (TP) and mitogen-activated protein kinase (MAPK), tyrosine phosphatase (TP)';
    expect(findAcronyms(text).map(({ short }) => short)).toEqual(['TP', 'MAPK', 'TP']);
  });

  it('finds what the text says and throws at none', () => {
    const piece = fc.constantFrom(
      'large',
      'Model',
      ' ',
      '(',
      ')',
      '(LM)',
      '-',
      '. ',
      'é',
      '𝒳',
      '(É)',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        for (const { short, long } of findAcronyms(any)) {
          expect(any).toContain(long);
          expect(any).toContain(`(${short}`);
          expect(long.length).toBeGreaterThan(short.length);
        }
      }),
    );
  });

  it('looks back a bounded way from each of many parentheses', () => {
    expect(
      findAcronyms('word '.repeat(50_000) + 'b '.repeat(20_000) + '(aC) '.repeat(5000)),
    ).toEqual([]);
  });
});
