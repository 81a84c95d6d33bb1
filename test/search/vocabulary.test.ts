import { describe, expect, it } from 'vitest';
import { tokenize } from '../../src/search/tokens.ts';
import { createVocabulary } from '../../src/search/vocabulary.ts';

function vocabularyOf(...texts: readonly string[]) {
  const vocabulary = createVocabulary();
  for (const text of texts) vocabulary.add(tokenize(text));
  return vocabulary;
}

describe('vocabulary', () => {
  it('counts documents, not occurrences, and no stop words', () => {
    const vocabulary = vocabularyOf('the model of models', 'a model');
    expect(vocabulary.documentCount('model')).toBe(2);
    expect(vocabulary.documentCount('the')).toBe(0);
  });

  it('knows the forms of a term, most frequent first', () => {
    const vocabulary = vocabularyOf('training train', 'training trained');
    expect(vocabulary.forms('train')).toEqual(['training', 'train', 'trained']);
    expect(vocabulary.forms('unknown')).toEqual([]);
  });

  it.each([
    ['retreival', 'retrieval'],
    ['trasnformer', 'transformer'],
    ['nueral', 'neural'],
    ['garph', 'graph'],
    ['ratrieval', 'retrieval'],
    ['retrival', 'retrieval'],
    ['retrrieval', 'retrieval'],
    ['retriefal', undefined],
    ['etrieval', undefined],
    ['retrevial', undefined],
    ['pasta', undefined],
    ['nat', undefined],
    ['bm26', undefined],
    ['complicate', undefined],
    ['', undefined],
  ])('repairs %j to %s', (typed, known) => {
    const words = 'retrieval transformer neural graph past net bm25 completes';
    expect(vocabularyOf(words).nearest(typed)).toBe(known);
  });

  it('prefers the word of more documents, then the alphabet', () => {
    expect(vocabularyOf('planting plaiting', 'plaiting').nearest('planiting')).toBe('plaiting');
    expect(vocabularyOf('planting plaiting').nearest('planiting')).toBe('plaiting');
  });

  // Each is a real word one or two keystrokes from another that abstracts use.
  it.each([
    ['president', 'present'],
    ['printer', 'pointer'],
    ['planet', 'planes'],
    ['insurance', 'instance'],
    ['theology', 'typology'],
    ['police', 'policy'],
  ])('leaves %s alone beside %s', (typed, known) => {
    expect(vocabularyOf(known).nearest(typed)).toBeUndefined();
  });
});
