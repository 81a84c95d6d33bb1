import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDigestEntry, renderDigestParent, renderToday } from '../../src/blocks/digest.ts';
import type { Message } from '../../src/blocks/message.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { Digest, Silence } from '../../src/digest/digest.ts';
import { digestEntry, paper } from '../helpers/papers.ts';
import { anyDigest } from '../helpers/replies.ts';

const digest = (known: Partial<Digest> = {}): Digest => ({
  kind: 'papers',
  day: '2026-11-23',
  entries: [
    digestEntry({ paper: paper({ title: 'First' }) }),
    digestEntry({ paper: paper({ id: 'title:0123456789abcdef', title: 'Second' }) }),
  ],
  remaining: 12,
  silence: undefined,
  missed: [],
  alert: undefined,
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

const linesOf = (known: Partial<Digest>) => readLines(renderDigestParent(digest(known)));
const one = (title: string, reason: string) => [digestEntry({ paper: paper({ title }), reason })];

describe('renderDigestParent', () => {
  it('has the day, a line a paper with its reason, and an honest count', () => {
    expect(linesOf({})).toEqual([
      'Papers for Monday 23 November 2026',
      '1. First — top 4 % of its day',
      '2. Second — top 4 % of its day',
      '2 papers in the thread; 12 others rank lower.',
    ]);
  });

  it('links each title that has a page', () => {
    const { blocks } = renderDigestParent(digest());
    expect(JSON.stringify(blocks).match(/https:[^"]+/g)).toEqual([
      'https://arxiv.org/abs/2503.02130',
    ]);
  });

  it.each([
    [{ remaining: 0 }, '2 papers in the thread.'],
    [{ remaining: 1 }, '2 papers in the thread; 1 other ranks lower.'],
    [{ remaining: 1234 }, '2 papers in the thread; 1,234 others rank lower.'],
    [{ kind: 'archive' as const, remaining: 0 }, '2 papers in the thread.'],
    [
      { kind: 'archive' as const, remaining: 1 },
      '2 papers in the thread; 1 other is in the archive.',
    ],
    [{ kind: 'archive' as const }, '2 papers in the thread; 12 others are in the archive.'],
  ])('counts what is left (%#)', (known, last) => {
    expect(linesOf(known).at(-1)).toBe(last);
  });

  it.each<[Silence, string]>([
    [{ kind: 'weekend' }, 'weekend; next listing on Monday'],
    [{ kind: 'incomplete', newest: '2026-11-20' }, 'today’s listing is not in yet'],
    [{ kind: 'down', newest: '2026-11-19' }, 'no listing since Thu 19 Nov'],
    [{ kind: 'down', newest: '2025-12-31' }, 'no listing since Wed 31 Dec 2025'],
    [{ kind: 'no source' }, 'no daily listing is set up'],
    [{ kind: 'unmatched' }, 'nothing new fits your settings'],
    [{ kind: 'shown' }, 'all that is new was shown here'],
  ])('says beside the day why nothing is new: %j', (silence, why) => {
    const entries = one('An Old Paper', 'archive');
    expect(linesOf({ kind: 'archive', silence, entries })).toEqual([
      `From the archive, Monday 23 November 2026 · ${why}`,
      '1. An Old Paper — archive',
      '1 paper in the thread; 12 others are in the archive.',
    ]);
  });

  it('says once that nothing is left, and that it goes on by itself', () => {
    const silence = { kind: 'shown' } as const;
    expect(linesOf({ kind: 'exhausted', entries: [], remaining: 0, silence })).toEqual([
      'Nothing left for Monday 23 November 2026 · all that is new was shown here',
      'Nothing more here fits. I stay quiet until something new comes.',
    ]);
  });

  it.each([
    [['2026-11-22'], 'yesterday’s was missed'],
    [['2026-11-20'], 'Fri 20 Nov was missed'],
    [['2026-11-19', '2026-11-20'], 'Thu 19 Nov and Fri 20 Nov were missed'],
    [['2026-11-18', '2026-11-19', '2026-11-20'], 'the last 3 were missed'],
  ])('names what was missed: %j', (missed, said) => {
    expect(linesOf({ missed })[0]).toBe(`Papers for Monday 23 November 2026 · ${said}`);
  });

  it('gives a line of its own to what does not fit beside the day, at the cost of a paper', () => {
    const entries = Array.from({ length: 5 }, () => digestEntry());
    const silence = { kind: 'no source' } as const;
    const lines = linesOf({ kind: 'archive', silence, missed: ['2026-11-20'], entries });
    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe('From the archive, Monday 23 November 2026');
    expect(lines[1]).toBe('No daily listing is set up · Fri 20 Nov was missed');
    expect(lines.at(-1)).toContain('5 papers in the thread');
  });

  it('names the saved search of an alert, cut where the line needs it', () => {
    expect(linesOf({ alert: 'speech translation' })[0]).toBe(
      'New for “speech translation” · Monday 23 November 2026',
    );
    const [line] = linesOf({ alert: 'x'.repeat(3000) });
    expect(line).toHaveLength(80);
    expect(line).toContain('x…” · Monday 23 November 2026');
  });

  it.each([
    ['T'.repeat(56), 'top 4 % of its day · 14 comments', `${'T'.repeat(56)} — top 4 % of its day`],
    ['T'.repeat(57), 'top 4 % of its day · 14 comments', `${'T'.repeat(55)}… — top 4 % of its day`],
    ['T'.repeat(42), 'top 4 % of its day · 14 comments', undefined],
    ['T'.repeat(10), 'r'.repeat(60), undefined],
    ['T'.repeat(200), 'r'.repeat(60), `${'T'.repeat(41)}… — ${'r'.repeat(31)}…`],
    ['T'.repeat(77), '', undefined],
  ])('divides a line between title and reasons (%#)', (title, reason, expected) => {
    const whole = reason === '' ? title : `${title} — ${reason}`;
    expect(linesOf({ entries: one(title, reason) })[1]).toBe(`1. ${expected ?? whole}`);
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
      { numRuns: 400 },
    );
  });

  it('never cuts a title that would fit beside its first reason', () => {
    const anyTitle = fc
      .stringMatching(/^[A-Za-z][a-z ]{0,70}[a-z]$/)
      .map((text) => text.replace(/ +/g, ' '));
    fc.assert(
      fc.property(anyTitle, fc.stringMatching(/^[a-z]{1,32}$/), (title, reason) => {
        const line = linesOf({ entries: one(title, `${reason} · ${reason}`) })[1] ?? '';
        const fits = `1. ${title} — ${reason}`.length <= 80;
        expect(line.startsWith(`1. ${title} — ${reason}`)).toBe(fits);
        if (!fits) expect(line.length).toBeGreaterThan(76);
      }),
    );
  });
});

describe('renderDigestEntry', () => {
  it('has its sentence, why it is here, what is known, a button and one menu', () => {
    const known = paper({ publishedOn: '2026-11-20', comments: 14 });
    const entry = digestEntry({ paper: known, reason: 'top 4 % of its day · 14 comments' });
    expect(renderTwin(renderDigestEntry(entry).blocks)).toBe(
      [
        'Retrieval augmented generation',
        '> We retrieve passages.',
        'Why it is here: top 4 % of its day · 14 comments',
        '20 November 2026',
        '[Save] [⋯ 👍 Useful | Not for us | Similar papers | BibTeX]',
      ].join('\n'),
    );
  });

  it('does without a sentence', () => {
    const entry = digestEntry({ sentence: undefined });
    expect(renderTwin(renderDigestEntry(entry).blocks)).not.toContain('>');
  });
});

describe('renderToday', () => {
  const twinOf = (known: Partial<Digest>) =>
    renderTwin(renderToday({ kind: 'today', digest: digest(known) }).blocks);

  it('is the whole digest in one message, for one person', () => {
    const said = twinOf({});
    expect(said).toContain('Papers for Monday 23 November 2026\nFirst\n');
    expect(said).toContain('\nSecond  (title search');
    expect(said).toContain('12 others rank lower · Only visible to you');
    expect(said).not.toContain('thread');
  });

  it('says why it has papers of the archive', () => {
    const said = twinOf({ kind: 'archive', silence: { kind: 'no source' }, remaining: 0 });
    expect(said).toContain(
      'From the archive, Monday 23 November 2026 · no daily listing is set up',
    );
    expect(said.split('\n').at(-1)).toBe('Only visible to you');
  });

  it('says so when there is no paper at all, and pauses nothing', () => {
    const said = twinOf({ kind: 'exhausted', entries: [], remaining: 0 });
    expect(said).toContain('There are no papers here yet.');
    expect(said).not.toContain('pause');
  });
});
