/** The five captured pages, read whole: the counts that `paperboy corpus build` must print. */
import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/corpus/build-corpus.ts';
import { renderReport } from '../../src/corpus/render-report.ts';
import { paperSchema } from '../../src/model/paper.ts';
import { splitSentences } from '../../src/model/sentence.ts';
import { rawPages } from './raw-pages.ts';

const { papers, report } = buildCorpus(rawPages);

describe('buildCorpus on the captured pages', () => {
  it('reads every entry of every page', () => {
    expect(report.pages.map(({ page, entries }) => [page, entries])).toEqual([
      ['000', 119],
      ['001', 67],
      ['002', 64],
      ['003', 234],
      ['004', 289],
    ]);
    expect(report).toMatchObject({ entries: 773, papers: 724, merged: 49, rejected: [] });
    expect(papers).toHaveLength(724);
  });

  it('reads the metadata of page 002, and invents none for the others', () => {
    const none = { withAuthorCount: 0, withOrganization: 0, withDate: 0, withComments: 0 };
    const [first, second, third, ...others] = report.pages;
    expect(third).toMatchObject({
      withAuthorCount: 62,
      withOrganization: 1,
      withDate: 63,
      withoutYear: 15,
      withComments: 10,
      withoutMetadata: 1,
      truncated: 0,
    });
    for (const page of [first, second, ...others]) expect(page).toMatchObject(none);
    expect(papers.filter((paper) => paper.publishedOn === undefined)).toHaveLength(661);
    expect(papers.flatMap(({ organization }) => organization ?? [])).toEqual(['Microsoft']);
    expect(
      papers
        .flatMap(({ publishedOn }) => publishedOn ?? [])
        .toSorted()
        .at(-1),
    ).toBe('2025-10-20');
  });

  it('finds no conflict between listings and no abstract that is cut off', () => {
    expect(report).toMatchObject({ conflicts: [], truncated: 0 });
  });

  it('knows papers by their titles alone, since no page states an arXiv id', () => {
    expect(papers.every(({ id, aliases }) => id.startsWith('title:') && aliases.length === 0)).toBe(
      true,
    );
  });

  it('makes papers that the schema accepts, with damage on whole sentences', () => {
    for (const paper of papers) {
      expect(paperSchema.parse(paper)).toEqual(paper);
      const sentences = splitSentences(paper.abstract);
      for (const span of paper.damaged) expect(sentences).toContainEqual(span);
    }
    expect(report).toMatchObject({ damagedSentences: 19, papersWithDamage: 7 });
  });

  it('keeps each abstract long enough to be one, and none twice in itself', () => {
    expect(Math.min(...papers.map(({ abstract }) => abstract.length))).toBe(432);
    for (const { abstract } of papers) {
      expect(abstract.indexOf(abstract.slice(0, 60), 1)).toBe(-1);
    }
  });
});

describe('renderReport', () => {
  it('says first what the corpus is', () => {
    const text = renderReport(report);
    expect(text.split('\n')[0]).toBe('5 pages, 773 entries, 724 papers, 0 rejected');
    expect(text).toContain(
      'Page 002: 64 entries; 62 with an author count, 1 with an organization, ' +
        '63 with a date (15 without a year), 10 with a comment count, 1 with no metadata; 0 rejected',
    );
    expect(text).toContain('63 papers with a date, 661 without');
    expect(text.endsWith('\n')).toBe(true);
  });
});
