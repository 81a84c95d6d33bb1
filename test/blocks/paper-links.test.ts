import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPaperLinks, buildPermalink, buildSafeUrl } from '../../src/blocks/paper-links.ts';
import { anyText } from '../helpers/papers.ts';

describe('buildPaperLinks', () => {
  it('links an arXiv paper to its page, keeping the id’s last zero', () => {
    expect(buildPaperLinks({ id: 'arxiv:2503.02130', title: 'x' })).toEqual({
      kind: 'page',
      url: 'https://arxiv.org/abs/2503.02130',
    });
    expect(buildPaperLinks({ id: 'arxiv:cs.CL/0501001', title: 'x' })).toEqual({
      kind: 'page',
      url: 'https://arxiv.org/abs/cs.CL/0501001',
    });
  });

  it('links any other to searches for its title', () => {
    expect(buildPaperLinks({ id: 'title:0123456789abcdef', title: 'A & B: C?' })).toEqual({
      kind: 'searches',
      huggingFace: 'https://huggingface.co/papers?q=A%20%26%20B%3A%20C%3F',
      arxiv: 'https://arxiv.org/search/?query=A%20%26%20B%3A%20C%3F&searchtype=title',
    });
  });

  it('is a short, valid URL for every title', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        const links = buildPaperLinks({ id: 'title:0123456789abcdef', title });
        expect(links.kind).toBe('searches');
        for (const url of Object.values(links).slice(1)) {
          expect(URL.canParse(url)).toBe(true);
          expect(url.length).toBeLessThan(300);
        }
      }),
    );
  });
});

describe('buildSafeUrl', () => {
  it.each([
    ['https://github.com/a/b', 'https://github.com/a/b'],
    ['http://example.org', 'http://example.org/'],
    ['https://example.org/a|b?c="d"#<e>', 'https://example.org/a%7Cb?c=%22d%22#%3Ce%3E'],
    ['javascript:alert(1)', undefined],
    ['ftp://example.org', undefined],
    ['https://arxiv.org@evil.example/', undefined],
    ['not a url', undefined],
    [`https://example.org/${'x'.repeat(3000)}`, undefined],
  ])('makes %j into %j', (url, safe) => {
    expect(buildSafeUrl(url)).toBe(safe);
  });
});

describe('buildPermalink', () => {
  const message = {
    workspaceUrl: 'https://team.slack.com/',
    channelId: 'C123ABC456',
    ts: '1483125339.020269',
    threadTs: '1483125339.020269',
  };

  it('leads to a message', () => {
    expect(buildPermalink(message)).toBe(
      'https://team.slack.com/archives/C123ABC456/p1483125339020269',
    );
  });

  it('leads to a reply in its thread', () => {
    expect(buildPermalink({ ...message, ts: '1483125400.000100' })).toBe(
      'https://team.slack.com/archives/C123ABC456/p1483125400000100?thread_ts=1483125339.020269&cid=C123ABC456',
    );
  });

  it.each([
    { ts: '' },
    { ts: '1483125339' },
    { threadTs: 'x' },
    { channelId: '../C1' },
    { workspaceUrl: '' },
    { workspaceUrl: 'javascript:' },
  ])('is none of %j', (known) => {
    expect(buildPermalink({ ...message, ...known })).toBeUndefined();
  });
});
