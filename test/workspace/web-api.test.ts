import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callApi, openWorkspace } from './start.ts';

describe('the Web API', () => {
  it('posts to a person by opening their direct message, and updates and deletes there', async () => {
    const { workspace } = await openWorkspace();
    const posted = await callApi(workspace, 'chat.postMessage', { channel: 'U0CHEN', text: 'hi' });
    expect(posted).toMatchObject({ ok: true, channel: 'D0CHEN' });
    const place = { channel: 'D0CHEN', ts: posted['ts'] };
    await callApi(workspace, 'chat.update', { ...place, text: 'hello' });
    expect(workspace.messages('D0CHEN')).toMatchObject([{ text: 'hello', isEdited: true }]);
    await callApi(workspace, 'chat.delete', place);
    expect(workspace.messages('D0CHEN')).toEqual([]);
    await workspace.settled();
    const subtypes = workspace.deliveries.map(
      ({ body }) => (body['event'] as { subtype?: string }).subtype, // every delivery is an event here
    );
    expect(new Set(subtypes)).toEqual(new Set([undefined, 'message_changed', 'message_deleted']));
  });

  it('pages through history newest first, without replies, and through a thread oldest first', async () => {
    const { workspace, clock } = await openWorkspace();
    const ben = workspace.as('U0BEN');
    const first = ben.say('C0GENERAL', 'first');
    clock.advance(1_000);
    const reply = ben.say('C0GENERAL', 'reply', { threadTs: first.ts });
    const second = ben.say('C0GENERAL', 'second');
    const args = { channel: 'C0GENERAL', limit: 1 };
    const page = await callApi(workspace, 'conversations.history', args);
    expect(page).toMatchObject({ has_more: true, messages: [{ text: 'second', ts: second.ts }] });
    const { next_cursor: cursor } = page['response_metadata'] as { next_cursor: string }; // has_more
    await expect(
      callApi(workspace, 'conversations.history', { ...args, cursor }),
    ).resolves.toMatchObject({
      has_more: false,
      messages: [{ text: 'first', reply_count: 1, latest_reply: reply.ts }],
    });
    await expect(
      callApi(workspace, 'conversations.replies', { channel: 'C0GENERAL', ts: first.ts }),
    ).resolves.toMatchObject({ messages: [{ text: 'first' }, { text: 'reply' }] });
    const window = { channel: 'C0GENERAL', oldest: first.ts };
    const after = await callApi(workspace, 'conversations.history', window);
    expect(after['messages']).toHaveLength(1);
    const inclusive = { ...window, inclusive: true };
    const from = await callApi(workspace, 'conversations.history', inclusive);
    expect(from['messages']).toHaveLength(2);
  });

  it.each([
    ['auth.test', {}, { user_id: 'U0PAPERBOT', bot_id: 'B0PAPERBOT', team_id: 'T0LOCAL' }],
    ['users.info', { user: 'U0GIA' }, { user: { is_restricted: true, tz: 'Europe/Rome' } }],
    ['conversations.open', { users: 'U0ADA' }, { channel: { id: 'D0ADA' } }],
    ['conversations.info', { channel: 'C0RANDOM' }, { channel: { is_member: false } }],
    ['conversations.info', { channel: 'C0OLD' }, { channel: { is_archived: true } }],
    ['conversations.info', { channel: 'C0LAB' }, { channel: { is_private: true } }],
  ])('%s %j tells %j', async (method, args, answer) => {
    const { workspace } = await openWorkspace();
    await expect(callApi(workspace, method, args)).resolves.toMatchObject({ ok: true, ...answer });
  });

  it('updates a view found by its external_id, which it keeps', async () => {
    const { workspace } = await openWorkspace();
    await workspace.as('U0BEN').command('C0GENERAL', '/papers');
    const trigger = workspace.deliveries.at(-1)?.body['trigger_id'];
    const view = (text: string) => ({
      type: 'modal',
      external_id: 'mine',
      title: { type: 'plain_text', text },
      blocks: [],
    });
    await callApi(workspace, 'views.open', { trigger_id: trigger, view: view('Old') });
    await expect(
      callApi(workspace, 'views.update', { external_id: 'mine', view: view('New') }),
    ).resolves.toMatchObject({ ok: true });
    expect(workspace.modal('U0BEN')?.payload['title']).toMatchObject({ text: 'New' });
  });

  it('does what a fault says, once', async () => {
    const { workspace, clock } = await openWorkspace();
    const args = { channel: 'C0GENERAL', text: 'x' };
    const post = () => callApi(workspace, 'chat.postMessage', args);
    workspace.faults.failNext('chat.postMessage', 'fatal_error');
    await expect(post()).resolves.toEqual({ ok: false, error: 'fatal_error' });
    workspace.faults.failNext('chat.postMessage', 503);
    await expect(post()).resolves.toEqual({ ok: false });
    expect(workspace.calls.at(-1)?.httpStatus).toBe(503);
    expect(workspace.messages('C0GENERAL')).toHaveLength(0);

    workspace.faults.slow('chat.postMessage', 5_000);
    const slow = post();
    await workspace.until(() => workspace.messages('C0GENERAL').length === 1);
    await workspace.settled();
    clock.advance(5_000);
    await expect(slow).resolves.toMatchObject({ ok: true });

    workspace.faults.timeoutAfterAccept('chat.postMessage');
    const headers = { authorization: 'Bearer test-bot-token', 'content-type': 'application/json' };
    const hanging = new AbortController();
    const never = fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers,
      body: JSON.stringify(args),
      signal: hanging.signal,
    });
    await workspace.until(() => workspace.messages('C0GENERAL').length === 2);
    hanging.abort();
    await expect(never).rejects.toThrow('abort');
    await expect(post()).resolves.toMatchObject({ ok: true });
  });

  it.each([
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['evil.127.0.0.1', 403],
    ['localhost:1234', 200],
  ])('answers a request for host %s with %d', async (host, expected) => {
    const { workspace } = await openWorkspace();
    const status = await new Promise((resolve, reject) => {
      const options = { method: 'POST', headers: { host } };
      request(`${workspace.apiUrl}auth.test`, options, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(expected);
  });
});
