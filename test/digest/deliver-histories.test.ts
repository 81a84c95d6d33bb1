/** Thousands of made-up histories of a destination: what must hold whatever happens. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../../src/digest/deliver-edition.ts';
import { buildPostKey, type EditionPlan, type Ledger, type Part } from '../../src/digest/digest.ts';
import { createRandom } from '../../src/search/seeded-random.ts';
import { createScratchFolder, openScratchStore } from '../store/scratch.ts';
import type { Fate } from './fake-conversation.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { createPlace, HERE, idOf, plan } from './place.ts';

const MINUTE_MS = 60_000;

/** What may become of a post; what is more frequent stands there more often. */
const ROUGH: readonly Fate[] = [
  ...(['sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'reply lost', 'lost'] as const),
  // A post that is still on its way is there before the next tick, or the clock was not set.
  ...[0, 900, 50_000].map((lateMs) => ({ lateMs })),
  ...['ratelimited', 'unreachable', 'no', 'not_in_channel', 'invalid_auth'].map((error) => ({
    error,
  })),
];

/** What is over within minutes. */
const PASSING: readonly Fate[] = [
  ...(['sent', 'sent', 'sent', 'sent', 'reply lost', 'lost'] as const),
  ...[{ lateMs: 100_000 }, { error: 'ratelimited' }, { error: 'unreachable' }],
];

type Tick = {
  readonly afterMinutes: number;
  /** By which our clock is set. */
  readonly stepMinutes: number;
  /** At every step that leaves the process, before it and after it. */
  readonly crashPercent: number;
};

const crashPercent = fc.constantFrom(0, 0, 3, 15);
const roughTicks: fc.Arbitrary<readonly Tick[]> = fc.array(
  fc.record({
    afterMinutes: fc.constantFrom(1, 1, 1, 2, 5, 30, 400),
    stepMinutes: fc.constantFrom(0, 0, 0, 0, 0, -1, 3, -90, 200, -3000, 3000),
    crashPercent,
  }),
  { maxLength: 12 },
);
const passingTicks: fc.Arbitrary<readonly Tick[]> = fc.array(
  crashPercent.map((percent) => ({ afterMinutes: 2, stepMinutes: 0, crashPercent: percent })),
  { maxLength: 90 },
);

type History = {
  /** How many papers each edition has. */
  readonly counts: readonly number[];
  readonly isReadable: boolean;
  readonly seed: number;
  readonly ticks: readonly Tick[];
};

const anyHistory = (ticks: fc.Arbitrary<readonly Tick[]>): fc.Arbitrary<History> =>
  fc.record({
    counts: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
    isReadable: fc.boolean(),
    seed: fc.nat(),
    ticks,
  });

function planAll(counts: readonly number[]): EditionPlan[] {
  let next = 0;
  return counts.map((count, number) => {
    const paperIds = Array.from({ length: count }, () => idOf(next++));
    return plan({ series: number === 0 ? 'digest' : `alert:${number}`, paperIds });
  });
}

/** Runs a history, then days without any trouble, until everything has ended. */
async function live(history: History, ledger: Ledger, fates = ROUGH) {
  const random = createRandom(history.seed);
  const isOneIn = (count: number) => random() * count < 1;
  let percent = 0;
  let isCalm = false;
  const place = createPlace({
    ledger,
    fate: () => (isCalm ? 'sent' : (fates[Math.floor(random() * fates.length)] ?? 'sent')),
    look: () => {
      if (!history.isReadable) return 'unreadable';
      return !isCalm && isOneIn(3) ? 'later' : undefined;
    },
    fails: () => random() * 100 < percent,
  });
  const plans = planAll(history.counts);
  const reports: DeliveryReport[] = [];
  const tickAll = async () => {
    for (const each of plans) {
      const report = await place.tick(each).catch(() => undefined);
      if (report !== undefined) reports.push(report);
    }
  };
  for (const { afterMinutes, stepMinutes, crashPercent: next } of history.ticks) {
    place.time.slackMs += afterMinutes * MINUTE_MS;
    place.time.skewMs += stepMinutes * MINUTE_MS;
    percent = next;
    await tickAll();
  }
  isCalm = true;
  percent = 0;
  await tickAll();
  for (let hour = 0; hour < 100 && (await ledger.open('T1')).length > 0; hour++) {
    place.time.slackMs += 60 * MINUTE_MS;
    await tickAll();
  }
  return { ...place, plans, reports };
}

type Lived = Awaited<ReturnType<typeof live>>;

/** What holds at the end of every history. */
async function check(lived: Lived, { isReadable }: History): Promise<void> {
  const { ledger, conversation, time, plans } = lived;
  const messages = conversation.messages(time.slackMs);
  // Nothing is there twice.
  expect(new Set(messages.map(({ key }) => key)).size).toBe(messages.length);
  const shown = await ledger.shown(HERE);
  for (const each of plans) {
    const edition = await ledger.load(each);
    const end = edition?.end;
    const parent = messages.find(({ key }) => key === buildPostKey(each, 'parent'));
    const state = edition?.posts.get('parent');
    if (end === 'delivered') expect(state).toEqual({ state: 'sent', ts: parent?.ts });
    else if (end === 'missed') expect(parent).toBeUndefined();
    else expect({ end, isReadable }).toEqual({ end: 'unknown', isReadable: false });
    // What nobody saw may come again, and nothing else.
    for (const id of each.paperIds) expect(shown.has(id)).toBe(end !== 'missed');
    if (edition !== undefined) checkThread(lived, each, isReadable, edition.posts);
  }
}

function checkThread(
  { conversation, time, reports }: Lived,
  each: EditionPlan,
  isReadable: boolean,
  posts: ReadonlyMap<Part, { readonly state: string }>,
): void {
  const messages = conversation.messages(time.slackMs);
  const find = (part: Part) => messages.find(({ key }) => key === buildPostKey(each, part));
  const wasPaused = reports.some(
    ({ step, key }) => step === 'paused' && key.series === each.series,
  );
  for (const id of each.paperIds) {
    const entry = find(id);
    const state = posts.get(id)?.state;
    if (entry !== undefined) expect(entry.threadTs).toBe(find('parent')?.ts);
    if (state === 'sent') expect(entry).toBeDefined();
    // What is there is known to be there, unless it cannot be known.
    if (entry !== undefined && isReadable && !wasPaused) expect(state).toBe('sent');
    if (state === 'unknown') expect(isReadable).toBe(false);
  }
  const keys = each.paperIds.map((id) => buildPostKey(each, id));
  const there = messages.map(({ key }) => key).filter((key) => keys.includes(key));
  expect(there).toEqual(keys.filter((key) => there.includes(key)));
}

describe('whatever happens', () => {
  it('nothing is sent twice, nothing hangs, and what is recorded is what is there', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(roughTicks), async (history) => {
        await check(await live(history, createMemoryLedger()), history);
      }),
      { numRuns: 3000 },
    );
  }, 60_000);

  it('the same holds with the database', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(roughTicks), async (history) => {
        const { ledger } = await openScratchStore();
        await check(await live(history, ledger), history);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('the same holds with the database in a file', async () => {
    const history: History = {
      counts: [4, 2, 3],
      isReadable: true,
      seed: 1,
      ticks: Array.from({ length: 9 }, () => {
        return { afterMinutes: 2, stepMinutes: 0, crashPercent: 9 };
      }),
    };
    const { ledger } = await openScratchStore(join(createScratchFolder(), 'paperboy.db'));
    await check(await live(history, ledger), history);
  });

  it('everything arrives, once, when Slack and the machine recover within hours', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(passingTicks), async (history) => {
        const readable = { ...history, isReadable: true };
        const place = await live(readable, createMemoryLedger(), PASSING);
        const wanted = place.plans.flatMap((each) => ['parent', ...each.paperIds]);
        // Entries whose trouble is one of their own are left out; these have none.
        expect(place.parts().sort()).toEqual(wanted.sort());
        await check(place, readable);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
