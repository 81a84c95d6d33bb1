import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/blocks/escape.ts';
import { markedRun, textRun } from '../../src/blocks/rich-text.ts';
import { anyText } from '../helpers/papers.ts';

describe('textRun', () => {
  it('splits what is longer than one element may be, between characters', () => {
    const text = `${'x'.repeat(2999)}😀${'y'.repeat(3000)}`;
    expect(textRun(text).map((run) => run.text.length)).toEqual([2999, 3000, 2]);
  });

  it('loses nothing that can be shown, in pieces of at most 3,000', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const runs = textRun(text);
        expect(runs.map((run) => run.text).join('')).toBe(cleanText(text));
        for (const run of runs) expect(run.text.length).toBeLessThanOrEqual(3000);
      }),
    );
  });
});

describe('markedRun', () => {
  const write = (marks: { start: number; end: number }[]) =>
    markedRun('abcdef', marks)
      .map(({ text, style }) => (style?.bold ? `[${text}]` : text))
      .join('');

  it.each([
    [[], 'abcdef'],
    [[{ start: 0, end: 2 }], '[ab]cdef'],
    [
      [
        { start: 1, end: 2 },
        { start: 4, end: 6 },
      ],
      'a[b]cd[ef]',
    ],
    [[{ start: 4, end: 9 }], 'abcdef'],
    [[{ start: 3, end: 3 }], 'abcdef'],
    [
      [
        { start: 2, end: 4 },
        { start: 1, end: 3 },
      ],
      'ab[cd]ef',
    ],
  ])('marks %j', (marks, written) => {
    expect(write(marks)).toBe(written);
  });
});
