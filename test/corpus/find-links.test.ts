import { describe, expect, it } from 'vitest';
import { findLinks } from '../../src/corpus/find-links.ts';

const urls = (text: string) => findLinks(text).map(({ url }) => url);

describe('findLinks', () => {
  it('lists links in order, each once, with their kind', () => {
    expect(
      findLinks('See https://a.org/x and https://github.com/a/b, then https://a.org/x again.'),
    ).toEqual([
      { url: 'https://a.org/x', kind: 'page' },
      { url: 'https://github.com/a/b', kind: 'code' },
    ]);
  });

  it.each([
    ['a full stop', 'at https://a.org/b.', 'https://a.org/b'],
    ['brackets around', '(https://a.org/b)', 'https://a.org/b'],
    ['brackets and a full stop', '(see https://a.org/b.)', 'https://a.org/b'],
    ['brackets inside', 'https://a.org/b_(c), yes', 'https://a.org/b_(c)'],
    ['quotes', '"https://a.org/b"', 'https://a.org/b'],
    ['a tilde and underscores', 'https://a.org/~me/x_y.', 'https://a.org/~me/x_y'],
    ['http', 'http://a.org/?q=1&r=2!', 'http://a.org/?q=1&r=2'],
    ['a slash at the end', 'https://a.org/b/.', 'https://a.org/b/'],
  ])('trims after %s', (_, text, url) => {
    expect(urls(text)).toEqual([url]);
  });

  it.each(['github.com/a/b', 'ftp://a.org', 'javascript://a', 'https://', 'no link'])(
    'finds none in %j',
    (text) => {
      expect(urls(text)).toEqual([]);
    },
  );

  it.each([
    ['https://www.github.com/a/b', 'code'],
    ['https://gitlab.com/a/b/c', 'code'],
    ['https://bitbucket.org/a/b', 'code'],
    ['https://codeberg.org/a/b', 'code'],
    ['https://github.com/a', 'page'],
    ['https://github.com.evil.org/a/b', 'page'],
    ['https://huggingface.co/a/b', 'page'],
    ['https://a.github.io/b/c', 'page'],
  ])('takes %s for %s', (url, kind) => {
    expect(findLinks(url)).toEqual([{ url, kind }]);
  });
});
