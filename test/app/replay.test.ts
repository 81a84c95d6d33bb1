import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { listDestinations } from '../../src/app/replay/destinations.ts';
import { createTimeline, type FeedDay } from '../../src/app/replay/feed.ts';
import {
  openReplay,
  REPLAY_TEAM,
  type ReplayOptions,
  replay,
} from '../../src/app/replay/replay.ts';
import type { Paper } from '../../src/model/paper.ts';
import { paper } from '../helpers/papers.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A Friday; summer time begins in Europe on Sunday, 2025-03-30. */
const FROM_MS = Date.UTC(2025, 2, 21);

const THEMES = ['diffusion models', 'speech', 'agents', 'mixture of experts', 'robots'] as const;

/** Twelve papers on each workday. */
function makeDays(days: number): readonly FeedDay[] {
  return Array.from({ length: days }, (_, at) => new Date(FROM_MS + at * DAY_MS))
    .filter((date) => date.getUTCDay() % 6 !== 0)
    .map((date) => {
      const day = date.toISOString().slice(0, 10);
      return { day, papers: Array.from({ length: 12 }, (_, rank) => makePaper(day, rank)) };
    });
}

function makePaper(day: string, rank: number): Paper {
  const theme = THEMES[rank % THEMES.length];
  const number = `${day.slice(8)}${String(rank).padStart(3, '0')}`;
  return paper({
    id: `arxiv:25${day.slice(5, 7)}.${number}`,
    title: `Work ${number} of ${day} on ${theme}`,
    abstract: `We present work ${number} of ${day}, which is about ${theme}. It is better than the rest.`,
    upvotes: (rank * 7) % 30,
    listings: [{ page: 'hf_daily_papers', place: rank + 1, day }],
  });
}

function setUp(days: number, count: number): ReplayOptions {
  return {
    timeline: createTimeline([paper({ id: 'arxiv:2301.00001', title: 'Old' })], makeDays(days)),
    subscriptions: listDestinations({ teamId: REPLAY_TEAM, count, sinceMs: FROM_MS }),
    fromMs: FROM_MS,
    toMs: FROM_MS + days * DAY_MS,
    log: pino({ level: 'silent' }),
  };
}

describe('replay', () => {
  it('breaks no promise over three weeks at every kind of destination', {
    timeout: 30_000,
  }, async () => {
    const result = await replay(setUp(21, 20));
    expect(result.broken).toEqual([]);
    expect(result).toMatchObject({ destinations: 20, unknown: 0 });
    expect(result.papers).toBeGreaterThan(800);
    expect(result.agreement).toBeGreaterThan(0.9);
    expect(result.similarity).toBeLessThanOrEqual(1);
  });

  it('finds in the minutes that matter what every minute finds', { timeout: 60_000 }, async () => {
    const options = setUp(14, 5);
    const run = await openReplay(options);
    for (let atMs = options.fromMs; atMs < options.toMs; atMs += MINUTE_MS) await run.visit(atMs);
    const everyMinute = await run.collect();
    await run.close();
    const few = await replay(setUp(14, 5));
    expect(few).toEqual(everyMinute);
    expect(few.editions.length).toBeGreaterThan(50);
  });

  it('shows a paper only once its day is known, and under the id it has in the end', () => {
    const old = paper({
      id: 'title:0123456789abcdef',
      title: 'A long title that two sources share',
    });
    const listed = paper({
      ...{ id: 'arxiv:2503.00001', title: old.title, upvotes: 3 },
      listings: [{ page: 'hf_daily_papers', place: 1, day: '2025-03-24' }],
    });
    const timeline = createTimeline([old], [{ day: '2025-03-24', papers: [listed] }]);
    const [before] = timeline.at(Date.UTC(2025, 2, 24, 5, 59)).papers;
    expect(before).toMatchObject({ id: 'arxiv:2503.00001', aliases: [old.id] });
    expect(before?.upvotes).toBeUndefined();
    const known = timeline.at(Date.UTC(2025, 2, 24, 6));
    expect(known.byId.get(old.id)?.upvotes).toBe(3);
    expect(timeline.at(Date.UTC(2025, 2, 25))).toBe(known);
  });
});
