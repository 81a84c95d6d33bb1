/** What is known of a paper and of the corpus, in a few plain words. */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import type { CorpusFacts } from '../requests/replies.ts';
import type { FieldMatch } from '../search/search-index.ts';
import { quoteLine } from './escape.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `724` → `724`, `12345` → `12,345`: whole numbers, the same on every machine. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 paper`, `12 papers`. */
export function formatPapers(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'paper' : 'papers'}`;
}

/** `2026-11-21` → `21 November 2026`. */
export function formatDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** `2026-11-21` → `Saturday 21 November 2026`. */
export function formatWeekday(day: Day): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${formatDay(day)}`;
}

/** An instant as `2026-11-21 08:30 UTC`, for where Slack does not show the reader's own time. */
export function formatInstant(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Date, authors, organisation, code, comments: only what the source said. May be empty. */
export function describeKnown(paper: Paper): string[] {
  const facts: string[] = [];
  if (paper.publishedOn !== undefined) facts.push(formatDay(paper.publishedOn));
  if (paper.authorCount !== undefined) facts.push(counted(paper.authorCount, 'author'));
  if (paper.organization !== undefined) facts.push(quoteLine(paper.organization, 60));
  if (paper.links.some(({ kind }) => kind === 'code')) facts.push('code');
  if (paper.comments !== undefined) facts.push(counted(paper.comments, 'comment'));
  if (paper.upvotes !== undefined) facts.push(counted(paper.upvotes, 'upvote'));
  return facts;
}

/** `matched retrieval, augmented in title; generation in abstract`; '' without matches. */
export function describeMatches(matches: readonly FieldMatch[]): string {
  const parts = matches
    .filter(({ words }) => words.length > 0)
    .map(({ field, words }) => {
      const shown = words.slice(0, 8).map((word) => quoteLine(word, 40));
      const more = words.length > shown.length ? ` and ${words.length - shown.length} more` : '';
      return `${shown.join(', ')}${more} in ${field}`;
    });
  return parts.length === 0 ? '' : `matched ${parts.join('; ')}`;
}

/** `724 papers, 63 with a date (2015-06-09 to 2025-10-20), 88 with code`. */
export function describeCorpus(facts: CorpusFacts): string {
  const { papers, dated, withCode, from, to, listedTo } = facts;
  const listed = listedTo === undefined ? '' : ` from listings up to ${listedTo}`;
  const range = from !== undefined && to !== undefined ? ` (${from} to ${to})` : '';
  const dates = `${formatCount(dated)} with a date${range}`;
  return `${formatPapers(papers)}${listed}, ${dates}, ${formatCount(withCode)} with code`;
}

/** `arxiv:2503.02130` → `arXiv 2503.02130`; '' for a paper known by its title. */
export function describeId(id: PaperId): string {
  return id.startsWith('arxiv:') ? `arXiv ${id.slice('arxiv:'.length)}` : '';
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
