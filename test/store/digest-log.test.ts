import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestLog, PostOutcome, PostState } from '../../src/digest/digest.ts';
import type { Destination } from '../../src/model/actor.ts';
import type { Day } from '../../src/model/paper.ts';
import { openScratchStore } from './scratch.ts';

const HERE = { teamId: 'T1', channelId: 'C1' };
const ELSEWHERE = [
  { teamId: 'T1', channelId: 'C2' },
  { teamId: 'T2', channelId: 'C1' },
];
const [SUN, MON, TUE] = ['2025-11-02', '2025-11-03', '2025-11-04'] as const;
const [A, B, C] = ['arxiv:2503.02130', 'arxiv:2503.02131', 'title:0123456789abcdef'] as const;

/** The digest of `day`, when it is the latest. */
async function find(log: DigestLog, destination: Destination, day: Day) {
  const latest = await log.latest(destination);
  return latest?.day === day ? latest : undefined;
}

describe('begin', () => {
  it('records the papers in order, with no post yet', async () => {
    const { digestLog } = await openScratchStore();
    expect(await find(digestLog, HERE, MON)).toBeUndefined();
    expect(await digestLog.begin(HERE, MON, [C, A, B], 1)).toBe(true);
    expect(await find(digestLog, HERE, MON)).toEqual({
      day: MON,
      paperIds: [C, A, B],
      posts: new Map(),
    });
  });

  it('records a day without papers too', async () => {
    const { digestLog } = await openScratchStore();
    expect(await digestLog.begin(HERE, MON, [], 1)).toBe(true);
    expect(await find(digestLog, HERE, MON)).toMatchObject({ paperIds: [] });
    expect(await digestLog.begin(HERE, MON, [A], 2)).toBe(false);
  });

  it('refuses a second digest of the day and keeps the first', async () => {
    const { digestLog } = await openScratchStore();
    await digestLog.begin(HERE, MON, [A], 1);
    expect(await digestLog.begin(HERE, MON, [B], 2)).toBe(false);
    expect(await find(digestLog, HERE, MON)).toMatchObject({ paperIds: [A] });
    expect(await digestLog.shownPapers(HERE)).toEqual(new Set([A]));
  });

  it('refuses a paper shown there before and records nothing of that day', async () => {
    const { digestLog } = await openScratchStore();
    await digestLog.begin(HERE, MON, [A], 1);
    expect(await digestLog.begin(HERE, TUE, [B, A], 2)).toBe(false);
    expect(await find(digestLog, HERE, TUE)).toBeUndefined();
    expect(await digestLog.shownPapers(HERE)).toEqual(new Set([A]));
    expect(await digestLog.begin(HERE, TUE, [B], 3)).toBe(true);
  });

  it('undoes everything when it fails halfway', async () => {
    const { digestLog } = await openScratchStore();
    await expect(digestLog.begin(HERE, MON, [A, B, A], 1)).rejects.toMatchObject({
      code: 'store_failed',
    });
    expect(await find(digestLog, HERE, MON)).toBeUndefined();
    expect(await digestLog.shownPapers(HERE)).toEqual(new Set());
    expect(await digestLog.begin(HERE, MON, [A, B], 2)).toBe(true);
  });

  it('succeeds for exactly one of several at once', async () => {
    const { digestLog } = await openScratchStore();
    const begun = await Promise.all(
      [A, B, C].map((paper, index) => digestLog.begin(HERE, MON, [paper], index)),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect((await digestLog.shownPapers(HERE)).size).toBe(1);
  });

  it.each(ELSEWHERE)('knows nothing of $teamId $channelId', async (elsewhere) => {
    const { digestLog } = await openScratchStore();
    await digestLog.begin(HERE, MON, [A], 1);
    await digestLog.claimPost(HERE, MON, 'parent');
    expect(await find(digestLog, elsewhere, MON)).toBeUndefined();
    expect(await digestLog.shownPapers(elsewhere)).toEqual(new Set());
    expect(await digestLog.begin(elsewhere, MON, [A], 1)).toBe(true);
    expect(await digestLog.claimPost(elsewhere, MON, 'parent')).toBe(true);
  });
});

/** What the log promises: a claim needs a new or refused post, a settled post is final. */
function modelNext(before: PostState | undefined, next: PostState) {
  const done =
    next.state === 'claimed'
      ? before === undefined || before.state === 'refused'
      : before?.state !== 'sent' && before?.state !== 'refused';
  return { done, state: done ? next : before };
}

describe('latest', () => {
  it('is the digest of the latest day, with its own papers and posts, in whatever order they began', async () => {
    const { digestLog } = await openScratchStore();
    await digestLog.begin(HERE, TUE, [C], 1);
    await digestLog.begin(HERE, MON, [A, B], 2);
    await digestLog.claimPost(HERE, MON, 'parent');
    await digestLog.claimPost(HERE, TUE, C);
    expect(await digestLog.latest(HERE)).toEqual({
      day: TUE,
      paperIds: [C],
      posts: new Map([[C, { state: 'claimed' }]]),
    });
  });
});

describe('posts', () => {
  async function openBegun() {
    const { digestLog } = await openScratchStore();
    await digestLog.begin(HERE, SUN, [C], 1);
    await digestLog.begin(HERE, MON, [A, B], 1);
    const stateOf = async (part: string) => (await find(digestLog, HERE, MON))?.posts.get(part);
    return { digestLog, stateOf };
  }

  it('are claimed by exactly one of several at once, each part for itself', async () => {
    const { digestLog, stateOf } = await openBegun();
    const claims = await Promise.all(
      ['parent', 'parent', A, 'parent', A].map((part) => digestLog.claimPost(HERE, MON, part)),
    );
    expect(claims).toEqual([true, false, true, false, false]);
    expect(await stateOf('parent')).toEqual({ state: 'claimed' });
    expect(await stateOf(B)).toBeUndefined();
    expect(await digestLog.claimPost(HERE, SUN, 'parent')).toBe(true);
  });

  it.each<PostOutcome>([
    { state: 'sent', ts: '1762150000.000100' },
    { state: 'unknown' },
    { state: 'refused', error: 'not_in_channel' },
  ])('remember that they are $state; only a refused one can be claimed again', async (outcome) => {
    const { digestLog, stateOf } = await openBegun();
    await digestLog.claimPost(HERE, MON, 'parent');
    await digestLog.settlePost(HERE, MON, 'parent', outcome);
    expect(await stateOf('parent')).toEqual(outcome);
    const again = outcome.state === 'refused';
    expect(await digestLog.claimPost(HERE, MON, 'parent')).toBe(again);
    expect(await stateOf('parent')).toEqual(again ? { state: 'claimed' } : outcome);
    expect(await digestLog.claimPost(HERE, MON, 'parent')).toBe(false);
  });

  it('that were unknown can turn out sent', async () => {
    const { digestLog, stateOf } = await openBegun();
    await digestLog.claimPost(HERE, MON, A);
    await digestLog.settlePost(HERE, MON, A, { state: 'unknown' });
    await digestLog.settlePost(HERE, MON, A, { state: 'sent', ts: '1.2' });
    expect(await stateOf(A)).toEqual({ state: 'sent', ts: '1.2' });
  });

  it('are recorded when they happened without a claim', async () => {
    const { digestLog } = await openBegun();
    await digestLog.settlePost(HERE, MON, A, { state: 'sent', ts: '1.2' });
    expect(await digestLog.claimPost(HERE, MON, A)).toBe(false);
  });

  it('of a digest that never began are store_failed', async () => {
    const { digestLog } = await openBegun();
    await expect(digestLog.claimPost(HERE, '2025-11-05', 'parent')).rejects.toMatchObject({
      code: 'store_failed',
    });
  });

  it('are claimed only while new or refused, and once sent stay so, in any order of events', async () => {
    const { digestLog } = await openScratchStore();
    const step = fc.constantFrom<PostState>(
      { state: 'claimed' },
      { state: 'unknown' },
      { state: 'sent', ts: '1.2' },
      { state: 'refused', error: 'is_archived' },
    );
    let channels = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        channels += 1;
        const channel = { teamId: 'T1', channelId: `C${channels}` };
        await digestLog.begin(channel, MON, [A], 1);
        const load = async () => (await find(digestLog, channel, MON))?.posts.get(A);
        for (const next of steps) {
          const expected = modelNext(await load(), next);
          if (next.state === 'claimed') {
            expect(await digestLog.claimPost(channel, MON, A)).toBe(expected.done);
          } else {
            await digestLog.settlePost(channel, MON, A, next);
          }
          expect(await load()).toEqual(expected.state);
        }
      }),
    );
  });
});
