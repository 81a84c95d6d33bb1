import { describe, expect, it } from 'vitest';
import { EVENT_RULES } from '../../src/workspace/scopes.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { callApi, openWorkspace } from './start.ts';

const post = (workspace: Workspace, channel: string) =>
  callApi(workspace, 'chat.postMessage', { channel, text: 'x' });

describe('what happens over the app’s head', () => {
  it('takes the bot out of channels, which a private one is not found after', async () => {
    const { workspace } = await openWorkspace();
    for (const [channel, error] of [
      ['C0GENERAL', 'not_in_channel'],
      ['C0LAB', 'channel_not_found'],
    ] as const) {
      await expect(post(workspace, channel)).resolves.toMatchObject({ ok: true });
      workspace.kick(channel);
      await expect(post(workspace, channel)).resolves.toMatchObject({ error });
      await expect(callApi(workspace, 'conversations.history', { channel })).resolves.toMatchObject(
        { error },
      );
      expect(() => workspace.kick(channel)).toThrow(`U0PAPERBOT is not in ${channel}`);
    }
    workspace.as('U0BEN').invite('C0LAB');
    await expect(post(workspace, 'C0LAB')).resolves.toMatchObject({ ok: true });
    // Nothing of it reaches an app that is not subscribed; joining does.
    await workspace.settled();
    const heard = new Set(workspace.deliveries.map(({ type }) => type));
    expect(heard).toEqual(new Set(['member_joined_channel']));
  });

  it('archives and deletes channels', async () => {
    const { workspace } = await openWorkspace();
    workspace.archive('C0GENERAL');
    await expect(post(workspace, 'C0GENERAL')).resolves.toMatchObject({ error: 'is_archived' });
    await expect(
      callApi(workspace, 'conversations.info', { channel: 'C0GENERAL' }),
    ).resolves.toMatchObject({ channel: { is_archived: true } });
    await post(workspace, 'C0READING');
    workspace.deleteChannel('C0READING');
    await expect(post(workspace, 'C0READING')).resolves.toMatchObject({
      error: 'channel_not_found',
    });
    expect(workspace.messages('C0READING')).toEqual([]);
    expect(() => workspace.archive('C0READING')).toThrow('there is no channel C0READING');
  });

  it('changes what people are, closes accounts, and lets people go', async () => {
    const { workspace } = await openWorkspace();
    const members = async (channel: string) =>
      (await callApi(workspace, 'conversations.members', { channel }))['members'];
    workspace.setRole('U0CHEN', 'guest');
    await expect(callApi(workspace, 'users.info', { user: 'U0CHEN' })).resolves.toMatchObject({
      user: { is_restricted: true, is_ultra_restricted: false },
    });
    workspace.as('U0ADA').leave('C0GENERAL');
    expect(() => workspace.as('U0ADA').leave('C0GENERAL')).toThrow('ada is not in C0GENERAL');
    workspace.deactivate('U0BEN');
    await expect(members('C0GENERAL')).resolves.toEqual(['U0CHEN', 'U0PAPERBOT']);
    expect(() => workspace.as('U0BEN')).toThrow('the account of U0BEN was closed');
    // Slack takes it, and nobody reads it.
    await expect(post(workspace, 'U0BEN')).resolves.toMatchObject({ ok: true });
    expect(() => workspace.setRole('U0NOBODY', 'admin')).toThrow('there is no user U0NOBODY');
  });

  it.each(['token_revoked', 'account_inactive', 'invalid_auth'] as const)(
    'makes every call %s, until the token is good again',
    async (error) => {
      const { workspace } = await openWorkspace();
      const restore = workspace.revokeToken(error);
      for (const method of ['auth.test', 'chat.postMessage', 'users.info', 'views.publish']) {
        await expect(callApi(workspace, method, {})).resolves.toEqual({ ok: false, error });
      }
      restore();
      await expect(callApi(workspace, 'auth.test', {})).resolves.toMatchObject({ ok: true });
    },
  );

  it('is told to an app that subscribed to it', async () => {
    const { workspace } = await openWorkspace({ events: [...EVENT_RULES.keys()] });
    workspace.kick('C0GENERAL', 'U0BEN');
    workspace.as('U0ADA').leave('C0LAB');
    // Of its own leaving it is not told, nor of what happens where it is not.
    workspace.kick('C0GENERAL');
    workspace.kick('C0RANDOM', 'U0BEN');
    workspace.revokeToken();
    await workspace.settled();
    const events = workspace.deliveries.map(({ body }) => body['event']);
    expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(3);
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'member_left_channel', user: 'U0BEN', channel_type: 'C' }),
        expect.objectContaining({ type: 'member_left_channel', user: 'U0ADA', channel: 'C0LAB' }),
        expect.objectContaining({
          type: 'tokens_revoked',
          tokens: { oauth: [], bot: ['U0PAPERBOT'] },
        }),
      ]),
    );
  });
});
