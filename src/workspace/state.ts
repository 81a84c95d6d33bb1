/**
 * What the workspace holds: people, conversations, messages. In memory; `snapshot` is what a later
 * workspace can go on with.
 *
 * Ids come from counters and message timestamps from the injected clock plus a counter, so the
 * same play gives the same ids twice. Views, triggers and response URLs live beside this, each
 * in its own file.
 */
import type { Clock } from '../model/clock.ts';
import {
  APP_ID,
  BOT_ID,
  BOT_NAME,
  BOT_USER_ID,
  type SeedUser,
  TEAM_ID,
  type WorkspaceSeed,
} from './seed.ts';
import type { Snapshot } from './snapshot.ts';

/** A JSON object off the wire: nothing about its fields is known until it was looked at. */
export type Json = Readonly<Record<string, unknown>>;

export type Message = {
  readonly channelId: string;
  /** Seconds since 1970 with six more digits, unique in the workspace, growing with time. */
  readonly ts: string;
  /** Who posted it: a person, or a bot's user id. */
  readonly userId: string;
  /** Set when a bot posted it. */
  readonly botId: string | undefined;
  /** As Slack keeps it: `&`, `<` and `>` of people escaped, an app's text as the app sent it. */
  readonly text: string;
  /** Each block with its `block_id`, each interactive element with its `action_id`. */
  readonly blocks: readonly Json[];
  /** The parent's ts, for a reply in a thread. */
  readonly threadTs: string | undefined;
  /** A reply also shown in the channel. */
  readonly isBroadcast: boolean;
  /** The one person who sees it; absent = everybody in the conversation. */
  readonly ephemeralFor: string | undefined;
  readonly metadata: Json | undefined;
  /** Other arguments of the post that change how it looks, e.g. `unfurl_links`. */
  readonly options: Json;
  readonly isEdited: boolean;
};

export type User = SeedUser & {
  /** Their account was closed: they are in no channel any more and can do nothing. */
  readonly isDeactivated?: boolean;
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly isArchived: boolean;
  readonly members: ReadonlySet<string>;
};

export type NewMessage = Pick<Message, 'channelId' | 'userId' | 'text'> &
  Partial<Omit<Message, 'ts'>>;

export class State {
  readonly #channels: Map<string, Channel & { readonly members: Set<string> }>;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #users: ReadonlyMap<string, User>;
  #messages: Message[] = [];
  #count = 0;

  /** A new workspace, or `remembered` gone on with. */
  constructor(
    clock: Clock,
    seed: WorkspaceSeed & { readonly remembered?: Snapshot | undefined },
    onChange: () => void,
  ) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#users = new Map([...seed.users, OUR_BOT].map((user) => [user.id, user]));
    this.#channels = new Map(
      (seed.remembered?.channels ?? seed.channels).map((each) => {
        return [each.id, { ...each, members: new Set(each.members) }];
      }),
    );
    this.#messages = (seed.remembered?.messages ?? []).map((each) => ({ ...UNSET, ...each }));
    this.#count = seed.remembered?.count ?? 0;
  }

  /** Without what a client forgets when it reloads. */
  snapshot(): Snapshot {
    return {
      count: this.#count,
      channels: [...this.#channels.values()].map((each) => {
        return { ...each, members: [...each.members] };
      }),
      messages: this.#messages.filter(({ ephemeralFor }) => ephemeralFor === undefined),
    };
  }

  /** Another map whenever somebody changed. */
  get users(): ReadonlyMap<string, User> {
    return this.#users;
  }

  get channels(): ReadonlyMap<string, Channel> {
    return this.#channels;
  }

  /** `prefix` + a number never given before: `nextId('Ev')` → `Ev000007`. */
  nextId(prefix: string): string {
    this.#count += 1;
    return `${prefix}${String(this.#count).padStart(6, '0')}`;
  }

  nextTs(): string {
    return this.nextId(`${Math.floor(this.#clock.nowMs() / 1000)}.`);
  }

  /** All messages of a conversation, oldest first, threads and ephemeral ones included. */
  messagesOf(channelId: string): readonly Message[] {
    return this.#messages.filter((each) => each.channelId === channelId);
  }

  findMessage(channelId: string, ts: string): Message | undefined {
    return this.#messages.find((each) => each.channelId === channelId && each.ts === ts);
  }

  /** Adds a message and gives it its ts. */
  addMessage(message: NewMessage): Message {
    const added: Message = {
      ...UNSET,
      ...message,
      ts: this.nextTs(),
    };
    this.#messages.push(added);
    this.#onChange();
    return added;
  }

  /** Puts `change` over the message with this ts; the message keeps its place. */
  changeMessage(message: Message, change: Partial<Message>): Message {
    const changed = { ...message, ...change };
    this.#keep(this.#messages.map((each) => (each.ts === message.ts ? changed : each)));
    return changed;
  }

  removeMessage(message: Message): void {
    this.#keep(this.#messages.filter((each) => each.ts !== message.ts));
  }

  /** What a person's client forgets when it reloads: the messages only they could see. */
  removeEphemeral(userId: string): void {
    this.#keep(this.#messages.filter((each) => each.ephemeralFor !== userId));
  }

  addMember(channelId: string, userId: string): void {
    this.#channels.get(channelId)?.members.add(userId);
    this.#onChange();
  }

  removeMember(channelId: string, userId: string): void {
    this.#channels.get(channelId)?.members.delete(userId);
    this.#onChange();
  }

  changeUser(user: User, change: Partial<Pick<User, 'role' | 'isDeactivated'>>): void {
    this.#users = new Map(this.#users).set(user.id, { ...user, ...change });
    this.#onChange();
  }

  archiveChannel(channelId: string): void {
    const channel = this.#channels.get(channelId);
    if (channel !== undefined) this.#channels.set(channelId, { ...channel, isArchived: true });
    this.#onChange();
  }

  /** With everything that was said in it. */
  removeChannel(channelId: string): void {
    this.#channels.delete(channelId);
    this.#keep(this.#messages.filter((each) => each.channelId !== channelId));
  }

  /** The direct message between this person and our bot; opened when it is not there yet. */
  openDirectMessage(userId: string): Channel {
    const id = `D0${userId.replace(/^U0/, '')}`;
    const found = this.#channels.get(id);
    if (found !== undefined) return found;
    const members = new Set([userId, BOT_USER_ID]);
    const opened = { id, name: 'directmessage', kind: 'im', isArchived: false, members } as const;
    this.#channels.set(id, opened);
    return opened;
  }

  #keep(messages: Message[]): void {
    this.#messages = messages;
    this.#onChange();
  }
}

const UNSET = {
  botId: undefined,
  blocks: [],
  threadTs: undefined,
  isBroadcast: false,
  ephemeralFor: undefined,
  metadata: undefined,
  options: {},
  isEdited: false,
} satisfies Partial<Message>;

const OUR_BOT: User = {
  id: BOT_USER_ID,
  name: BOT_NAME,
  realName: 'Paperboy',
  role: 'bot',
  tz: 'Etc/UTC',
};

/** A message as Slack writes it into payloads and answers. */
export function toWireMessage(message: Message): Json {
  return {
    type: 'message',
    user: message.userId,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.botId !== undefined && {
      bot_id: message.botId,
      app_id: message.botId === BOT_ID ? APP_ID : 'A0OTHER',
    }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(message.metadata !== undefined && { metadata: message.metadata }),
    ...(message.isEdited && { edited: { user: message.userId, ts: message.ts } }),
    team: TEAM_ID,
  };
}

/**
 * As a message is told to those who read it, its sender among them. Of its metadata only the type,
 * unless all was asked for (`include_all_metadata`):
 * https://github.com/slackapi/python-slack-sdk/issues/1501 (read 2026-11)
 */
export function toReadMessage(message: Message, isAll: boolean): Json {
  const wire = toWireMessage(message);
  const { metadata } = message;
  if (metadata === undefined || isAll) return wire;
  return { ...wire, metadata: { event_type: metadata['event_type'] } };
}
