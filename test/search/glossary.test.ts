import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGlossary } from '../../src/search/glossary.ts';

describe('parseGlossary', () => {
  it.each([
    ['a b, c ~ d, e f', [{ same: ['a b', 'c'], near: ['d', 'e f'] }]],
    ['  a ,b  ', [{ same: ['a', 'b'], near: [] }]],
    ['a ~ b', [{ same: ['a'], near: ['b'] }]],
    ['a, , b ~ ,', [{ same: ['a', 'b'], near: [] }]],
    ['a, b # c, d', [{ same: ['a', 'b'], near: [] }]],
    ['a\r\nb, c\r\n', [{ same: ['b', 'c'], near: [] }]],
    [
      'a, b\nc, d',
      [
        { same: ['a', 'b'], near: [] },
        { same: ['c', 'd'], near: [] },
      ],
    ],
  ])('reads %j', (text, groups) => {
    expect(parseGlossary(text)).toEqual(groups);
  });

  it.each(['', 'a', 'a ~', '~ a, b', '# a, b', ',,,', '~'])('leaves out %j', (text) => {
    expect(parseGlossary(text)).toEqual([]);
  });

  it('is total', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '~', '#', '\n', ' ', '\r\n', 'é') });
    fc.assert(
      fc.property(text, (any) => {
        for (const { same, near } of parseGlossary(any)) {
          expect(same.length).toBeGreaterThan(0);
          expect([...same, ...near].length).toBeGreaterThan(1);
          for (const term of [...same, ...near])
            expect(term).toMatch(/^[^\s,~#]([^,~#]*[^\s,~#])?$/);
        }
      }),
    );
  });
});
