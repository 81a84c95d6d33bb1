import { describe, expect, it } from 'vitest';
import { keepConfigured } from '../../src/app/delivery.ts';
import { buildDigestSubscription, type Subscription } from '../../src/digest/subscription.ts';
import { openScratchStore } from '../store/scratch.ts';

const TEAM = 'T1';

/** Starts one after another, each with its variables: a channel, or none, and an hour. */
async function openStarts() {
  const { subscriptions } = await openScratchStore();
  let nowMs = 0;
  return {
    subscriptions,
    async start(channelId: string | undefined, hour = 9, zone = 'utc') {
      nowMs += 1000;
      const digest = channelId === undefined ? undefined : { channelId, hour, minute: 0 };
      await keepConfigured({ digest, zone }, subscriptions, { teamId: TEAM, nowMs });
      return subscriptions.list(TEAM);
    },
  };
}

const byPerson = (channelId: string, known: Partial<Subscription> = {}): Subscription => ({
  ...buildDigestSubscription({ teamId: TEAM, channelId, zone: 'utc', nowMs: 1 }),
  id: `person-${channelId}`,
  createdBy: 'U1',
  ...known,
});

describe('the configured digest', () => {
  it('is a digest of everything on workdays, made once', async () => {
    const { start } = await openStarts();
    const [first] = await start('C1');
    expect(first).toMatchObject({
      kind: 'digest',
      destination: { channelId: 'C1' },
      schedule: { hour: 9, weekdays: [1, 2, 3, 4, 5] },
      createdBy: undefined,
      sinceMs: 1000,
    });
    expect(await start('C1')).toEqual([first]);
  });

  it('follows its hour, zone and channel, and goes with them', async () => {
    const { start } = await openStarts();
    await start('C1');
    expect(await start('C1', 7, 'Asia/Tokyo')).toMatchObject([
      { schedule: { hour: 7, zone: 'Asia/Tokyo' }, sinceMs: 2000 },
    ]);
    expect(await start('C2', 7)).toMatchObject([
      { destination: { channelId: 'C2' }, sinceMs: 3000 },
    ]);
    expect(await start(undefined)).toEqual([]);
  });

  it('keeps a pause', async () => {
    const { start, subscriptions } = await openStarts();
    const [first] = await start('C1');
    const pause = { untilMs: undefined, error: 'not_in_channel' };
    if (first !== undefined) await subscriptions.save({ ...first, pause });
    expect(await start('C1', 8)).toMatchObject([{ pause, schedule: { hour: 8 } }]);
  });

  it('gives way to one that a person made for its channel', async () => {
    const { start, subscriptions } = await openStarts();
    await subscriptions.save(byPerson('C1'));
    expect(await start('C1')).toEqual([byPerson('C1')]);
    expect(await start('C2')).toMatchObject([{ createdBy: 'U1' }, { createdBy: undefined }]);
    await subscriptions.save(byPerson('C2'));
    expect(await start('C2')).toEqual([byPerson('C1'), byPerson('C2')]);
    expect(await start(undefined)).toEqual([byPerson('C1'), byPerson('C2')]);
  });

  it('that a person made their own by a change stays, also when the channel is another', async () => {
    const { start, subscriptions } = await openStarts();
    const [first] = await start('C1');
    const changed = byPerson('C1', { id: first?.id ?? '', weekly: false });
    await subscriptions.save(changed);
    expect(await start('C1', 6)).toEqual([changed]);
    expect(await start('C2')).toMatchObject([changed, { destination: { channelId: 'C2' } }]);
  });

  it('leaves alerts alone', async () => {
    const { start, subscriptions } = await openStarts();
    const alert = byPerson('C1', { kind: 'alert', id: 'alert' });
    await subscriptions.save(alert);
    expect(await start('C1')).toHaveLength(2);
    expect(await start(undefined)).toEqual([alert]);
  });
});
