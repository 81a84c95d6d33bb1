import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/search/seeded-random.ts';
import { loadPapers } from './collections.ts';
import { addTypo } from './typos.ts';

const titles = loadPapers().map(({ title }) => title);

describe('addTypo', () => {
  it('changes one word by a letter left out, doubled or replaced, or two swapped', () => {
    const random = createRandom(1);
    for (const title of titles) {
      const typed = addTypo(title, random);
      const words = title.split(' ');
      const changed = typed.split(' ').filter((word, place) => word !== words[place]);
      expect(changed).toHaveLength(1);
      // A swap is two replacements to this distance.
      expect([1, 2]).toContain(distance(title, typed));
    }
  });

  it('makes each kind of slip', () => {
    const random = createRandom(2);
    const lengths = titles.map((title) => addTypo(title, random).length - title.length);
    for (const change of [-1, 0, 1]) expect(lengths).toContain(change);
  });

  it('leaves short words alone', () => {
    const random = createRandom(3);
    for (let time = 0; time < 100; time++) {
      expect(addTypo('an RL of net', random)).toBe('an RL of net');
      expect(addTypo('3D of word', random).slice(0, 6)).toBe('3D of ');
    }
  });

  it('makes the same typos of the same seed', () => {
    const typed = () => titles.slice(0, 20).map((title) => addTypo(title, createRandom(4)));
    expect(typed()).toEqual(typed());
  });
});
