/**
 * What one person sees, as a stream of changes: each update holds what is new or different since
 * the one before. State is immutable piece by piece, so "different" is a matter of identity.
 */
import type { Activity, Call, Delivery } from './activity.ts';
import type { AssistantThreads } from './assistant-threads.ts';
import type { FeedUpdate, Numbered, PageApp, PageChannel, PageTime } from './page-protocol.ts';
import type { Channel, Message, State } from './state.ts';
import type { View, Views } from './views.ts';

/** Changes come in bursts; a person sees each burst at once, a frame of a screen later. */
const FRAME_MS = 16;
/** Lines of the two logs that a page gets when it opens. */
const MAX_PAST_LINES = 200;
/** How long somebody counts as typing after a keystroke. */
const TYPING_MS = 3_000;

export type FeedOptions = {
  readonly state: State;
  readonly views: Views;
  readonly activity: Activity;
  readonly assistantThreads: AssistantThreads;
  readonly app: PageApp;
  readonly time: () => PageTime;
};

export type Feed = ReturnType<typeof createFeed>;

type Seen = {
  readonly users: State['users'];
  readonly messages: ReadonlyMap<string, Message>;
  readonly channels: string;
  readonly time: string;
  readonly typing: string;
  readonly statuses: string;
  readonly prompts: string;
  readonly modal: View | undefined;
  readonly home: View | undefined;
  readonly calls: number;
  readonly deliveries: number;
  readonly inFlight: number;
};

export function createFeed(options: FeedOptions) {
  const { activity } = options;
  const typists = new Map<string, { channelId: string; timer: NodeJS.Timeout }>();

  return {
    /** Sends the whole first, then every change, until the returned function is called. */
    follow(userId: string, send: (update: FeedUpdate) => void): () => void {
      // The app is in everybody's list of conversations from the start.
      options.state.openDirectMessage(userId);
      let timer: NodeJS.Timeout | undefined;
      const next = createUpdates(options, userId, () =>
        [...typists]
          .filter(([typist, { channelId }]) => {
            const members = options.state.channels.get(channelId)?.members;
            return typist !== userId && members?.has(typist) && members.has(userId);
          })
          .map(([typist, { channelId }]) => ({ userId: typist, channelId })),
      );
      const sendNext = () => {
        timer = undefined;
        const update = next();
        if (update !== undefined) send(update);
      };
      const unwatch = activity.watch(() => {
        timer ??= setTimeout(sendNext, FRAME_MS);
      });
      sendNext();
      return () => {
        unwatch();
        clearTimeout(timer);
      };
    },
    /** Others see that this person is typing in the channel, for a moment; without one, no longer. */
    showTyping(userId: string, channelId?: string): void {
      clearTimeout(typists.get(userId)?.timer);
      typists.delete(userId);
      if (channelId !== undefined) {
        const timer = setTimeout(() => {
          typists.delete(userId);
          activity.changed();
        }, TYPING_MS);
        timer.unref();
        typists.set(userId, { channelId, timer });
      }
      activity.changed();
    },
  };
}

/** Each call gives what changed since the last; undefined = nothing. The first gives all. */
function createUpdates(
  { state, views, activity, assistantThreads, app, time }: FeedOptions,
  userId: string,
  listTyping: () => NonNullable<FeedUpdate['typing']>,
): () => FeedUpdate | undefined {
  let seen: Seen | undefined;

  return () => {
    const channels = listChannels(state, userId);
    const typing = listTyping();
    const { statuses, prompts } = selectAssistance(assistantThreads, channels, userId);
    const clock = time();
    const now: Seen = {
      users: state.users,
      messages: selectMessages(state, channels, userId),
      channels: JSON.stringify(channels),
      // The page lets its own clock go on. A leap begins and ends with `isPassing`.
      time: JSON.stringify({ ...clock, nowMs: 0 }),
      typing: JSON.stringify(typing),
      statuses: JSON.stringify(statuses),
      prompts: JSON.stringify(prompts),
      modal: views.topModal(userId),
      home: views.home(userId),
      calls: activity.calls.length,
      deliveries: activity.deliveries.length,
      inFlight: activity.inFlight(),
    };
    const before = seen;
    seen = now;
    const update: FeedUpdate = {
      isFirst: before === undefined,
      ...(before === undefined && { app }),
      ...(before?.users !== now.users && { users: [...now.users.values()] }),
      ...(before?.channels !== now.channels && { channels }),
      messages: [...now.messages.values()].filter((each) => before?.messages.get(each.ts) !== each),
      removed: [...(before?.messages.keys() ?? [])].filter((ts) => !now.messages.has(ts)),
      ...(isNew(before, now, 'modal') && { modal: now.modal ?? null }),
      ...(isNew(before, now, 'home') && { home: now.home ?? null }),
      ...(before?.time !== now.time && { time: clock }),
      ...(before?.typing !== now.typing && { typing }),
      ...(before?.statuses !== now.statuses && { statuses }),
      ...(before?.prompts !== now.prompts && { prompts }),
      ...(before?.inFlight !== now.inFlight && { inFlight: now.inFlight }),
      calls: selectLines<Call>(activity.calls, before?.calls),
      deliveries: selectLines<Delivery>(activity.deliveries, before?.deliveries),
    };
    return isEmpty(update) ? undefined : update;
  };
}

function isNew(before: Seen | undefined, now: Seen, key: 'modal' | 'home'): boolean {
  return before === undefined || before[key] !== now[key];
}

function isEmpty(update: FeedUpdate): boolean {
  return Object.values(update).every(
    (value) => value === false || (Array.isArray(value) && value.length === 0),
  );
}

/** Conversations a person could see in the sidebar: their own, and public ones to join. */
function listChannels(state: State, userId: string): readonly PageChannel[] {
  const isGuest = state.users.get(userId)?.role === 'guest';
  const isShown = ({ kind, members }: Channel) =>
    members.has(userId) || (kind === 'public' && !isGuest);
  return [...state.channels.values()]
    .filter(isShown)
    .map(({ id, name, kind, isArchived, members }) => {
      return { id, name, kind, isArchived, members: [...members] };
    });
}

function selectMessages(state: State, channels: readonly PageChannel[], userId: string) {
  const own = channels.filter(({ members }) => members.includes(userId));
  return new Map(
    own
      .flatMap(({ id }) => state.messagesOf(id))
      .filter(({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === userId)
      .map((message) => [message.ts, message] as const),
  );
}

function selectAssistance(
  threads: AssistantThreads,
  channels: readonly PageChannel[],
  userId: string,
) {
  const isOwn = ({ channelId }: { readonly channelId: string }) =>
    channels.some(({ id, members }) => id === channelId && members.includes(userId));
  return {
    statuses: threads.statuses().filter(isOwn),
    prompts: threads.prompts().filter(isOwn),
  };
}

function selectLines<T>(lines: readonly T[], before: number | undefined): readonly Numbered<T>[] {
  const start = before ?? Math.max(0, lines.length - MAX_PAST_LINES);
  return lines.slice(start).map((line, index) => ({ ...line, number: start + index }));
}
