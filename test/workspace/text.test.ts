import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, renderTypedText } from '../../src/workspace/text.ts';

const NAMES = {
  users: new Map([['ben', 'U0BEN']]),
  channels: new Map([['general', 'C0GENERAL']]),
};

describe('renderTypedText', () => {
  it.each([
    ['Is @ben & co. in #general?', 'Is <@U0BEN> &amp; co. in <#C0GENERAL|general>?'],
    ['@nobody in #nowhere', '@nobody in #nowhere'],
    ['<@U0BEN> <!channel>', '&lt;@U0BEN&gt; &lt;!channel&gt;'],
    ['see https://arxiv.org/abs/1?a=1&b=2', 'see <https://arxiv.org/abs/1?a=1&amp;b=2>'],
    ['ask @ben. now', 'ask <@U0BEN>. now'],
    ['(<https://x.org/a>, https://y.org.)', '(&lt;<https://x.org/a>&gt;, <https://y.org>.)'],
    ['', ''],
  ])('turns %j into %j', (typed, sent) => {
    expect(renderTypedText(typed, NAMES)).toBe(sent);
  });

  it('leaves nothing live that was typed by hand, and can be undone', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('<', '>', '&', '&amp;', '<!here>'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const escaped = escapeText(pieces.join(''));
        expect(escaped).not.toMatch(/[<>]/);
        const undone = escaped
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&');
        expect(undone).toBe(pieces.join(''));
      }),
    );
  });
});
