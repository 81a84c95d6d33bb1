import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderRollUp, renderRollUpRest } from '../../src/blocks/roll-up.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { RollUp } from '../../src/digest/digest.ts';
import { paper } from '../helpers/papers.ts';
import { anyRollUp } from '../helpers/replies.ts';

const PLACE = { workspaceUrl: 'https://team.slack.com/', channelId: 'C1' };

const rollUp = (count: number): RollUp => ({
  day: '2026-11-20',
  items: Array.from({ length: count }, (_, index) => ({
    paper: paper({ title: `Paper ${index + 1}` }),
    ts: `1763971200.0000${10 + index}`,
    threadTs: '1763971200.000001',
  })),
});

const parentOf = (week: RollUp) => renderTwin(renderRollUp(week, PLACE).blocks).split('\n');
const restOf = (week: RollUp) => renderTwin(renderRollUpRest(week, PLACE).blocks).split('\n');

describe('renderRollUp', () => {
  it('names the week, lists five papers and counts the others', () => {
    expect(parentOf(rollUp(7))).toEqual([
      'This week’s papers again, 14–20 November 2026',
      ...['1. Paper 1', '2. Paper 2', '3. Paper 3', '4. Paper 4', '5. Paper 5'],
      '2 more in the thread. Each link leads to where it was first shown.',
    ]);
    expect(parentOf(rollUp(2)).at(-1)).toBe('Each link leads to where it was first shown.');
  });

  it.each([
    ['2026-12-04', '28 November – 4 December 2026'],
    ['2027-01-01', '26 December 2026 – 1 January 2027'],
  ])('names a week that ends on %s', (day, week) => {
    expect(parentOf({ ...rollUp(2), day })[0]).toBe(`This week’s papers again, ${week}`);
  });

  it('links each paper to the message that first showed it, and to nothing else', () => {
    const links = JSON.stringify(renderRollUp(rollUp(2), PLACE).blocks).match(/https:[^"]+/g);
    expect(links).toEqual([
      'https://team.slack.com/archives/C1/p1763971200000010?thread_ts=1763971200.000001&cid=C1',
      'https://team.slack.com/archives/C1/p1763971200000011?thread_ts=1763971200.000001&cid=C1',
    ]);
  });

  it('has at most seven lines of 80 characters, whatever is in it', () => {
    fc.assert(
      fc.property(anyRollUp, (week) => {
        const lines = parentOf(week);
        expect(lines.length).toBeLessThanOrEqual(7);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 60 },
    );
  });
});

describe('renderRollUpRest', () => {
  it('goes on where the parent ends', () => {
    expect(restOf(rollUp(7))).toEqual(['6. Paper 6', '7. Paper 7']);
  });

  it('says how many have no room', () => {
    const week = rollUp(60);
    const items = week.items.map((item) => ({
      ...item,
      paper: paper({ title: 'A long title '.repeat(20) }),
    }));
    const lines = restOf({ ...week, items });
    const left = /^And (\d+) more, further up here\.$/.exec(lines.at(-1) ?? '')?.[1];
    expect(lines.length - 1 + Number(left)).toBe(55);
    expect(lines.length).toBeGreaterThan(40);
  });
});
