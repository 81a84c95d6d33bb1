import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, cutText, escapeText, quoteLine } from '../../src/blocks/escape.ts';
import { anyText } from '../helpers/papers.ts';

describe('cleanText', () => {
  it.each([
    ['plain', 'plain'],
    ['a\u0000b\u0007c\u009Fd', 'abcd'],
    ['tab\tand\nbreak', 'tab\tand\nbreak'],
    ['a\r\nb\rc\u2028d\u2029e\vf\fg', 'a\nb\nc\nd\ne\nf\ng'],
    ['zero\u200Bwidth\u2060\uFEFF\u00AD', 'zerowidth'],
    ['abc \u202Egnp.exe\u202C', 'abc gnp.exe'],
    ['lone \uD83D and \uDE00', 'lone  and '],
    ['😀', '😀'],
    ['👩‍👩‍👧‍👦 می‌خواهم', '👩‍👩‍👧‍👦 می‌خواهم'],
    ['تعلم الآلة \u200E(2023)', 'تعلم الآلة \u200E(2023)'],
    ['\u2068closed\u2069', '\u2068closed\u2069'],
    ['\u2067open', 'open'],
    ['\u2069early\u2068', 'early'],
    ['tag\u{E0041}s', 'tags'],
  ])('shows %j as %j', (text, shown) => {
    expect(cleanText(text)).toBe(shown);
  });

  it('leaves nothing for a second time, for every string', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
        expect(once).not.toMatch(/\p{Cs}|[\u202A-\u202E]/u);
      }),
    );
  });
});

describe('cleanLine', () => {
  it('is one line without doubled spaces', () => {
    expect(cleanLine(' two\n lines\u00A0\t of  it ')).toBe('two lines of it');
  });
});

describe('quoteLine', () => {
  it('isolates what is written from right to left, and only that', () => {
    expect(quoteLine('תודה', 20)).toBe('\u2068תודה\u2069');
    expect(quoteLine('thanks', 20)).toBe('thanks');
  });
});

describe('cutText', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['ab cdef', 4, 'ab…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12, '👩‍👩‍👧‍👦…'],
    ['👩‍👩‍👧‍👦', 10, '…'],
    ['🇩🇪🇫🇷', 5, '🇩🇪…'],
    ['e\u0301e\u0301e\u0301', 5, 'e\u0301e\u0301…'],
    ['', 5, ''],
  ])('cuts %j to %i as %j', (text, maxChars, cut) => {
    expect(cutText(text, maxChars)).toBe(cut);
  });

  it('is never longer than asked, and a beginning of the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (text, maxChars) => {
        const cut = cutText(text, maxChars);
        expect(cut.length).toBeLessThanOrEqual(Math.max(maxChars, 1));
        if (cut !== text) expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        if (text.length <= maxChars) expect(cut).toBe(text);
      }),
    );
  });
});

describe('escapeText', () => {
  it.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['&amp;', '&amp;amp;'],
    ['*_~`|', '*_~`|'],
  ])('writes %j as %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });
});
