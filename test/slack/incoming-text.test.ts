import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIncomingText } from '../../src/slack/incoming-text.ts';

describe('parseIncomingText', () => {
  it.each([
    ['&lt;b&gt; <@U1> see <https://x.org|x.org> in <#C1|papers>', '<b>  see x.org in #papers'],
    ['<@U0PAPERBOT> what is RAG?', 'what is RAG?'],
    ['<!here> <!subteam^S1|@team> hello', 'hello'],
    ['<https://arxiv.org/abs/2503.02130>', 'https://arxiv.org/abs/2503.02130'],
    ['<mailto:a@b.org|a@b.org>', 'a@b.org'],
    ['Q&amp;A &amp;lt;', 'Q&A &lt;'],
    ['a < b > c', 'a < b > c'],
    ['<not a link>', '<not a link>'],
    ['', ''],
  ])('reads %j as %j', (text, typed) => {
    expect(parseIncomingText(text)).toBe(typed);
  });

  it('gives back whatever was typed, escaped as Slack does', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const sent = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(parseIncomingText(sent)).toBe(typed.trim());
      }),
    );
  });
});
