import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  EditionEnd,
  EditionKey,
  EditionPlan,
  Ledger,
  Part,
  PostState,
} from '../../src/digest/digest.ts';
import { openConnection } from '../../src/store/connection.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { MIGRATIONS, migrateToLatest } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/store.ts';
import { createMemoryLedger } from '../digest/memory-ledger.ts';
import { openScratchStore } from './scratch.ts';

const HERE = { teamId: 'T1', channelId: 'C1' };
const ELSEWHERE = [
  { teamId: 'T1', channelId: 'C2' },
  { teamId: 'T2', channelId: 'C1' },
];
const [SUN, MON, TUE] = ['2025-11-02', '2025-11-03', '2025-11-04'] as const;
const [A, B, C] = ['arxiv:2503.02130', 'arxiv:2503.02131', 'title:0123456789abcdef'] as const;

const plan = (known: Partial<EditionPlan> = {}): EditionPlan => ({
  destination: HERE,
  series: 'digest',
  day: MON,
  kind: 'papers',
  paperIds: [A],
  remaining: 0,
  silence: undefined,
  missed: [],
  dueMs: 0,
  ...known,
});

const openLedger = async () => (await openScratchStore()).ledger;

describe('an edition', () => {
  it.each<Partial<EditionPlan>>([
    { paperIds: [C, A, B], remaining: 7 },
    { kind: 'exhausted', paperIds: [], silence: { kind: 'no source' }, missed: [SUN] },
    { kind: 'archive', silence: { kind: 'down', newest: SUN }, missed: [SUN, MON] },
    { series: 'alert:a1', silence: { kind: 'incomplete', newest: SUN } },
    { kind: 'weekly', series: 'weekly', paperIds: [A, B] },
  ])('is kept as it was planned: %j', async (known) => {
    const ledger = await openLedger();
    expect(await ledger.load(plan(known))).toBeUndefined();
    expect(await ledger.begin(plan(known), 5)).toBe(true);
    const edition = { ...plan(known), begunMs: 5, posts: new Map(), end: undefined };
    expect(await ledger.load(plan(known))).toEqual(edition);
    expect(await ledger.open('T1')).toEqual([edition]);
    expect(await ledger.begin(plan({ ...known, paperIds: [] }), 6)).toBe(false);
  });

  it.each(['silent', 'missed'] as const)(
    'that is %s has ended with its beginning',
    async (kind) => {
      const ledger = await openLedger();
      await ledger.begin(plan({ kind, paperIds: [], missed: [SUN] }), 5);
      expect(await ledger.load(plan())).toMatchObject({ end: kind, missed: [SUN] });
      expect(await ledger.open('T1')).toEqual([]);
    },
  );

  it('with a paper shown there before as new is refused, all of it', async () => {
    const ledger = await openLedger();
    await ledger.begin(plan(), 1);
    expect(await ledger.begin(plan({ day: TUE, paperIds: [B, A] }), 2)).toBe(false);
    expect(await ledger.load(plan({ day: TUE }))).toBeUndefined();
    expect(await ledger.shown(HERE)).toEqual(new Set([A]));
    expect(await ledger.begin(plan({ day: TUE, series: 'alert:a', paperIds: [B] }), 3)).toBe(true);
    // A roll-up lists what was shown.
    const weekly = plan({ kind: 'weekly', series: 'weekly', paperIds: [A, B] });
    expect(await ledger.begin(weekly, 4)).toBe(true);
  });

  it('that fails halfway leaves nothing', async () => {
    const ledger = await openLedger();
    await expect(ledger.begin(plan({ paperIds: [A, B, A] }), 1)).rejects.toMatchObject({
      code: 'store_failed',
    });
    expect(await ledger.load(plan())).toBeUndefined();
    expect(await ledger.shown(HERE)).toEqual(new Set());
  });

  it('begins for exactly one of several at once', async () => {
    const ledger = await openLedger();
    const begun = await Promise.all(
      [A, B, C].map((paperId, index) => ledger.begin(plan({ paperIds: [paperId] }), index)),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect((await ledger.shown(HERE)).size).toBe(1);
  });

  it.each(ELSEWHERE)('is nothing to $teamId $channelId', async (elsewhere) => {
    const ledger = await openLedger();
    await ledger.begin(plan(), 1);
    await ledger.claim(plan(), 'parent', 1);
    const there = plan({ destination: elsewhere });
    expect(await ledger.load(there)).toBeUndefined();
    expect(await ledger.shown(elsewhere)).toEqual(new Set());
    expect(await ledger.begin(there, 1)).toBe(true);
    expect(await ledger.claim(there, 'parent', 1)).toBe(true);
  });

  it('releases its papers once it is missed, and those of no other', async () => {
    const ledger = await openLedger();
    await ledger.begin(plan(), 1);
    await ledger.begin(plan({ day: TUE, paperIds: [B] }), 1);
    await ledger.finish(plan(), 'missed', 2);
    expect(await ledger.shown(HERE)).toEqual(new Set([B]));
    // The first end counts.
    await ledger.finish(plan({ day: TUE }), 'delivered', 3);
    await ledger.finish(plan({ day: TUE }), 'missed', 4);
    expect(await ledger.load(plan({ day: TUE }))).toMatchObject({ end: 'delivered' });
    expect(await ledger.shown(HERE)).toEqual(new Set([B]));
    expect(await ledger.lastDeliveredMs('T1')).toBe(3);
    expect(await ledger.lastDeliveredMs('T2')).toBeUndefined();
  });
});

describe('what was shown', () => {
  it('includes what a person shared there', async () => {
    const { ledger, memory } = await openScratchStore();
    await ledger.begin(plan(), 1);
    for (const [userId, channelId, paperId] of [
      ['U1', 'C1', B],
      ['U2', 'C1', A],
      ['U1', 'C2', C],
    ] as const) {
      await memory.shares.claim({ teamId: 'T1', userId }, channelId, [paperId], 1);
    }
    expect(await ledger.shown(HERE)).toEqual(new Set([A, B]));
  });

  it('leads to its messages, or to their parent where an entry is not there', async () => {
    const ledger = await openLedger();
    await ledger.begin(plan({ paperIds: [A, B] }), 1);
    await ledger.begin(plan({ day: SUN, paperIds: [C] }), 2);
    for (const [part, ts] of [
      ['parent', '1.0'],
      [A, '2.0'],
    ] as const) {
      await ledger.claim(plan(), part, 1);
      await ledger.settle(plan(), part, { state: 'sent', ts });
    }
    expect(await ledger.shownSince(HERE, SUN)).toEqual([]);
    await ledger.finish(plan(), 'delivered', 3);
    await ledger.finish(plan({ day: SUN }), 'unknown', 3);
    expect(await ledger.shownSince(HERE, SUN)).toEqual([
      { paperId: A, ts: '2.0', threadTs: '1.0' },
      { paperId: B, ts: '1.0', threadTs: '1.0' },
    ]);
    expect(await ledger.shownSince(HERE, TUE)).toEqual([]);
  });
});

describe('a post', () => {
  it('is claimed by exactly one of several at once, each part for itself', async () => {
    const ledger = await openLedger();
    await ledger.begin(plan({ paperIds: [A, B] }), 1);
    const claims = await Promise.all(
      ['parent', 'parent', A, 'parent', A].map((part) => ledger.claim(plan(), part, 5)),
    );
    expect(claims).toEqual([true, false, true, false, false]);
    const posts = (await ledger.load(plan()))?.posts;
    expect(posts?.get('parent')).toEqual({ state: 'claimed', atMs: 5 });
    expect(posts?.get(B)).toBeUndefined();
  });

  it.each<Exclude<PostState, { state: 'claimed' }>>([
    { state: 'sent', ts: '1762150000.000100' },
    { state: 'unknown' },
    { state: 'refused', error: 'not_in_channel', atMs: 7 },
  ])('stays $state, unless it was refused and is claimed again', async (outcome) => {
    const ledger = await openLedger();
    await ledger.begin(plan(), 1);
    await ledger.claim(plan(), 'parent', 2);
    await ledger.settle(plan(), 'parent', outcome);
    await ledger.settle(plan(), 'parent', { state: 'sent', ts: '9.9' });
    const load = async () => (await ledger.load(plan()))?.posts.get('parent');
    expect(await load()).toEqual(outcome);
    const again = outcome.state === 'refused';
    expect(await ledger.claim(plan(), 'parent', 8)).toBe(again);
    expect(await load()).toEqual(again ? { state: 'claimed', atMs: 8 } : outcome);
  });

  it('of an edition that never began is store_failed', async () => {
    const ledger = await openLedger();
    await expect(ledger.claim(plan(), 'parent', 1)).rejects.toMatchObject({ code: 'store_failed' });
  });
});

/** One call, as data. */
type Call = (ledger: Ledger) => Promise<unknown>;

const anyKey: fc.Arbitrary<EditionKey> = fc.record({
  destination: fc.constantFrom(HERE, ...ELSEWHERE),
  series: fc.constantFrom('digest', 'weekly', 'alert:a'),
  day: fc.constantFrom(SUN, MON, TUE),
});
const anyPart: fc.Arbitrary<Part> = fc.constantFrom('parent', A, B);
const anyMs = fc.nat(9);

const anyCall: fc.Arbitrary<Call> = fc.oneof(
  fc
    .tuple(
      anyKey,
      fc.constantFrom<EditionPlan['kind']>('papers', 'archive', 'exhausted', 'silent', 'missed'),
      fc.subarray([A, B, C]),
      anyMs,
    )
    .map(([key, kind, some, nowMs]): Call => {
      const hasPapers = kind === 'papers' || kind === 'archive';
      const isWeekly = key.series === 'weekly';
      const paperIds = hasPapers ? some : [];
      const of = plan({ ...key, kind: isWeekly ? 'weekly' : kind, paperIds });
      return (ledger) => ledger.begin(of, nowMs);
    }),
  fc.tuple(anyKey, anyPart, anyMs).map(
    ([key, part, nowMs]): Call =>
      async (ledger) => {
        const known = await ledger.load(key);
        return known && ledger.claim(key, part, nowMs);
      },
  ),
  fc
    .tuple(
      anyKey,
      anyPart,
      fc.constantFrom<Exclude<PostState, { state: 'claimed' }>>(
        { state: 'sent', ts: '1.0' },
        { state: 'unknown' },
        { state: 'refused', error: 'no', atMs: 3 },
      ),
    )
    .map(
      ([key, part, outcome]): Call =>
        async (ledger) => {
          const known = await ledger.load(key);
          return known && ledger.settle(key, part, outcome);
        },
    ),
  fc.tuple(anyKey, fc.constantFrom<EditionEnd>('delivered', 'unknown', 'missed'), anyMs).map(
    ([key, end, nowMs]): Call =>
      (ledger) =>
        ledger.finish(key, end, nowMs),
  ),
);

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** All that can be asked. */
async function read(ledger: Ledger): Promise<unknown> {
  const places = [HERE, ...ELSEWHERE];
  const ofTeam = async (teamId: string) => ({
    open: (await ledger.open(teamId)).toSorted(byText),
    newest: (await ledger.newest(teamId, SUN, MON)).toSorted(byText),
    delivered: await ledger.lastDeliveredMs(teamId),
  });
  const ofPlace = async (destination: typeof HERE) => ({
    shown: [...(await ledger.shown(destination))].toSorted(),
    since: (await ledger.shownSince(destination, MON)).toSorted(byText),
    recent: await ledger.recent({ destination, series: 'digest' }, 2),
  });
  return [await Promise.all(['T1', 'T2'].map(ofTeam)), await Promise.all(places.map(ofPlace))];
}

describe('the ledger', () => {
  it('says at every moment what its port describes', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { maxLength: 25 }), async (calls) => {
        const store = await openStore({ file: ':memory:' });
        const model = createMemoryLedger();
        for (const call of calls) expect(await call(store.ledger)).toEqual(await call(model));
        expect(await read(store.ledger)).toEqual(await read(model));
        expect((await store.check()).problems).toEqual([]);
        await store.close();
      }),
      { numRuns: 120 },
    );
  });

  it('reads what it needs, never all that a team ever had', async () => {
    const db = openConnection(':memory:');
    onTestFinished(() => db.destroy());
    await migrateToLatest(db, MIGRATIONS);
    const plans: string[] = [];
    const explain = async (query: CompiledQuery) => {
      const asked = CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]);
      const { rows } = await db.executeQuery<{ readonly detail: string }>(asked);
      plans.push(...rows.map(({ detail }) => detail));
    };
    const queries: CompiledQuery[] = [];
    const watched = db.withPlugin({
      transformQuery({ node, queryId }) {
        queries.push(db.getExecutor().compileQuery(node, queryId));
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    const ledger = createLedger(watched);
    await ledger.open('T1');
    await ledger.newest('T1', SUN, TUE);
    await ledger.lastDeliveredMs('T1');
    await ledger.load(plan());
    await ledger.recent(plan(), 30);
    await ledger.shown(HERE);
    await ledger.shownSince(HERE, SUN);
    for (const query of queries) await explain(query);
    const steps = plans.filter((step) => /^(?:SEARCH|SCAN)/.test(step));
    expect([...new Set(steps)]).toEqual([
      'SEARCH editions USING INDEX open_editions (team_id=?)',
      'SEARCH edition_posts USING PRIMARY KEY (team_id=? AND channel_id=? AND series=? AND day=?)',
      'SEARCH editions USING COVERING INDEX editions_by_day (team_id=? AND day>? AND day<?)',
      'SEARCH editions USING COVERING INDEX delivered_editions (team_id=?)',
      'SEARCH editions USING PRIMARY KEY (team_id=? AND channel_id=? AND series=? AND day=?)',
      'SEARCH editions USING PRIMARY KEY (team_id=? AND channel_id=? AND series=?)',
      'SEARCH shares USING COVERING INDEX shares_by_place (team_id=? AND channel_id=?)',
      'SEARCH shown_papers USING PRIMARY KEY (team_id=? AND channel_id=?)',
      'SEARCH editions USING PRIMARY KEY (team_id=? AND channel_id=?)',
      'SEARCH edition_posts USING PRIMARY KEY (team_id=? AND channel_id=?)',
    ]);
  });
});
