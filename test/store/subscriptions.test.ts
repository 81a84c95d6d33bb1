import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../src/digest/subscription.ts';
import { anyText } from '../helpers/papers.ts';
import { openScratchStore } from './scratch.ts';

const subscription = (known: Partial<Subscription> = {}): Subscription => ({
  id: 'a1',
  kind: 'digest',
  destination: { teamId: 'T1', channelId: 'C1' },
  schedule: { zone: 'Europe/Berlin', hour: 9, minute: 30, weekdays: [1, 3, 5] },
  interest: { topics: ['dense retrieval'], exclusions: ['survey'], minScore: 0.25 },
  weekly: true,
  createdBy: 'U1',
  sinceMs: 5,
  pause: undefined,
  ...known,
});

const open = async () => (await openScratchStore()).subscriptions;

describe('subscriptions', () => {
  it('come back as they were saved', async () => {
    const subscriptions = await open();
    const anySubscription = fc.record({
      kind: fc.constantFrom('digest' as const, 'alert' as const),
      interest: fc.record({
        topics: fc.array(anyText, { maxLength: 4 }),
        exclusions: fc.array(anyText, { maxLength: 2 }),
        minScore: fc.double({ min: 0, max: 2, noNaN: true }).map((score) => score + 0),
      }),
      weekly: fc.boolean(),
      createdBy: fc.option(fc.constant('U1'), { nil: undefined }),
      pause: fc.constantFrom<Subscription['pause']>(
        undefined,
        { untilMs: undefined, error: undefined },
        { untilMs: 0, error: undefined },
        { untilMs: undefined, error: 'is_archived' },
      ),
    });
    await fc.assert(
      fc.asyncProperty(anySubscription, async (known) => {
        const one = subscription(known);
        await subscriptions.save(one);
        expect(await subscriptions.find('T1', 'a1')).toEqual(one);
        expect(await subscriptions.list('T1')).toEqual([one]);
      }),
    );
  });

  it('are listed by channel, digests first; a team sees its own', async () => {
    const subscriptions = await open();
    const saved = [
      ['b', 'alert', 'C1'],
      ['z', 'digest', 'C1'],
      ['a', 'alert', 'C1'],
      ['y', 'digest', 'C0'],
    ] as const;
    for (const [id, kind, channelId] of saved) {
      const destination = { teamId: 'T1', channelId };
      await subscriptions.save(subscription({ id, kind, destination }));
    }
    const destination = { teamId: 'T2', channelId: 'C1' };
    await subscriptions.save(subscription({ id: 'z', destination }));
    expect((await subscriptions.list('T1')).map(({ id }) => id)).toEqual(['y', 'z', 'a', 'b']);
    expect((await subscriptions.list('T2')).map(({ id }) => id)).toEqual(['z']);
    expect(await subscriptions.find('T2', 'y')).toBeUndefined();
    expect(await subscriptions.list('T3')).toEqual([]);
  });

  it('replace the one with their id, and a digest the digest of its channel', async () => {
    const subscriptions = await open();
    await subscriptions.save(subscription());
    await subscriptions.save(subscription({ id: 'x', kind: 'alert' }));
    await subscriptions.save(subscription({ id: 'b2', weekly: false }));
    expect((await subscriptions.list('T1')).map(({ id }) => id)).toEqual(['b2', 'x']);
    const moved = { teamId: 'T1', channelId: 'C2' };
    await subscriptions.save(subscription({ id: 'x', kind: 'alert', destination: moved }));
    expect((await subscriptions.list('T1')).map(({ id }) => id)).toEqual(['b2', 'x']);
    expect((await subscriptions.find('T1', 'x'))?.destination).toEqual(moved);
  });

  it('are removed once', async () => {
    const subscriptions = await open();
    await subscriptions.save(subscription());
    expect(await subscriptions.remove('T2', 'a1')).toBe(false);
    expect(await subscriptions.remove('T1', 'a1')).toBe(true);
    expect(await subscriptions.remove('T1', 'a1')).toBe(false);
    expect(await subscriptions.list('T1')).toEqual([]);
  });
});
