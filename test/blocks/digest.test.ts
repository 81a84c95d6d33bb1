import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDigestEntry, renderDigestParent, renderToday } from '../../src/blocks/digest.ts';
import type { Message } from '../../src/blocks/message.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { Digest } from '../../src/digest/digest.ts';
import { digestEntry, paper } from '../helpers/papers.ts';
import { anyDigest } from '../helpers/replies.ts';

const digest = (known: Partial<Digest> = {}): Digest => ({
  day: '2026-11-21',
  zone: 'Europe/Berlin',
  entries: [
    digestEntry({ paper: paper({ title: 'First' }) }),
    digestEntry({ paper: paper({ id: 'title:0123456789abcdef', title: 'Second' }) }),
  ],
  remaining: 12,
  ...known,
});

/** The lines a reader sees, without the URLs behind them. */
function readLines({ blocks }: Message): string[] {
  return blocks
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []))
    .map((run) => ('text' in run ? (run.text ?? '') : ''))
    .join('')
    .split('\n');
}

describe('renderDigestParent', () => {
  it('has the day, a line a paper with its reason, and an honest count', () => {
    expect(readLines(renderDigestParent(digest()))).toEqual([
      'Papers for Saturday 21 November 2026',
      '1. First — top 4 % of its day',
      '2. Second — top 4 % of its day',
      '2 papers in the thread; 12 others rank lower.',
    ]);
  });

  it('does not speak of more when there is none', () => {
    expect(readLines(renderDigestParent(digest({ remaining: 0 }))).at(-1)).toBe(
      '2 papers in the thread.',
    );
  });

  it('explains an empty day in one line', () => {
    expect(readLines(renderDigestParent(digest({ entries: [] })))).toEqual([
      'Papers for Saturday 21 November 2026',
      'Nothing new today: what is here was shown before. Try /papers today.',
    ]);
  });

  it('cuts long titles so that each line stays within 80 characters', () => {
    const entries = [digestEntry({ paper: paper({ title: 'x'.repeat(300) }) })];
    const line = readLines(renderDigestParent(digest({ entries })))[1];
    expect(line).toHaveLength(80);
    expect(line).toContain('… — top 4 % of its day');
  });

  it('has at most seven lines of 80 characters and nothing to press, whatever is in it', () => {
    fc.assert(
      fc.property(anyDigest, (any) => {
        const message = renderDigestParent(any);
        const lines = readLines(message);
        expect(lines.length).toBeLessThanOrEqual(7);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
        expect(JSON.stringify(message)).not.toContain('action_id');
      }),
    );
  });
});

describe('renderDigestEntry', () => {
  it('quotes its sentence and says why it is here', () => {
    expect(renderTwin(renderDigestEntry(digestEntry()).blocks)).toBe(
      [
        'Retrieval augmented generation',
        '> We retrieve passages.',
        'top 4 % of its day [⋯ Details | Similar papers | BibTeX | Save]',
      ].join('\n'),
    );
  });

  it('does without a sentence', () => {
    const entry = digestEntry({ sentence: undefined });
    expect(renderTwin(renderDigestEntry(entry).blocks)).not.toContain('>');
  });
});

describe('renderToday', () => {
  it('is the whole digest in one message, for one person', () => {
    const said = renderTwin(renderToday({ kind: 'today', digest: digest() }).blocks);
    expect(said).toContain('Papers for Saturday 21 November 2026\nFirst\n');
    expect(said).toContain('\nSecond  (title search');
    expect(said).toContain('12 others rank lower · Only visible to you');
    expect(said).not.toContain('thread');
  });
});
