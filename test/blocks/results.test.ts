import { describe, expect, it } from 'vitest';
import { renderResults } from '../../src/blocks/results.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { ResultsReply, Why } from '../../src/requests/replies.ts';
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

  const some = { items, total: 12 };
  it.each<[Partial<ResultsReply>, string]>([
    [{ words: 2, exact: 3 }, '1–1 of 12 papers for “retrieval”; 3 have every word'],
    [{ words: 2, exact: 1 }, '1–1 of 12 papers for “retrieval”; 1 has every word'],
    [{ words: 2, exact: 0 }, '1–1 of 12 papers for “retrieval”; none has every word'],
    [{ words: 2, exact: 12 }, '1–1 of 12 papers for “retrieval”'],
    [{ words: 1, exact: 3 }, '1–1 of 12 papers for “retrieval”; 3 have the word'],
    [
      { words: 3, exact: 3, unknown: ['x'] },
      '1–1 of 12 papers for “retrieval”; 3 have all the other words',
    ],
    [
      { words: 2, exact: 3, unknown: ['x'] },
      '1–1 of 12 papers for “retrieval”; 3 have the other word',
    ],
    [{ words: 1, exact: 0, unknown: ['x'] }, '1–1 of 12 papers for “retrieval”'],
    [
      { words: 2, exact: 3, filters: 'with code' },
      '1–1 of 12 papers for “retrieval”, with code; 3 have every word',
    ],
    [{ list: 'similar', words: 0, exact: 0 }, '1–1 of 12 papers like “retrieval”'],
  ])('says how many have every word where that is fewer: %#', (known, line) => {
    expect(twin({ ...some, ...known }).split('\n')[0]).toBe(line);
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
    expect(said).toContain('Nothing here has “difusion”; showing results for “diffusion”.');
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
      why: {
        matches: [
          { field: 'title', words: ['retrieval', 'augmented'] },
          { field: 'abstract', words: ['generation'] },
        ],
        related: [],
        meaning: 'no',
      },
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

describe('why a paper is there', () => {
  const nothing: Why = { matches: [], related: [], meaning: 'no' };
  const words: Why['matches'] = [
    { field: 'title', words: ['diffusion', 'sampling'] },
    { field: 'abstract', words: ['sampling', 'fast'] },
  ];
  const related = [{ typed: 'large language model', found: 'LLM' }];
  const line = (why: Partial<Why>, list: ResultsReply['list'] = 'search') => {
    const item = resultItem({
      paper: paper({ authorCount: 4 }),
      why: { ...nothing, ...why },
    });
    return /^.*(?= \[⋯)/m.exec(twin({ items: [item], list }))?.[0];
  };

  it.each<[Partial<Why>, string]>([
    [{}, '4 authors'],
    [
      { matches: words },
      '4 authors · matched diffusion, sampling in title; sampling, fast in abstract',
    ],
    [{ related }, '4 authors · “LLM” for “large language model”'],
    [
      { matches: words.slice(0, 1), related, meaning: 'also' },
      '4 authors · matched diffusion, sampling in title; “LLM” for “large language model”; near in meaning',
    ],
    [{ meaning: 'only' }, 'none of your words; near in meaning · 4 authors'],
  ])('is said of a search: %#', (why, said) => {
    expect(line(why)).toBe(said);
  });

  it('is what two papers share, of similar ones', () => {
    expect(line({ matches: words, meaning: 'also' }, 'similar')).toBe(
      '4 authors · shares diffusion, sampling, fast; near in meaning',
    );
    expect(line({ meaning: 'only' }, 'similar')).toBe('near in meaning · 4 authors');
  });

  it('speaks of a message’s words, not of the asker’s', () => {
    expect(line({ meaning: 'only' }, 'related')).toBe(
      'none of its words; near in meaning · 4 authors',
    );
  });

  it('names three related words and eight matched ones at most', () => {
    const many = Array.from({ length: 9 }, (_, index) => `w${index}`);
    const said = line({
      matches: [{ field: 'title', words: many }],
      related: many.map((found) => ({ typed: 'x', found })),
    });
    expect(said).toContain('w7 and 1 more in title');
    expect(said).toContain('“w2” for “x”');
    expect(said).not.toContain('“w3”');
  });
});

describe('other readings of the query', () => {
  it('are offered before the papers: the likelier one, and the one without a guess', () => {
    const known = {
      suggestion: 'diffusion models',
      corrections: [{ typed: 'moedls', used: 'models' }],
      uncorrected: 'difussion',
    };
    expect(blocksOf(known).map(({ type }) => type)).toEqual([
      'rich_text',
      'actions',
      'rich_text',
      'section',
      'actions',
      'context',
    ]);
    expect(buttonsOf(known).slice(0, 2)).toEqual([
      ['run_search:1', 'Did you mean “diffusion models”?', 'diffusion models'],
      ['run_search:2', 'Search without “moedls”', 'difussion'],
    ]);
  });

  it('are left out where there are none, or none that a button can carry', () => {
    const corrections = [{ typed: 'moedls', used: 'models' }];
    expect(buttonsOf({ corrections }).map(([id]) => id)).toEqual(['results_share']);
    const suggestion = 'x'.repeat(2001);
    expect(buttonsOf({ suggestion }).map(([id]) => id)).toEqual(['results_share']);
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
  const similar = twin({ list: 'similar' });
  expect(similar.endsWith('Only visible to you. The numbers are this list’s own.')).toBe(true);
});

it('shows less of each paper rather than fewer papers when it grows too long', () => {
  const long = paper({ id: 'title:0123456789abcdef', title: 'é"'.repeat(150) });
  const excerpt = { text: '"quoted" '.repeat(90), cutStart: true, cutEnd: true, marks: [] };
  const items = Array.from({ length: 5 }, () => resultItem({ paper: long, excerpt }));
  const blocks = blocksOf({ items });
  expect(blocks.filter((block) => block.type === 'section')).toHaveLength(5);
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(11_000);
});
