import { describe, expect, it } from 'vitest';
import { renderTrending } from '../../src/blocks/trending.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { TrendingReply } from '../../src/requests/replies.ts';
import type { RisingTopic, RisingTopics } from '../../src/trending/rising-topics.ts';
import { paper } from '../helpers/papers.ts';

const topic = (name: string): RisingTopic => ({
  name,
  now: { papers: 13, of: 62 },
  before: { papers: 1, of: 310 },
  ratio: 65,
  p: 1e-8,
  counts: [
    { papers: 1, of: 310 },
    { papers: 13, of: 62 },
  ],
  paperIds: [],
});
const SPANS = [
  { from: '2025-10-27', to: '2025-11-07', papers: 310 },
  { from: '2026-11-16', to: '2026-11-20', papers: 62 },
];

function reply(rising: Partial<RisingTopics> = {}, known: Partial<TrendingReply> = {}) {
  return renderTrending({
    kind: 'trending',
    rising: { period: 'week', spans: SPANS, topics: [topic('DeepSeek-R1')], ...rising },
    best: [{ paper: paper({ title: 'A new state space' }), reason: 'top 4 % of its day' }],
    listedTo: '2026-11-20',
    ...known,
  });
}
const empty = SPANS.slice(1).map((span) => ({ ...span, papers: 0 }));

describe('renderTrending', () => {
  it('draws the topics, and says them in lines for where they cannot be drawn', () => {
    const { blocks, text, fallback } = reply();
    expect(blocks.map(({ type }) => type)).toEqual([
      'rich_text',
      'data_visualization',
      'actions',
      'rich_text',
      'context',
    ]);
    expect(blocks[1]).toMatchObject({
      chart: {
        series: [
          {
            name: 'DeepSeek-R1',
            data: [
              { label: '27 Oct', value: 0.3 },
              { label: '16 Nov', value: 21 },
            ],
          },
        ],
      },
    });
    expect(fallback?.blocks.map(({ type }) => type)).not.toContain('data_visualization');
    expect(text).toBe(fallback?.text);
    expect(renderTwin(fallback?.blocks ?? [])).toBe(
      [
        'Trending: 16 November 2026 to 20 November 2026',
        '62 papers listed in this week, 310 in the four weeks before. These topics grew by more than chance explains:',
        '• DeepSeek-R1: now 21 % (13 of 62), before 0.3 % (1 of 310)',
        '[DeepSeek-R1]',
        'Best of the week',
        '1. A new state space — top 4 % of its day',
        'Best first by upvotes within their day and by what people here did with them · Only visible to you',
      ].join('\n'),
    );
  });

  it('draws four topics and says the others, eight in all', () => {
    const names = ['a1', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1', 'h1', 'i1'];
    const { blocks, fallback } = reply({ topics: names.map(topic) });
    expect(JSON.stringify(blocks[1])).toMatch(/a1.*b1.*c1.*d1/);
    const said = renderTwin(blocks.slice(2, 3)).match(/^• ../gm);
    expect(said).toEqual(['• e1', '• f1', '• g1', '• h1']);
    expect(renderTwin(fallback?.blocks.slice(1, 2) ?? []).match(/^• ../gm)).toHaveLength(8);
  });

  it.each([
    [
      { topics: [] },
      {},
      'Nothing rose clearly: with 62 papers listed in this week and 310 in the four weeks before, no',
    ],
    [{ topics: [], spans: SPANS.slice(1) }, {}, 'nothing can be said to rise'],
    [
      { topics: [], spans: empty },
      { listedTo: '2025-10-31' },
      'No paper here was listed in this week; the newest listing is of 31 October 2025.',
    ],
    [
      { topics: [], spans: empty },
      { listedTo: undefined },
      'No paper here has a day on which it was listed. Whoever runs me can add',
    ],
  ])('says plainly why there is no chart (%#)', (rising, known, said) => {
    const message = reply(rising, known);
    expect(message.fallback).toBeUndefined();
    expect(renderTwin(message.blocks)).toContain(said);
  });

  it('does not call papers of other times the best of the week', () => {
    const { text } = reply({ topics: [], spans: empty });
    expect(text).toContain('Best of what is here');
  });
});
