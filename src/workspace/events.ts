/**
 * Which happenings the app hears of, and in which words. An event goes out only when the app is
 * subscribed to it and holds its scope; our bot's own posts and other bots' posts go out too, as
 * Slack sends them.
 *
 * A mention inside a direct message is a message.im only
 * (https://docs.slack.dev/reference/events/app_mention, read 2026-11).
 */
import type { Clock } from '../model/clock.ts';
import { EVENT_RULES, selectScope } from './scopes.ts';
import { APP_ID, BOT_USER_ID, TEAM_ID } from './seed.ts';
import type { Channel, Json, Message, State } from './state.ts';
import { toWireMessage } from './state.ts';

export type OutgoingEvent = {
  /** The subscription's name, e.g. `message.im`. */
  readonly name: string;
  readonly scope: string | undefined;
  readonly body: Json;
};

export type EventsOptions = {
  readonly clock: Clock;
  readonly state: State;
  readonly scopes: readonly string[];
  readonly subscriptions: readonly string[];
  readonly send: (event: OutgoingEvent) => void;
};

export class Events {
  readonly #options: EventsOptions;

  constructor(options: EventsOptions) {
    this.#options = options;
  }

  messagePosted(message: Message): void {
    const channel = this.#heardIn(message.channelId);
    if (channel === undefined) return;
    if (channel.kind === 'im') {
      this.#emit('message.im', { ...toEventMessage(message), channel_type: 'im' }, channel);
    } else {
      this.#mention(message, channel);
    }
  }

  /** An edit: hidden message_changed in a direct message; elsewhere a mention is sent again. */
  messageChanged(message: Message, before: Message): void {
    const parts = { message: toWireMessage(message), previous_message: toWireMessage(before) };
    this.#hidden('message_changed', message, parts);
    const channel = this.#heardIn(message.channelId);
    if (channel !== undefined && channel.kind !== 'im') this.#mention(message, channel);
  }

  messageDeleted(message: Message): void {
    const parts = { deleted_ts: message.ts, previous_message: toWireMessage(message) };
    this.#hidden('message_deleted', message, parts);
  }

  memberJoined(channel: Channel, userId: string, inviterId: string): void {
    this.#membership('member_joined_channel', channel, { user: userId, inviter: inviterId });
  }

  /** Of the bot's own leaving it does not hear in this way: it is not there any more. */
  memberLeft(channel: Channel, userId: string): void {
    this.#membership('member_left_channel', channel, { user: userId });
  }

  /** The bot's token works no more. */
  tokensRevoked(): void {
    const tokens = { oauth: [], bot: [BOT_USER_ID] };
    this.#emit('tokens_revoked', { type: 'tokens_revoked', tokens });
  }

  /** `view` is the Home tab as it stands; absent when none was ever published. */
  homeOpened(userId: string, tab: 'home' | 'messages', view: Json | undefined): void {
    const channel = this.#options.state.openDirectMessage(userId).id;
    const event = { type: 'app_home_opened', user: userId, channel, tab };
    this.#emit('app_home_opened', { ...event, ...(view !== undefined && { view }) });
  }

  /** The conversation, when our bot is in it; otherwise the app hears nothing. */
  #heardIn(channelId: string): Channel | undefined {
    const channel = this.#options.state.channels.get(channelId);
    return channel?.members.has(BOT_USER_ID) ? channel : undefined;
  }

  #membership(type: string, channel: Channel, who: Json): void {
    if (this.#heardIn(channel.id) === undefined) return;
    const kind = channel.kind === 'private' ? 'G' : 'C';
    const event = { type, ...who, channel: channel.id, channel_type: kind, team: TEAM_ID };
    this.#emit(type, event, channel);
  }

  #mention(message: Message, channel: Channel): void {
    if (message.userId === BOT_USER_ID || !message.text.includes(`<@${BOT_USER_ID}>`)) return;
    this.#emit('app_mention', { ...toEventMessage(message), type: 'app_mention' }, channel);
  }

  #hidden(subtype: string, message: Message, rest: Json): void {
    const channel = this.#heardIn(message.channelId);
    if (channel?.kind !== 'im') return;
    const ts = this.#options.state.nextTs();
    const event = { type: 'message', subtype, hidden: true, channel: channel.id, ts, event_ts: ts };
    this.#emit('message.im', { ...event, channel_type: 'im', ...rest }, channel);
  }

  #emit(name: string, event: Json, channel?: Channel): void {
    const { clock, state, scopes, subscriptions, send } = this.#options;
    const rule = EVENT_RULES.get(name);
    if (rule === undefined || !subscriptions.includes(name)) return;
    const scope = selectScope(rule.scope, channel?.kind);
    if (scope !== undefined && !scopes.includes(scope)) return;
    send({
      name,
      scope,
      body: {
        token: 'local-verification',
        team_id: TEAM_ID,
        api_app_id: APP_ID,
        event: { event_ts: state.nextTs(), ...event },
        type: 'event_callback',
        event_id: state.nextId('Ev0LOCAL'),
        event_time: Math.floor(clock.nowMs() / 1000),
        authorizations: [
          {
            enterprise_id: null,
            team_id: TEAM_ID,
            user_id: BOT_USER_ID,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
        event_context: state.nextId('4-LOCAL'),
      },
    });
  }
}

function toEventMessage(message: Message): Json {
  return {
    ...toWireMessage(message),
    ...(message.botId === undefined && { client_msg_id: `msg-${message.ts}` }),
    channel: message.channelId,
    event_ts: message.ts,
  };
}
