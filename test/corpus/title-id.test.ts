import { describe, expect, it } from 'vitest';
import { buildTitleId, hashFnv1a64 } from '../../src/corpus/title-id.ts';
import { normalizeTitle } from '../../src/model/title.ts';

describe('normalizeTitle', () => {
  it.each([
    ['Attention, as an RNN!', 'attentionasanrnn'],
    ['ﬁne–tuning ２', 'finetuning2'],
    ['Größe und Wörter', 'größeundwörter'],
    ['注意力', '注意力'],
    [' ∞ ', '∞'],
  ])('folds %j', (title, expected) => {
    expect(normalizeTitle(title)).toBe(expected);
  });
});

describe('hashFnv1a64', () => {
  // Vectors of the hash's authors.
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('hashes %j', (text, expected) => {
    expect(hashFnv1a64(text)).toBe(expected);
  });
});

describe('buildTitleId', () => {
  it('is the same however the title is spelled, and another for another title', () => {
    expect(buildTitleId('Attention as an RNN')).toBe(buildTitleId('ATTENTION, as an RNN.'));
    expect(buildTitleId('Attention as an RNN')).not.toBe(buildTitleId('Attention as an RNN 2'));
    expect(buildTitleId('∞')).toMatch(/^title:[0-9a-f]{16}$/);
  });
});
