import { describe, expect, it } from 'vitest';
import type { EditionContent } from '../../src/digest/deliver-edition.ts';
import type { Part } from '../../src/digest/digest.ts';
import { digestEntry, paper } from '../helpers/papers.ts';
import type { Fate } from './fake-conversation.ts';
import { contentOf, createPlace, DUE_MS, HERE, idOf, plan } from './place.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ENTRIES = [0, 1, 2].map(idOf);

/** The first post of `part` has this fate, all others are sent. */
function once(part: Part, fate: Fate): (each: Part) => Fate {
  let isOver = false;
  return (each) => {
    if (each !== part || isOver) return 'sent';
    isOver = true;
    return fate;
  };
}

describe('deliverEdition', () => {
  it('posts the parent and its thread in order, each with its key, and ends', async () => {
    const place = createPlace();
    expect(await place.tick(plan())).toEqual({
      key: { destination: HERE, series: 'digest', day: '2026-11-23' },
      step: 'ended',
      end: 'delivered',
      error: undefined,
      sent: ['parent', ...ENTRIES],
      refused: [],
      unknown: [],
    });
    const [parent, ...entries] = place.conversation.messages(DUE_MS);
    expect(parent).toMatchObject({ key: 'digest 2026-11-23 parent', threadTs: undefined });
    expect(entries.map(({ key, threadTs }) => [key, threadTs])).toEqual(
      ENTRIES.map((id) => [`digest 2026-11-23 ${id}`, parent?.ts]),
    );
    expect(await place.tick(plan())).toBeUndefined();
  });

  it.each([
    [2, ['parent']],
    [5, ['parent']],
    [6, ['parent', 'rest']],
  ])('posts a roll-up of %i papers as %j', async (count, parts) => {
    const weekly = plan({ kind: 'weekly', series: 'weekly' });
    const place = createPlace();
    await place.tick({ ...weekly, paperIds: Array.from({ length: count }, (_, n) => idOf(n)) });
    expect(place.parts()).toEqual(parts);
  });

  it.each<[string, Fate, number, Part[]]>([
    ['stands', 'reply lost', 2, []],
    ['came late', { lateMs: MINUTE_MS }, 2, []],
    ['got lost', 'lost', 2, ['parent']],
  ])('looks for a post without a reply, which %s, after two minutes', async (_, fate, after) => {
    for (const part of ['parent', idOf(0), idOf(2)]) {
      const place = createPlace({ fate: once(part, fate) });
      expect(await place.tick(plan())).toMatchObject({ step: 'waiting', end: undefined });
      place.time.slackMs += after * MINUTE_MS - 1;
      expect(await place.tick(plan())).toMatchObject({ step: 'waiting', sent: [] });
      place.time.slackMs += 1;
      expect(await place.tick(plan())).toMatchObject({ step: 'ended', end: 'delivered' });
      expect(place.parts()).toEqual(['parent', ...ENTRIES]);
    }
  });

  it('never sends again what it cannot look for, and goes on where it can', async () => {
    const look = () => 'unreadable' as const;
    const entry = createPlace({ fate: once(idOf(1), 'reply lost'), look });
    await entry.tick(plan());
    entry.time.slackMs += 2 * MINUTE_MS;
    expect(await entry.tick(plan())).toMatchObject({
      end: 'delivered',
      sent: [idOf(2)],
      unknown: [idOf(1)],
    });
    const parent = createPlace({ fate: once('parent', 'lost'), look });
    await parent.tick(plan());
    parent.time.slackMs += 2 * MINUTE_MS;
    expect(await parent.tick(plan())).toMatchObject({ end: 'unknown', unknown: ['parent'] });
    expect(parent.parts()).toEqual([]);
    expect(await parent.ledger.shown(HERE)).toEqual(new Set(ENTRIES));
  });

  it('asks again until it is answered when it could not ask, whatever the clock does', async () => {
    let isDown = true;
    const look = () => (isDown ? ('later' as const) : undefined);
    const place = createPlace({ fate: once('parent', 'reply lost'), look });
    await place.tick(plan());
    for (const skewMs of [0, -50 * HOUR_MS, 50 * HOUR_MS]) {
      place.time.slackMs += HOUR_MS;
      place.time.skewMs = skewMs;
      expect(await place.tick(plan())).toMatchObject({ step: 'waiting' });
    }
    isDown = false;
    place.time.skewMs = 0;
    expect(await place.tick(plan())).toMatchObject({ end: 'delivered', sent: { length: 4 } });
  });

  it.each(['ratelimited', 'unreachable', 'service_unavailable', 'msg_too_long'])(
    'tries a parent that was refused with %s again after five minutes',
    async (error) => {
      const place = createPlace({ fate: once('parent', { error }) });
      expect(await place.tick(plan())).toMatchObject({ step: 'waiting', refused: [{ error }] });
      place.time.slackMs += 5 * MINUTE_MS - 1;
      expect(await place.tick(plan())).toMatchObject({ step: 'waiting', refused: [] });
      place.time.slackMs += 1;
      expect(await place.tick(plan())).toMatchObject({ end: 'delivered' });
    },
  );

  it('tries again five minutes later too when the clock was set back by hours', async () => {
    const place = createPlace({ fate: once('parent', { error: 'ratelimited' }) });
    await place.tick(plan());
    place.time.skewMs = -9 * HOUR_MS;
    expect(await place.tick(plan())).toMatchObject({ end: 'delivered' });
  });

  it('leaves an entry out that Slack will not have, and waits for one it will', async () => {
    const place = createPlace({ fate: (part) => (part === idOf(1) ? { error: 'no' } : 'sent') });
    expect(await place.tick(plan())).toMatchObject({
      end: 'delivered',
      sent: ['parent', idOf(0), idOf(2)],
      refused: [{ part: idOf(1), error: 'no' }],
    });
    const slow = createPlace({ fate: once(idOf(1), { error: 'ratelimited' }) });
    expect(await slow.tick(plan())).toMatchObject({ step: 'waiting' });
    slow.time.slackMs += 5 * MINUTE_MS;
    expect(await slow.tick(plan())).toMatchObject({ sent: [idOf(1), idOf(2)] });
  });

  it.each(['not_in_channel', 'is_archived', 'channel_not_found', 'account_inactive'])(
    'pauses where Slack says %s; papers nobody saw may come again',
    async (error) => {
      const parent = createPlace({ fate: () => ({ error }) });
      expect(await parent.tick(plan())).toMatchObject({ step: 'paused', error, end: 'missed' });
      expect(await parent.ledger.shown(HERE)).toEqual(new Set());
      const entry = createPlace({ fate: (part) => (part === 'parent' ? 'sent' : { error }) });
      expect(await entry.tick(plan())).toMatchObject({ step: 'paused', error, end: undefined });
      expect(await entry.ledger.shown(HERE)).toEqual(new Set(ENTRIES));
      expect(entry.parts()).toEqual(['parent']);
    },
  );

  it.each(['invalid_auth', 'token_revoked'])(
    'halts at %s and goes on with another token',
    async (error) => {
      for (const part of ['parent', idOf(1)]) {
        const place = createPlace({ fate: once(part, { error }) });
        expect(await place.tick(plan())).toMatchObject({ step: 'halted', error, end: undefined });
        place.time.slackMs += HOUR_MS;
        expect(await place.tick(plan())).toMatchObject({ step: 'ended', end: 'delivered' });
        expect(place.parts()).toEqual(['parent', ...ENTRIES]);
      }
    },
  );

  it('sends no parent more than six hours late, and its papers may come again', async () => {
    const place = createPlace({ fate: () => ({ error: 'ratelimited' }) });
    await place.tick(plan());
    place.time.slackMs += 6 * HOUR_MS;
    expect(await place.tick(plan())).toMatchObject({ step: 'waiting' });
    place.time.slackMs += 1;
    expect(await place.tick(plan())).toMatchObject({ step: 'ended', end: 'missed' });
    expect(await place.ledger.shown(HERE)).toEqual(new Set());
  });

  it('finds a parent whose reply was lost however late it is, and completes its thread', async () => {
    const place = createPlace({ fate: once('parent', 'reply lost') });
    await place.tick(plan());
    place.time.slackMs += 24 * HOUR_MS;
    expect(await place.tick(plan())).toMatchObject({ end: 'delivered', sent: { length: 4 } });
    const later = createPlace({ fate: once('parent', 'reply lost') });
    await later.tick(plan());
    later.time.slackMs += 9 * 24 * HOUR_MS;
    expect(await later.tick(plan())).toMatchObject({ end: 'delivered', sent: { length: 4 } });
  });

  it('knows an entry whose paper has another id by now', async () => {
    let crashes = false;
    const place = createPlace({
      fails: () => crashes,
      fate: (part) => {
        // The process ends after the second entry, before its confirmation is written.
        crashes = part === idOf(1);
        return 'sent';
      },
    });
    await expect(place.tick(plan())).rejects.toThrow('crashed');
    crashes = false;
    place.time.slackMs += 2 * MINUTE_MS;
    const entries = [
      paper({ id: idOf(0) }),
      paper({ id: 'arxiv:2601.00001', aliases: [idOf(1)] }),
      // The third has left the collection.
    ].map((each) => digestEntry({ paper: each }));
    const { digest } = contentOf(plan()) as Extract<EditionContent, { kind: 'digest' }>;
    const now = { kind: 'digest', digest: { ...digest, entries } } as const;
    expect(await place.tick(plan(), now)).toMatchObject({ end: 'delivered', sent: [idOf(1)] });
    expect(place.parts()).toEqual(['parent', idOf(0), idOf(1)]);
  });

  it('keeps a digest and an alert of one channel and day apart', async () => {
    const place = createPlace();
    await place.tick(plan());
    const alert = plan({ series: 'alert:a1', paperIds: [idOf(7)] });
    expect(await place.tick(alert)).toMatchObject({ end: 'delivered' });
    expect(place.parts()).toEqual(['parent', ...ENTRIES, 'parent', idOf(7)]);
  });
});
