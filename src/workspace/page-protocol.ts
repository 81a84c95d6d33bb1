/**
 * What the page and the server of a workspace say to each other. Types only: the page is built
 * for a browser and takes nothing else from here.
 *
 * `GET /page/feed?as=U0ADA` is a stream of `FeedUpdate`s (server-sent events, each `data:` one
 * JSON object); `POST /page/act` takes a `PageRequest` and answers with an `ActReply`.
 */
import type { Call, Delivery } from './activity.ts';
import type { SuggestedPrompt, SuggestedPrompts, ThreadStatus } from './assistant-threads.ts';
import type { PageRequest } from './page-acts.ts';
import type { Channel, Json, Message, User as SeedUser } from './state.ts';
import type { View } from './views.ts';

export type { Act } from './page-acts.ts';
export type { Call, Delivery, Json, Message, PageRequest, SuggestedPrompts, ThreadStatus, View };

export type User = SeedUser;

/** A conversation the person is in, or could join. */
export type PageChannel = Pick<Channel, 'id' | 'name' | 'kind' | 'isArchived'> & {
  /** User ids, the bot's among them where it is in. */
  readonly members: readonly string[];
};

export type PageCommand = {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
};

export type PageShortcut = {
  readonly name: string;
  readonly callbackId: string;
  readonly type: 'message' | 'global';
};

/** The app as its manifest describes it. */
export type PageApp = {
  readonly name: string;
  readonly botUserId: string;
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
  /** For a direct message nobody has written in, until the app suggests others. */
  readonly prompts: readonly SuggestedPrompt[];
};

/** A moment ahead that time can be let pass to. */
export type TimeStop = {
  readonly id: string;
  /** e.g. "To the next digest". */
  readonly label: string;
  readonly atMs: number;
};

export type PageTime = {
  /** Of the workspace's clock, which goes on with real time. */
  readonly nowMs: number;
  /** IANA zone the digest goes by. */
  readonly zone: string;
  /** Soonest first. */
  readonly stops: readonly TimeStop[];
  /** Time is passing right now: nothing else should be asked for. */
  readonly isPassing: boolean;
};

/** One more log line, numbered from 0 since the workspace opened. */
export type Numbered<T> = T & { readonly number: number };

/** What changed for one person. Lists are what is new or different, in order; absent = as before. */
export type FeedUpdate = {
  /** The first of a stream: forget everything known so far. */
  readonly isFirst: boolean;
  readonly app?: PageApp;
  readonly users?: readonly User[];
  /** All of them: public ones, and those the person is in. */
  readonly channels?: readonly PageChannel[];
  /** New or changed messages of conversations the person is in. */
  readonly messages: readonly Message[];
  /** The ts of messages that are gone. */
  readonly removed: readonly string[];
  /** The modal on top of the person's screen; null = none. */
  readonly modal?: View | null;
  readonly home?: View | null;
  readonly time?: PageTime;
  readonly deliveries: readonly Numbered<Delivery>[];
  readonly calls: readonly Numbered<Call>[];
  /** Requests between the workspace and the app that are under way. */
  readonly inFlight?: number;
  /** Who else is typing where, just now. */
  readonly typing?: readonly { readonly userId: string; readonly channelId: string }[];
  /** What the app is doing, in conversations the person is in; oldest first. */
  readonly statuses?: readonly ThreadStatus[];
  /** What the app suggests to say, in conversations the person is in. */
  readonly prompts?: readonly SuggestedPrompts[];
};

/** `ok` false: `shown` is the line the person reads. */
export type ActReply = {
  readonly ok: boolean;
  /** Slack's word for it, e.g. `operation_timeout`. */
  readonly error?: string;
  readonly shown?: string;
  /** To `suggest`: the app's `options` or `option_groups`. */
  readonly offered?: Json;
};
