/**
 * A person at the keyboard: what they can do in Slack's client, and what they see at once.
 *
 * An act the client would not offer (a channel they are not in, a button that is not there)
 * throws: that is a mistake of whoever drives the person, not of the app.
 */
import { click, type Surface, type Target } from './clicks.ts';
import { close, type FormValues, submit } from './forms.ts';
import {
  type AppReply,
  buildEnvelope,
  type Stage,
  toPlace,
  toRefusedReply,
  toReply,
} from './interactions.ts';
import { postAck } from './response-urls.ts';
import { COMMANDS_SCOPE } from './scopes.ts';
import { APP_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID } from './seed.ts';
import { type Channel, type Json, type Message, toWireMessage, type User } from './state.ts';
import { type Suggested, suggest } from './suggestions.ts';
import { escapeText, type Names, renderTypedText } from './text.ts';
import { toWireView } from './views.ts';

export type InThread = { readonly threadTs?: string };

export class Person {
  readonly #stage: Stage;
  readonly #user: User;

  constructor(stage: Stage, userId: string) {
    const user = stage.state.users.get(userId);
    if (user === undefined) throw new Error(`there is no user ${userId}`);
    if (user.isDeactivated === true) throw new Error(`the account of ${userId} was closed`);
    this.#stage = stage;
    this.#user = user;
  }

  get id(): string {
    return this.#user.id;
  }

  /** The id of the direct message with our bot. */
  directMessage(): string {
    return this.#stage.state.openDirectMessage(this.#user.id).id;
  }

  /** Posts what was typed: `@name` and `#channel` become ids, `& < >` are escaped. */
  say(channelId: string, typed: string, { threadTs }: InThread = {}): Message {
    this.#enter(channelId);
    this.#checkThread(channelId, threadTs);
    if (typed.trim() === '') throw new Error('There is nothing to send.');
    return this.#stage.posting.post({
      channelId,
      userId: this.#user.id,
      botId: this.#user.role === 'bot' ? 'B0OTHERBOT' : undefined,
      text: renderTypedText(typed, this.#names()),
      threadTs,
    });
  }

  edit(message: Message, typed: string): Message {
    this.#enter(message.channelId);
    if (message.userId !== this.#user.id) throw new Error('Only your own messages can be edited.');
    if (typed.trim() === '') throw new Error('There is nothing left to keep.');
    const text = renderTypedText(typed, this.#names());
    return this.#stage.posting.change(message, { text, isEdited: true });
  }

  /** A slash command, e.g. `command('C0GENERAL', '/papers', 'graph year:2023')`. */
  async command(
    channelId: string,
    command: string,
    text = '',
    { threadTs }: InThread = {},
  ): Promise<AppReply> {
    const channel = this.#enter(channelId);
    if (threadTs !== undefined) {
      const line = `${command} is not supported in threads. Sorry!`;
      return toRefusedReply('not_supported_in_threads', line);
    }
    const { delivery, responseUrls, triggers, posting } = this.#stage;
    const place = { userId: this.#user.id, channelId, originalTs: undefined };
    const ack = await delivery.sendInteraction({
      kind: 'command',
      type: command,
      scope: COMMANDS_SCOPE,
      body: {
        token: 'local-verification',
        team_id: TEAM_ID,
        team_domain: TEAM_DOMAIN,
        channel_id: channelId,
        channel_name: toPlace(channel)['name'],
        user_id: this.#user.id,
        user_name: this.#user.name,
        command,
        text: escapeText(text),
        api_app_id: APP_ID,
        is_enterprise_install: 'false',
        response_url: responseUrls.issue(place),
        trigger_id: triggers.issue(this.#user.id, { channelId }),
      },
    });
    const reply = toReply(ack, command);
    const posted = ack.acked ? postAck(posting, place, ack.body) : undefined;
    if (posted === undefined || !('ok' in posted)) return reply;
    const shown = `${command} failed with the error "${posted.error}"`;
    return { ...reply, error: 'invalid_response', shown };
  }

  async click(surface: Surface, target: Target): Promise<AppReply> {
    return await click(this.#stage, this.#user, surface, target);
  }

  /** Types into a menu that asks the app for its options, and pauses. */
  async suggest(surface: Surface, target: Target, typed: string): Promise<Suggested> {
    return await suggest(this.#stage, this.#user, { surface, target, typed });
  }

  /** Submits the modal on top. */
  async submit(form: FormValues = {}): Promise<AppReply> {
    return await submit(this.#stage, this.#user, form);
  }

  /** Closes the modal on top. Absent when the app did not ask to be told. */
  async close(): Promise<AppReply | undefined> {
    return await close(this.#stage, this.#user);
  }

  /** Opens the app's Home or Messages tab. */
  openHome(tab: 'home' | 'messages' = 'home'): void {
    const { views, events } = this.#stage;
    const home = views.home(this.#user.id);
    events.homeOpened(this.#user.id, tab, home && toWireView(home));
  }

  /** The app's entry in a message's menu. */
  async messageShortcut(callbackId: string, message: Message): Promise<AppReply> {
    const { channelId, ts } = message;
    const channel = this.#enter(channelId);
    const place = { userId: this.#user.id, channelId, originalTs: undefined };
    return await this.#useShortcut('message_action', callbackId, {
      trigger_id: this.#stage.triggers.issue(this.#user.id, { channelId }),
      response_url: this.#stage.responseUrls.issue(place),
      message_ts: ts,
      channel: toPlace(channel),
      message: toWireMessage(message),
    });
  }

  /** The app's entry in the shortcuts menu. */
  async globalShortcut(callbackId: string): Promise<AppReply> {
    const triggerId = this.#stage.triggers.issue(this.#user.id);
    return await this.#useShortcut('shortcut', callbackId, { trigger_id: triggerId });
  }

  /** Brings somebody, or our bot (BOT_USER_ID), into a channel this person is in. */
  invite(channelId: string, invitedId: string = BOT_USER_ID): void {
    const channel = this.#enter(channelId);
    const isKnown = this.#stage.state.users.has(invitedId);
    if (!isKnown || channel.kind === 'im') throw new Error('Nobody can be invited here.');
    if (channel.members.has(invitedId)) throw new Error(`${invitedId} is in ${channelId} already`);
    this.#stage.state.addMember(channelId, invitedId);
    this.#stage.events.memberJoined(channel, invitedId, this.#user.id);
  }

  /** Joins a public channel. */
  join(channelId: string): void {
    const { state, events } = this.#stage;
    const channel = state.channels.get(channelId);
    const isOpen = channel?.kind === 'public' && !channel.isArchived;
    const mayJoin = isOpen && this.#user.role !== 'guest';
    if (channel === undefined || !mayJoin) throw new Error(`${this.#user.name} cannot join it`);
    if (channel.members.has(this.#user.id)) return;
    state.addMember(channelId, this.#user.id);
    events.memberJoined(channel, this.#user.id, this.#user.id);
  }

  /** Goes out of a channel. */
  leave(channelId: string): void {
    const channel = this.#enter(channelId);
    if (channel.kind === 'im') throw new Error('Nobody leaves a direct message.');
    this.#stage.state.removeMember(channelId, this.#user.id);
    this.#stage.events.memberLeft(channel, this.#user.id);
  }

  /** Reloads the client: ephemeral messages and open modals are gone. */
  reload(): void {
    this.#stage.state.removeEphemeral(this.#user.id);
    this.#stage.views.clear(this.#user.id);
  }

  #enter(channelId: string): Channel {
    const channel = this.#stage.state.channels.get(channelId);
    if (channel === undefined || !channel.members.has(this.#user.id)) {
      throw new Error(`${this.#user.name} is not in ${channelId}`);
    }
    if (channel.isArchived) throw new Error(`${channelId} is archived`);
    return channel;
  }

  /** A thread is one message and its replies; nobody can reply to a reply, or to what is not there. */
  #checkThread(channelId: string, threadTs: string | undefined): void {
    if (threadTs === undefined) return;
    const parent = this.#stage.state.findMessage(channelId, threadTs);
    const isParent = parent !== undefined && (parent.threadTs ?? parent.ts) === parent.ts;
    if (!isParent || parent.ephemeralFor !== undefined) {
      throw new Error('That thread is not there any more.');
    }
  }

  #names(): Names {
    const { users, channels } = this.#stage.state;
    const named = [...channels.values()].filter(({ kind }) => kind !== 'im');
    return {
      users: new Map([...users.values()].map(({ name, id }) => [name, id])),
      channels: new Map(named.map(({ name, id }) => [name, id])),
    };
  }

  async #useShortcut(type: string, callbackId: string, rest: Json): Promise<AppReply> {
    const ack = await this.#stage.delivery.sendInteraction({
      kind: 'interactive',
      type,
      scope: COMMANDS_SCOPE,
      body: {
        ...buildEnvelope(type, this.#user),
        action_ts: this.#stage.state.nextTs(),
        callback_id: callbackId,
        ...rest,
      },
    });
    return toReply(ack, callbackId);
  }
}
