/** Letting time pass in the local workspace: to which moments, and how each of them is reached. */
import { DateTime } from 'luxon';
import { lastDue, nextDue } from '../digest/schedule.ts';
import type { Schedule } from '../digest/subscription.ts';
import type { ManualClock } from '../model/clock.ts';
import type { PageTime, TimeStop } from '../workspace/page-protocol.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Paperboy } from './paperboy.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Every zone that changes its clocks does so within a year. */
const MAX_DAYS_TO_CHANGE = 370;
/** Minutes for which what was refused is tried again; the bot itself would for hours. */
const MAX_RETRIES = 30;

/** `leapToMs`: the time before it is skipped, as if Paperboy had been switched off. */
export type LocalStop = TimeStop & { readonly leapToMs?: number };

/** Soonest first; of those that coincide, the first below. `digestMs`: when the next is due anywhere. */
export function listStops(
  schedule: Schedule,
  nowMs: number,
  digestMs = nextDue(schedule, nowMs).dueMs,
): readonly LocalStop[] {
  const stops: readonly (LocalStop | undefined)[] = [
    findClockChange(schedule, nowMs),
    { id: 'digest', label: 'To the next digest', atMs: digestMs },
    { id: 'weekend', label: 'Over the weekend', atMs: findMondayDigest(schedule, nowMs) },
    {
      id: 'hour',
      label: 'To the next full hour',
      atMs: (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS,
    },
  ];
  const ahead = stops.filter((stop) => stop !== undefined);
  return ahead
    .filter((stop) => stop === ahead.find(({ atMs }) => atMs === stop.atMs))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** The digest of the first Monday that has a whole weekend, or what is left of one, before it. */
function findMondayDigest(schedule: Schedule, nowMs: number): number {
  const today = DateTime.fromMillis(nowMs, { zone: schedule.zone }).startOf('day');
  const monday = today.plus({ days: 8 - today.weekday });
  return nextDue(schedule, monday.toMillis() - 1).dueMs;
}

/** The digest after the next daylight-saving change, by way of the last one before it. */
function findClockChange(schedule: Schedule, nowMs: number): LocalStop | undefined {
  const today = DateTime.fromMillis(nowMs, { zone: schedule.zone }).startOf('day');
  for (let ahead = 0; ahead <= MAX_DAYS_TO_CHANGE; ahead += 1) {
    const day = today.plus({ days: ahead });
    if (day.offset === day.plus({ days: 1 }).offset) continue;
    const changeMs = findChange(day);
    if (changeMs <= nowMs) continue;
    const beforeMs = lastDue(schedule, changeMs - 1).dueMs - 1;
    return {
      id: 'clockChange',
      label: `Over the clock change of ${day.toFormat('d LLLL')}`,
      atMs: nextDue(schedule, changeMs).dueMs,
      ...(beforeMs > nowMs && { leapToMs: beforeMs }),
    };
  }
  return undefined;
}

/** The first instant of the day's new offset. */
function findChange(day: DateTime): number {
  let low = day.toMillis();
  let high = day.plus({ days: 1 }).toMillis();
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const { offset } = DateTime.fromMillis(middle, { zone: day.zone });
    if (offset === day.offset) low = middle;
    else high = middle;
  }
  return high;
}

export type TimeMachine = {
  readonly time: () => PageTime;
  /** Rejects for a stop that is not ahead, and while another is being reached. */
  readonly passTime: (stopId: string) => Promise<void>;
  /** Ends at the next digest on the way; resolves when time stands. */
  readonly stop: () => Promise<void>;
};

/** Time passes digest by digest: each is sent at its minute, as the running bot would. */
export function createTimeMachine(
  schedule: Schedule,
  parts: {
    readonly clock: ManualClock;
    readonly workspace: Workspace;
    readonly paperboy: Paperboy;
    /** Keeps what has happened: digests that were sent are not sent again. */
    readonly save: () => Promise<void>;
  },
): TimeMachine {
  const { clock, workspace, paperboy, save } = parts;
  let passing: Promise<void> | undefined;
  let isStopped = false;
  let known = { minute: Number.NaN, stops: listStops(schedule, clock.nowMs()) };

  /** People subscribe meanwhile, so the stops are looked at anew behind each look at the page. */
  const refresh = async () => {
    const minute = Math.floor(clock.nowMs() / MINUTE_MS);
    const stops = listStops(schedule, clock.nowMs(), await paperboy.nextDueMs());
    const isSame = JSON.stringify(stops) === JSON.stringify(known.stops);
    known = { minute, stops };
    if (!isSame) workspace.changed();
  };
  const listKnownStops = () => {
    const minute = Math.floor(clock.nowMs() / MINUTE_MS);
    if (minute !== known.minute) known = { minute, stops: listStops(schedule, clock.nowMs()) };
    void refresh().catch(() => undefined);
    return known.stops;
  };
  const moveTo = async (atMs: number) => {
    // What is on its way must arrive first, or the leap would be counted as its delay.
    await workspace.until(() => workspace.inFlight() === 0);
    await paperboy.idle();
    clock.advance(Math.max(0, atMs - clock.nowMs()));
  };
  const sendDue = async () => {
    for (let retry = 0; retry < MAX_RETRIES && !isStopped; retry += 1) {
      const ticked = await paperboy.tick();
      const reports = await ticked?.done;
      await paperboy.idle();
      // What Slack refused or left open is gone on with some minutes later.
      if (reports?.every(({ step }) => step !== 'waiting')) return;
      await moveTo(clock.nowMs() + MINUTE_MS);
    }
  };
  const pass = async ({ atMs, leapToMs }: LocalStop) => {
    if (leapToMs !== undefined) await moveTo(leapToMs);
    for (;;) {
      const dueMs = await paperboy.nextDueMs();
      if (dueMs === undefined || dueMs > atMs || isStopped) break;
      await moveTo(dueMs);
      await sendDue();
    }
    if (!isStopped) await moveTo(atMs);
    await save();
  };

  return {
    time: () => {
      const { zone } = schedule;
      const isPassing = passing !== undefined;
      return { nowMs: clock.nowMs(), zone, stops: listKnownStops(), isPassing };
    },
    async passTime(stopId) {
      await refresh();
      const stop = known.stops.find(({ id }) => id === stopId);
      if (passing !== undefined) throw new Error('Time is passing already.');
      if (stop === undefined) throw new Error('There is no such moment ahead.');
      passing = pass(stop);
      workspace.changed();
      try {
        await passing;
      } finally {
        passing = undefined;
        workspace.changed();
      }
    },
    async stop() {
      isStopped = true;
      await passing?.catch(() => undefined);
    },
  };
}
