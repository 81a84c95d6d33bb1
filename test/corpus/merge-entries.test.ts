import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEntries } from '../../src/corpus/merge-entries.ts';
import type { RawEntry } from '../../src/corpus/parse-page.ts';
import { paperSchema } from '../../src/model/paper.ts';

function entry(over: Partial<RawEntry> = {}): RawEntry {
  return {
    page: '1',
    place: 1,
    line: 1,
    capturedOn: undefined,
    title: 'On Letters',
    abstract: 'We study letters. They arrive.',
    truncated: false,
    authorCount: undefined,
    organization: undefined,
    publishedOn: undefined,
    yearFromCapture: false,
    comments: undefined,
    ...over,
  };
}

const cutOff = { abstract: 'We study letters. They', truncated: true };

describe('mergeEntries', () => {
  it('makes one paper of titles that differ in spelling only, with every listing', () => {
    const { papers, conflicts } = mergeEntries([
      entry({ page: '3', place: 7 }),
      entry({ page: '1', place: 2, title: 'ON LETTERS!', capturedOn: '2025-10-31' }),
    ]);
    expect(conflicts).toEqual([]);
    expect(papers).toEqual([
      {
        id: expect.stringMatching(/^title:/),
        aliases: [],
        title: 'ON LETTERS!',
        rawTitle: 'ON LETTERS!',
        abstract: 'We study letters. They arrive.',
        rawAbstract: 'We study letters. They arrive.',
        damaged: [],
        truncated: false,
        links: [],
        listings: [
          { page: '1', place: 2, day: '2025-10-31' },
          { page: '3', place: 7 },
        ],
      },
    ]);
  });

  it('orders papers by their first listing: page, then place', () => {
    const { papers } = mergeEntries([
      entry({ page: '2', place: 1, title: 'C' }),
      entry({ page: '1', place: 10, title: 'B' }),
      entry({ page: '1', place: 2, title: 'A' }),
      entry({ page: '2', place: 2, title: 'A' }),
    ]);
    expect(papers.map(({ title }) => title)).toEqual(['A', 'B', 'C']);
  });

  it.each([
    ['first', [entry(cutOff), entry({ page: '2' })]],
    [
      'second',
      [entry(), entry({ page: '2', ...cutOff, abstract: `${'We study. '.repeat(9)}They` })],
    ],
  ])('prefers a whole abstract to one cut off, which comes %s', (_, entries) => {
    const { papers, conflicts } = mergeEntries(entries);
    expect(papers).toMatchObject([
      { abstract: 'We study letters. They arrive.', truncated: false },
    ]);
    expect(conflicts).toEqual([]);
  });

  it('marks the sentence a page cuts off', () => {
    const [paper] = mergeEntries([entry(cutOff)]).papers;
    expect(paper).toMatchObject({ truncated: true, damaged: [{ start: 18, end: 22 }] });
  });

  it('prefers the longer of two abstracts and reports that they differ', () => {
    const longer = 'We study letters. They arrive. Late.';
    const { papers, conflicts } = mergeEntries([
      entry({ line: 4 }),
      entry({ page: '2', line: 8, abstract: longer }),
    ]);
    expect(papers[0]?.abstract).toBe(longer);
    expect(conflicts).toEqual([
      { id: papers[0]?.id, field: 'abstract', values: ['page 2, line 8', 'page 1, line 4'] },
    ]);
  });

  it('takes metadata from whichever listing has it', () => {
    const { papers, conflicts } = mergeEntries([
      entry({ authorCount: 3 }),
      entry({
        page: '2',
        publishedOn: '2024-05-01',
        organization: 'Post',
        comments: 4,
        authorCount: 3,
      }),
    ]);
    expect(papers[0]).toMatchObject({
      authorCount: 3,
      publishedOn: '2024-05-01',
      organization: 'Post',
      comments: 4,
    });
    expect(conflicts).toEqual([]);
  });

  it('keeps the first of two dates and reports both', () => {
    const { papers, conflicts } = mergeEntries([
      entry({ page: '2', publishedOn: '2024-05-01' }),
      entry({ page: '1', publishedOn: '2024-05-02' }),
    ]);
    expect(papers[0]?.publishedOn).toBe('2024-05-02');
    expect(conflicts).toEqual([
      { id: papers[0]?.id, field: 'publishedOn', values: ['2024-05-02', '2024-05-01'] },
    ]);
  });

  it('cleans what people read, keeps what the source had, and finds links', () => {
    const [paper] = mergeEntries([
      entry({ title: 'On~Letters', abstract: 'Up 28\\%. Code: https://github.com/a/b.' }),
    ]).papers;
    expect(paper).toMatchObject({
      title: 'On Letters',
      rawTitle: 'On~Letters',
      abstract: 'Up 28%. Code: https://github.com/a/b.',
      rawAbstract: 'Up 28\\%. Code: https://github.com/a/b.',
      links: [{ url: 'https://github.com/a/b', kind: 'code' }],
    });
  });

  it('keeps every listing exactly once and makes papers the schema accepts, in any order', () => {
    const some = fc.record({
      title: fc.constantFrom('A', 'a!', 'B', 'c', '∞', 'D \\alpha'),
      abstract: fc.string({ unit: 'grapheme' }),
      page: fc.constantFrom('1', '2'),
      truncated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some), (list) => {
        const entries = list.map((item, index) => entry({ ...item, place: index + 1 }));
        const { papers } = mergeEntries(entries);
        expect(mergeEntries(entries.toReversed()).papers).toEqual(papers);
        expect(papers.flatMap(({ listings }) => listings)).toHaveLength(entries.length);
        expect(new Set(papers.map(({ id }) => id)).size).toBe(papers.length);
        for (const paper of papers) expect(paperSchema.parse(paper)).toEqual(paper);
      }),
    );
  });
});
