/** What the bot may see and do in a conversation. Everything else is refused as Slack does. */
import { type Refusal, refuse } from './refusals.ts';
import { BOT_USER_ID } from './seed.ts';
import type { Channel, Message, State } from './state.ts';

type Found<T> = ({ readonly ok: true } & T) | Refusal;

/**
 * A conversation by id, by name, or a person's direct message by their id. A private channel or
 * a direct message without the bot is not found, as if it were not there.
 */
export function findConversation(state: State, name: unknown): Found<{ channel: Channel }> {
  if (typeof name !== 'string' || name === '') return refuse('channel_not_found');
  const isPerson = state.users.has(name) && name !== BOT_USER_ID;
  const channel = isPerson
    ? state.openDirectMessage(name)
    : (state.channels.get(name) ??
      [...state.channels.values()].find((each) => each.name === name.replace(/^#/, '')));
  if (channel === undefined) return refuse('channel_not_found');
  const isVisible = channel.kind === 'public' || channel.members.has(BOT_USER_ID);
  return isVisible ? { ok: true, channel } : refuse('channel_not_found');
}

/** As findConversation, and the bot is in it. */
export function findJoined(state: State, name: unknown): Found<{ channel: Channel }> {
  const found = findConversation(state, name);
  if (!found.ok) return found;
  return found.channel.members.has(BOT_USER_ID) ? found : refuse('not_in_channel');
}

/** As findJoined, and it is open for posts. */
export function findPostable(state: State, name: unknown): Found<{ channel: Channel }> {
  const found = findConversation(state, name);
  if (!found.ok) return found;
  if (found.channel.isArchived) return refuse('is_archived');
  return findJoined(state, name);
}

/** A message everybody in the conversation can see. */
export function findVisible(state: State, channel: Channel, ts: unknown): Message | undefined {
  const message = typeof ts === 'string' ? state.findMessage(channel.id, ts) : undefined;
  return message?.ephemeralFor === undefined ? message : undefined;
}
