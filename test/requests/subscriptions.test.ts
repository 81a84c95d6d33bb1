import { describe, expect, it, onTestFinished } from 'vitest';
import { createLibrary } from '../../src/app/library.ts';
import { configuredId, type Subscription } from '../../src/digest/subscription.ts';
import type { Asker } from '../../src/requests/library.ts';
import { previewDigest } from '../../src/requests/preview.ts';
import {
  addAlert,
  end,
  listSubscriptions,
  pause,
  previewWanted,
  resume,
  type SubscriptionOffice,
  saveWanted,
} from '../../src/requests/subscriptions.ts';
import { openStore } from '../../src/store/store.ts';
import { DAILY_PAPERS } from '../helpers/daily-corpus.ts';
import { subscription } from '../helpers/subscriptions.ts';

/** A Saturday, 13:00 in Berlin. */
const NOW_MS = Date.UTC(2026, 10, 21, 12);
const DAY_MS = 86_400_000;

const ADA: Asker = { person: { teamId: 'T1', userId: 'U1' }, nowMs: NOW_MS };

async function openOffice(known: Partial<SubscriptionOffice> = {}) {
  const store = await openStore({ file: ':memory:' });
  onTestFinished(() => store.close());
  const office: SubscriptionOffice = {
    library: createLibrary(DAILY_PAPERS, store.memory),
    subscriptions: store.subscriptions,
    ledger: store.ledger,
    botUserId: 'UBOT',
    defaultZone: 'Europe/Berlin',
    describePerson: async () => {
      return { zone: undefined, isGuest: false, isForeign: false, isGone: false };
    },
    isMember: async () => true,
    findDirectMessage: async (userId) => `D${userId}`,
    ...known,
  };
  const all = () => store.subscriptions.list('T1');
  return { office, store, all };
}

const wanted = (known: Partial<Subscription> = {}) => ({
  ...subscription(known),
  channelId: 'C1',
});

describe('previewDigest', () => {
  const of = (topics: readonly string[]) =>
    subscription({ interest: { topics, exclusions: [], minScore: 0 } });

  it('counts what each day would have brought, nothing twice, and writes nothing', async () => {
    const { office, store } = await openOffice();
    const preview = await previewDigest(office, of(['diffusion']), NOW_MS);
    // Five a morning of the ten that were listed by then.
    expect(preview).toMatchObject({ count: 10, matching: 10, isListing: true, unmatched: [] });
    expect(preview.next).toEqual({ day: '2026-11-23', dueMs: Date.UTC(2026, 10, 23, 8) });
    expect(preview.first).toMatchObject({ kind: 'papers', remaining: 5 });
    expect(await previewDigest(office, of(['diffusion']), NOW_MS)).toEqual(preview);
    expect((await store.ledger.shown({ teamId: 'T1', channelId: 'C1' })).size).toBe(0);
  });

  it('knows nothing of a paper before the day it was listed', async () => {
    const { office } = await openOffice();
    const friday = { zone: 'Europe/Berlin', hour: 9, minute: 0, weekdays: [4] };
    const thursday = { ...of(['diffusion']), schedule: friday };
    const { examples } = await previewDigest(office, thursday, NOW_MS);
    expect(examples.map(({ title }) => title)).not.toContain('Diffusion of 2026-11-20');
  });

  it('leaves out what was shown there before these days, not what was shown in them', async () => {
    const { office, store } = await openOffice();
    const destination = { teamId: 'T1', channelId: 'C1' };
    const ids = DAILY_PAPERS.filter(({ title }) => title.startsWith('Diffusion')).map(
      ({ id }) => id,
    );
    const show = async (day: string, paperIds: readonly string[]) => {
      const about = { destination, series: 'digest', day, kind: 'papers', remaining: 0 } as const;
      const plan = { ...about, paperIds, silence: undefined, missed: [], dueMs: NOW_MS };
      expect(await store.ledger.begin(plan, NOW_MS)).toBe(true);
    };
    await show('2026-11-10', ids.slice(0, 2));
    expect(await previewDigest(office, of(['diffusion']), NOW_MS)).toMatchObject({ count: 8 });
    await show('2026-11-18', ids.slice(2, 4));
    const preview = await previewDigest(office, of(['diffusion']), NOW_MS);
    // What it would hold now is what nobody there has seen.
    expect(preview.first.papers.length + preview.first.remaining).toBe(6);
  });

  it('says which topics nothing is about', async () => {
    const { office } = await openOffice();
    const preview = await previewDigest(office, of(['diffusion', 'otters']), NOW_MS);
    expect(preview.unmatched).toEqual(['otters']);
    expect(await previewDigest(office, of(['otters']), NOW_MS)).toMatchObject({
      count: 0,
      matching: 0,
      isListing: true,
    });
    const later = NOW_MS + 60 * DAY_MS;
    expect(await previewDigest(office, of([]), later)).toMatchObject({
      count: 0,
      isListing: false,
    });
  });
});

describe('saving', () => {
  it('keeps id and maker, and runs on from before unless the time changes', async () => {
    const { office, all } = await openOffice();
    await saveWanted(office, ADA, wanted());
    const [made] = await all();
    expect(made).toMatchObject({ createdBy: 'U1', sinceMs: NOW_MS });
    const later: Asker = { person: { teamId: 'T1', userId: 'U2' }, nowMs: NOW_MS + DAY_MS };
    const interest = { topics: ['otters'], exclusions: [], minScore: 0 };
    await saveWanted(office, later, wanted({ interest }));
    expect(await all()).toEqual([{ ...made, interest }]);
    const schedule = { zone: 'UTC', hour: 8, minute: 0, weekdays: [6, 7] };
    await saveWanted(office, later, wanted({ interest, schedule }));
    expect(await all()).toEqual([{ ...made, interest, schedule, sinceMs: later.nowMs }]);
  });

  it('makes the configured digest the person’s, and a pause of theirs lasts', async () => {
    const { office, all } = await openOffice();
    const configured = subscription({ id: configuredId('C1'), createdBy: undefined });
    const untilMs = NOW_MS + DAY_MS;
    await office.subscriptions.save({ ...configured, pause: { untilMs, error: undefined } });
    await saveWanted(office, ADA, wanted());
    expect(await all()).toMatchObject([
      { id: configuredId('C1'), createdBy: 'U1', pause: { untilMs } },
    ]);
    await office.subscriptions.save({
      ...configured,
      pause: { untilMs: undefined, error: 'not_in_channel' },
    });
    await saveWanted(office, ADA, wanted());
    expect(await all()).toMatchObject([{ pause: undefined }]);
  });

  it('refuses where the bot is not, in the preview already', async () => {
    const { office, all } = await openOffice({ isMember: async (userId) => userId !== 'UBOT' });
    for (const reply of [
      await previewWanted(office, ADA, wanted()),
      await saveWanted(office, ADA, wanted()),
    ]) {
      expect(reply).toMatchObject({
        text: expect.stringContaining('Invite me with “/invite @paperboy”'),
      });
    }
    expect(await all()).toEqual([]);
  });
});

describe('pausing and ending', () => {
  it('pauses all of a conversation, and resumes only what is paused', async () => {
    const { office, all } = await openOffice();
    const here = { channelId: 'DU1' };
    await saveWanted(office, ADA, { ...wanted(), channelId: 'DU1' });
    await addAlert(office, ADA, 'otters');
    expect(await resume(office, ADA, here)).toMatchObject({ text: 'Nothing is paused here.' });
    expect(await pause(office, ADA, here, '2h')).toMatchObject({ items: [{}, {}] });
    const untilMs = NOW_MS + 7_200_000;
    expect(await all()).toMatchObject([{ pause: { untilMs } }, { pause: { untilMs } }]);
    expect(await resume(office, ADA, here)).toMatchObject({ items: [{}, {}] });
    const { here: items } = await listSubscriptions(office, ADA, 'DU1');
    expect(items.map(({ nextDueMs }) => nextDueMs)).not.toContain(undefined);
  });

  it('pauses the configured digest in place of removing it, and removes any other', async () => {
    const { office, all } = await openOffice();
    await office.subscriptions.save(subscription({ id: configuredId('C1'), createdBy: undefined }));
    await end(office, ADA, { channelId: 'C1' });
    expect(await all()).toMatchObject([{ createdBy: undefined, pause: { untilMs: undefined } }]);
    await saveWanted(office, ADA, { ...wanted(), channelId: 'C2' });
    await end(office, ADA, { channelId: 'C2' });
    expect(await all()).toHaveLength(1);
    expect(await end(office, ADA, { channelId: 'C2' })).toMatchObject({
      text: expect.stringContaining('Nothing comes here.'),
    });
  });

  it('keeps at most twenty alerts a person', async () => {
    const { office, all } = await openOffice();
    for (let at = 0; at < 21; at++) await addAlert(office, ADA, `topic ${at}`);
    expect(await all()).toHaveLength(20);
  });
});
