import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../src/digest/compose-digest.ts';
import { deliverDigest } from '../../src/digest/deliver-digest.ts';
import type { DigestPart, PostOutcome } from '../../src/digest/digest.ts';
import { paper } from '../helpers/papers.ts';
import { createFakeDelivery } from './fake-delivery.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY = '2025-10-31';
/** 09:00 in Berlin. */
const DUE_MS = Date.UTC(2025, 9, 31, 8);
const schedule = {
  destination: { teamId: 'T1', channelId: 'C1' },
  zone: 'Europe/Berlin',
  hour: 9,
  minute: 0,
};

const idOf = (number: number) => `arxiv:2501.${String(number).padStart(5, '0')}`;
const accept = (): PostOutcome => ({ state: 'sent', ts: '1' });

/** A destination whose world has `count` papers; `tick` runs at a given instant. */
function createDestination(options: {
  readonly count: number;
  readonly fails?: () => boolean;
  readonly answer?: (part: DigestPart, nowMs: number) => PostOutcome;
}) {
  let now = 0;
  const { fails = () => false, answer = accept, count } = options;
  const fake = createFakeDelivery({
    fails,
    answer: (part) => answer(part, now),
    nowMs: () => now,
  });
  const papers = Array.from({ length: count }, (_, number) => paper({ id: idOf(number) }));
  const ranked = papers.map(({ id }) => ({
    paperId: id,
    score: 0,
    parts: { recency: undefined, prior: 0, team: 0, fit: 0 },
  }));
  const world = { ranked, papers: new Map(papers.map((one) => [one.id, one])), signals: [] };
  const tick = (nowMs: number) => {
    now = nowMs;
    return deliverDigest({
      schedule,
      nowMs,
      log: fake.log,
      poster: fake.poster,
      compose: (selection) => composeDigest({ ...selection, ...world, zone: schedule.zone }),
    });
  };
  return { ...fake, tick, parts: () => fake.posted.map(({ part }) => part) };
}

const refuse: PostOutcome = { state: 'refused', error: 'not_in_channel' };
const NOTHING = { step: 'idle', sent: [], refused: [], unknown: [] };

describe('deliverDigest', () => {
  it('does nothing when no digest is due', async () => {
    const place = createDestination({ count: 9 });
    expect(await place.tick(DUE_MS - 1)).toEqual({ ...NOTHING, day: undefined });
    expect(place.rows.size).toBe(0);
  });

  it('posts the parent, then the entries in order, and nothing at the next tick', async () => {
    const place = createDestination({ count: 9 });
    const parts = ['parent', ...[0, 1, 2, 3, 4].map(idOf)];
    expect(await place.tick(DUE_MS)).toEqual({
      day: DAY,
      step: 'began',
      sent: parts,
      refused: [],
      unknown: [],
    });
    expect(place.parts()).toEqual(parts);
    expect(await place.tick(DUE_MS + MINUTE_MS)).toEqual({ ...NOTHING, day: DAY });
    expect(place.parts()).toEqual(parts);
  });

  it('says once that nothing is new', async () => {
    const place = createDestination({ count: 0 });
    expect(await place.tick(DUE_MS)).toMatchObject({ step: 'began', sent: ['parent'] });
    expect(await place.tick(DUE_MS + MINUTE_MS)).toMatchObject({ step: 'idle' });
    expect(place.parts()).toEqual(['parent']);
  });

  it('resumes after a crash with what was chosen and is missing', async () => {
    let steps = 0;
    // find, shownPapers, begin, three steps of the parent, three of the first entry, a claim.
    const place = createDestination({ count: 9, fails: () => ++steps === 19 });
    await expect(place.tick(DUE_MS)).rejects.toThrow('crashed before');
    expect(place.parts()).toEqual(['parent', idOf(0)]);
    expect(await place.tick(DUE_MS + MINUTE_MS)).toMatchObject({
      step: 'resumed',
      sent: [1, 2, 3, 4].map(idOf),
    });
    expect(place.parts()).toEqual(['parent', ...[0, 1, 2, 3, 4].map(idOf)]);
  });

  it('posts no entry without a confirmed parent, and never asks again after silence', async () => {
    const place = createDestination({ count: 9, answer: () => ({ state: 'unknown' }) });
    expect(await place.tick(DUE_MS)).toMatchObject({ step: 'began', unknown: ['parent'] });
    for (let minute = 1; minute <= 60; minute++) await place.tick(DUE_MS + minute * MINUTE_MS);
    expect(place.parts()).toEqual(['parent']);
  });

  it('goes on with the next entry after one without a reply', async () => {
    const answer = (part: DigestPart) =>
      part === idOf(1) ? { state: 'unknown' as const } : accept();
    const place = createDestination({ count: 3, answer });
    expect(await place.tick(DUE_MS)).toMatchObject({
      sent: ['parent', idOf(0), idOf(2)],
      unknown: [idOf(1)],
    });
    expect(await place.tick(DUE_MS + 15 * MINUTE_MS)).toEqual({ ...NOTHING, day: DAY });
  });

  it('tries a refused post again every fifteen minutes, for six hours', async () => {
    const tried: number[] = [];
    const answer = (_: DigestPart, nowMs: number) => {
      tried.push((nowMs - DUE_MS) / MINUTE_MS);
      return refuse;
    };
    const place = createDestination({ count: 9, answer });
    expect(await place.tick(DUE_MS)).toMatchObject({
      refused: [{ part: 'parent', error: 'not_in_channel' }],
    });
    for (let minute = 1; minute < 24 * 60; minute++) await place.tick(DUE_MS + minute * MINUTE_MS);
    expect(tried).toEqual(Array.from({ length: 25 }, (_, n) => n * 15));
    expect(place.posted).toEqual([]);
  });

  it('posts the rest once a refused parent is accepted', async () => {
    const answer = (_: DigestPart, nowMs: number) =>
      nowMs < DUE_MS + 20 * MINUTE_MS ? refuse : accept();
    const place = createDestination({ count: 2, answer });
    for (let minute = 0; minute <= 60; minute++) await place.tick(DUE_MS + minute * MINUTE_MS);
    expect(place.posted.map(({ part, nowMs }) => [part, (nowMs - DUE_MS) / MINUTE_MS])).toEqual([
      ['parent', 30],
      [idOf(0), 30],
      [idOf(1), 30],
    ]);
  });

  it('sends nothing twice, whatever crashes, is refused, is silent or runs at once', async () => {
    const outcome = fc.constantFrom<PostOutcome['state']>(
      'sent',
      'sent',
      'sent',
      'refused',
      'unknown',
    );
    const world = fc.record({
      count: fc.integer({ min: 0, max: 25 }),
      crashes: fc.infiniteStream(fc.nat(99)),
      crashPercent: fc.constantFrom(0, 2, 10, 30),
      outcomes: fc.infiniteStream(outcome),
      ticks: fc.array(
        fc.record({ afterMinutes: fc.constantFrom(0, 1, 15, 90, 1440), at: fc.nat(2) }),
        {
          maxLength: 40,
        },
      ),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ count, crashes, crashPercent, outcomes, ticks }) => {
        const place = createDestination({
          count,
          fails: () => crashes.next().value < crashPercent,
          answer: () => {
            const state = outcomes.next().value;
            if (state === 'refused') return refuse;
            return state === 'unknown' ? { state } : accept();
          },
        });
        let nowMs = DUE_MS;
        for (const { afterMinutes, at } of ticks) {
          nowMs += afterMinutes * MINUTE_MS;
          // Up to three processes at the same moment; a crash ends only its own.
          await Promise.allSettled(Array.from({ length: at + 1 }, () => place.tick(nowMs)));
        }
        const keys = place.posted.map(({ day, part }) => `${day} ${part}`);
        expect(new Set(keys).size).toBe(keys.length);
        const shown = place.parts().filter((part) => part !== 'parent');
        expect(new Set(shown).size).toBe(shown.length);
        for (const { part, day } of place.posted) {
          if (part !== 'parent') expect(keys).toContain(`${day} parent`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows each paper once over many days without trouble', async () => {
    const place = createDestination({ count: 23 });
    for (let day = 0; day < 8; day++) await place.tick(DUE_MS + DAY_MS * (day + 0.05));
    const shown = place.parts().filter((part) => part !== 'parent');
    expect(shown.sort()).toEqual(Array.from({ length: 23 }, (_, number) => idOf(number)));
    expect(place.parts().filter((part) => part === 'parent')).toHaveLength(8);
  });
});
