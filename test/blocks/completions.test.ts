import { describe, expect, it } from 'vitest';
import { renderCompletions } from '../../src/blocks/completions.ts';

const render = (typed: string, ...titles: string[]) =>
  renderCompletions({
    kind: 'completions',
    typed,
    titles: titles.map((title, index) => ({ id: `arxiv:2503.0000${index}`, title })),
  }).options;

describe('titles offered', () => {
  it('carry their paper, as its menu does', () => {
    expect(render('retr', 'Retrieval *augmented* :smile:')).toEqual([
      {
        text: { type: 'plain_text', text: 'Retrieval *augmented* :smile:', emoji: false },
        value: 'details arxiv:2503.00000',
      },
    ]);
  });

  it('are cut where Slack’s menu ends', () => {
    const [whole, cut] = render('x', 'x'.repeat(75), 'word '.repeat(20));
    expect(whole?.text.text).toBe('x'.repeat(75));
    expect(cut?.text.text).toMatch(/^word .*word…$/);
    expect(cut?.text.text.length).toBeLessThanOrEqual(75);
  });

  it('give way to a search where there are none', () => {
    expect(render('zebra finch')).toEqual([
      {
        text: { type: 'plain_text', text: 'Search for “zebra finch”', emoji: false },
        value: 'search zebra finch',
        description: {
          type: 'plain_text',
          text: 'In no title; the answer comes under Messages',
          emoji: false,
        },
      },
    ]);
  });

  it.each(['', 'x'.repeat(69)])('are none for %j, which is no search either', (typed) => {
    expect(render(typed)).toEqual([]);
  });
});
