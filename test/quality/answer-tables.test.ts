import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/answer/answer.ts';
import { scoreAnswer } from './answer-measures.ts';
import type { JudgedQuestion } from './answer-questions.ts';
import {
  judgeAnswers,
  judgePubmedqa,
  renderAnswers,
  renderCurve,
  renderKinds,
  renderPubmedqa,
} from './answer-tables.ts';

const score = (
  label: JudgedQuestion['label'],
  outcome: Outcome,
  confidence: number,
  docs: readonly string[] = [],
) => {
  const gold = label === 'answerable' ? [{ paper: 'p', sentences: ['It is so.'] }] : [];
  const question: JudgedQuestion = { id: 'a001', label, kind: 'how', text: 'how?', gold };
  const answer = { kind: 'how', outcome, confidence, docs, quotes: [] } as const;
  return scoreAnswer(question, answer, { documents: new Map(), ms: 3 });
};

const scored = [
  score('answerable', 'answer', 0.9, ['p']),
  score('answerable', 'closest', 0.5, ['q', 'p']),
  score('near-miss', 'closest', 0.4, ['p']),
  score('off-topic', 'nothing', 0.1),
];

describe('answers as Markdown', () => {
  it('has a measure a line, with its interval', () => {
    const table = renderAnswers([{ label: 'Paperboy', scored }]);
    expect(table).toContain('| answerable questions | 2 |\n| near misses | 1 |\n| off-topic | 1 |');
    expect(table).toContain('| hit@1 | 0.500 (0.00–1.00) |');
    expect(table).toContain('| false answers, off-topic | 0.000 (0.00–0.00) |');
    expect(table).toContain('| ms a question, p50 / p95 | 3 / 3 |');
  });

  it('has a kind a line', () => {
    expect(renderKinds(scored)).toContain('| how | 2 | 0.500 | 0.000 | 0.500 |\n| why | 0 |');
  });

  it('draws the risk at ten coverages, and writes it out', () => {
    const curve = renderCurve([{ label: 'Paperboy', scored }]);
    expect(curve).toContain(
      'line [0.000, 0.000, 0.500, 0.500, 0.500, 0.667, 0.667, 0.750, 0.750, 0.750]\n```\n',
    );
    expect(curve).toContain('| Paperboy | 0.000 | 0.000 | 0.500 |');
  });

  it('says of PubMedQA what was measured, and nothing when it is not there', () => {
    const row = {
      label: 'Paperboy',
      scored: scored.slice(0, 2),
      withoutSource: scored.slice(1, 2),
    };
    expect(renderPubmedqa([row])).toContain('| Paperboy | 2 | 0.500 (0.00–1.00) | 0.000');
    expect(judgePubmedqa(row).map(({ isMet }) => isMet)).toEqual([false, true]);
    expect(judgePubmedqa(undefined).map(({ isMet }) => isMet)).toEqual([undefined, undefined]);
  });

  it('holds the targets against the figures', () => {
    const verdicts = judgeAnswers(scored).map(({ target, isMet }) => [target, isMet]);
    expect(verdicts).toEqual([
      ['hit@1: ≥ 0.80', false],
      ['hit@3: ≥ 0.92', true],
      ['evidence@5: ≥ 0.75', false],
      ['answered: ≥ 0.85', false],
      ['false answers, near miss: ≤ 0.20', true],
      ['false answers, off-topic: ≤ 0.05', true],
      ['quotes byte for byte: all', false],
    ]);
  });
});
