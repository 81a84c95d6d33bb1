import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../src/blocks/answer.ts';
import { checkMessage } from '../../src/blocks/limits.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { AnswerReply } from '../../src/requests/replies.ts';
import { paper } from '../helpers/papers.ts';

const hero = paper({ title: 'Hero' });
const other = paper({ id: 'arxiv:2401.00001', title: 'Other' });
const third = paper({ id: 'arxiv:2401.00002', title: 'Third' });

const render = (known: Partial<AnswerReply> = {}) =>
  renderAnswer({
    kind: 'answer',
    question: 'What is retrieved?',
    understoodAs: undefined,
    outcome: 'answer',
    quotes: [
      { paper: hero, text: 'We retrieve passages.' },
      { paper: other, text: 'Others do not.' },
      { paper: hero, text: 'Then we generate from them.' },
    ],
    papers: [hero, other],
    among: undefined,
    confidence: 0.9,
    corpusSize: 724,
    answerId: 'aB3_-xyz9012',
    followUp: 'by mention',
    written: undefined,
    ...known,
  });
const say = (known: Partial<AnswerReply> = {}) => renderTwin(render(known).blocks);

describe('renderAnswer', () => {
  it('quotes word for word, a paper’s quotes above its numbered title', () => {
    expect(say()).toBe(
      [
        'In the words of the abstracts:',
        '> We retrieve passages.',
        '> Then we generate from them.',
        '— 1. Hero',
        '> Others do not.',
        '— 2. Other',
        '[Papers as a list] [Similar papers] [⋯ BibTeX of all cited | Report: this was not answered]',
        '[Helpful | Not helpful]',
        'Likely answered: read the first quotes. From 724 abstracts, quoted word for word. To ask on, mention me in this thread.',
      ].join('\n'),
    );
  });

  it('carries what its buttons need', () => {
    const { blocks } = render();
    const row = blocks.find((block) => block.type === 'actions');
    expect(row?.elements).toMatchObject([
      { action_id: 'answer_papers', value: 'What is retrieved?' },
      { action_id: 'paper_button', value: 'similar arxiv:2503.02130' },
      {
        action_id: 'answer_menu',
        options: [{ value: 'cite 1,2 aB3_-xyz9012' }, { value: 'report aB3_-xyz9012' }],
      },
    ]);
    expect(blocks.find((block) => block.type === 'context_actions')?.elements).toMatchObject([
      {
        action_id: 'answer_vote',
        positive_button: { value: 'good aB3_-xyz9012' },
        negative_button: { value: 'bad aB3_-xyz9012' },
      },
    ]);
  });

  it('offers neither menu nor votes for an answer that was not kept', () => {
    const { blocks } = render({ answerId: undefined });
    expect(blocks.find((block) => block.type === 'actions')?.elements).toHaveLength(2);
    expect(blocks.some((block) => block.type === 'context_actions')).toBe(false);
  });

  it('offers no list for a question that a button cannot carry', () => {
    const row = render({ question: 'x'.repeat(2001) }).blocks.find(
      (block) => block.type === 'actions',
    );
    expect(row?.elements).toHaveLength(2);
  });

  it('offers neither list nor report for what was asked of some papers', () => {
    expect(say({ among: [1] })).toContain('\n[Similar papers] [⋯ BibTeX of all cited]\n');
  });

  it('says when no abstract states it, and shows the nearest once each, numbered', () => {
    const quotes = [{ paper: hero, text: 'We retrieve passages.' }];
    const said = say({ outcome: 'closest', quotes, papers: [hero, other, third] });
    expect(said).toContain('No abstract here states this; the nearest papers are:');
    expect(said).toContain('— 1. Hero\n— 2. Other\n— 3. Third\n');
    expect(said).not.toMatch(/Likely|Not certain/);
    expect(said).toContain('Report');
  });

  it('says when the question lies outside, what is held and what to do', () => {
    const said = say({ outcome: 'nothing', quotes: [], papers: [] });
    expect(said).toMatch(/outside what I know.*724 papers about machine learning.*\/papers/);
    expect(said).toContain('[⋯ Report: this was not answered]');
    expect(said).not.toContain('Helpful');
  });

  it('says what a short question was taken for', () => {
    expect(say({ understoodAs: 'What is written?' })).toMatch(/^Read as: “What is written\?”\n/);
  });

  it.each([
    ['answer', [2], 1, 'In the words of its abstract:'],
    ['answer', [1, 2], 1, 'In the words of those 2 abstracts:'],
    ['closest', [2], 1, 'Its abstract does not state this; the nearest there is:'],
    [
      'nothing',
      [2],
      0,
      'Its abstract does not state this; “show me 2” gives the whole of it:\n— 2. Other',
    ],
    ['nothing', [1, 2], 0, 'None of those 2 abstracts states this.\nTo ask on'],
  ] as const)(
    'of papers shown before, %s among %j, %d quoted: %s',
    (outcome, among, count, words) => {
      const quotes = [{ paper: other, text: 'Others do not.' }].slice(0, count);
      const said = say({ outcome, among, quotes });
      expect(said).toContain(words);
      if (count === 1) expect(said).toContain('— 2. Other');
    },
  );

  it.each([
    [0.8, 'Likely answered: read the first quotes.'],
    [0.79, 'Not certain: see whether these quotes answer it.'],
  ])('puts a confidence of %d as “%s”', (confidence, words) => {
    expect(say({ confidence })).toContain(`\n${words} `);
  });

  it('puts a written answer above the quotes, citing the papers by their numbers', () => {
    const sentences = [
      { text: 'It retrieves and generates.', cites: [0, 2] },
      { text: 'Not all do.', cites: [0, 1] },
      { text: 'It cites a quote that is not there.', cites: [7] },
    ];
    const said = say({ written: { sentences, host: 'llm.example.org' } });
    expect(said).toMatch(
      /^It retrieves and generates\. \[1\] Not all do\. \[1\]\[2\]\nWritten by the model at llm\.example\.org from the quotes below; check them\.\nIn the words/,
    );
  });

  it('is short in a notification', () => {
    const { text } = render({ quotes: [{ paper: hero, text: 'a < b '.repeat(200) }] });
    expect(text).toMatch(/^In the words of the abstracts: a &lt; b/);
    expect(text.length).toBeLessThan(600);
  });

  it('fits a message when all of it is long', () => {
    const long = 'word '.repeat(600).trim();
    const papers = Array.from({ length: 5 }, (_, index) =>
      paper({ id: `title:000000000000000${index}`, title: long }),
    );
    const quotes = papers.map((each) => ({ paper: each, text: long }));
    const sentences = quotes.map((_, index) => ({ text: long, cites: [index] }));
    const message = render({
      quotes,
      papers,
      understoodAs: long,
      written: { sentences, host: 'llm.example.org' },
    });
    expect(checkMessage(message)).toEqual([]);
  });
});
