/** Answers to be followed up, votes on them, and questions without an answer. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { StoredAnswer } from '../../src/requests/ports.ts';
import { MISSES_KEPT } from '../../src/store/retention.ts';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const answer = (change: Partial<StoredAnswer> = {}): StoredAnswer => ({
  id: 'a1',
  teamId: 'T1',
  channelId: 'C1',
  threadTs: '100.1',
  question: 'How do otters sleep?',
  outcome: 'answer',
  paperIds: ['arxiv:2503.02131', 'arxiv:2503.02130'],
  focus: 2,
  askedMs: 10,
  expiresMs: 1000,
  ...change,
});

describe('answers', () => {
  it('come back whole, papers in the order shown', async () => {
    const { answers } = (await openScratchStore()).memory;
    await answers.save(answer());
    expect(await answers.load('T1', 'a1', 20)).toEqual(answer());
    expect(await answers.load('T1', 'a2', 20)).toBeUndefined();
  });

  it('are gone from the instant they expire', async () => {
    const { answers } = (await openScratchStore()).memory;
    await answers.save(answer());
    expect(await answers.load('T1', 'a1', 999)).toBeDefined();
    expect(await answers.load('T1', 'a1', 1000)).toBeUndefined();
    const place = { teamId: 'T1', channelId: 'C1', threadTs: '100.1' };
    expect(await answers.latest(place, 999)).toBeDefined();
    expect(await answers.latest(place, 1000)).toBeUndefined();
  });

  it('are not there for another team', async () => {
    const { answers } = (await openScratchStore()).memory;
    await answers.save(answer());
    await answers.save(answer({ teamId: 'T2', question: 'Ours?' }));
    expect(await answers.load('T3', 'a1', 20)).toBeUndefined();
    expect(await answers.latest({ teamId: 'T3', channelId: 'C1' }, 20)).toBeUndefined();
    expect(await answers.load('T1', 'a1', 20)).toEqual(answer());
  });

  it('give the newest of a thread, and of a whole conversation', async () => {
    const { answers } = (await openScratchStore()).memory;
    await answers.save(answer({ id: 'old', askedMs: 10 }));
    await answers.save(answer({ id: 'new', askedMs: 30 }));
    await answers.save(answer({ id: 'between', askedMs: 20 }));
    await answers.save(answer({ id: 'elsewhere', threadTs: '200.2', askedMs: 40 }));
    await answers.save(answer({ id: 'other channel', channelId: 'C2', askedMs: 50 }));
    const latest = async (threadTs?: string) =>
      (await answers.latest({ teamId: 'T1', channelId: 'C1', threadTs }, 60))?.id;
    expect(await latest('100.1')).toBe('new');
    expect(await latest('200.2')).toBe('elsewhere');
    expect(await latest('300.3')).toBeUndefined();
    expect(await latest()).toBe('elsewhere');
  });

  it('give the one saved last of those asked in the same instant', async () => {
    const { answers } = (await openScratchStore()).memory;
    await answers.save(answer({ id: 'z' }));
    await answers.save(answer({ id: 'a' }));
    expect(await answers.latest({ teamId: 'T1', channelId: 'C1' }, 20)).toMatchObject({ id: 'a' });
  });

  it('give an older one that stands when the newest has expired', async () => {
    const { answers } = (await openScratchStore()).memory;
    await answers.save(answer({ id: 'stands', askedMs: 10, expiresMs: 900 }));
    await answers.save(answer({ id: 'expired', askedMs: 20, expiresMs: 500 }));
    const place = { teamId: 'T1', channelId: 'C1' };
    expect(await answers.latest(place, 600)).toMatchObject({ id: 'stands' });
  });

  it.each(['{"not":"a list"}', '["../etc/passwd"]', '['])(
    'name no paper when the stored list is %j',
    async (json) => {
      const file = join(createScratchFolder(), 'paperboy.db');
      const store = await openScratchStore(file);
      await store.memory.answers.save(answer());
      await store.close();
      const vandal = new Database(file);
      vandal.prepare('update answers set paper_ids = ?').run(json);
      vandal.close();
      const { answers } = (await openScratchStore(file)).memory;
      expect(await answers.load('T1', 'a1', 20)).toEqual(answer({ paperIds: [] }));
    },
  );

  it('are dropped once nobody can follow them up', async () => {
    const store = await openScratchStore();
    await store.memory.answers.save(answer());
    await store.purge(999);
    expect((await store.check()).rows).toMatchObject({ answers: 1 });
    await store.purge(1000);
    expect((await store.check()).rows).toMatchObject({ answers: 0 });
  });
});

describe('votes', () => {
  const ADA = { teamId: 'T1', userId: 'U1' };

  it('count once a person and answer, the last one', async () => {
    const { votes } = (await openScratchStore()).memory;
    expect(await votes.count('T1')).toEqual({ good: 0, bad: 0 });
    await votes.cast(ADA, 'a1', 'good', 1);
    await votes.cast(ADA, 'a1', 'bad', 2);
    await votes.cast(ADA, 'a2', 'good', 3);
    await votes.cast({ ...ADA, userId: 'U2' }, 'a1', 'bad', 4);
    await votes.cast({ ...ADA, teamId: 'T2' }, 'a1', 'good', 5);
    expect(await votes.count('T1')).toEqual({ good: 1, bad: 2 });
    expect(await votes.count('T2')).toEqual({ good: 1, bad: 0 });
  });

  it('are dropped 180 days after they were cast', async () => {
    const { memory, purge } = await openScratchStore();
    await memory.votes.cast(ADA, 'a1', 'good', 0);
    await memory.votes.cast(ADA, 'a2', 'bad', 1);
    await purge(180 * DAY_MS);
    expect(await memory.votes.count('T1')).toEqual({ good: 0, bad: 1 });
  });
});

describe('misses', () => {
  const asked = (question: string) => ({ question, outcome: 'nothing', by: 'asked' }) as const;
  const reported = (question: string) => ({ question, outcome: 'answer', by: 'reported' }) as const;

  it('count the same question once more, whatever its case, spacing and mark', async () => {
    const { misses } = (await openScratchStore()).memory;
    await misses.add('T1', asked('Do otters dream?'), 1);
    await misses.add('T1', asked(' do  OTTERS dream ?!'), 2);
    await misses.add('T1', reported('Do otters dream'), 3);
    await misses.add('T1', asked('Do badgers dream?'), 4);
    await misses.add('T2', asked('Do otters dream?'), 5);
    expect(await misses.list('T1', 10)).toEqual([
      { question: 'Do otters dream', outcome: 'answer', asked: 2, reported: 1, lastMs: 3 },
      { question: 'Do badgers dream?', outcome: 'nothing', asked: 1, reported: 0, lastMs: 4 },
    ]);
    expect(await misses.list('T2', 10)).toMatchObject([{ asked: 1, lastMs: 5 }]);
  });

  it('come reported ones first, then the most asked, then the newest', async () => {
    const { misses } = (await openScratchStore()).memory;
    await misses.add('T1', asked('older'), 1);
    await misses.add('T1', asked('newer'), 2);
    for (const nowMs of [3, 4]) await misses.add('T1', asked('twice'), nowMs);
    await misses.add('T1', reported('reported'), 0);
    const questions = async (limit: number) =>
      (await misses.list('T1', limit)).map(({ question }) => question);
    expect(await questions(10)).toEqual(['reported', 'twice', 'newer', 'older']);
    expect(await questions(2)).toEqual(['reported', 'twice']);
  });

  it('are kept in a bounded number, the newest of each team', async () => {
    const { misses } = (await openScratchStore()).memory;
    await misses.add('T2', asked('another team'), 0);
    for (let n = 0; n <= MISSES_KEPT; n++) await misses.add('T1', asked(`question ${n}`), n);
    const kept = await misses.list('T1', 2 * MISSES_KEPT);
    expect(kept).toHaveLength(MISSES_KEPT);
    expect(kept.at(-1)?.question).toBe('question 1');
    expect(await misses.list('T2', 10)).toHaveLength(1);
  }, 30_000);

  it('are dropped 180 days after they were last asked', async () => {
    const { memory, purge } = await openScratchStore();
    await memory.misses.add('T1', asked('asked again'), 0);
    await memory.misses.add('T1', asked('asked again'), 1);
    await memory.misses.add('T1', asked('asked once'), 0);
    await purge(180 * DAY_MS);
    expect(await memory.misses.list('T1', 10)).toMatchObject([{ question: 'asked again' }]);
  });
});
