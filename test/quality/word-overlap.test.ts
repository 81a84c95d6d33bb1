import { describe, expect, it } from 'vitest';
import { createOverlapAnswerer } from './word-overlap.ts';

const documents = [
  { id: 'moths', title: 'Moths', abstract: 'Moths fly at night. They seek the light.' },
  { id: 'bees', title: 'Bees', abstract: 'Bees dance by day. Bees fly to light flowers.' },
  { id: 'ants', title: 'Ants', abstract: 'Ants carry leaves.' },
].map((document) => ({ ...document, links: [], damaged: [] }));

const answerer = createOverlapAnswerer(documents);

describe('createOverlapAnswerer', () => {
  it('quotes the sentence with most of the question, rare words counting more', () => {
    const { quotes, docs, confidence } = answerer.answer('do moths fly');
    expect(quotes[0]).toEqual({
      docId: 'moths',
      span: { start: 0, end: 19 },
      text: 'Moths fly at night.',
    });
    expect(docs).toEqual(['moths', 'bees']);
    // `do` is a word like others, and nobody here uses it.
    expect(confidence).toBeGreaterThan(0.4);
    expect(confidence).toBeLessThan(0.7);
  });

  it('is sure when a sentence has every word', () => {
    expect(answerer.answer('ants carry leaves?').confidence).toBeCloseTo(1);
  });

  it('answers also what it finds nothing for', () => {
    expect(answerer.answer('xylophone')).toMatchObject({ quotes: [], docs: [], confidence: 0 });
    expect(answerer.answer('').confidence).toBe(0);
  });
});
