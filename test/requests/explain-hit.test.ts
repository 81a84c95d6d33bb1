import { describe, expect, it } from 'vitest';
import { explainHit } from '../../src/requests/explain-hit.ts';
import type { SearchHit } from '../../src/search/search-index.ts';

const MATCHES = [{ field: 'title', words: ['graph'] }] as const;
const RELATED = [{ typed: 'graph network', found: 'GNN' }];

function hit(parts: Partial<SearchHit['parts']>, known: Partial<SearchHit> = {}): SearchHit {
  const all = { words: 0, latent: 0, model: 0, ...parts };
  const score = all.words + all.latent + all.model;
  return { id: 'a', score, matches: [], related: [], lacks: [], parts: all, ...known };
}

describe('explainHit', () => {
  it('passes on the words found, and those found for others', () => {
    const found = hit({ words: 1 }, { matches: MATCHES, related: RELATED });
    expect(explainHit(found)).toEqual({ matches: MATCHES, related: RELATED, meaning: 'no' });
  });

  it.each([
    [hit({ words: 3, latent: 1 }, { matches: MATCHES }), 'no'],
    [hit({ words: 2.9, latent: 1 }, { matches: MATCHES }), 'also'],
    [hit({ words: 2.9, latent: 0.5, model: 0.5 }, { matches: MATCHES }), 'also'],
    [hit({ words: 1, latent: 1 }, { related: RELATED }), 'also'],
    [hit({ latent: 1 }), 'only'],
    [hit({ model: 1 }), 'only'],
    // Only filters selected it.
    [hit({ words: 1 }), 'no'],
    [undefined, 'no'],
  ])('names meaning where it is more than a quarter of the reason: %#', (found, meaning) => {
    expect(explainHit(found).meaning).toBe(meaning);
  });
});
