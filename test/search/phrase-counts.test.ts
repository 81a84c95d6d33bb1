import { describe, expect, it } from 'vitest';
import { createPhraseCounter } from '../../src/search/phrase-counts.ts';
import { invert } from './made-documents.ts';

describe('phrase counter', () => {
  const index = invert(
    'red map|a red map, and a red old map',
    'map red|red one two map',
    'red|map',
    'red-map|',
    'fold map|red map red map red map',
    'red a b c map|red old big map. red old big new map',
  );
  const count = createPhraseCounter(index, 3);

  it.each([
    [
      ['red', 'map'],
      [
        [0, 5],
        [1, 1],
        [3, 3],
        [4, 3],
        [5, 4],
      ],
      'in order, up to two words between',
    ],
    [
      ['map', 'red'],
      [
        [0, 1],
        [1, 3],
        [4, 2],
        [5, 1],
      ],
      'in this order alone',
    ],
    [['fold'], [[4, 3]], 'one word, of the title'],
    [
      ['old'],
      [
        [0, 1],
        [5, 2],
      ],
      'one word, of the abstract',
    ],
    [['redmap'], [[3, 3]], 'a compound as a whole'],
    [
      ['map', 'map'],
      [
        [0, 1],
        [4, 2],
      ],
      'a word twice',
    ],
    [['red', 'unknown'], [], 'a word that none has'],
    [['red', 'map', 'fold'], [], 'words that never stand together'],
  ])('counts %j', (terms, counts, _why) => {
    expect([...count(terms)]).toEqual(counts);
  });

  it('does not run from the title into the abstract, nor into the next document', () => {
    expect([...createPhraseCounter(invert('red|map', 'fold|'), 1)(['red', 'map'])]).toEqual([]);
    expect([...createPhraseCounter(invert('|red', 'map|'), 1)(['red', 'map'])]).toEqual([]);
  });

  it('looks a phrase up once', () => {
    expect(count(['red', 'map'])).toBe(count(['red', 'map']));
  });
});
