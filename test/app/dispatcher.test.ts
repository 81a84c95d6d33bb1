import { describe, expect, it } from 'vitest';
import type { Fate } from '../digest/fake-conversation.ts';
import {
  createDoor,
  DAY_MS,
  HOUR_MS,
  idOf,
  isSettled,
  MINUTE_MS,
  NINE_MS,
  openDesk,
  subscribe,
} from './dispatcher-desk.ts';

describe('a tick', () => {
  it('sends what is due to each destination once, and nothing the next minute', async () => {
    const desk = await openDesk({ subscriptions: ['C1', 'C2', 'D3'].map((id) => subscribe(id)) });
    const reports = await desk.tick();
    expect(reports.map(({ key, end }) => [key.destination.channelId, end]).toSorted()).toEqual([
      ['C1', 'delivered'],
      ['C2', 'delivered'],
      ['D3', 'delivered'],
    ]);
    expect(desk.messages()).toHaveLength(18);
    expect(await desk.tickAt(NINE_MS + MINUTE_MS)).toEqual([]);
    desk.restart();
    expect(await desk.tickAt(NINE_MS + 2 * MINUTE_MS)).toEqual([]);
    expect(desk.messages()).toHaveLength(18);
  });

  it('brings digest and alert of one channel without a paper in both', async () => {
    const interest = { topics: ['subject3'], exclusions: [], minScore: 0 };
    const alert = subscribe('C1', { kind: 'alert', id: 'a1', interest });
    const desk = await openDesk({ subscriptions: [alert, subscribe('C1')] });
    await desk.tick();
    await desk.tickAt(NINE_MS + DAY_MS);
    const entries = desk
      .messages('C1')
      .flatMap(({ content }) => (content.kind === 'entry' ? content.entry.paper.id : []));
    expect(entries.length).toBeGreaterThanOrEqual(10);
    expect(new Set(entries).size).toBe(entries.length);
  });

  it('waits for the one that looks what is due, and leaves that to it', async () => {
    const desk = await openDesk({ subscriptions: [subscribe('C1')] });
    const [first, second] = await Promise.all([desk.dispatcher.tick(), desk.dispatcher.tick()]);
    expect(await second?.done).toEqual([]);
    await first?.done;
    expect(desk.messages()).toHaveLength(6);
  });

  it('leaves a destination alone that is being sent to, and serves the others', async () => {
    const door = createDoor();
    const desk = await openDesk({
      subscriptions: [subscribe('C1')],
      hold: (channelId) => (channelId === 'C1' ? door.passed : undefined),
    });
    // As while Slack asks for patience.
    const slow = await desk.dispatcher.tick();
    await desk.store.subscriptions.save(subscribe('C2'));
    for (let minute = 1; minute <= 10; minute++) {
      await desk.tickAt(NINE_MS + minute * MINUTE_MS);
    }
    expect(desk.messages('C2')).toHaveLength(6);
    expect(await isSettled(slow?.done ?? Promise.resolve())).toBe(false);
    expect(await desk.dispatcher.state()).toMatchObject({ lagMs: 10 * MINUTE_MS });
    door.open();
    await slow?.done;
    expect(desk.messages('C1')).toHaveLength(6);
    expect(await desk.tickAt(NINE_MS + 11 * MINUTE_MS)).toEqual([]);
  });

  it('does not go by what the ledger said before the destination was done', async () => {
    const door = createDoor();
    const ledgerRead = createDoor();
    const readOn = createDoor();
    let reads = 0;
    const desk = await openDesk({
      subscriptions: [subscribe('C1')],
      hold: () => door.passed,
      spoil: (ledger) => ({
        async open(teamId) {
          const editions = await ledger.open(teamId);
          reads += 1;
          if (reads === 2) {
            ledgerRead.open();
            await readOn.passed;
          }
          return editions;
        },
      }),
    });
    const first = await desk.dispatcher.tick();
    desk.clock.advance(5 * MINUTE_MS);
    const second = desk.dispatcher.tick();
    await ledgerRead.passed;
    // Meanwhile the first ends all that the second has just read about.
    door.open();
    await first?.done;
    readOn.open();
    expect(await (await second)?.done).toEqual([]);
    expect(desk.messages()).toHaveLength(6);
  });

  it('serves four destinations at a time', async () => {
    const desk = await openDesk({
      subscriptions: Array.from({ length: 12 }, (_, n) => subscribe(`C${n}`)),
      hold: () => new Promise((resolve) => setImmediate(resolve)),
    });
    await desk.tick();
    expect(desk.mostAtWork()).toBe(4);
    expect(desk.messages()).toHaveLength(72);
  });

  it('goes by what was changed while a destination waited for its turn', async () => {
    const door = createDoor();
    const ids = Array.from({ length: 7 }, (_, n) => `C${n}`);
    const desk = await openDesk({
      subscriptions: ids.map((id) => subscribe(id)),
      hold: () => door.passed,
    });
    const ticked = await desk.dispatcher.tick();
    await isSettled(ticked?.done ?? Promise.resolve());
    await desk.store.subscriptions.remove('T1', 'digest-C4');
    const pause = { untilMs: undefined, error: undefined };
    await desk.store.subscriptions.save(subscribe('C5', { pause }));
    await desk.store.subscriptions.save(subscribe('C6', { sinceMs: NINE_MS + 1 }));
    door.open();
    await ticked?.done;
    expect(new Set(desk.messages().map(({ channelId }) => channelId))).toEqual(
      new Set(['C0', 'C1', 'C2', 'C3']),
    );
  });
});

describe('an edition in the middle', () => {
  const lost = (part: string) => (part === idOf(19) ? 'lost' : 'sent');

  it('is gone on with after a restart, once it was looked for', async () => {
    const seen = new Set<string>();
    const fate = (channelId: string, part: string) => {
      const isFirst = !seen.has(`${channelId} ${part}`);
      seen.add(`${channelId} ${part}`);
      return isFirst ? lost(part) : 'sent';
    };
    const desk = await openDesk({ subscriptions: [subscribe('C1'), subscribe('D1')], fate });
    expect(await desk.tick()).toMatchObject([{ step: 'waiting' }, { step: 'waiting' }]);
    desk.restart();
    expect(await desk.tickAt(NINE_MS + MINUTE_MS)).toMatchObject([{ sent: [] }, { sent: [] }]);
    expect(await desk.tickAt(NINE_MS + 2 * MINUTE_MS)).toMatchObject([
      { end: 'delivered' },
      { end: 'delivered' },
    ]);
    expect(desk.messages('C1')).toHaveLength(6);
    expect(desk.messages('D1')).toHaveLength(6);
    expect(desk.told).toEqual([]);
  });

  it('whose post cannot be looked for is told to those who run Paperboy', async () => {
    const fate = (_: string, part: string): Fate => lost(part);
    const desk = await openDesk({
      subscriptions: [subscribe('C1')],
      fate,
      look: () => 'unreadable',
    });
    await desk.tick();
    await desk.tickAt(NINE_MS + 2 * MINUTE_MS);
    const destination = { teamId: 'T1', channelId: 'C1' };
    expect(desk.told).toEqual([[undefined, { kind: 'unknown', destination, posts: 1 }]]);
    await desk.tickAt(NINE_MS + 3 * MINUTE_MS);
    expect(desk.told).toHaveLength(1);
  });

  it.each(['removed', 'paused'])('ends when its subscription is %s', async (what) => {
    for (const [fate, end, shown] of [
      ['ratelimited', 'missed', 0],
      ['lost', 'unknown', 5],
    ] as const) {
      const desk = await openDesk({
        subscriptions: [subscribe('C1')],
        fate: () => (fate === 'lost' ? fate : { error: fate }),
      });
      await desk.tick();
      const pause = { untilMs: undefined, error: undefined };
      if (what === 'removed') await desk.store.subscriptions.remove('T1', 'digest-C1');
      else await desk.store.subscriptions.save(subscribe('C1', { pause }));
      await desk.tickAt(NINE_MS + HOUR_MS);
      const destination = { teamId: 'T1', channelId: 'C1' };
      const [edition] = await desk.store.ledger.recent({ destination, series: 'digest' }, 1);
      // Of a paused one the thread is completed later, where its parent may be there.
      expect(edition?.end).toBe(what === 'paused' && fate === 'lost' ? undefined : end);
      expect((await desk.store.ledger.shown(destination)).size).toBe(shown);
      expect(desk.messages()).toEqual([]);
    }
  });

  it('holds back the roll-up of its week, until it has ended', async () => {
    const weekly = subscribe('C1', { weekly: true });
    let isDown = false;
    const desk = await openDesk({
      subscriptions: [weekly],
      fate: () => (isDown ? { error: 'ratelimited' } : 'sent'),
    });
    for (let day = 0; day < 4; day++) await desk.tickAt(NINE_MS + day * DAY_MS);
    isDown = true;
    const fridayMs = NINE_MS + 4 * DAY_MS;
    expect(await desk.tickAt(fridayMs)).toMatchObject([{ key: { series: 'digest' } }]);
    isDown = false;
    const reports = await desk.tickAt(fridayMs + 5 * MINUTE_MS);
    expect(reports.map(({ key, end }) => [key.series, end])).toEqual([
      ['digest', 'delivered'],
      ['weekly', 'delivered'],
    ]);
    const [rollUp] = desk
      .messages()
      .flatMap(({ content }) => (content.kind === 'rollUp' ? [content.rollUp] : []));
    expect(rollUp?.items).toHaveLength(25);
  });

  it('that fails again and again does not hold up what is due', async () => {
    const desk = await openDesk({
      subscriptions: [subscribe('C1')],
      spoil: (ledger) => ({
        claim: async (key, part, nowMs) => {
          if (key.day === '2026-11-23') throw new Error('planted');
          return ledger.claim(key, part, nowMs);
        },
      }),
    });
    expect(await desk.tick()).toEqual([]);
    expect(desk.logged.join('')).toContain('planted');
    expect(await desk.tickAt(NINE_MS + DAY_MS)).toMatchObject([
      { end: 'missed' },
      { end: 'delivered' },
    ]);
  });
});

describe('a destination that Slack refuses', () => {
  const pausing = (channelId: string): Fate =>
    channelId === 'C1' ? { error: 'is_archived' } : 'sent';

  it('is paused with all it has, its makers are told, and the others get theirs', async () => {
    const interest = { topics: ['subject3'], exclusions: [], minScore: 0 };
    const desk = await openDesk({
      subscriptions: [
        subscribe('C1', { createdBy: undefined }),
        subscribe('C1', { kind: 'alert', id: 'a1', createdBy: 'U2', interest }),
        subscribe('C1', { kind: 'alert', id: 'a2', createdBy: 'U2', interest }),
        subscribe('C2'),
      ],
      fate: pausing,
    });
    await desk.tick();
    const destination = { teamId: 'T1', channelId: 'C1' };
    const notice = { kind: 'paused', destination, error: 'is_archived' };
    expect(desk.told.toSorted()).toEqual(
      [
        ['U2', notice],
        [undefined, notice],
      ].toSorted(),
    );
    const pauses = (await desk.store.subscriptions.list('T1')).map(({ pause }) => pause?.error);
    expect(pauses).toEqual(['is_archived', 'is_archived', 'is_archived', undefined]);
    expect(desk.messages('C2')).toHaveLength(6);
    await desk.tickAt(NINE_MS + DAY_MS);
    expect(desk.told).toHaveLength(2);
  });

  it('says the day that it missed once it is resumed, and brings the papers', async () => {
    let isGone = true;
    const fate = (): Fate => (isGone ? { error: 'not_in_channel' } : 'sent');
    const desk = await openDesk({ subscriptions: [subscribe('C1')], fate });
    await desk.tick();
    isGone = false;
    await desk.store.subscriptions.save(subscribe('C1', { sinceMs: NINE_MS + HOUR_MS }));
    await desk.tickAt(NINE_MS + DAY_MS);
    const [parent] = desk.messages();
    expect(parent?.content).toMatchObject({ digest: { missed: ['2026-11-23'] } });
    expect(desk.messages()).toHaveLength(6);
  });
});

describe('a dead token', () => {
  it('stops everything until a restart, which goes on where it stopped', async () => {
    let isDead = true;
    let posts = 0;
    const desk = await openDesk({
      subscriptions: Array.from({ length: 12 }, (_, n) => subscribe(`C${n}`)),
      fate: () => {
        posts += 1;
        return isDead ? { error: 'token_revoked' } : 'sent';
      },
    });
    await desk.tick();
    // Those that were at work, and nobody after them.
    expect(posts).toBeLessThanOrEqual(4);
    expect(await desk.dispatcher.state()).toMatchObject({ haltedBy: 'token_revoked' });
    expect(await desk.tickAt(NINE_MS + MINUTE_MS)).toEqual([]);
    isDead = false;
    expect(await desk.tickAt(NINE_MS + 10 * MINUTE_MS)).toEqual([]);
    desk.restart();
    await desk.tickAt(NINE_MS + 20 * MINUTE_MS);
    expect(desk.messages()).toHaveLength(72);
    expect(await desk.dispatcher.state()).toMatchObject({ haltedBy: undefined, lagMs: 0 });
  });
});

describe('days without a digest', () => {
  it('are told to those who run Paperboy after three of them, once', async () => {
    let isDown = true;
    const fate = (): Fate => (isDown ? { error: 'unreachable' } : 'sent');
    const desk = await openDesk({ subscriptions: [subscribe('C1')], fate });
    const told: number[] = [];
    for (let day = 0; day < 5; day++) {
      for (let hour = 0; hour < 8; hour++)
        await desk.tickAt(NINE_MS + day * DAY_MS + hour * HOUR_MS);
      told.push(desk.told.length);
    }
    expect(told).toEqual([0, 0, 1, 1, 1]);
    expect(desk.told[0]).toMatchObject([undefined, { kind: 'silent', days: 3 }]);
    isDown = false;
    await desk.tickAt(NINE_MS + 7 * DAY_MS);
    const [parent] = desk.messages();
    expect(parent?.content).toMatchObject({
      digest: { missed: ['23', '24', '25', '26', '27'].map((day) => `2026-11-${day}`) },
    });
  });

  it('are told at once after a machine that was off for days', async () => {
    const desk = await openDesk({ subscriptions: [subscribe('C1')] });
    expect(await desk.tickAt(NINE_MS + 3 * DAY_MS + 7 * HOUR_MS)).toEqual([]);
    expect(desk.told).toMatchObject([[undefined, { kind: 'silent', days: 4 }]]);
  });
});

describe('a store that fails', () => {
  it('in the middle is gone on with, and fails the state', async () => {
    let left = 9;
    const fail = (): void => {
      left -= 1;
      if (left < 0 && left > -4) throw new Error('the disk is full');
    };
    const desk = await openDesk({
      subscriptions: [subscribe('C1')],
      spoil: (ledger) => ({
        claim(...given) {
          fail();
          return ledger.claim(...given);
        },
        settle(...given) {
          fail();
          return ledger.settle(...given);
        },
      }),
    });
    for (let minute = 0; minute < 20; minute++) await desk.tickAt(NINE_MS + minute * MINUTE_MS);
    const keys = desk.messages().map(({ key }) => key);
    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(6);
    expect(desk.logged.join('')).toContain('the disk is full');
  });

  it('at the beginning of a tick is logged, and the next tick goes on', async () => {
    let isBroken = true;
    const desk = await openDesk({
      subscriptions: [subscribe('C1')],
      spoil: (ledger) => ({
        open: async (teamId) => {
          if (isBroken) throw new Error('planted');
          return ledger.open(teamId);
        },
      }),
    });
    expect(await desk.dispatcher.tick()).toBeUndefined();
    await expect(desk.dispatcher.state()).rejects.toThrow('planted');
    isBroken = false;
    expect(await desk.tick()).toHaveLength(1);
  });
});

it('tells when it last ticked and delivered, what is next and how late it is', async () => {
  const desk = await openDesk({ subscriptions: [] });
  expect(await desk.dispatcher.state()).toEqual({
    lastTickMs: undefined,
    lastDeliveryMs: undefined,
    nextDueMs: undefined,
    lagMs: 0,
    haltedBy: undefined,
  });
  await desk.store.subscriptions.save(subscribe('C1'));
  expect(await desk.dispatcher.state()).toMatchObject({ nextDueMs: NINE_MS + DAY_MS });
  desk.clock.advance(MINUTE_MS);
  expect(await desk.dispatcher.state()).toMatchObject({ lagMs: MINUTE_MS });
  await desk.tick();
  expect(await desk.dispatcher.state()).toMatchObject({
    lastTickMs: NINE_MS + MINUTE_MS,
    lastDeliveryMs: NINE_MS + MINUTE_MS,
    lagMs: 0,
  });
});
