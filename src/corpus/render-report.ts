/** The report of a corpus build and of a corpus check, as text for the terminal. */
import type { CorpusReport, PageReport } from './build-corpus.ts';
import type { CorpusDifference } from './papers-file.ts';

/** A check may find every paper changed; more names than these help nobody. */
const MAX_NAMED = 10;
const MAX_TEXT_CHARS = 80;

/** Several lines, the last one ended by `\n`. */
export function renderReport(report: CorpusReport): string {
  const lines = [
    `${plural(report.pages.length, 'page')}, ${plural(report.entries, 'entry', 'entries')}, ` +
      `${plural(report.papers, 'paper')}, ${report.rejected.length} rejected`,
    '',
    ...report.pages.map(renderPage),
    '',
    `Merged: ${plural(report.merged, 'entry', 'entries')} listed more than once`,
    `Dates: ${plural(report.withDate, 'paper')} with a date, ${report.papers - report.withDate} without`,
    `Links: ${report.links}; ${plural(report.papersWithCode, 'paper')} with code`,
    `Cut off by the page: ${plural(report.truncated, 'abstract')}`,
    `Formulas lost by the page: ${plural(report.damagedSentences, 'sentence')} ` +
      `in ${plural(report.papersWithDamage, 'paper')}, marked and not quoted as fact`,
    ...report.conflicts.map(
      ({ id, field, values }) => `Listings disagree on ${field} of ${id}: ${values.join(' / ')}`,
    ),
    ...report.rejected.map(
      ({ where, text, why }) =>
        `Not read: ${where.file}, line ${where.line}: ${why}: “${cut(text)}”`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What `paperboy corpus check` says: whether the file matches, and if not, where and what to do. */
export function renderDifference(difference: CorpusDifference | undefined): string {
  if (difference === undefined) return 'The papers file matches the raw pages.\n';
  const { missing, surplus, changed, reordered } = difference;
  const lines = [
    'The papers file does not match the raw pages.',
    ...name('Missing', missing),
    ...name('Not on any page', surplus),
    ...name(
      'Changed',
      changed.map(({ id, keys }) => `${id} (${keys.join(', ')})`),
    ),
    ...(reordered ? ['The papers stand in another order.'] : []),
    'Run “paperboy corpus build” to make it again.',
  ];
  return `${lines.join('\n')}\n`;
}

function renderPage(page: PageReport): string {
  const known = [
    [page.withAuthorCount, 'with an author count'],
    [page.withOrganization, 'with an organization'],
    [page.withDate, `with a date (${page.withoutYear} without a year)`],
    [page.withComments, 'with a comment count'],
  ] as const;
  const parts = known
    .filter(([amount]) => amount > 0)
    .map(([amount, label]) => `${amount} ${label}`);
  const metadata =
    parts.length === 0
      ? 'no metadata'
      : [...parts, `${page.withoutMetadata} with no metadata`].join(', ');
  const cutOff = page.truncated === 0 ? '' : `; ${plural(page.truncated, 'abstract')} cut off`;
  const entries = plural(page.entries, 'entry', 'entries');
  return `Page ${page.page}: ${entries}; ${metadata}${cutOff}; ${page.rejected} rejected`;
}

function name(label: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const rest = items.length - MAX_NAMED;
  const named = items.slice(0, MAX_NAMED).join(', ');
  return [`${label}: ${items.length}: ${named}${rest > 0 ? ` and ${rest} more` : ''}`];
}

function plural(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function cut(text: string): string {
  return text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS - 1)}…`;
}
