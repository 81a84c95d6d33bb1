import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MrkdwnElement, parseMrkdwn } from '../../src/workspace/page/parse-mrkdwn.ts';

const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (shown: string, ...styles: string[]) => ({
  type: 'text',
  text: shown,
  ...(styles.length > 0 && { style: Object.fromEntries(styles.map((style) => [style, true])) }),
});

describe('parseMrkdwn', () => {
  it('reads links, mentions and bold', () => {
    expect(parseMrkdwn('See *<https://arxiv.org|arXiv>*, <@U0ADA>')).toEqual([
      section(
        text('See '),
        { type: 'link', url: 'https://arxiv.org', text: 'arXiv', style: { bold: true } },
        text(', '),
        { type: 'user', user_id: 'U0ADA' },
      ),
    ]);
  });

  it.each([
    [
      '*a* _b_ ~c~',
      [text('a', 'bold'), text(' '), text('b', 'italic'), text(' '), text('c', 'strike')],
    ],
    ['*_both_*', [text('both', 'bold', 'italic')]],
    ['*a _b* c_', [text('a _b', 'bold'), text(' c_')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['*not\nover lines*', [text('*not\nover lines*')]],
    ['*never closed', [text('*never closed')]],
    ['** __ ~~', [text('** __ ~~')]],
    ['`*code* &lt;b&gt;`', [text('*code* <b>', 'code')]],
    ['a ` b', [text('a ` b')]],
  ])('reads the styles of %j', (input, elements) => {
    expect(parseMrkdwn(input)).toEqual([section(...elements)]);
  });

  it.each([
    ['<#C0LAB|lab>', { type: 'channel', channel_id: 'C0LAB', name: 'lab' }],
    ['<#C0LAB>', { type: 'channel', channel_id: 'C0LAB', name: '' }],
    ['<!here>', { type: 'broadcast', range: 'here' }],
    ['<!subteam^S1|@team>', { type: 'usergroup', usergroup_id: 'S1', name: '@team' }],
    ['<https://a.org/?x=1&amp;y=2>', { type: 'link', url: 'https://a.org/?x=1&y=2' }],
    ['https://a.org/x_y_z', { type: 'link', url: 'https://a.org/x_y_z' }],
    [
      '<!date^1392734382^{date_short}^https://a.org|Feb 18>',
      {
        type: 'date',
        timestamp: 1_392_734_382,
        format: '{date_short}',
        url: 'https://a.org',
        fallback: 'Feb 18',
      },
    ],
  ])('reads %s', (input, element) => {
    expect(parseMrkdwn(input)).toEqual([section(element)]);
  });

  it('leaves punctuation after an address, and a tag that follows it, out of it', () => {
    expect(parseMrkdwn('(https://a.org/x), *https://b.org*')).toEqual([
      section(text('('), { type: 'link', url: 'https://a.org/x' }, text('), '), {
        type: 'link',
        url: 'https://b.org',
        style: { bold: true },
      }),
    ]);
  });

  it.each([
    '<javascript:alert(1)|x>',
    '<data:text/html,x>',
    '<@u0ada>',
    '<!everybody>',
    '<https://a b|x>',
    '<unclosed',
    '<!date^soon^{date}|x>',
  ])('shows %s as it is', (input) => {
    expect(parseMrkdwn(input)).toEqual([section(text(input))]);
  });

  it('undoes each escape once', () => {
    expect(parseMrkdwn('&amp;lt; &lt;@U0ADA&gt;')).toEqual([section(text('&lt; <@U0ADA>'))]);
  });

  it('tells quotes, code and other text apart', () => {
    expect(parseMrkdwn('one\n&gt; two\n> three\nfour\n```\n*five*\n&amp;\n```\nsix')).toEqual([
      section(text('one')),
      { type: 'rich_text_quote', elements: [text('two\nthree')] },
      section(text('four')),
      { type: 'rich_text_preformatted', elements: [text('*five*\n&')] },
      section(text('six')),
    ]);
  });

  it('quotes everything after >>>', () => {
    expect(parseMrkdwn('one\n&gt;&gt;&gt; two\nthree')).toEqual([
      section(text('one')),
      { type: 'rich_text_quote', elements: [text('two\nthree')] },
    ]);
  });

  it('has no parts for an empty text', () => {
    expect(parseMrkdwn('')).toEqual([]);
  });

  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...'*_~`<>|&^!@#\n '),
    fc.constantFrom('```', '&lt;', '&gt;', '&amp;', 'https://a.org/', 'javascript:alert(1)'),
    fc.constantFrom('<@U0ADA>', '<#C0LAB|lab>', '<!date^1^{date}|', '<https://a.org|', '&gt; '),
  );
  const typed = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('links to nothing but http and https', () => {
    fc.assert(
      fc.property(typed, (input) => {
        for (const element of elementsOf(input)) {
          if ('url' in element && element.type === 'link') {
            expect(element.url).toMatch(/^https?:\/\//i);
          }
        }
      }),
    );
  });

  it('loses no letter and no digit of a text without tags', () => {
    const plain = typed.map((input) => input.replaceAll(/[<>]|&(?:lt|gt|amp);/g, ' '));
    fc.assert(
      fc.property(plain, (input) => {
        const shown = elementsOf(input).map((element) =>
          element.type === 'link' ? element.url : 'text' in element ? element.text : '',
        );
        expect(lettersOf(shown.join(''))).toBe(lettersOf(input));
      }),
    );
  });

  it.each([
    '*a ',
    '_*~',
    '<',
    '<a',
    '`',
    '```',
    'https://',
    'https://a.',
    '&gt;',
    '&lt;',
    '> \n',
    '*a* ',
  ])('reads 40,000 characters of %j quickly', (unit) => {
    const input = unit.repeat(Math.ceil(40_000 / unit.length));
    const startMs = performance.now();
    parseMrkdwn(input);
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});

function elementsOf(input: string): readonly MrkdwnElement[] {
  return parseMrkdwn(input).flatMap(({ elements }) => elements);
}

function lettersOf(input: string): string {
  return input.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
