/** All listing pages → the corpus and a report of how each page was read. */
import type { Paper } from '../model/paper.ts';
import { type Conflict, mergeEntries } from './merge-entries.ts';
import { type PageSource, parsePage, type RawEntry, type RejectedText } from './parse-page.ts';

export type PageReport = {
  readonly page: string;
  readonly file: string;
  readonly entries: number;
  readonly withAuthorCount: number;
  readonly withOrganization: number;
  readonly withDate: number;
  /** Of those, how many took their year from the day of the capture. */
  readonly withoutYear: number;
  readonly withComments: number;
  /** Entries with neither an author count, an organisation, a date nor comments. */
  readonly withoutMetadata: number;
  readonly truncated: number;
  readonly rejected: number;
};

export type CorpusReport = {
  readonly pages: readonly PageReport[];
  readonly entries: number;
  readonly papers: number;
  /** Entries that were merged into an earlier one: `entries - papers`. */
  readonly merged: number;
  readonly withDate: number;
  readonly truncated: number;
  readonly damagedSentences: number;
  readonly papersWithDamage: number;
  readonly links: number;
  readonly papersWithCode: number;
  readonly conflicts: readonly Conflict[];
  /** In the order of pages, then of lines. */
  readonly rejected: readonly RejectedText[];
};

/** Papers in the order of their first listing. Total: what cannot be read is in the report. */
export function buildCorpus(pages: readonly (PageSource & { readonly text: string })[]): {
  readonly papers: Paper[];
  readonly report: CorpusReport;
} {
  const parsed = pages.map((page) => ({ page, ...parsePage(page.text, page) }));
  const entries = parsed.flatMap((result) => result.entries);
  const rejected = parsed.flatMap((result) => result.rejected);
  const { papers, conflicts } = mergeEntries(entries);
  const report: CorpusReport = {
    pages: parsed.map((result) =>
      buildPageReport(result.page, result.entries, result.rejected.length),
    ),
    entries: entries.length,
    papers: papers.length,
    merged: entries.length - papers.length,
    withDate: count(papers, ({ publishedOn }) => publishedOn !== undefined),
    truncated: count(papers, ({ truncated }) => truncated),
    damagedSentences: papers.reduce((sum, { damaged }) => sum + damaged.length, 0),
    papersWithDamage: count(papers, ({ damaged }) => damaged.length > 0),
    links: papers.reduce((sum, { links }) => sum + links.length, 0),
    papersWithCode: count(papers, ({ links }) => links.some(({ kind }) => kind === 'code')),
    conflicts,
    rejected,
  };
  return { papers, report };
}

function buildPageReport(
  { page, file }: PageSource,
  entries: readonly RawEntry[],
  rejected: number,
): PageReport {
  return {
    page,
    file,
    entries: entries.length,
    withAuthorCount: count(entries, ({ authorCount }) => authorCount !== undefined),
    withOrganization: count(entries, ({ organization }) => organization !== undefined),
    withDate: count(entries, ({ publishedOn }) => publishedOn !== undefined),
    withoutYear: count(entries, ({ yearFromCapture }) => yearFromCapture),
    withComments: count(entries, ({ comments }) => comments !== undefined),
    withoutMetadata: count(
      entries,
      ({ authorCount, organization, publishedOn, comments }) =>
        (authorCount ?? organization ?? publishedOn ?? comments) === undefined,
    ),
    truncated: count(entries, ({ truncated }) => truncated),
    rejected,
  };
}

function count<Item>(items: readonly Item[], has: (item: Item) => boolean): number {
  return items.filter(has).length;
}
