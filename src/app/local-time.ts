/** Letting time pass in the local workspace: to which moments, and how each of them is reached. */
import { DateTime } from 'luxon';
import type { DigestSchedule } from '../digest/digest.ts';
import { nextDueMs } from '../digest/schedule.ts';
import type { ManualClock } from '../model/clock.ts';
import type { PageTime, TimeStop } from '../workspace/page-protocol.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Paperboy } from './paperboy.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Every zone that changes its clocks does so within a year. */
const MAX_DAYS_TO_CHANGE = 370;
/** Minutes for which a digest that was refused is tried again; the bot itself would for hours. */
const MAX_RETRIES = 30;

/** `leapToMs`: the time before it is skipped, as if Paperboy had been switched off. */
export type LocalStop = TimeStop & { readonly leapToMs?: number };

/** Soonest first; of those that coincide, the first below. */
export function listStops(schedule: DigestSchedule, nowMs: number): readonly LocalStop[] {
  const stops: readonly (LocalStop | undefined)[] = [
    findClockChange(schedule, nowMs),
    { id: 'digest', label: 'To the next digest', atMs: nextDueMs(schedule, nowMs) },
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
function findMondayDigest(schedule: DigestSchedule, nowMs: number): number {
  const today = DateTime.fromMillis(nowMs, { zone: schedule.zone }).startOf('day');
  const monday = today.plus({ days: 8 - today.weekday });
  return nextDueMs(schedule, monday.toMillis() - 1);
}

/** The digest after the next daylight-saving change, by way of the last one before it. */
function findClockChange(schedule: DigestSchedule, nowMs: number): LocalStop | undefined {
  const today = DateTime.fromMillis(nowMs, { zone: schedule.zone }).startOf('day');
  for (let ahead = 0; ahead <= MAX_DAYS_TO_CHANGE; ahead += 1) {
    const day = today.plus({ days: ahead });
    if (day.offset === day.plus({ days: 1 }).offset) continue;
    const changeMs = findChange(day);
    if (changeMs <= nowMs) continue;
    const beforeMs = nextDueMs(schedule, changeMs - 24 * HOUR_MS - 1) - 1;
    return {
      id: 'clockChange',
      label: `Over the clock change of ${day.toFormat('d LLLL')}`,
      atMs: nextDueMs(schedule, changeMs),
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
  schedule: DigestSchedule,
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

  const listKnownStops = () => {
    const minute = Math.floor(clock.nowMs() / MINUTE_MS);
    if (minute !== known.minute) known = { minute, stops: listStops(schedule, clock.nowMs()) };
    return known.stops;
  };
  const moveTo = async (atMs: number) => {
    // What is on its way must arrive first, or the leap would be counted as its delay.
    await workspace.until(() => workspace.inFlight() === 0);
    await paperboy.idle();
    clock.advance(Math.max(0, atMs - clock.nowMs()));
  };
  const sendDue = async () => {
    let isRefused = false;
    for (let retry = 0; retry < MAX_RETRIES && !isStopped; retry += 1) {
      const report = await paperboy.tick();
      await paperboy.idle();
      // The bot does not try again each minute: until it does, it has nothing to do.
      const isWaiting = isRefused && report?.step === 'idle';
      if (report !== undefined && report.refused.length === 0 && !isWaiting) return;
      isRefused ||= report !== undefined && report.refused.length > 0;
      await moveTo(clock.nowMs() + MINUTE_MS);
    }
  };
  const pass = async ({ atMs, leapToMs }: LocalStop) => {
    if (leapToMs !== undefined) await moveTo(leapToMs);
    for (;;) {
      const dueMs = nextDueMs(schedule, clock.nowMs());
      if (dueMs > atMs || isStopped) break;
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
      if (passing !== undefined) throw new Error('Time is passing already.');
      const stop = listStops(schedule, clock.nowMs()).find(({ id }) => id === stopId);
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
