import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SEED } from '../../src/workspace/seed.ts';
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

  it('pages through the members of a channel and through everybody', async () => {
    const { workspace } = await openWorkspace();
    const list = async (method: string, key: string, args: object) => {
      const found: unknown[] = [];
      let cursor = '';
      do {
        const page = await callApi(workspace, method, { ...args, limit: 2, cursor });
        found.push(...(page[key] as unknown[])); // as documented
        cursor = (page['response_metadata'] as { next_cursor: string }).next_cursor;
      } while (cursor !== '');
      return found;
    };
    // A public channel the bot is not in is open to it, a private one is not there.
    await expect(
      list('conversations.members', 'members', { channel: 'C0RANDOM' }),
    ).resolves.toEqual(['U0ADA', 'U0BEN', 'U0CHEN']);
    await expect(
      callApi(workspace, 'conversations.members', { channel: 'C0LEADS' }),
    ).resolves.toMatchObject({ error: 'channel_not_found' });
    const people = await list('users.list', 'members', {});
    expect(people).toHaveLength(workspace.users().length);
    const whole = await callApi(workspace, 'users.list', {});
    expect(whole['members']).toEqual(people);
  });

  it('tells guests, closed accounts, people of another workspace and zones apart', async () => {
    const visitor = {
      id: 'U0VIV',
      name: 'viv',
      realName: 'Viv Visitor',
      role: 'owner',
      tz: 'Asia/Kolkata',
      teamId: 'T0OTHER',
    } as const;
    const users = [...DEFAULT_SEED.users, visitor];
    const channels = DEFAULT_SEED.channels.map((each) =>
      each.id === 'C0READING' ? { ...each, members: [...each.members, 'U0VIV'] } : each,
    );
    const { workspace, clock } = await openWorkspace({ seed: { users, channels } });
    const info = async (user: string) => (await callApi(workspace, 'users.info', { user }))['user'];
    await expect(info('U0VIV')).resolves.toMatchObject({
      team_id: 'T0OTHER',
      is_owner: true,
      is_admin: true,
      tz_offset: 19_800,
    });
    await expect(
      callApi(workspace, 'conversations.info', { channel: 'C0READING' }),
    ).resolves.toMatchObject({ channel: { is_ext_shared: true } });

    await expect(info('U0GIA')).resolves.toMatchObject({
      is_restricted: true,
      is_ultra_restricted: true,
    });
    workspace.as('U0BEN').invite('C0GENERAL', 'U0GIA');
    await expect(info('U0GIA')).resolves.toMatchObject({
      is_restricted: true,
      is_ultra_restricted: false,
    });

    const winter = { is_restricted: false, deleted: false, tz: 'America/New_York' };
    await expect(info('U0BEN')).resolves.toMatchObject({ ...winter, tz_offset: -18_000 });
    clock.advance(7 * 86_400_000);
    await expect(info('U0BEN')).resolves.toMatchObject({ ...winter, tz_offset: -14_400 });
    workspace.deactivate('U0BEN');
    const closed = await info('U0BEN');
    expect(closed).toMatchObject({ id: 'U0BEN', deleted: true });
    expect(closed).not.toHaveProperty('tz');
  });

  it('links to a message, to a reply with its thread', async () => {
    const { workspace } = await openWorkspace();
    const ben = workspace.as('U0BEN');
    const { ts } = ben.say('C0GENERAL', 'first');
    const reply = ben.say('C0GENERAL', 'reply', { threadTs: ts });
    const link = (args: object) =>
      callApi(workspace, 'chat.getPermalink', { channel: 'C0GENERAL', ...args });
    const toPath = (at: string) => `${workspace.url}/archives/C0GENERAL/p${at.replace('.', '')}`;
    await expect(link({ message_ts: ts })).resolves.toEqual({
      ok: true,
      channel: 'C0GENERAL',
      permalink: toPath(ts),
    });
    await expect(link({ message_ts: reply.ts })).resolves.toMatchObject({
      permalink: `${toPath(reply.ts)}?thread_ts=${ts}&cid=C0GENERAL`,
    });
    await expect(link({ message_ts: '1.000001' })).resolves.toMatchObject({
      error: 'message_not_found',
    });
    await expect(link({ channel: 'C0LEADS', message_ts: ts })).resolves.toMatchObject({
      error: 'channel_not_found',
    });
  });

  it('keeps metadata with a message, and tells all of it to those only who ask for all', async () => {
    const { workspace } = await openWorkspace();
    const metadata = { event_type: 'digest_entry', event_payload: { key: 'abc', at: 1 } };
    const place = { channel: 'C0GENERAL' };
    const parent = await callApi(workspace, 'chat.postMessage', { ...place, text: 'x', metadata });
    expect(parent).toMatchObject({ message: { metadata: { event_type: 'digest_entry' } } });
    const { ts } = parent;
    await callApi(workspace, 'chat.postMessage', { ...place, text: 'y', thread_ts: ts, metadata });
    const read = async (method: string, args: object) => {
      const answer = await callApi(workspace, method, { ...place, ...args });
      return (answer['messages'] as { metadata?: unknown }[]).map((each) => each.metadata); // as documented
    };
    const all = { include_all_metadata: true };
    await expect(read('conversations.history', all)).resolves.toEqual([metadata]);
    await expect(read('conversations.replies', { ts, ...all })).resolves.toEqual([
      metadata,
      metadata,
    ]);
    const bare = { event_type: 'digest_entry' };
    await expect(read('conversations.history', {})).resolves.toEqual([bare]);
    await expect(read('conversations.replies', { ts })).resolves.toEqual([bare, bare]);

    const odd = { ...metadata, event_type: 'digest.entry' };
    await callApi(workspace, 'chat.postMessage', { ...place, text: 'z', metadata: odd });
    await expect(read('conversations.history', { ...all, limit: 1 })).resolves.toEqual([undefined]);
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
