/** What the page knows, kept up to date by the feed. Pure: updates in, the next state out. */
import type {
  Call,
  Delivery,
  FeedUpdate,
  Message,
  Numbered,
  PageApp,
  PageChannel,
  PageTime,
  SuggestedPrompts,
  ThreadStatus,
  User,
  View,
} from '../page-protocol.ts';

export type WorkspaceState = {
  readonly app: PageApp;
  /** By id, the bots among them. */
  readonly users: ReadonlyMap<string, User>;
  readonly channels: readonly PageChannel[];
  /** Of every conversation the person is in, oldest first, threads and ephemeral ones included. */
  readonly messages: readonly Message[];
  readonly modal: View | null;
  readonly home: View | null;
  readonly time: PageTime;
  /** Real time at which `time` was told, on the page's `performance.now()`. */
  readonly toldAtMs: number;
  readonly calls: readonly Numbered<Call>[];
  readonly deliveries: readonly Numbered<Delivery>[];
  readonly inFlight: number;
  /** Grows each time the whole was told anew: on coming, on coming back, after a lost connection. */
  readonly visit: number;
  readonly typing: NonNullable<FeedUpdate['typing']>;
  readonly statuses: readonly ThreadStatus[];
  readonly prompts: readonly SuggestedPrompts[];
};

/** Lines of each log the page keeps. */
const MAX_LINES = 500;

const EMPTY: WorkspaceState = {
  app: { name: '', botUserId: '', commands: [], shortcuts: [], prompts: [] },
  users: new Map(),
  channels: [],
  messages: [],
  modal: null,
  home: null,
  time: { nowMs: 0, zone: 'UTC', stops: [], isPassing: false },
  toldAtMs: 0,
  calls: [],
  deliveries: [],
  inFlight: 0,
  visit: 0,
  typing: [],
  statuses: [],
  prompts: [],
};

/** Undefined = nothing is known yet. */
export function applyUpdate(
  known: WorkspaceState | undefined,
  update: FeedUpdate,
  atMs: number,
): WorkspaceState {
  const state = known === undefined || update.isFirst ? EMPTY : known;
  const { isFirst: _, users, messages, removed, calls, deliveries, time, ...rest } = update;
  return {
    ...state,
    ...rest,
    visit: (known?.visit ?? 0) + Number(update.isFirst),
    ...(users !== undefined && { users: new Map(users.map((user) => [user.id, user])) }),
    ...(time !== undefined && { time, toldAtMs: atMs }),
    messages: mergeMessages(state.messages, messages, new Set(removed)),
    calls: [...state.calls, ...calls].slice(-MAX_LINES),
    deliveries: [...state.deliveries, ...deliveries].slice(-MAX_LINES),
  };
}

/** A message that changed keeps its place: order is by ts, which grows with time. */
function mergeMessages(
  known: readonly Message[],
  changed: readonly Message[],
  removed: ReadonlySet<string>,
): readonly Message[] {
  if (changed.length === 0 && removed.size === 0) return known;
  const byTs = new Map([...known, ...changed].map((message) => [message.ts, message]));
  for (const ts of removed) byTs.delete(ts);
  return [...byTs.values()].toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
}

/** The workspace's clock at a moment of the page's `performance.now()`. */
export function tellTime({ time, toldAtMs }: WorkspaceState, atMs: number): number {
  return time.nowMs + (atMs - toldAtMs);
}
