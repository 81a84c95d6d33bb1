/**
 * What people put into the form of a subscription, and what is wrong with it. Read twice: when it
 * is previewed, and again when it is saved, because what comes back may be made up.
 */
import { parseTime, parseZone } from '../digest/schedule.ts';
import type { Interest, Schedule, Subscription } from '../digest/subscription.ts';
import { parseQuery } from '../search/query.ts';
import { scoreRecency, scoreTrending } from '../trending/score.ts';

/** As it stands in the form: everything as typed or chosen. */
export type SubscriptionForm = {
  /** Where to; '' = nothing was chosen. */
  readonly channelId: string;
  /** Searches with commas between them. */
  readonly topics: string;
  readonly exclusions: string;
  /** The name of a level. */
  readonly level: string;
  /** `HH:MM` */
  readonly time: string;
  readonly zone: string;
  /** `1` = Monday to `7` = Sunday. */
  readonly weekdays: readonly string[];
  readonly weekly: boolean;
};

export type FormField = Exclude<keyof SubscriptionForm, 'weekly'>;

/** What is wanted of a destination's digest. */
export type WantedDigest = Pick<Subscription, 'schedule' | 'interest' | 'weekly'> & {
  readonly channelId: string;
};

/** A sentence for each field that cannot be used. */
export type FormProblems = Readonly<Partial<Record<FormField, string>>>;

export const MAX_TOPICS = 10;
export const MAX_TOPIC_CHARS = 100;

export type LevelName = 'all' | 'half' | 'best';

/**
 * How good a paper has to be, as the trending score it must reach: that of a paper which a share of
 * its day has fewer upvotes than, one workday after it was listed, when a morning's digest mostly
 * finds it. Topics and what people do with it lift a paper over the line.
 */
export const LEVELS: readonly { readonly name: LevelName; readonly minScore: number }[] = [
  { name: 'all', minScore: 0 },
  { name: 'half', minScore: scoreNextDay(0.5) },
  { name: 'best', minScore: scoreNextDay(0.8) },
];

function scoreNextDay(prior: number): number {
  return scoreTrending({ recency: scoreRecency(1), prior, team: 0, fit: 0 });
}

/** The highest level that `minScore` reaches. */
export function findLevel(minScore: number): LevelName {
  return LEVELS.findLast((level) => level.minScore <= minScore)?.name ?? 'all';
}

/** The form that says what a digest is now. */
export function fillForm({
  channelId,
  schedule,
  interest,
  weekly,
}: WantedDigest): SubscriptionForm {
  return {
    channelId,
    topics: interest.topics.join(', '),
    exclusions: interest.exclusions.join(', '),
    level: findLevel(interest.minScore),
    time: formatTime(schedule),
    zone: schedule.zone,
    weekdays: schedule.weekdays.map(String),
    weekly,
  };
}

/** `09:00` */
export function formatTime({ hour, minute }: Pick<Schedule, 'hour' | 'minute'>): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Total. */
export function readForm(
  form: SubscriptionForm,
): { readonly wanted: WantedDigest } | { readonly problems: FormProblems } {
  const topics = readSearches(form.topics);
  const exclusions = readSearches(form.exclusions);
  const level = LEVELS.find(({ name }) => name === form.level);
  const time = parseTime(form.time);
  const zone = parseZone(form.zone);
  const weekdays = readWeekdays(form.weekdays);
  const problems: FormProblems = {
    // Ids of channels and direct messages; whether it is one, and whose, is for Slack to say.
    ...(!/^[CDG][A-Z0-9]{1,30}$/.test(form.channelId) && { channelId: 'Choose a conversation.' }),
    ...('problem' in topics && { topics: topics.problem }),
    ...('problem' in exclusions && { exclusions: exclusions.problem }),
    ...(level === undefined && { level: 'Choose one of these.' }),
    ...(time === undefined && { time: 'Choose a time of day, like 09:00.' }),
    ...(zone === undefined && { zone: 'Choose a time zone, like Europe/Berlin or UTC.' }),
    ...(weekdays === undefined && { weekdays: 'Choose at least one day.' }),
  };
  const isWhole =
    level !== undefined &&
    time !== undefined &&
    zone !== undefined &&
    weekdays !== undefined &&
    'searches' in topics &&
    'searches' in exclusions;
  if (!isWhole || Object.keys(problems).length > 0) return { problems };
  const { minScore } = level;
  const interest: Interest = {
    topics: topics.searches,
    exclusions: exclusions.searches,
    minScore,
  };
  const schedule: Schedule = { zone, ...time, weekdays };
  return { wanted: { channelId: form.channelId, schedule, interest, weekly: form.weekly } };
}

type Searches = { readonly searches: readonly string[] } | { readonly problem: string };

/** Commas separate, but not inside quotation marks. */
function readSearches(line: string): Searches {
  const typed = line.match(/(?:"[^"]*"|“[^”]*”|[^,])+/g) ?? [];
  const searches = new Map<string, string>();
  for (const part of typed) {
    const search = tidy(part);
    if (search !== '' && !searches.has(search.toLowerCase())) {
      searches.set(search.toLowerCase(), search);
    }
  }
  if (searches.size > MAX_TOPICS) {
    return { problem: `Up to ${MAX_TOPICS}, please: these are ${searches.size}.` };
  }
  for (const search of searches.values()) {
    const problem = findSearchProblem(search);
    if (problem !== undefined) return { problem };
  }
  return { searches: [...searches.values()] };
}

/** On one line, single spaces. */
export function tidy(search: string): string {
  return search.replace(/\s+/gu, ' ').trim();
}

/** Why nothing can be looked for by this search, in a sentence; undefined = it can. */
export function findSearchProblem(search: string): string | undefined {
  if (search.length > MAX_TOPIC_CHARS) {
    return `Up to ${MAX_TOPIC_CHARS} characters each, please: “${search.slice(0, 20)}…” has ${search.length}.`;
  }
  const { problems, words, phrases } = parseQuery(search);
  const [problem] = problems;
  if (problem !== undefined) return `“${problem.text}” cannot be read: ${problem.hint}.`;
  if (words.length === 0 && phrases.length === 0) {
    return `“${search}” has no word to look for; a filter or a -word needs one beside it.`;
  }
  return undefined;
}

/** Ascending, each once; undefined when there is none, or one is no weekday. */
function readWeekdays(chosen: readonly string[]): readonly number[] | undefined {
  const days = [...new Set(chosen.map(Number))].sort((a, b) => a - b);
  const areDays = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return areDays && days.length > 0 ? days : undefined;
}
