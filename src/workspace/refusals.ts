/**
 * What Slack refuses, in Slack's words: one row a refusal, with the page it comes from.
 *
 * Pages were read as stored copies (2026-11). `source` says where a row stands on less than the
 * method's own page.
 */
import type { Json } from './state.ts';

const METHODS_URL = 'https://docs.slack.dev/reference/methods/';

export type RefusalRow = {
  /** Where it is met: a Web API method, or `response_url`. */
  readonly at: string;
  readonly when: string;
  readonly url: string;
  readonly source?: string;
};

function row(at: string, when: string, source?: string): RefusalRow {
  const url =
    at === 'response_url'
      ? 'https://docs.slack.dev/interactivity/handling-user-interaction'
      : `${METHODS_URL}${at}`;
  return source === undefined ? { at, when, url } : { at, when, url, source };
}

const THIRD_PARTY = 'seen by third parties, not on the page';

/** By error code. `at` is one method that gives it; others may too. */
export const REFUSALS = {
  unknown_method: row('auth.test', 'there is no such method', THIRD_PARTY),
  not_authed: row('auth.test', 'no token was sent'),
  invalid_auth: row('auth.test', 'the token is not one of this workspace'),
  token_revoked: row('auth.test', 'the token was revoked, or the app removed'),
  account_inactive: row('auth.test', 'the account or the workspace of the token is no more'),
  not_allowed_token_type: row('apps.connections.open', 'a bot token where the app-level is due'),
  missing_scope: row('chat.postMessage', 'the token lacks the scope; needed and provided say more'),
  invalid_arguments: row('views.open', 'a required argument is missing or malformed'),
  invalid_json: row('chat.postMessage', 'the body is not JSON though its type says so'),
  invalid_post_type: row('chat.postMessage', 'the body is neither JSON nor a form'),
  ratelimited: row('chat.postMessage', 'too many calls; Retry-After says how long to wait'),
  channel_not_found: row('chat.postMessage', 'no such channel, or a private one without the bot'),
  not_in_channel: row('chat.postMessage', 'the bot is not in this public channel'),
  is_archived: row('chat.postMessage', 'the channel is archived'),
  no_text: row('chat.postMessage', 'neither text nor blocks'),
  msg_too_long: row('chat.postMessage', 'text over 40,000 characters'),
  msg_blocks_too_long: row(
    'chat.postMessage',
    'over 13,200 characters in all blocks together',
    'https://github.com/slackapi/bolt-js/issues/2509',
  ),
  invalid_blocks: row('chat.postMessage', 'over 50 blocks, or a block Block Kit does not allow'),
  invalid_blocks_format: row('chat.update', 'blocks is not an array of blocks'),
  invalid_metadata_format: row('chat.postMessage', 'metadata without its two fields'),
  thread_not_found: row('conversations.replies', 'no message has this thread_ts'),
  user_not_in_channel: row('chat.postEphemeral', 'the person is not in the conversation'),
  message_not_found: row('chat.update', 'no message has this ts (ephemeral ones never do)'),
  cant_update_message: row('chat.update', 'somebody else posted it'),
  cant_delete_message: row('chat.delete', 'somebody else posted it'),
  invalid_trigger_id: row('views.open', 'no interaction gave this trigger'),
  expired_trigger_id: row('views.open', 'the trigger is over 3 s old'),
  exchanged_trigger_id: row('views.open', 'the trigger was used before'),
  view_too_large: row('views.open', 'the view is over 250 kB'),
  duplicate_external_id: row('views.open', 'an open view has this external_id'),
  not_found: row('views.update', 'no open view has this id'),
  hash_conflict: row('views.update', 'the view changed since this hash'),
  push_limit_reached: row('views.push', 'three views are stacked already'),
  invalid_thread_ts: row('assistant.threads.setStatus', 'no message has this thread_ts'),
  no_permission: row('assistant.threads.setStatus', 'the bot is not in this public channel'),
  user_not_found: row('users.info', 'no such user'),
  user_disabled: row('conversations.open', 'the account of this person was closed'),
  invalid_cursor: row('users.list', 'the cursor is not one that was given'),
  invalid_limit: row('conversations.members', 'the limit is not a whole number of at most 999'),
  used_url: row('response_url', 'used five times', 'the limit is on the page, the code is not'),
  expired_url: row('response_url', 'over 30 minutes old', 'as used_url'),
} as const satisfies Readonly<Record<string, RefusalRow>>;

export type RefusalCode = keyof typeof REFUSALS;

export type Refusal = { readonly ok: false; readonly error: string } & Json;
export type Answer = ({ readonly ok: true } & Json) | Refusal;

/** `messages` is what Slack puts into `response_metadata`, e.g. which block is wrong. */
export function refuse(code: RefusalCode, messages: readonly string[] = []): Refusal {
  return messages.length === 0
    ? { ok: false, error: code }
    : { ok: false, error: code, response_metadata: { messages } };
}

export function isRefusal(value: { readonly ok?: unknown }): value is Refusal {
  return value.ok === false;
}
