/**
 * What came of a replay: every edition with what it showed, the counts, and the promises that were
 * broken. What was shown is read off the messages, not off the ledger, and held against it.
 */
import { renderTwin } from '../../blocks/twin.ts';
import { type Edition, type Ledger, type Series, seriesOf } from '../../digest/digest.ts';
import { listDue, weekdayOf } from '../../digest/schedule.ts';
import type { Subscription } from '../../digest/subscription.ts';
import type { Day, Paper } from '../../model/paper.ts';
import { normalizeTitle } from '../../model/title.ts';
import type { Diversity } from './diversity.ts';
import type { RecordedPost } from './recording-poster.ts';

/** design.md, "Slack manners". */
const MAX_LINES = 7;
const MAX_LINE_CHARS = 80;

export type ShownPaper = { readonly id: string; readonly title: string; readonly reason: string };

export type ReplayedEdition = Pick<
  Edition,
  'series' | 'day' | 'kind' | 'remaining' | 'silence' | 'missed' | 'end'
> & {
  readonly destination: string;
  readonly zone: string;
  /** When it began, e.g. `2024-05-27T07:00:00.000Z`. */
  readonly at: string;
  /** In order, as the parent shows them; of a roll-up without a reason. */
  readonly papers: readonly ShownPaper[];
};

export type Counts = {
  readonly destinations: number;
  /** Messages: parents, thread entries, roll-ups. */
  readonly sent: number;
  /** Papers shown as new or from the archive, at each destination. */
  readonly papers: number;
  /** Of these, shown there before: by id, by an older id, or under the same title. */
  readonly repeats: number;
  /**
   * Occasions that nothing was recorded for, editions that never ended, papers recorded as shown
   * that no message shows, entries missing under their parent.
   */
  readonly lost: number;
  /** Messages whose key another one in the conversation has. */
  readonly doubles: number;
  /** Posts of which nobody knows whether they are there. */
  readonly unknown: number;
};

export type ReplayResult = Counts &
  Diversity & {
    /** In order of their beginning, then of destination. */
    readonly editions: readonly ReplayedEdition[];
    /** Parents of more than seven lines, or with one of more than 80 characters. */
    readonly long: number;
    /** A line each: what was repeated, lost, doubled or too long, and where. */
    readonly broken: readonly string[];
  };

type Options = {
  readonly posts: readonly RecordedPost[];
  readonly ledger: Ledger;
  readonly subscriptions: readonly Subscription[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly diversity: Diversity;
};

export async function collectResult(options: Options): Promise<ReplayResult> {
  const { posts, ledger, subscriptions } = options;
  const byChannel = groupBy(posts, ({ destination }) => destination.channelId);
  const channels = groupBy(subscriptions, ({ destination }) => destination.channelId);
  const totals = { papers: 0, unknown: 0 };
  const found: Findings = { repeats: [], lost: [], doubles: [], long: [] };
  const editions: ReplayedEdition[] = [];
  for (const [channelId, here] of channels) {
    const messages = byChannel.get(channelId) ?? [];
    const all = await loadEditions(ledger, here);
    const shown = listShown(messages);
    totals.papers += shown.length;
    totals.unknown += all
      .flatMap(({ posts: made }) => [...made.values()])
      .filter(({ state }) => state === 'unknown').length;
    found.repeats.push(...findRepeats(channelId, shown));
    found.doubles.push(...findDoubles(channelId, messages));
    found.long.push(...findLong(channelId, messages));
    found.lost.push(
      ...findUnrecorded(options, here, all),
      ...findMissing(channelId, all, messages),
    );
    const recorded = await firstDestination(here, ledger);
    const ids = new Set(shown.flatMap(({ id, aliases }) => [id, ...aliases]));
    found.lost.push(
      ...recorded.filter((id) => !ids.has(id)).map((id) => `${channelId}: ${id} was never shown`),
    );
    const zone = here[0]?.schedule.zone ?? '';
    editions.push(...all.map((each) => describeEdition(each, zone, messages)));
  }
  const { repeats, lost, doubles, long } = found;
  return {
    ...options.diversity,
    ...totals,
    editions: editions.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))),
    destinations: channels.size,
    sent: posts.length,
    repeats: repeats.length,
    lost: lost.length,
    doubles: doubles.length,
    long: long.length,
    broken: [...repeats, ...lost, ...doubles, ...long],
  };
}

/** A line for each, by what it breaks. */
type Findings = Record<'repeats' | 'lost' | 'doubles' | 'long', string[]>;

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

async function firstDestination(here: readonly Subscription[], ledger: Ledger) {
  const destination = here[0]?.destination;
  return destination === undefined ? [] : [...(await ledger.shown(destination))];
}

/** Of every series of a destination. */
async function loadEditions(ledger: Ledger, here: readonly Subscription[]): Promise<Edition[]> {
  const all: Edition[] = [];
  for (const { destination, ...subscription } of here) {
    const series: Series[] = [seriesOf(subscription)];
    if (subscription.weekly) series.push('weekly');
    for (const one of series) {
      const every = { destination, series: one, withSilent: true };
      all.push(...(await ledger.recent(every, Number.MAX_SAFE_INTEGER)));
    }
  }
  return all;
}

/** Papers that parents show as new or from the archive, each time they do. */
function listShown(messages: readonly RecordedPost[]): readonly Paper[] {
  return messages.flatMap(({ content }) =>
    content.kind === 'digest' ? content.digest.entries.map(({ paper }) => paper) : [],
  );
}

function findRepeats(channelId: string, shown: readonly Paper[]): string[] {
  const seen = new Set<string>();
  return shown.flatMap(({ id, aliases, title }) => {
    const names = [id, ...aliases, normalizeTitle(title)];
    const isRepeat = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return isRepeat ? [`${channelId}: ${id} was shown before`] : [];
  });
}

function findDoubles(channelId: string, messages: readonly RecordedPost[]): string[] {
  const seen = new Set<string>();
  return messages.flatMap(({ key }) => {
    if (seen.has(key)) return [`${channelId}: ${key} is there twice`];
    seen.add(key);
    return [];
  });
}

function findLong(channelId: string, messages: readonly RecordedPost[]): string[] {
  return messages.flatMap(({ threadTs, message, key }) => {
    if (threadTs !== undefined) return [];
    const lines = renderTwin(message.blocks).split('\n');
    const longest = Math.max(...lines.map((line) => [...line].length));
    if (lines.length <= MAX_LINES && longest <= MAX_LINE_CHARS) return [];
    return [`${channelId}: ${key} has ${lines.length} lines of up to ${longest} characters`];
  });
}

/** Occasions without an edition that are not named as missed by a later one. */
function findUnrecorded(
  { fromMs, toMs }: Options,
  here: readonly Subscription[],
  all: readonly Edition[],
): string[] {
  return here.flatMap((subscription) => {
    const due = listDue(subscription.schedule, fromMs - 1, toMs, Number.POSITIVE_INFINITY);
    const days = due.map(({ day }) => day);
    const series = seriesOf(subscription);
    const { weekdays } = subscription.schedule;
    // A digest that comes once a week is its own roll-up.
    const hasRollUp = subscription.weekly && weekdays.length > 1;
    const weekly = hasRollUp ? days.filter((day) => weekdayOf(day) === weekdays.at(-1)) : [];
    return [...findWithout(all, series, days), ...findWithout(all, 'weekly', weekly)].map(
      (what) => `${subscription.destination.channelId}: ${what}`,
    );
  });
}

function findWithout(all: readonly Edition[], series: Series, days: readonly Day[]): string[] {
  const own = all.filter((each) => each.series === series);
  const known = new Set(own.flatMap(({ day, missed }) => [day, ...missed]));
  return days.filter((day) => !known.has(day)).map((day) => `${series} of ${day} is not recorded`);
}

/** Editions without an end, and entries that are not under their parent. */
function findMissing(
  channelId: string,
  all: readonly Edition[],
  messages: readonly RecordedPost[],
): string[] {
  const open = all
    .filter(({ end }) => end === undefined)
    .map(({ series, day }) => `${channelId}: ${series} of ${day} never ended`);
  const threads = groupBy(messages, ({ threadTs }) => threadTs ?? '');
  const missing = messages.flatMap(({ content, ts, key }) => {
    if (content.kind !== 'digest') return [];
    const lacks = content.digest.entries.length - (threads.get(ts)?.length ?? 0);
    return Array.from({ length: lacks }, () => `${channelId}: ${key} lacks an entry`);
  });
  return [...open, ...missing];
}

function describeEdition(
  edition: Edition,
  zone: string,
  messages: readonly RecordedPost[],
): ReplayedEdition {
  const { destination, series, day, kind, remaining, silence, missed, end, begunMs } = edition;
  const parent = edition.posts.get('parent');
  const ts = parent?.state === 'sent' ? parent.ts : undefined;
  const content = messages.find((message) => message.ts === ts)?.content;
  return {
    destination: destination.channelId,
    ...{ zone, day, series, kind, at: new Date(begunMs).toISOString() },
    papers: content === undefined ? [] : listPapers(content),
    ...{ remaining, silence, missed, end },
  };
}

function listPapers(content: RecordedPost['content']): readonly ShownPaper[] {
  if (content.kind === 'digest') {
    return content.digest.entries.map(({ paper: { id, title }, reason }) => ({
      id,
      title,
      reason,
    }));
  }
  const items = content.kind === 'rollUp' ? content.rollUp.items : [];
  return items.map(({ paper: { id, title } }) => ({ id, title, reason: '' }));
}
