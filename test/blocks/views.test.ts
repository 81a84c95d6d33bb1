import { describe, expect, it } from 'vitest';
import { renderDetails } from '../../src/blocks/details-modal.ts';
import { renderHome } from '../../src/blocks/home.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { HomeReply } from '../../src/requests/replies.ts';
import { paper } from '../helpers/papers.ts';

describe('renderDetails', () => {
  it('shows the paper in full, and what is not known of it', () => {
    const view = renderDetails({
      kind: 'details',
      saved: true,
      paper: paper({
        publishedOn: '2025-03-03',
        authorCount: 4,
        damaged: [{ start: 0, end: 5 }],
        truncated: true,
        links: [{ url: 'https://github.com/a/b', kind: 'code' }],
        listings: [
          { page: '001', place: 3, day: '2025-03-12' },
          { page: '002', place: 7 },
        ],
      }),
    });
    expect(view).toMatchObject({
      callback_id: 'paper_details',
      private_metadata: 'arxiv:2503.02130',
      title: { text: 'Paper' },
      submit: { text: 'Share' },
      close: { text: 'Close' },
    });
    expect(renderTwin(view.blocks)).toBe(
      [
        'Retrieval augmented generation',
        'arXiv 2503.02130 · 3 March 2025 · 4 authors · code · saved by you',
        'We retrieve passages. Then we generate from them.',
        '',
        'The source’s formatting lost symbols in one sentence. The source ends in the middle of this abstract. Author names are not known here.',
        '• Code: https://github.com/a/b',
        'Listed in Daily Papers: page 001, place 3, 12 March 2025; page 002, place 7.',
        'Share to: [Pick a conversation]',
      ].join('\n'),
    );
  });

  it('splits a long abstract without losing any of it', () => {
    const abstract = `${'All of it matters. '.repeat(390)}The end.`;
    const view = renderDetails({ kind: 'details', saved: false, paper: paper({ abstract }) });
    expect(renderTwin(view.blocks)).toContain(abstract);
  });

  it('says when the source has no abstract', () => {
    const view = renderDetails({ kind: 'details', saved: false, paper: paper({ abstract: '' }) });
    expect(renderTwin(view.blocks)).toContain('The source has no abstract.');
  });

  it('asks where to share to, with a response URL for where the bot is not', () => {
    const view = renderDetails({ kind: 'details', saved: false, paper: paper() });
    expect(view.blocks.at(-1)).toMatchObject({
      type: 'input',
      block_id: 'share',
      element: {
        type: 'conversations_select',
        action_id: 'conversation',
        default_to_current_conversation: true,
        response_url_enabled: true,
      },
    });
  });
});

describe('renderHome', () => {
  const home = (known: Partial<HomeReply> = {}) =>
    renderTwin(
      renderHome({
        kind: 'home',
        corpus: {
          papers: 724,
          dated: 63,
          withCode: 88,
          from: '2015-06-09',
          to: '2025-10-20',
          listedTo: '2025-10-31',
        },
        saved: [paper()],
        savedTotal: 11,
        searches: ['diffusion', 'retrieval year:2023'],
        examples: ['chain of thought'],
        subscriptions: [],
        outside: undefined,
        writer: undefined,
        report: undefined,
        ...known,
      }).blocks,
    );

  it('shows saved papers, last searches, examples and the corpus', () => {
    const said = home();
    expect(said).toContain('Retrieval augmented generation');
    expect(said).toContain('Remove from saved');
    expect(said).toContain('10 papers more: see /papers saved.');
    expect(said).toContain('[diffusion] [retrieval year:2023]');
    expect(said).toContain('[chain of thought]');
    expect(said).toContain(
      '724 papers from listings up to 31 October 2025, 63 with a date (9 June 2015 to 20 October 2025), 88 with code',
    );
  });

  it('begins with a field that completes titles', () => {
    expect(home().split('\n')[0]).toBe('Find a paper: [Type words of its title]');
  });

  it('names who else reads what is typed, where somebody does', () => {
    expect(home({ outside: { host: 'embeddings.example.org' } })).toContain(
      'Searches, questions and messages you find related papers for are also sent to embeddings.example.org, to rank by meaning.',
    );
    expect(home({ writer: { host: 'llm.example.org' } })).toContain(
      'Questions and the quotes that answer them are also sent to llm.example.org',
    );
    expect(home()).not.toContain('rank by meaning');
    expect(home()).toContain('nothing is sent outside');
  });

  it('shows an admin the questions without an answer and the votes, and nobody else', () => {
    const miss = {
      outcome: 'closest' as const,
      asked: 3,
      reported: 1,
      lastMs: Date.UTC(2026, 10, 20, 9),
    };
    const said = home({
      report: {
        misses: [
          { ...miss, question: 'What is   a\nflux capacitor?', outcome: 'nothing' as const },
          { ...miss, question: 'Which datasets have otters?', asked: 0, reported: 2 },
        ],
        votes: { good: 12, bad: 3 },
      },
    });
    expect(said).toContain(
      [
        '• What is a flux capacitor? asked 3 times, reported once; no paper is near it; last 20 November 2026 09:00 UTC',
        '• Which datasets have otters? reported twice; only near papers were found; last 20 November 2026 09:00 UTC',
      ].join('\n'),
    );
    expect(said).toContain('Votes on answers: 12 helpful, 3 not helpful.');
    expect(said).toContain('Seen by workspace admins only.');
    expect(home()).not.toContain('Questions without an answer');
  });

  it('tells an admin when there is no such question and no vote', () => {
    const said = home({ report: { misses: [], votes: { good: 0, bad: 0 } } });
    expect(said).toContain('None so far');
    expect(said).toContain('Nobody has voted on an answer yet.');
  });

  it('says how to begin when there is nothing yet', () => {
    const said = home({ saved: [], savedTotal: 0, searches: [] });
    expect(said).toContain('None yet. Open the ⋯ menu beside any paper and choose “Save”.');
    expect(said).toContain('None yet. Type /papers and a few words anywhere.');
  });
});
