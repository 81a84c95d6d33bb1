import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperId } from '../../src/model/paper.ts';
import type { ResultSet } from '../../src/requests/ports.ts';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const ADA = { teamId: 'T1', userId: 'U1' };
/** Another person of the same team, and the same user id in another team. */
const OTHERS = [
  { teamId: 'T1', userId: 'U2' },
  { teamId: 'T2', userId: 'U1' },
];
const [A, B, C] = ['arxiv:2503.02130', 'arxiv:2503.02131', 'title:0123456789abcdef'] as const;

function resultSet(change: Partial<ResultSet> = {}): ResultSet {
  return {
    id: 'r1',
    owner: ADA,
    kind: 'search',
    subject: 'dense retrieval',
    paperIds: [B, A, C],
    expiresMs: 1000,
    ...change,
  };
}

describe('result sets', () => {
  it('come back whole, in order, also when expired', async () => {
    const { resultSets } = (await openScratchStore()).memory;
    await resultSets.save(resultSet({ expiresMs: 0 }));
    expect(await resultSets.load(ADA, 'r1')).toEqual(resultSet({ expiresMs: 0 }));
    expect(await resultSets.load(ADA, 'r2')).toBeUndefined();
  });

  it.each(OTHERS)(
    'are not there for $teamId $userId, whose same id is another list',
    async (other) => {
      const { resultSets } = (await openScratchStore()).memory;
      await resultSets.save(resultSet());
      expect(await resultSets.load(other, 'r1')).toBeUndefined();
      await resultSets.save(resultSet({ owner: other, subject: 'mine' }));
      expect(await resultSets.load(ADA, 'r1')).toEqual(resultSet());
    },
  );

  it('replace an earlier one of the same id', async () => {
    const { resultSets } = (await openScratchStore()).memory;
    await resultSets.save(resultSet());
    await resultSets.save(resultSet({ kind: 'saved', subject: '', paperIds: [] }));
    expect(await resultSets.load(ADA, 'r1')).toMatchObject({ kind: 'saved', paperIds: [] });
  });

  it.each(['{"not":"a list"}', '["arxiv:2503.02130", 7]', '["../etc/passwd"]', '[', ''])(
    'read as expired when the stored list is %j, so that the search is repeated',
    async (json) => {
      const file = join(createScratchFolder(), 'paperboy.db');
      const store = await openScratchStore(file);
      await store.memory.resultSets.save(resultSet());
      await store.close();
      const vandal = new Database(file);
      vandal.prepare('update result_sets set paper_ids = ?').run(json);
      vandal.close();
      const { resultSets } = (await openScratchStore(file)).memory;
      expect(await resultSets.load(ADA, 'r1')).toEqual(resultSet({ paperIds: [], expiresMs: 0 }));
    },
  );

  it('give back any subject and any list as saved', async () => {
    const { resultSets } = (await openScratchStore()).memory;
    const ids = fc.array(
      fc.oneof(
        fc.stringMatching(/^arxiv:\d{4}\.\d{4,5}$/),
        fc.stringMatching(/^arxiv:[a-z-]{1,8}(\.[A-Z]{2})?\/\d{7}$/),
        fc.stringMatching(/^title:[0-9a-f]{16}$/),
      ),
    );
    await fc.assert(
      // `binary` has every code point but lone surrogates, which UTF-8 cannot hold.
      fc.asyncProperty(fc.string({ unit: 'binary' }), ids, async (subject, paperIds) => {
        const set = resultSet({ subject, paperIds });
        await resultSets.save(set);
        expect(await resultSets.load(ADA, 'r1')).toEqual(set);
      }),
    );
  });
});

describe('saves', () => {
  it('are listed newest first, in order of arrival within a millisecond', async () => {
    const { saves } = (await openScratchStore()).memory;
    await saves.add(ADA, C, 5);
    await saves.add(ADA, A, 9);
    await saves.add(ADA, B, 9);
    expect(await saves.list(ADA)).toEqual([B, A, C]);
  });

  it('say whether anything changed, and a repetition keeps its place', async () => {
    const { saves } = (await openScratchStore()).memory;
    expect(await saves.add(ADA, A, 1)).toBe(true);
    expect(await saves.add(ADA, B, 2)).toBe(true);
    expect(await saves.add(ADA, A, 3)).toBe(false);
    expect(await saves.list(ADA)).toEqual([B, A]);
    expect(await saves.remove(ADA, A)).toBe(true);
    expect(await saves.remove(ADA, A)).toBe(false);
    expect(await saves.list(ADA)).toEqual([B]);
  });

  it.each(OTHERS)('are out of reach of $teamId $userId', async (other) => {
    const { saves } = (await openScratchStore()).memory;
    await saves.add(ADA, A, 1);
    expect(await saves.list(other)).toEqual([]);
    expect(await saves.remove(other, A)).toBe(false);
    expect(await saves.add(other, A, 2)).toBe(true);
    expect(await saves.list(ADA)).toEqual([A]);
  });

  it('of two presses at once count one', async () => {
    const { saves } = (await openScratchStore()).memory;
    expect(await Promise.all([saves.add(ADA, A, 1), saves.add(ADA, A, 1)])).toEqual([true, false]);
  });
});

describe('search history', () => {
  it('is newest first, with a repeated query moved to the front', async () => {
    const { history } = (await openScratchStore()).memory;
    for (const query of ['a', 'b', 'c', 'a']) await history.add(ADA, query, 7);
    expect(await history.recent(ADA, 5)).toEqual(['a', 'c', 'b']);
    expect(await history.recent(ADA, 2)).toEqual(['a', 'c']);
  });

  it('keeps the newest twenty of each person', async () => {
    const { history } = (await openScratchStore()).memory;
    for (const other of OTHERS) await history.add(other, 'theirs', 0);
    const queries = Array.from({ length: 25 }, (_, index) => `query ${index}`);
    await Promise.all(queries.map((query, index) => history.add(ADA, query, index)));
    expect(await history.recent(ADA, 100)).toEqual(queries.slice(5).reverse());
    for (const other of OTHERS) expect(await history.recent(other, 100)).toEqual(['theirs']);
  });

  it.each(OTHERS)('is not shown to $teamId $userId', async (other) => {
    const { history } = (await openScratchStore()).memory;
    await history.add(ADA, 'private', 1);
    expect(await history.recent(other, 5)).toEqual([]);
  });
});

describe('shares', () => {
  it('are claimed once, in the order asked', async () => {
    const { shares } = (await openScratchStore()).memory;
    expect(await shares.claim(ADA, 'C1', [B], 1)).toEqual([B]);
    expect(await shares.claim(ADA, 'C1', [C, B, A, C], 2)).toEqual([C, A]);
    expect(await shares.claim(ADA, 'C1', [A, B, C], 3)).toEqual([]);
    expect(await shares.claim(ADA, 'C1', [], 4)).toEqual([]);
  });

  it('are claimed by exactly one of several calls at once', async () => {
    const { shares } = (await openScratchStore()).memory;
    const claims = await Promise.all(
      [1, 2, 3, 4].map((nowMs) => shares.claim(ADA, 'C1', [A, B], nowMs)),
    );
    expect(claims.flat().sort()).toEqual([A, B]);
  });

  it('can be claimed again once released, and only those', async () => {
    const { shares } = (await openScratchStore()).memory;
    await shares.claim(ADA, 'C1', [A, B], 1);
    await shares.release(ADA, 'C1', [A]);
    await shares.release(ADA, 'C1', []);
    expect(await shares.claim(ADA, 'C1', [A, B], 2)).toEqual([A]);
  });

  it.each([
    ...OTHERS.map((person) => ({ ...person, channelId: 'C1' })),
    { ...ADA, channelId: 'C2' },
  ])('of $teamId $userId in $channelId are their own', async ({ channelId, ...person }) => {
    const { shares } = (await openScratchStore()).memory;
    await shares.claim(ADA, 'C1', [A], 1);
    expect(await shares.claim(person, channelId, [A], 1)).toEqual([A]);
    await shares.release(person, channelId, [A]);
    expect(await shares.claim(ADA, 'C1', [A], 1)).toEqual([]);
  });
});

describe('signals', () => {
  const of = (userId: string, paperId: PaperId, atMs: number) => ({
    userId,
    kind: 'saved' as const,
    paperId,
    atMs,
    isOpen: false,
  });
  const saved = (paperId: PaperId) => ({ kind: 'saved' as const, paperId, isOpen: false });

  it('count once a person, kind and paper; a repetition moves the instant', async () => {
    const { signals } = (await openScratchStore()).memory;
    expect(await signals.add(ADA, saved(A), 1)).toBe(true);
    expect(await signals.add(ADA, saved(A), 5)).toBe(false);
    await signals.add(ADA, { ...saved(A), kind: 'opened' }, 2);
    expect(await signals.ofTeam('T1')).toEqual([
      { ...of('U1', A, 2), kind: 'opened' },
      of('U1', A, 5),
    ]);
  });

  it('are a team’s own, and everybody’s in it', async () => {
    const { signals } = (await openScratchStore()).memory;
    for (const person of [...OTHERS, ADA]) await signals.add(person, saved(A), 1);
    expect(await signals.ofTeam('T1')).toEqual([of('U1', A, 1), of('U2', A, 1)]);
    expect(await signals.ofTeam('T2')).toEqual([of('U1', A, 1)]);
    expect(await signals.ofTeam('T3')).toEqual([]);
  });

  it('are taken back by their person only, one kind at a time', async () => {
    const { signals } = (await openScratchStore()).memory;
    await signals.add(ADA, saved(A), 1);
    for (const other of OTHERS) expect(await signals.remove(other, 'saved', A)).toBe(false);
    await signals.remove(ADA, 'liked', A);
    await signals.remove(ADA, 'saved', B);
    expect(await signals.ofTeam('T1')).toEqual([of('U1', A, 1)]);
    expect(await signals.remove(ADA, 'saved', A)).toBe(true);
    expect(await signals.ofTeam('T1')).toEqual([]);
  });

  it('are open from the first time they were given openly', async () => {
    const { signals } = (await openScratchStore()).memory;
    const isOpen = async () => (await signals.ofTeam('T1'))[0]?.isOpen;
    await signals.add(ADA, saved(A), 1);
    expect(await isOpen()).toBe(false);
    await signals.add(ADA, { ...saved(A), isOpen: true }, 2);
    expect(await isOpen()).toBe(true);
    await signals.add(ADA, saved(A), 3);
    expect(await isOpen()).toBe(true);
  });
});

describe('deliveries', () => {
  const DAY_MS = 86_400_000;

  it('are first once within a day, counted from the first', async () => {
    const { deliveries } = await openScratchStore();
    const first = [0, 1, DAY_MS - 1, DAY_MS, DAY_MS + 1, 2 * DAY_MS].map((nowMs) =>
      deliveries.isFirst('T1', 'Ev1', nowMs),
    );
    expect(await Promise.all(first)).toEqual([true, false, false, true, false, true]);
  });

  it('are told apart by key and team', async () => {
    const { deliveries } = await openScratchStore();
    expect(await deliveries.isFirst('T1', 'Ev1', 0)).toBe(true);
    expect(await deliveries.isFirst('T1', 'Ev2', 0)).toBe(true);
    expect(await deliveries.isFirst('T2', 'Ev1', 0)).toBe(true);
  });

  it('are first again once forgotten', async () => {
    const { deliveries } = await openScratchStore();
    await deliveries.isFirst('T1', 'Ev1', 0);
    await deliveries.isFirst('T2', 'Ev1', 0);
    await deliveries.forget('T1', 'Ev1');
    expect(await deliveries.isFirst('T2', 'Ev1', 0)).toBe(false);
    expect(await deliveries.isFirst('T1', 'Ev1', 0)).toBe(true);
  });

  it('have one first among fifty at once, and remember it in the file', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    const calls = Array.from({ length: 50 }, () => store.deliveries.isFirst('T1', 'Ev1', 0));
    expect((await Promise.all(calls)).filter(Boolean)).toHaveLength(1);
    await store.close();
    expect(await (await openScratchStore(file)).deliveries.isFirst('T1', 'Ev1', 1)).toBe(false);
  });
});
