import { describe, expect, it } from 'vitest';
import { REFUSALS, type RefusalCode } from '../../src/workspace/refusals.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { APP_TOKEN, BOT_TOKEN, callApi, openWorkspace } from './start.ts';

type Opened = Awaited<ReturnType<typeof openWorkspace>>;
type Answer = Record<string, unknown>;

const modal = (more: object = {}) => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'T' },
  blocks: [],
  ...more,
});
const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });

/** A trigger as an app gets it: from a command, which nobody has to answer for that. */
async function earnTrigger(workspace: Workspace): Promise<unknown> {
  await workspace.as('U0BEN').command('C0GENERAL', '/papers');
  return workspace.deliveries.at(-1)?.body['trigger_id'];
}

async function earnResponseUrl(workspace: Workspace): Promise<string> {
  await workspace.as('U0BEN').command('C0GENERAL', '/papers');
  return String(workspace.deliveries.at(-1)?.body['response_url']);
}

async function respond(url: string, payload: object): Promise<Answer> {
  const init = { method: 'POST', body: JSON.stringify(payload) };
  return (await (await fetch(url, init)).json()) as Answer; // always an object
}

const post = (workspace: Workspace, args: object, token?: string) =>
  callApi(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'hi', ...args }, token);

async function raw({ url }: Workspace, contentType: string, body: string): Promise<Answer> {
  const headers = { 'content-type': contentType, authorization: `Bearer ${BOT_TOKEN}` };
  const response = await fetch(`${url}/api/chat.postMessage`, { method: 'POST', headers, body });
  return (await response.json()) as Answer; // always an object
}

/** One hand-written request for each refusal. */
const CASES: Readonly<Record<RefusalCode, (opened: Opened) => Promise<Answer>>> = {
  unknown_method: ({ workspace }) => callApi(workspace, 'chat.shout', {}),
  not_authed: ({ workspace }) => post(workspace, {}, ''),
  invalid_auth: ({ workspace }) => post(workspace, {}, 'somebody-elses-token'),
  token_revoked: ({ workspace }) => {
    workspace.revokeToken();
    return post(workspace, {});
  },
  account_inactive: ({ workspace }) => {
    workspace.revokeToken('account_inactive');
    return callApi(workspace, 'auth.test', {});
  },
  not_allowed_token_type: ({ workspace }) => callApi(workspace, 'apps.connections.open', {}),
  missing_scope: async () => {
    const { workspace } = await openWorkspace({ scopes: ['im:history', 'commands'] });
    const answer = await post(workspace, {});
    expect(answer).toMatchObject({ needed: 'chat:write', provided: 'im:history,commands' });
    return answer;
  },
  invalid_arguments: async ({ workspace }) => {
    const view = modal({ title: undefined });
    const answer = await callApi(workspace, 'views.open', { trigger_id: 'x', view });
    expect(answer['response_metadata']).toMatchObject({
      messages: [expect.stringContaining('title')],
    });
    return answer;
  },
  invalid_json: ({ workspace }) => raw(workspace, 'application/json', '{"channel":'),
  invalid_post_type: ({ workspace }) => raw(workspace, 'text/csv', 'channel,text'),
  ratelimited: async ({ workspace }) => {
    workspace.faults.rateLimit('chat.postMessage', { retryAfterSeconds: 7 });
    const url = `${workspace.apiUrl}chat.postMessage`;
    const response = await fetch(url, { method: 'POST' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    return (await response.json()) as Answer; // always an object
  },
  channel_not_found: async ({ workspace }) => {
    await expect(post(workspace, { channel: 'C0NOWHERE' })).resolves.toMatchObject({
      error: 'channel_not_found',
    });
    await expect(post(workspace, { channel: 'D0ADABEN' })).resolves.toMatchObject({
      error: 'channel_not_found',
    });
    return post(workspace, { channel: 'C0LEADS' });
  },
  not_in_channel: ({ workspace }) => post(workspace, { channel: 'C0RANDOM' }),
  is_archived: ({ workspace }) => post(workspace, { channel: 'C0OLD' }),
  no_text: ({ workspace }) => post(workspace, { text: ' ' }),
  msg_too_long: async ({ workspace }) => {
    await expect(post(workspace, { text: 'x'.repeat(40_000) })).resolves.toMatchObject({
      ok: true,
    });
    return post(workspace, { text: 'x'.repeat(40_001) });
  },
  msg_blocks_too_long: async ({ workspace }) => {
    const blocks = (chars: number) => [
      section('x'.repeat(3_000)),
      section('x'.repeat(chars - 3_000)),
    ];
    await expect(post(workspace, { blocks: blocks(13_200) })).resolves.toMatchObject({ ok: true });
    return post(workspace, { blocks: blocks(13_201) });
  },
  invalid_blocks: async ({ workspace }) => {
    const blocks = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
    await expect(post(workspace, { blocks: blocks(50) })).resolves.toMatchObject({ ok: true });
    await expect(post(workspace, { blocks: [{}] })).resolves.toMatchObject({
      error: 'invalid_blocks',
    });
    return post(workspace, { blocks: blocks(51) });
  },
  invalid_blocks_format: ({ workspace }) => post(workspace, { blocks: 'not json' }),
  invalid_metadata_format: async ({ workspace }) => {
    const metadata = { event_type: 'paper_posted', event_payload: { key: 'a' } };
    await expect(post(workspace, { metadata })).resolves.toMatchObject({ ok: true });
    for (const wrong of [[], { event_type: 'x' }, { event_type: 1, event_payload: {} }]) {
      await expect(post(workspace, { metadata: wrong })).resolves.toMatchObject({ ok: false });
    }
    return post(workspace, { metadata: '{"event_type"' });
  },
  thread_not_found: async ({ workspace }) => {
    await expect(post(workspace, { thread_ts: '1.000001' })).resolves.toMatchObject({
      error: 'thread_not_found',
    });
    return callApi(workspace, 'conversations.replies', { channel: 'C0GENERAL', ts: '1.000001' });
  },
  user_not_in_channel: ({ workspace }) =>
    callApi(workspace, 'chat.postEphemeral', { channel: 'C0GENERAL', user: 'U0GIA', text: 'x' }),
  message_not_found: async ({ workspace }) => {
    const args = { channel: 'C0GENERAL', user: 'U0BEN', text: 'x' };
    const { message_ts: ts } = await callApi(workspace, 'chat.postEphemeral', args);
    return callApi(workspace, 'chat.update', { channel: 'C0GENERAL', ts, text: 'y' });
  },
  cant_update_message: ({ workspace }) => {
    const { ts } = workspace.as('U0BEN').say('C0GENERAL', 'mine');
    return callApi(workspace, 'chat.update', { channel: 'C0GENERAL', ts, text: 'y' });
  },
  cant_delete_message: ({ workspace }) => {
    const { ts } = workspace.as('U0BEN').say('C0GENERAL', 'mine');
    return callApi(workspace, 'chat.delete', { channel: 'C0GENERAL', ts });
  },
  invalid_trigger_id: ({ workspace }) =>
    callApi(workspace, 'views.open', { trigger_id: '1.2.made-up', view: modal() }),
  expired_trigger_id: async ({ workspace, clock }) => {
    const trigger = await earnTrigger(workspace);
    clock.advance(3_001);
    return callApi(workspace, 'views.open', { trigger_id: trigger, view: modal() });
  },
  exchanged_trigger_id: async ({ workspace, clock }) => {
    const args = { trigger_id: await earnTrigger(workspace), view: modal() };
    clock.advance(3_000);
    await expect(callApi(workspace, 'views.open', args)).resolves.toMatchObject({ ok: true });
    return callApi(workspace, 'views.open', args);
  },
  view_too_large: async ({ workspace }) =>
    callApi(workspace, 'views.open', {
      trigger_id: await earnTrigger(workspace),
      view: modal({ private_metadata: 'x'.repeat(250_000) }),
    }),
  duplicate_external_id: async ({ workspace }) => {
    const view = modal({ external_id: 'mine' });
    await callApi(workspace, 'views.open', { trigger_id: await earnTrigger(workspace), view });
    return callApi(workspace, 'views.open', { trigger_id: await earnTrigger(workspace), view });
  },
  not_found: ({ workspace }) =>
    callApi(workspace, 'views.update', { view_id: 'V0NONE', view: modal() }),
  hash_conflict: async ({ workspace }) => {
    const view = { type: 'home', blocks: [] };
    const first = await callApi(workspace, 'views.publish', { user_id: 'U0BEN', view });
    const { hash, id } = first['view'] as { hash: string; id: string }; // as documented
    const args = { view_id: id, view, hash };
    await expect(callApi(workspace, 'views.update', args)).resolves.toMatchObject({ ok: true });
    await expect(callApi(workspace, 'views.update', args)).resolves.toMatchObject({
      error: 'hash_conflict',
    });
    return callApi(workspace, 'views.publish', { user_id: 'U0BEN', view, hash });
  },
  push_limit_reached: async ({ workspace }) => {
    const button = { type: 'actions', elements: [{ type: 'button', action_id: 'more' }] };
    const view = modal({ blocks: [button] });
    const open = { trigger_id: await earnTrigger(workspace), view };
    await callApi(workspace, 'views.open', open);
    const push = async () => {
      await workspace.as('U0BEN').click('modal', { actionId: 'more' });
      const trigger = workspace.deliveries.at(-1)?.body['trigger_id'];
      return callApi(workspace, 'views.push', { trigger_id: trigger, view });
    };
    await expect(push()).resolves.toMatchObject({ ok: true });
    await expect(push()).resolves.toMatchObject({ ok: true });
    return push();
  },
  invalid_thread_ts: async ({ workspace }) => {
    const status = { channel_id: 'C0GENERAL', status: 'is reading…' };
    await expect(callApi(workspace, 'assistant.threads.setStatus', status)).resolves.toMatchObject({
      error: 'invalid_thread_ts',
    });
    const late = { ...status, thread_ts: '1.000001' };
    return callApi(workspace, 'assistant.threads.setStatus', late);
  },
  no_permission: ({ workspace }) => {
    const { ts } = workspace.as('U0BEN').say('C0RANDOM', 'without the bot');
    const status = { channel_id: 'C0RANDOM', thread_ts: ts, status: 'is reading…' };
    return callApi(workspace, 'assistant.threads.setStatus', status);
  },
  user_disabled: ({ workspace }) => {
    workspace.deactivate('U0BEN');
    return callApi(workspace, 'conversations.open', { users: 'U0BEN' });
  },
  invalid_cursor: async ({ workspace }) => {
    await expect(callApi(workspace, 'users.list', { cursor: 'at:999' })).resolves.toMatchObject({
      error: 'invalid_cursor',
    });
    return callApi(workspace, 'users.list', { cursor: 'made-up' });
  },
  invalid_limit: async ({ workspace }) => {
    const list = (limit: unknown) =>
      callApi(workspace, 'conversations.members', { channel: 'C0GENERAL', limit });
    await expect(list('999')).resolves.toMatchObject({ ok: true });
    for (const limit of [-1, 1.5, 'many']) {
      await expect(list(limit)).resolves.toMatchObject({ error: 'invalid_limit' });
    }
    return list(1_000);
  },
  user_not_found: ({ workspace }) => callApi(workspace, 'users.info', { user: 'U0NOBODY' }),
  used_url: async ({ workspace }) => {
    const url = await earnResponseUrl(workspace);
    for (let use = 1; use <= 5; use += 1) {
      await expect(respond(url, { text: 'x' })).resolves.toMatchObject({ ok: true });
    }
    return respond(url, { text: 'sixth' });
  },
  expired_url: async ({ workspace, clock }) => {
    const url = await earnResponseUrl(workspace);
    clock.advance(30 * 60_000);
    await expect(respond(url, { text: 'just in time' })).resolves.toMatchObject({ ok: true });
    clock.advance(1);
    return respond(url, { text: 'late' });
  },
};

describe('the stand-in refuses what Slack refuses', () => {
  it.each(Object.entries(CASES))('%s', async (code, request) => {
    await expect(request(await openWorkspace())).resolves.toMatchObject({ ok: false, error: code });
  });

  it.each(Object.entries(REFUSALS))('%s names the page that says so', (_code, { url, when }) => {
    expect(url).toMatch(/^https:\/\/docs\.slack\.dev\//);
    expect(when).not.toBe('');
  });

  it('hands the faults of the passed-in checker to the app', async () => {
    const { workspace } = await openWorkspace({
      validateBlocks: (kind) => [`[ERROR] wrong ${kind}`],
    });
    await expect(post(workspace, {})).resolves.toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] wrong message'] },
    });
    const view = { type: 'home', blocks: [] };
    await expect(
      callApi(workspace, 'views.publish', { user_id: 'U0BEN', view }),
    ).resolves.toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] wrong home'] },
    });
  });

  it('takes forms with JSON inside and the token in a field, as well as JSON', async () => {
    const { workspace } = await openWorkspace();
    const blocks = JSON.stringify([section('from a form')]);
    const body = new URLSearchParams({
      token: BOT_TOKEN,
      channel: '#general',
      text: 'true',
      blocks,
    });
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', body });
    await expect(response.json()).resolves.toMatchObject({ ok: true, message: { text: 'true' } });
    expect(response.headers.get('x-oauth-scopes')).toContain('chat:write');
    expect(workspace.messages('C0GENERAL')[0]?.blocks).toMatchObject([section('from a form')]);
  });

  it('lets the app-level token open connections and nothing else', async () => {
    const { workspace } = await openWorkspace();
    await expect(callApi(workspace, 'apps.connections.open', {}, APP_TOKEN)).resolves.toMatchObject(
      { ok: true, url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:/) },
    );
    await expect(post(workspace, {}, APP_TOKEN)).resolves.toMatchObject({
      error: 'not_allowed_token_type',
    });
  });
});
