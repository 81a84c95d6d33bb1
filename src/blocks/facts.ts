/** What is known of a paper and of the corpus, in a few plain words. */
import type { Day, Paper, PaperId } from '../model/paper.ts';
import type { ListKind, Miss } from '../requests/ports.ts';
import type {
  CorpusFacts,
  FollowUpWay,
  HelpReply,
  MissReport,
  Outside,
  Why,
} from '../requests/replies.ts';
import type { FieldMatch, RelatedWord } from '../search/search-index.ts';
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

/** `2026-11-21` → `21 Nov`. */
export function formatMonthDay(day: Day): string {
  const [, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]?.slice(0, 3)}`;
}

/** `2026-11-21` → `Sat 21 Nov`, for a day near the one that is spoken of. */
export function formatShortDay(day: Day): string {
  const [, weekday = '', date, month = ''] = /^(\w+) (\d+) (\w+)/.exec(formatWeekday(day)) ?? [];
  return `${weekday.slice(0, 3)} ${date} ${month.slice(0, 3)}`;
}

/** Both days included: `1–7 September 2026`, `28 September – 2 October 2026`. */
export function formatDayRange(from: Day, to: Day): string {
  const first = formatDay(from);
  const last = formatDay(to);
  const [date, month, year] = first.split(' ');
  const [, lastMonth, lastYear] = last.split(' ');
  if (year !== lastYear) return `${first} – ${last}`;
  return month === lastMonth ? `${date}–${last}` : `${date} ${month} – ${last}`;
}

/** `21 November 2026 08:30 UTC`, for where Slack does not show the reader's own time. */
export function formatInstant(instantMs: number): string {
  const [day = '', time = ''] = new Date(instantMs).toISOString().split('T');
  return `${formatDay(day)} ${time.slice(0, 5)} UTC`;
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

/**
 * `matched retrieval, augmented in title; “LLM” for “large language model”; near in meaning`, of a
 * similar paper `shares retrieval, augmented; near in meaning`. '' where there is nothing to say.
 */
export function describeWhy({ matches, related, meaning }: Why, list: ListKind): string {
  const isSimilar = list === 'similar';
  const reasons = [
    isSimilar ? describeShared(matches) : describeMatches(matches),
    ...related.slice(0, MAX_RELATED).map(describeRelated),
    meaning === 'only' && !isSimilar
      ? `none of ${list === 'related' ? 'its' : 'your'} words; near in meaning`
      : '',
    meaning === 'also' || (meaning === 'only' && isSimilar) ? 'near in meaning' : '',
  ];
  return reasons.filter((reason) => reason !== '').join('; ');
}

const MAX_RELATED = 3;

function describeMatches(matches: readonly FieldMatch[]): string {
  const parts = matches
    .filter(({ words }) => words.length > 0)
    .map(({ field, words }) => `${listWords(words)} in ${field}`);
  return parts.length === 0 ? '' : `matched ${parts.join('; ')}`;
}

function describeShared(matches: readonly FieldMatch[]): string {
  const words = new Set(matches.flatMap((match) => match.words));
  return words.size === 0 ? '' : `shares ${listWords([...words])}`;
}

function describeRelated({ typed, found }: RelatedWord): string {
  return `“${quoteLine(found, 40)}” for “${quoteLine(typed, 40)}”`;
}

function listWords(words: readonly string[]): string {
  const shown = words.slice(0, 8).map((word) => quoteLine(word, 40));
  const more = words.length > shown.length ? ` and ${words.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}

const FOLLOW_UPS: Readonly<Record<FollowUpWay, string>> = {
  'by mention': 'To ask on, mention me in this thread.',
  'by message': 'Ask on here, no mention needed.',
};

/** How to go on from there; undefined where nobody can. */
export function describeFollowUp(way: FollowUpWay | undefined): string | undefined {
  return way && FOLLOW_UPS[way];
}

const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Who else reads what people type, a sentence a server; one that nobody does when there is none. */
export function describeServers({
  outside,
  writer,
}: Pick<HelpReply, 'outside' | 'writer'>): string[] {
  const said = [
    ...(outside === undefined ? [] : [describeRanking(outside)]),
    ...(writer === undefined ? [] : [describeWriting(writer)]),
  ];
  return said.length > 0
    ? said
    : ['What you search and ask stays on the machine I run on: nothing is sent outside.'];
}

function describeRanking({ host }: Outside): string {
  return THIS_MACHINE.test(host)
    ? 'Searches, questions and messages you find related papers for also go to a model server on the machine I run on, to rank by meaning.'
    : `Searches, questions and messages you find related papers for are also sent to ${quoteLine(host, 100)}, to rank by meaning.`;
}

function describeWriting({ host }: Outside): string {
  return THIS_MACHINE.test(host)
    ? 'Questions and the quotes that answer them also go to a language model on the machine I run on, which puts them into a short answer.'
    : `Questions and the quotes that answer them are also sent to ${quoteLine(host, 100)}, where a language model puts them into a short answer.`;
}

const OUTCOMES: Readonly<Record<Miss['outcome'], string>> = {
  answer: 'quotes were found',
  closest: 'only near papers were found',
  nothing: 'no paper is near it',
};

/** `asked 3 times, reported once; only near papers were found`. */
export function describeMiss({ asked, reported, outcome }: Miss): string {
  const counts = [
    ...(asked > 0 ? [`asked ${formatTimes(asked)}`] : []),
    ...(reported > 0 ? [`reported ${formatTimes(reported)}`] : []),
  ];
  return `${counts.join(', ')}; ${OUTCOMES[outcome]}`;
}

/** `Votes on answers: 12 helpful, 3 not helpful.` */
export function describeVotes({ good, bad }: MissReport['votes']): string {
  return good + bad === 0
    ? 'Nobody has voted on an answer yet.'
    : `Votes on answers: ${formatCount(good)} helpful, ${formatCount(bad)} not helpful.`;
}

function formatTimes(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${formatCount(count)} times`;
}

/** `724 papers, 63 with a date (9 June 2015 to 20 October 2025), 88 with code`. */
export function describeCorpus(facts: CorpusFacts): string {
  const { papers, dated, withCode, from, to, listedTo } = facts;
  const listed = listedTo === undefined ? '' : ` from listings up to ${formatDay(listedTo)}`;
  const range =
    from !== undefined && to !== undefined ? ` (${formatDay(from)} to ${formatDay(to)})` : '';
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
