import { describe, expect, it } from 'vitest';
import {
  evaluateRun,
  parseDocuments,
  parseQrels,
  parseQueries,
  renderRun,
} from '../../src/search/trec-run.ts';

describe('parseDocuments', () => {
  it('takes texts as they are and reports what cannot be read by line', () => {
    const jsonl = [
      '\uFEFF{"id":"1","title":"T","text":" 28\\\\% "}',
      '',
      '{"id":"2","text":""}\r',
      'nonsense',
      '[]',
      '{"id":3,"text":"x"}',
      '{"id":"1","text":"again"}',
      '{"id":"a b","text":"x"}',
      '{"id":"4"}',
      '{"id":"5","text":"x","title":5}',
    ].join('\n');
    const { rows, rejected } = parseDocuments(jsonl);
    expect(rows).toEqual([
      { id: '1', title: 'T', abstract: ' 28\\% ', links: [], damaged: [] },
      { id: '2', title: '', abstract: '', links: [], damaged: [] },
    ]);
    expect(rejected).toEqual([
      { line: 4, why: 'not a line of JSON' },
      { line: 5, why: 'id must be a string' },
      { line: 6, why: 'id must be a string' },
      { line: 7, why: 'id "1" is there already' },
      { line: 8, why: 'id must not be empty or contain white space' },
      { line: 9, why: 'text must be a string' },
      { line: 10, why: 'title must be a string' },
    ]);
  });
});

it('parses queries', () => {
  expect(parseQueries('{"id":"q1","text":"year:2023","title":""}\nnull')).toEqual({
    rows: [{ id: 'q1', text: 'year:2023' }],
    rejected: [{ line: 2, why: 'not a JSON object' }],
  });
});

it('parses judgements', () => {
  const { rows, rejected } = parseQrels('1\td1\t2\n1 d2 1\n1\td3\tyes\n1\td4\t-1\n');
  expect(rows).toEqual([
    { queryId: '1', documentId: 'd1', grade: 2 },
    { queryId: '1', documentId: 'd4', grade: -1 },
  ]);
  expect(rejected).toEqual([
    { line: 2, why: 'expected three columns: query id, document id, grade' },
    { line: 3, why: 'grade "yes" is not a whole number' },
  ]);
});

it('renders a run as TREC lines, a thousand a query at most', () => {
  const hits = [
    { id: 'd2', score: 1.5 },
    { id: 'd1', score: 0.5 },
  ];
  expect(renderRun([{ queryId: 'q', hits }], 'tag')).toBe('q Q0 d2 1 1.5 tag\nq Q0 d1 2 0.5 tag\n');
  const many = Array.from({ length: 1001 }, (_, index) => ({ id: `d${index}`, score: 1 }));
  expect(renderRun([{ queryId: 'q', hits: many }], 'tag').split('\n')).toHaveLength(1001);
});

describe('evaluateRun', () => {
  it('averages over the queries that have a relevant document, found or not', () => {
    const qrels = parseQrels('1\ta\t1\n2\tb\t1\n3\tc\t0\n').rows;
    const runs = [
      { queryId: '1', hits: [{ id: 'a', score: 1 }] },
      { queryId: '3', hits: [{ id: 'c', score: 1 }] },
    ];
    expect(evaluateRun(runs, qrels)).toEqual({
      queries: 2,
      ndcg10: 0.5,
      map: 0.5,
      recall100: 0.5,
      mrr10: 0.5,
    });
  });

  it('is all zeros without judgements', () => {
    expect(evaluateRun([], [])).toMatchObject({ queries: 0, ndcg10: 0, map: 0 });
  });
});
