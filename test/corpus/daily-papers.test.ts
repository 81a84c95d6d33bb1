import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDailyPapers } from '../../src/corpus/daily-papers.ts';
import { paperSchema } from '../../src/model/paper.ts';
import { anyText } from '../helpers/papers.ts';
import { dailyRecord } from './daily-records.ts';

const DAY = '2025-03-17';

const parse = (records: unknown, day: string | undefined = DAY) =>
  parseDailyPapers(JSON.stringify(records), day);
const only = (record: unknown) => {
  const { papers, rejected } = parse([record]);
  expect(rejected).toEqual([]);
  return papers[0];
};
const whyNot = (record: unknown) => {
  const { papers, rejected } = parse([record]);
  expect(papers).toEqual([]);
  return rejected[0]?.why;
};

describe('parseDailyPapers', () => {
  it('reads a record of the first days, which says little', () => {
    const record = {
      paper: {
        id: '2405.00010',
        authors: [{ name: 'Ada' }, { name: 'Ben' }],
        publishedAt: '2024-05-23T23:59:01.000Z',
        title: 'Otters Hold\n  Hands',
        summary: 'Otters sleep\nhand in hand. They gain 28\\% of warmth.',
        upvotes: 7,
      },
      publishedAt: '2024-05-27T02:00:00.000Z',
      title: 'Otters Hold Hands',
      mediaUrl: 'https://example.org/x.mp4',
      numComments: 2,
    };
    expect(only(record)).toEqual({
      id: 'arxiv:2405.00010',
      aliases: [],
      title: 'Otters Hold Hands',
      abstract: 'Otters sleep hand in hand. They gain 28% of warmth.',
      rawTitle: 'Otters Hold\n  Hands',
      rawAbstract: 'Otters sleep\nhand in hand. They gain 28\\% of warmth.',
      damaged: [],
      truncated: false,
      links: [],
      publishedOn: '2024-05-23',
      authorCount: 2,
      comments: 2,
      upvotes: 7,
      listings: [{ page: 'hf_daily_papers', place: 1, day: DAY }],
    });
  });

  it('reads what later records say: links, an organisation, hundreds of authors', () => {
    const authors = Array.from({ length: 664 }, (_, at) => ({ name: `A${at}`, hidden: false }));
    const record = dailyRecord(
      {
        id: '2503.02130',
        authors,
        summary: 'See https://example.org/otters for more.',
        githubRepo: 'https://github.com/otters/hands',
        projectPage: ' https://otters.example.org/ ',
      },
      { organization: { name: 'otters', fullname: 'Otter\nLab' }, submittedBy: { name: 'x' } },
    );
    const paper = only(record);
    // As a number the id would have lost its last digit.
    expect(paper?.id).toBe('arxiv:2503.02130');
    expect(paper?.authorCount).toBe(664);
    expect(paper?.organization).toBe('Otter Lab');
    expect(paper?.links).toEqual([
      { url: 'https://example.org/otters', kind: 'page' },
      { url: 'https://github.com/otters/hands', kind: 'code' },
      { url: 'https://otters.example.org/', kind: 'page' },
    ]);
  });

  it('has each address once, however it is spelt', () => {
    const record = dailyRecord({
      summary: 'Code: https://github.com/otters/hands.',
      githubRepo: 'https://GitHub.com/otters/hands.git',
      projectPage: 'http://www.github.com/otters/hands/',
    });
    expect(only(record)?.links).toEqual([{ url: 'https://github.com/otters/hands', kind: 'code' }]);
  });

  it('marks sentences in which a formula was lost, as for the listing pages', () => {
    const paper = only(dailyRecord({ summary: 'It takes 1{2} of the time. It is well.' }));
    expect(paper?.damaged).toHaveLength(1);
  });

  it.each([
    ['2503.02130v3', 'arxiv:2503.02130'],
    ['cs/0501001', 'arxiv:cs/0501001'],
    ['math.GT/0309136v2', 'arxiv:math.GT/0309136'],
  ])('drops the version of %s', (id, expected) => {
    expect(only(dailyRecord({ id }))?.id).toBe(expected);
  });

  it('takes title and abstract from the outer level where the inner has none', () => {
    const record = dailyRecord(
      { title: undefined, summary: undefined },
      { title: 'Badgers', summary: 'They dig.' },
    );
    expect(only(record)).toMatchObject({ title: 'Badgers', abstract: 'They dig.' });
  });

  it('keeps a paper without an abstract', () => {
    expect(only(dailyRecord({ summary: null }))).toMatchObject({ abstract: '', damaged: [] });
  });

  it('counts places from 1, rejected records too', () => {
    const { papers, rejected } = parse([
      dailyRecord({ id: '2503.00001' }),
      dailyRecord({ id: 'nonsense' }),
      dailyRecord({ id: '2503.00003' }),
    ]);
    expect(papers.map(({ listings }) => listings[0]?.place)).toEqual([1, 3]);
    expect(rejected).toEqual([
      { index: 2, id: 'nonsense', why: 'paper.id is no arXiv id: “nonsense”' },
    ]);
  });

  it('takes the day of each record where the file has none, and counts places a day', () => {
    const on = (id: string, submittedOnDailyAt?: string) => dailyRecord({ id, submittedOnDailyAt });
    const { papers, rejected } = parseDailyPapers(
      JSON.stringify([
        on('2503.00001', '2025-03-17T01:00:00.000Z'),
        on('2503.00002', '2025-03-18T00:30:00+02:00'),
        on('2503.00003', '2025-03-18T01:00:00.000Z'),
        on('2503.00004'),
      ]),
      undefined,
    );
    expect(papers.map(({ listings }) => listings)).toEqual([
      [{ page: 'hf_daily_papers', place: 1, day: '2025-03-17' }],
      [{ page: 'hf_daily_papers', place: 2, day: '2025-03-17' }],
      [{ page: 'hf_daily_papers', place: 1, day: '2025-03-18' }],
    ]);
    expect(rejected).toEqual([
      {
        index: 4,
        id: '2503.00004',
        why: 'no day: neither the name of the file nor paper.submittedOnDailyAt gives one',
      },
    ]);
  });
});

describe('a record that names no paper', () => {
  it.each([
    [
      { id: 2503.0213 },
      'paper.id is the number 2503.0213, which may have lost a zero at its end; an id is text',
    ],
    [{ id: undefined }, 'paper.id is missing'],
    [{ id: ['2503.02130'] }, 'paper.id is a list, not text'],
    [{ id: '2503.021301' }, 'paper.id is no arXiv id: “2503.021301”'],
    [{ id: 'x'.repeat(1e6) }, `paper.id is no arXiv id: “${'x'.repeat(39)}…”`],
    [{ title: 7 }, 'paper.title is the number 7, not text'],
    [{ title: ' \u0000\u200B\n' }, 'paper.title has nothing to read'],
    [{ title: 'x'.repeat(1e6) }, 'paper.title has 1000000 characters, more than 1000'],
    [{ summary: {} }, 'paper.summary is an object, not text'],
    [{ summary: 'a'.repeat(1e6) }, 'paper.summary has 1000000 characters, more than 20000'],
  ])('is rejected: %o', (over, why) => {
    expect(whyNot(dailyRecord(over))).toBe(why);
  });

  it.each([
    [null, 'the record is null, no object'],
    ['paper', 'the record is “paper”, no object'],
    [[], 'the record is a list, no object'],
    [{}, 'paper is missing'],
    [{ paper: 'x' }, 'paper is “x”, no object'],
    [{ paper: { id: '2503.02130' } }, 'paper.title has nothing to read'],
  ])('is rejected: %j', (record, why) => {
    expect(whyNot(record)).toBe(why);
  });

  it('takes nothing from keys of a prototype', () => {
    const text = `[{"__proto__": ${JSON.stringify(dailyRecord())}, "constructor": {"paper": 1}}]`;
    expect(parseDailyPapers(text, DAY).rejected).toEqual([
      { index: 1, id: undefined, why: 'paper is missing' },
    ]);
    expect(Object.keys({})).toEqual([]);
  });

  it.each([
    ['', 'it is no JSON'],
    ['<html>Too many requests</html>', 'it is no JSON'],
    ['[{"paper":', 'it is no JSON'],
    ['{"error":"Too many requests"}', 'it is an object, not a list'],
    ['null', 'it is null, not a list'],
    ['"papers"', 'it is “papers”, not a list'],
  ])('a text that is no list is one rejection: %s', (text, why) => {
    expect(parseDailyPapers(text, DAY)).toEqual({
      papers: [],
      rejected: [{ index: undefined, id: undefined, why }],
    });
  });

  it('an empty list and a byte order mark are no faults', () => {
    expect(parseDailyPapers('\uFEFF[]\n', DAY)).toEqual({ papers: [], rejected: [] });
  });
});

describe('what cannot be used of a good record', () => {
  const bare = only(dailyRecord());

  it.each([
    { upvotes: -1 },
    { upvotes: 1.5 },
    { upvotes: '7' },
    { upvotes: 1e300 },
    { publishedAt: '2025-02-30T00:00:00.000Z' },
    { publishedAt: 1_700_000_000 },
    { publishedAt: '0000-01-01T00:00:00+23:59' },
    { publishedAt: 'yesterday' },
    { authors: [] },
    { authors: 'Ada' },
    { organization: { name: '\u0000' } },
    { organization: 7 },
    { githubRepo: 'javascript:alert(1)' },
    { githubRepo: 7 },
    { githubRepo: 'github.com/otters/hands' },
    { githubRepo: 'https://github.com@example.org/otters/hands' },
    { githubRepo: 'https://github.com/otters\u202Ehands' },
    { projectPage: 'https://example.org/a b' },
    { projectPage: 'https://example.org/<script>' },
    { projectPage: `https://example.org/${'a'.repeat(5000)}` },
    { projectPage: 'data:text/html,x' },
    { projectPage: 'https://' },
  ])('is left out: %o', (over) => {
    expect(only(dailyRecord(over))).toEqual(bare);
  });

  it('is left out of the outer level, too', () => {
    expect(only(dailyRecord({}, { numComments: -3, organization: '' }))).toEqual(bare);
  });

  it('control characters are taken out of title and abstract', () => {
    const record = dailyRecord({ title: 'Ot\u0000ters\u001B[31m', summary: 'They\u0007 sleep.' });
    expect(only(record)).toMatchObject({ title: 'Otters[31m', abstract: 'They sleep.' });
  });
});

describe('parseDailyPapers on any input', () => {
  it('reads or rejects every record, and what it reads is a paper', () => {
    const anyValue = fc.oneof(anyText, fc.jsonValue(), fc.constant(undefined));
    const anyRecord = fc
      .tuple(
        fc.dictionary(
          fc.constantFrom(...Object.keys(dailyRecord().paper), 'githubRepo', 'organization'),
          anyValue,
          { maxKeys: 2 },
        ),
        fc.dictionary(fc.constantFrom('title', 'summary', 'numComments', 'paper'), anyValue, {
          maxKeys: 1,
        }),
      )
      .map(([inner, outer]) => dailyRecord(inner, outer));
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRecord, fc.jsonValue()), { maxLength: 5 }), (records) => {
        const { papers, rejected } = parse(records);
        expect(papers.length + rejected.length).toBe(records.length);
        for (const paper of papers) expect(paperSchema.parse(paper)).toEqual(paper);
        for (const { why } of rejected) expect(why.length).toBeLessThan(200);
      }),
    );
  });

  it('has a result for any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (text) => {
        const { papers, rejected } = parseDailyPapers(text, undefined);
        expect(papers.length + rejected.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
