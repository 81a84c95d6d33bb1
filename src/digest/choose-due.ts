/**
 * Which subscriptions are due at an instant and have nothing in the ledger for that day. This one
 * question, asked every minute, is the whole clock: it is right across daylight-saving changes,
 * after downtime, after the clock was set, and for every time zone.
 */
import type { Day } from '../model/paper.ts';
import { type NewestDay, type Series, seriesOf } from './digest.ts';
import { CATCH_UP_MS, type Due, lastDue, listDue, weekdayOf } from './schedule.ts';
import { isPaused, runsSinceMs, type Schedule, type Subscription } from './subscription.ts';

const DAY_MS = 86_400_000;

/** How far back what was missed is looked for, and so the newest editions have to be known. */
export const LOOK_BACK_MS = 30 * DAY_MS;

/** Of a longer outage the last days are named; a list of more says nothing new. */
export const MAX_MISSED = 14;

export type Occasion = {
  readonly subscription: Subscription;
  readonly series: Series;
  readonly due: Due;
  /** More than six hours late: it is missed, and nothing is sent. */
  readonly isLate: boolean;
  /** Earlier ones that nothing was recorded for, ascending: nobody was there to send them. */
  readonly missed: readonly Due[];
};

/**
 * In the order of `subscriptions`, but a digest's roll-up after everything else of its
 * destination. `newest` holds the newest edition of each series since `LOOK_BACK_MS` ago, none of
 * a day that has begun nowhere yet.
 */
export function chooseDue(
  subscriptions: readonly Subscription[],
  newest: readonly NewestDay[],
  nowMs: number,
): readonly Occasion[] {
  const days = new Map(newest.map((one) => [`${one.channelId} ${one.series}`, one.day]));
  const pastOf = rememberPast(nowMs);
  const occasions: Occasion[] = [];
  const rollUps: Occasion[] = [];
  for (const subscription of subscriptions) {
    if (isPaused(subscription, nowMs)) continue;
    const { due, earlier } = pastOf(subscription.schedule);
    if (due.dueMs < runsSinceMs(subscription)) continue;
    const newestOf = (name: Series) => days.get(`${subscription.destination.channelId} ${name}`);
    const isLate = nowMs - due.dueMs > CATCH_UP_MS;
    const series = seriesOf(subscription);
    if (isAhead(due.day, newestOf(series))) {
      const missed = earlier().filter(
        (each) => each.dueMs >= runsSinceMs(subscription) && isAhead(each.day, newestOf(series)),
      );
      occasions.push({ subscription, series, due, isLate, missed });
    }
    const hasRollUp = subscription.weekly && isLastOfWeek(due.day, subscription.schedule);
    if (hasRollUp && isAhead(due.day, newestOf('weekly'))) {
      rollUps.push({ subscription, series: 'weekly', due, isLate, missed: [] });
    }
  }
  return [...occasions, ...rollUps];
}

/** A schedule's last occasion, and those before it, ascending. */
type Past = { readonly due: Due; readonly earlier: () => readonly Due[] };

/** Thousands share a few schedules, and asking calendars is slow: each is asked once. */
function rememberPast(nowMs: number): (schedule: Schedule) => Past {
  const known = new Map<string, Past>();
  return (schedule) => {
    const { zone, hour, minute, weekdays } = schedule;
    const key = `${zone} ${hour} ${minute} ${weekdays.join('')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const due = lastDue(schedule, nowMs);
    let listed: readonly Due[] | undefined;
    const earlier = () => {
      listed ??= listDue(schedule, nowMs - LOOK_BACK_MS, due.dueMs, MAX_MISSED);
      return listed;
    };
    const past = { due, earlier };
    known.set(key, past);
    return past;
  };
}

function isAhead(day: Day, newest: Day | undefined): boolean {
  return newest === undefined || newest < day;
}

/** A digest that comes once a week is its own roll-up. */
function isLastOfWeek(day: Day, { weekdays }: Schedule): boolean {
  return weekdays.length > 1 && weekdayOf(day) === weekdays.at(-1);
}
