import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../src/blocks/answer.ts';
import { renderTwin } from '../../src/blocks/twin.ts';
import type { AnswerReply } from '../../src/requests/replies.ts';
import { paper } from '../helpers/papers.ts';

const hero = paper({ title: 'Hero' });
const other = paper({ id: 'arxiv:2401.00001', title: 'Other' });

const answer = (known: Partial<AnswerReply> = {}) =>
  renderAnswer({
    kind: 'answer',
    question: 'What is retrieved?',
    outcome: 'answer',
    quotes: [
      { paper: hero, text: 'We retrieve passages.' },
      { paper: hero, text: 'Then we generate from them.' },
      { paper: other, text: 'Others do not.' },
    ],
    papers: [hero, other],
    confidence: 0.8,
    corpusSize: 724,
    ...known,
  }).blocks;

describe('renderAnswer', () => {
  it('quotes word for word, each quote above its linked paper', () => {
    expect(renderTwin(answer())).toBe(
      [
        'In the words of the abstracts:',
        '> We retrieve passages.',
        '> Then we generate from them.',
        '— Hero',
        '> Others do not.',
        '— Other',
        '[Papers as a list] [Similar papers]',
        'Confident: the first quote states it · from 724 abstracts, quoted word for word',
      ].join('\n'),
    );
  });

  it('carries the question and the first paper on its buttons', () => {
    const row = answer().find((block) => block.type === 'actions');
    expect(row?.elements).toMatchObject([
      { action_id: 'answer_papers', value: 'What is retrieved?' },
      { action_id: 'paper_button', value: 'similar arxiv:2503.02130' },
    ]);
  });

  it('offers no list for a question that a button cannot carry', () => {
    const row = answer({ question: 'x'.repeat(2001) }).find((block) => block.type === 'actions');
    expect(row?.elements).toHaveLength(1);
  });

  it('says when no abstract states it, and shows the nearest once each', () => {
    const quotes = [{ paper: hero, text: 'We retrieve passages.' }];
    const said = renderTwin(answer({ outcome: 'closest', quotes }));
    expect(said).toContain('No abstract here states this; the nearest papers are:');
    expect(said.match(/Hero/g)).toHaveLength(1);
    expect(said).toContain('• Other');
    expect(said).not.toContain('onfident');
  });

  it('says when the question lies outside, and what to do', () => {
    const blocks = answer({ outcome: 'nothing', quotes: [], papers: [] });
    expect(renderTwin(blocks)).toMatch(/outside the 724 papers I know.*\/papers/);
    expect(blocks).toHaveLength(1);
  });

  it.each([
    [0.9, 'Confident'],
    [0.6, 'Fairly confident'],
    [0.2, 'Not certain'],
  ])('puts a confidence of %d as “%s”', (confidence, words) => {
    expect(renderTwin(answer({ confidence }))).toContain(`\n${words}: `);
  });
});
