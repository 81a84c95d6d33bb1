/** A dispatcher on a real store, over a conversation in memory whose Slack fails when it is told to. */
import { pino } from 'pino';
import { createDispatcher } from '../../src/app/dispatcher.ts';
import { createLibrary } from '../../src/app/library.ts';
import type { Ledger } from '../../src/digest/digest.ts';
import { buildDigestSubscription, type Subscription } from '../../src/digest/subscription.ts';
import { createManualClock } from '../../src/model/clock.ts';
import type { Day } from '../../src/model/paper.ts';
import type { DeliveryNotice } from '../../src/requests/delivery-notices.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';
import { createConversation, type Fate } from '../digest/fake-conversation.ts';
import { paper } from '../helpers/papers.ts';
import { openScratchStore } from '../store/scratch.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Monday, 2026-11-23. */
export const NINE_MS = Date.UTC(2026, 10, 23, 9);

export const idOf = (number: number) => `arxiv:2501.${String(number).padStart(5, '0')}`;
/** Twenty papers a day for two weeks. */
const papers = Array.from({ length: 280 }, (_, number) => {
  const day: Day = new Date(NINE_MS + Math.floor(number / 20) * DAY_MS).toISOString().slice(0, 10);
  const listings = [{ page: 'daily', place: 1 + (number % 20), day }];
  const title = `Subject${number} examined${number}`;
  return paper({ id: idOf(number), title, upvotes: number, listings });
});

export const subscribe = (channelId: string, known: Partial<Subscription> = {}): Subscription => ({
  ...buildDigestSubscription({ teamId: 'T1', channelId, zone: 'utc', nowMs: 0 }),
  id: `digest-${channelId}`,
  createdBy: `U-${channelId}`,
  sinceMs: NINE_MS - HOUR_MS,
  weekly: false,
  ...known,
});

/** Resolves to whether `promise` has, without waiting for it. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([promise.then(() => true), Promise.resolve(false)]);
}

export async function openDesk(options: {
  readonly subscriptions: readonly Subscription[];
  readonly fate?: (channelId: string, part: string) => Fate;
  readonly look?: () => 'unreadable' | 'later' | undefined;
  /** Awaited before a post is taken. */
  readonly hold?: (channelId: string) => Promise<void> | undefined;
  readonly spoil?: (ledger: Ledger) => Partial<Ledger>;
}) {
  const { fate, look, hold, spoil } = options;
  const store = await openScratchStore();
  for (const each of options.subscriptions) await store.subscriptions.save(each);
  const clock = createManualClock(NINE_MS);
  const conversation = createConversation({
    slackMs: clock.nowMs,
    fate: ({ destination, key }) =>
      fate?.(destination.channelId, key.split(' ').at(-1) ?? '') ?? 'sent',
    look: () => look?.(),
  });
  const poster: typeof conversation = {
    ...conversation,
    async post(address, content) {
      atWork += 1;
      mostAtWork = Math.max(mostAtWork, atWork);
      await hold?.(address.destination.channelId);
      const outcome = await conversation.post(address, content);
      atWork -= 1;
      return outcome;
    },
  };
  let atWork = 0;
  let mostAtWork = 0;
  const told: (readonly [userId: string | undefined, notice: DeliveryNotice])[] = [];
  const logged: string[] = [];
  const start = () =>
    createDispatcher({
      teamId: 'T1',
      library: createLibrary(papers, store.memory),
      store: { ...store, ledger: { ...store.ledger, ...spoil?.(store.ledger) } },
      poster,
      notify: async (userId, notice) => void told.push([userId, notice]),
      inFlight: createInFlight(),
      clock,
      log: pino({ level: 'error', base: null }, { write: (line) => void logged.push(line) }),
    });
  let dispatcher = start();
  const tick = async () => (await (await dispatcher.tick())?.done) ?? [];
  return {
    ...{ store, clock, told, logged, tick },
    get dispatcher() {
      return dispatcher;
    },
    mostAtWork: () => mostAtWork,
    /** A new process on the same store. */
    restart() {
      dispatcher = start();
    },
    async tickAt(ms: number) {
      clock.advance(ms - clock.nowMs());
      return tick();
    },
    messages: (channelId?: string) =>
      conversation
        .messages(clock.nowMs())
        .filter((each) => channelId === undefined || each.channelId === channelId),
  };
}

/** A door that is opened once. */
export function createDoor() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
