import { describe, expect, it } from 'vitest';
import { renderResults } from '../../src/blocks/results.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { ResultsReply } from '../../src/requests/replies.ts';
import { paper, resultItem, resultsReply } from '../helpers/papers.ts';

const twin = (known: Partial<ResultsReply>) =>
  renderTwin(renderResults(resultsReply(known)).blocks);

const blocksOf = (known: Partial<ResultsReply>) => renderResults(resultsReply(known)).blocks;

function buttonsOf(known: Partial<ResultsReply>): [string, string, string][] {
  return blocksOf(known).flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element): [string, string, string][] =>
          element.type === 'button'
            ? [[element.action_id ?? '', element.text.text, element.value ?? '']]
            : [],
        )
      : [],
  );
}

describe('what was searched', () => {
  const items = [resultItem()];
  it.each<[Partial<ResultsReply>, string]>([
    [{ items }, '1 paper for “retrieval”'],
    [{ items, filters: 'published 2023' }, '1 paper for “retrieval”, published 2023'],
    [{ items, total: 1042, firstRank: 6 }, '6–6 of 1,042 papers for “retrieval”'],
    [{ items, list: 'similar' }, '1 paper like “retrieval”'],
    [{ items, list: 'related' }, '1 paper related to “retrieval”'],
    [{ items, list: 'saved', subject: '' }, 'Your saved papers: 1 paper'],
    [{ items: [] }, 'No papers for “retrieval”'],
    [{ items: [], list: 'saved', subject: '' }, 'You have no saved papers yet'],
    [{ items: [], list: 'similar' }, 'No papers like “retrieval”'],
  ])('is said first: %#', (known, line) => {
    expect(twin(known).split('\n')[0]).toBe(line);
  });

  it('says that a list was made again before anything else', () => {
    const lead = 'That list had expired, so it was made again.';
    expect(twin({ lead }).split('\n')[0]).toBe(lead);
  });

  it('says what was repaired, left out and not understood', () => {
    const said = twin({
      corrections: [{ typed: 'difusion', used: 'diffusion' }],
      missingFields: [{ filter: 'year:2023', missing: 661, withoutIt: 'difusion' }],
      problems: [{ text: 'has:coed', offset: 0, hint: 'has: takes code, as in has:code' }],
    });
    expect(said).toContain(
      'Nothing here has “difusion”; did you mean “diffusion”? Showing results for that.',
    );
    expect(said).toContain('661 papers have no date, so “year:2023” leaves them out.');
    expect(said).toContain(
      '“has:coed” could not be used: has: takes code, as in has:code. The rest was searched.',
    );
  });
});

describe('a paper', () => {
  it('shows rank, linked title, excerpt, facts and menu', () => {
    const known = paper({
      publishedOn: '2023-04-24',
      authorCount: 4,
      organization: 'Microsoft',
      comments: 1,
      links: [{ url: 'https://github.com/a/b', kind: 'code' }],
    });
    const item = resultItem({
      paper: known,
      excerpt: {
        text: 'We retrieve passages.',
        cutStart: true,
        cutEnd: false,
        marks: [{ start: 3, end: 11 }],
      },
      matches: [
        { field: 'title', words: ['retrieval', 'augmented'] },
        { field: 'abstract', words: ['generation'] },
      ],
    });
    expect(blocksOf({ items: [item], firstRank: 6, total: 42 }).slice(1, 3)).toMatchInlineSnapshot(`
      [
        {
          "elements": [
            {
              "elements": [
                {
                  "text": "6. ",
                  "type": "text",
                },
                {
                  "style": {
                    "bold": true,
                  },
                  "text": "Retrieval augmented generation",
                  "type": "link",
                  "url": "https://arxiv.org/abs/2503.02130",
                },
              ],
              "type": "rich_text_section",
            },
            {
              "elements": [
                {
                  "text": "… ",
                  "type": "text",
                },
                {
                  "text": "We ",
                  "type": "text",
                },
                {
                  "style": {
                    "bold": true,
                  },
                  "text": "retrieve",
                  "type": "text",
                },
                {
                  "text": " passages.",
                  "type": "text",
                },
              ],
              "type": "rich_text_quote",
            },
          ],
          "type": "rich_text",
        },
        {
          "accessory": {
            "action_id": "paper_menu",
            "options": [
              {
                "text": {
                  "emoji": false,
                  "text": "Details",
                  "type": "plain_text",
                },
                "value": "details arxiv:2503.02130",
              },
              {
                "text": {
                  "emoji": false,
                  "text": "Similar papers",
                  "type": "plain_text",
                },
                "value": "similar arxiv:2503.02130",
              },
              {
                "text": {
                  "emoji": false,
                  "text": "BibTeX",
                  "type": "plain_text",
                },
                "value": "bibtex arxiv:2503.02130",
              },
              {
                "text": {
                  "emoji": false,
                  "text": "Save",
                  "type": "plain_text",
                },
                "value": "save arxiv:2503.02130",
              },
            ],
            "type": "overflow",
          },
          "text": {
            "emoji": false,
            "text": "24 April 2023 · 4 authors · Microsoft · code · 1 comment · matched retrieval, augmented in title; generation in abstract",
            "type": "plain_text",
          },
          "type": "section",
        },
      ]
    `);
  });

  it('that was saved can be removed from the saved ones', () => {
    const said = twin({ items: [resultItem({ saved: true })] });
    expect(said).toContain('saved [⋯ Details | Similar papers | BibTeX | Remove from saved]');
  });

  it('without a page of its own is found by two searches, named as such', () => {
    const item = resultItem({ paper: paper({ id: 'title:0123456789abcdef', title: 'A b' }) });
    expect(twin({ items: [item] })).toContain('1. A b  (title search; also at arXiv)');
  });

  it('of which nothing is known says so', () => {
    expect(twin({})).toContain('date and authors not known [⋯');
  });
});

describe('the next steps', () => {
  it('are more, sharing, and the search without the filter that leaves most out', () => {
    const items = Array.from({ length: 5 }, () => resultItem());
    const missingFields = [{ filter: 'year:2023', missing: 661, withoutIt: 'retrieval' }];
    expect(buttonsOf({ items, total: 42, page: 0, nextPage: 1, missingFields })).toEqual([
      ['results_more', 'More (6–10 of 42)', '1:set-1'],
      ['results_share', 'Share to channel', '0:set-1'],
      ['run_search:1', 'Search without year:2023', 'retrieval'],
    ]);
  });

  it('leave out a search that is too long for a button', () => {
    const missingFields = [{ filter: 'year:2023', missing: 1, withoutIt: 'x'.repeat(2001) }];
    expect(buttonsOf({ missingFields }).map(([id]) => id)).toEqual(['results_share']);
  });

  it('do not share what is saved privately', () => {
    expect(buttonsOf({ list: 'saved', subject: '' })).toEqual([]);
  });

  it('end at the last paper', () => {
    const items = Array.from({ length: 5 }, () => resultItem());
    const [more] = buttonsOf({ items, firstRank: 6, total: 11, page: 1, nextPage: 2 });
    expect(more).toEqual(['results_more', 'More (11 of 11)', '2:set-1']);
  });

  it('are an example when nothing was found, with advice', () => {
    const known = { items: [], filters: 'with code' };
    expect(buttonsOf(known).map(([id]) => id)).toEqual(['run_search:1']);
    expect(twin(known)).toContain('Take the filters away');
    expect(twin({ ...known, filters: '' })).not.toContain('filters away');
  });
});

it('ends by saying who sees it', () => {
  expect(twin({}).endsWith('Only visible to you')).toBe(true);
});

it('shows less of each paper rather than fewer papers when it grows too long', () => {
  const long = paper({ id: 'title:0123456789abcdef', title: 'é"'.repeat(150) });
  const excerpt = { text: '"quoted" '.repeat(90), cutStart: true, cutEnd: true, marks: [] };
  const items = Array.from({ length: 5 }, () => resultItem({ paper: long, excerpt }));
  const blocks = blocksOf({ items });
  expect(blocks.filter((block) => block.type === 'section')).toHaveLength(5);
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(11_000);
});
