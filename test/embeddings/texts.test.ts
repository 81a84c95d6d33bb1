import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDocumentText, buildQueryText } from '../../src/embeddings/texts.ts';
import { anyText, paper } from '../helpers/papers.ts';

describe('buildDocumentText', () => {
  it('is title and abstract', () => {
    const text = buildDocumentText('m', paper({ title: 'Otters', abstract: 'They hold hands.' }));
    expect(text).toBe('Otters\nThey hold hands.');
  });

  it('is the title of a paper without an abstract', () => {
    expect(buildDocumentText('m', paper({ title: 'Otters', abstract: '' }))).toBe('Otters');
  });
});

describe('buildQueryText', () => {
  it.each(['', '  ', '—', '👩‍👩‍👧‍👦', '\u200B'])('is empty for %j', (query) => {
    expect(buildQueryText('nomic-embed-text', query)).toBe('');
  });

  it('is the same for the same words', () => {
    expect(buildQueryText('m', ' river\n otters ')).toBe('river otters');
  });
});

describe('both', () => {
  it.each([
    ['nomic-embed-text', 'search_document: T', 'search_query: q'],
    ['nomic-ai/nomic-embed-text-v1.5', 'search_document: T', 'search_query: q'],
    ['intfloat/multilingual-e5-large', 'passage: T', 'query: q'],
    ['intfloat/multilingual-e5-large-instruct', 'T', 'q'],
    ['intfloat/e5-mistral-7b-instruct', 'T', 'q'],
    ['BAAI/bge-small-en-v1.5', 'T', 'Represent this sentence for searching relevant passages: q'],
    ['BAAI/bge-m3', 'T', 'q'],
    ['text-embedding-3-small', 'T', 'q'],
  ])('have what %s was trained to see in front', (model, document, query) => {
    expect(buildDocumentText(model, paper({ title: 'T', abstract: '' }))).toBe(document);
    expect(buildQueryText(model, 'q')).toBe(query);
  });

  it('are bounded, and whole Unicode', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, abstract) => {
        const document = buildDocumentText('m', paper({ title, abstract: abstract.repeat(30) }));
        const query = buildQueryText('m', abstract.repeat(30));
        expect(document.length).toBeLessThanOrEqual(4000);
        expect(query.length).toBeLessThanOrEqual(2000);
        for (const text of [document, query]) expect(encodeURIComponent(text)).toBeTypeOf('string');
      }),
    );
  });
});
