/**
 * Which scope Slack asks for: per Web API method, per event, per entry point, each with the page
 * that says so. The server refuses by these tables, and the manifest is compared with them.
 */
import type { ConversationKind } from './seed.ts';

const METHODS_URL = 'https://docs.slack.dev/reference/methods/';
const EVENTS_URL = 'https://docs.slack.dev/reference/events/';

/** One scope whatever the conversation, one for each kind of conversation, or none. */
export type ScopeRule = string | Readonly<Record<ConversationKind, string>> | undefined;

export type MethodRule = {
  /** Which token it takes: the bot's, the app-level one, or either. */
  readonly token: 'bot' | 'app' | 'any';
  readonly scope: ScopeRule;
  readonly url: string;
};

const READ: ScopeRule = { public: 'channels:read', private: 'groups:read', im: 'im:read' };
const HISTORY: ScopeRule = {
  public: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
};

function method(name: string, scope: ScopeRule, token: MethodRule['token'] = 'bot') {
  return [name, { token, scope, url: `${METHODS_URL}${name}` }] as const;
}

/** Every method the stand-in answers. Any other is `unknown_method`. */
export const METHOD_RULES: ReadonlyMap<string, MethodRule> = new Map([
  method('apps.connections.open', 'connections:write', 'app'),
  // For now `assistant:write` does as well; the page says that it soon will not.
  method('assistant.threads.setStatus', 'chat:write'),
  method('assistant.threads.setSuggestedPrompts', 'assistant:write'),
  method('auth.test', undefined, 'any'),
  method('chat.delete', 'chat:write'),
  method('chat.getPermalink', undefined),
  method('chat.postEphemeral', 'chat:write'),
  method('chat.postMessage', 'chat:write'),
  method('chat.update', 'chat:write'),
  method('conversations.history', HISTORY),
  method('conversations.info', READ),
  method('conversations.members', READ),
  method('conversations.open', 'im:write'),
  method('conversations.replies', HISTORY),
  method('users.info', 'users:read'),
  method('users.list', 'users:read'),
  method('views.open', undefined),
  method('views.publish', undefined),
  method('views.push', undefined),
  method('views.update', undefined),
]);

/** Slash commands and shortcuts. https://docs.slack.dev/reference/scopes/commands */
export const COMMANDS_SCOPE = 'commands';

export type EventRule = {
  /** What must be granted to receive it, by the kind of conversation it happened in. */
  readonly scope: ScopeRule;
  readonly url: string;
};

function event(name: string, scope: ScopeRule) {
  return [name, { scope, url: `${EVENTS_URL}${name}` }] as const;
}

/** By the name an app subscribes to (`message.im`), which is not always the event's `type`. */
export const EVENT_RULES: ReadonlyMap<string, EventRule> = new Map([
  event('app_home_opened', undefined),
  event('app_mention', 'app_mentions:read'),
  event('app_uninstalled', undefined),
  event('member_joined_channel', READ),
  event('member_left_channel', READ),
  event('message.im', 'im:history'),
  event('tokens_revoked', undefined),
]);

/** The scope a rule asks for in this kind of conversation; absent = none. */
export function selectScope(
  rule: ScopeRule,
  kind: ConversationKind | undefined,
): string | undefined {
  if (rule === undefined || typeof rule === 'string') return rule;
  return rule[kind ?? 'public'];
}
