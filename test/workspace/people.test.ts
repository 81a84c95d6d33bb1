import { describe, expect, it } from 'vitest';
import { callApi, connectApp, openWorkspace } from './start.ts';

const picker = {
  type: 'section',
  block_id: 'row',
  text: { type: 'plain_text', text: 'paper' },
  accessory: {
    type: 'overflow',
    action_id: 'menu',
    options: [
      { text: { type: 'plain_text', text: 'Save' }, value: 'save' },
      { text: { type: 'plain_text', text: 'Cite' }, value: 'cite' },
    ],
  },
};

async function respond(url: unknown, payload: object): Promise<number> {
  const init = { method: 'POST', body: JSON.stringify(payload) };
  return (await fetch(String(url), init)).status;
}

describe('people', () => {
  it('cannot run a command in a thread, nor do what their client would not offer', async () => {
    const { workspace } = await openWorkspace();
    const gia = workspace.as('U0GIA');
    await expect(
      gia.command('C0READING', '/papers', '', { threadTs: '1.000001' }),
    ).resolves.toMatchObject({ shown: '/papers is not supported in threads. Sorry!' });
    expect(() => gia.say('C0GENERAL', 'let me in')).toThrow('gia is not in C0GENERAL');
    expect(() => workspace.as('U0ADA').say('C0OLD', 'anyone?')).toThrow('archived');
    expect(() => workspace.as('U0NOBODY')).toThrow('no user U0NOBODY');
    expect(workspace.deliveries).toEqual([]);
  });

  it('pick from menus, and see only their own ephemeral messages', async () => {
    const { workspace } = await openWorkspace();
    const args = { channel: 'C0GENERAL', user: 'U0BEN', text: 'x', blocks: [picker] };
    await callApi(workspace, 'chat.postEphemeral', args);
    const [message] = workspace.messages('C0GENERAL', { as: 'U0BEN' });
    if (message === undefined) throw new Error('nothing was posted');
    const ben = workspace.as('U0BEN');
    await ben.click(message, { actionId: 'menu', value: 'cite' });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      actions: [{ type: 'overflow', selected_option: { value: 'cite' } }],
    });
    const ada = workspace.as('U0ADA');
    await expect(ada.click(message, { actionId: 'menu', value: 'cite' })).rejects.toThrow(
      'does not see',
    );
    await expect(ben.click(message, { actionId: 'menu', value: 'eat' })).rejects.toThrow(
      'offered: save, cite',
    );
    await expect(ben.click(message, { actionId: 'gone' })).rejects.toThrow('there are: menu');
  });

  it('hand in a time with its zone, and not without a time', async () => {
    const { workspace } = await openWorkspace();
    await connectApp(workspace, 'signed HTTP', (app) => {
      app.command('/papers', async ({ ack, client, body }) => {
        await ack();
        const text = { type: 'plain_text', text: 'Time' } as const;
        const element = { type: 'timepicker', action_id: 'at', timezone: 'Europe/Berlin' } as const;
        await client.views.open({
          trigger_id: body.trigger_id,
          view: {
            type: 'modal',
            title: text,
            submit: text,
            blocks: [{ type: 'input', block_id: 'time', label: text, element }],
          },
        });
      });
      app.view(/./, async ({ ack }) => ack());
    });
    const ben = workspace.as('U0BEN');
    await ben.command('C0GENERAL', '/papers');
    await workspace.until(() => workspace.modal('U0BEN'));
    await expect(ben.submit()).resolves.toMatchObject({ error: 'input_required' });
    await ben.submit({ at: '09:00' });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      view: {
        state: {
          values: {
            time: {
              at: { type: 'timepicker', selected_time: '09:00', timezone: 'Europe/Berlin' },
            },
          },
        },
      },
    });
  });

  it('press one of two thumbs, which the app is told by its value and text', async () => {
    const { workspace } = await openWorkspace();
    const thumb = (text: string, value: string) => ({
      text: { type: 'plain_text', text },
      value,
    });
    const feedback = {
      type: 'feedback_buttons',
      action_id: 'vote',
      positive_button: thumb('Good', 'good:a1'),
      negative_button: thumb('Bad', 'bad:a1'),
    };
    const trash = {
      type: 'icon_button',
      action_id: 'bin',
      icon: 'trash',
      text: { type: 'plain_text', text: 'Delete' },
      value: 'a1',
      visible_to_user_ids: ['U0BEN'],
    };
    const blocks = [{ type: 'context_actions', elements: [feedback, trash] }];
    await callApi(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'x', blocks });
    const [message] = workspace.messages('C0GENERAL');
    if (message === undefined) throw new Error('nothing was posted');
    const ben = workspace.as('U0BEN');
    await ben.click(message, { actionId: 'vote', value: 'bad:a1' });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      type: 'block_actions',
      actions: [{ type: 'feedback_buttons', action_id: 'vote', ...feedback.negative_button }],
    });
    await ben.click(message, { actionId: 'bin' });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      actions: [{ type: 'icon_button', action_id: 'bin', icon: 'trash', value: 'a1' }],
    });
    await expect(ben.click(message, { actionId: 'vote' })).rejects.toThrow('good:a1, bad:a1');
    await expect(workspace.as('U0ADA').click(message, { actionId: 'bin' })).rejects.toThrow(
      'ada does not see bin',
    );
  });

  it('get answers of a response URL where they are, also without the bot', async () => {
    const { workspace } = await openWorkspace();
    await workspace.as('U0BEN').command('D0ADABEN', '/papers');
    const url = workspace.deliveries.at(-1)?.body['response_url'];
    await expect(respond(url, { text: 'only you' })).resolves.toBe(200);
    await expect(respond(url, { text: 'all', response_type: 'in_channel' })).resolves.toBe(200);
    const texts = (as: string) => workspace.messages('D0ADABEN', { as }).map(({ text }) => text);
    expect(texts('U0BEN')).toEqual(['only you', 'all']);
    expect(texts('U0ADA')).toEqual(['all']);
    await expect(respond(url, { text: '' })).resolves.toBe(400);
  });

  it('see a message replaced or deleted through the response URL of a click on it', async () => {
    const { workspace } = await openWorkspace();
    const args = { channel: 'C0GENERAL', text: 'x', blocks: [picker] };
    await callApi(workspace, 'chat.postMessage', args);
    const [message] = workspace.messages('C0GENERAL');
    if (message === undefined) throw new Error('nothing was posted');
    await workspace.as('U0BEN').click(message, { actionId: 'menu', value: 'save' });
    const body = workspace.deliveries.at(-1)?.body ?? {};
    expect(body).toMatchObject({ message: { ts: message.ts, text: 'x' } });
    await respond(body['response_url'], { text: 'saved', replace_original: true });
    expect(workspace.messages('C0GENERAL')).toMatchObject([{ ts: message.ts, text: 'saved' }]);
    await respond(body['response_url'], { text: 'new', replace_original: false });
    expect(workspace.messages('C0GENERAL', { as: 'U0BEN' })).toHaveLength(2);
    await respond(body['response_url'], { delete_original: true });
    expect(workspace.messages('C0GENERAL', { as: 'U0BEN' })).toMatchObject([{ text: 'new' }]);
  });

  it('meet dead response URLs and expired triggers when told to', async () => {
    const { workspace } = await openWorkspace();
    workspace.faults.deadResponseUrls();
    workspace.faults.expireTriggers();
    const outcome = () => {
      const body = workspace.deliveries.at(-1)?.body ?? {};
      const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] };
      const open = { trigger_id: body['trigger_id'], view };
      return Promise.all([
        respond(body['response_url'], { text: 'x' }),
        callApi(workspace, 'views.open', open).then(({ error }) => error),
      ]);
    };
    await workspace.as('U0BEN').command('C0GENERAL', '/papers');
    await expect(outcome()).resolves.toEqual([404, 'expired_trigger_id']);
    await workspace.as('U0BEN').command('C0GENERAL', '/papers');
    await expect(outcome()).resolves.toEqual([200, undefined]);
  });

  it('edit in channels without the app hearing of it, unless it is mentioned', async () => {
    const { workspace } = await openWorkspace();
    const ben = workspace.as('U0BEN');
    const message = ben.say('C0GENERAL', 'hello');
    ben.edit(message, 'hello all');
    await workspace.settled();
    expect(workspace.deliveries).toEqual([]);
    ben.edit(message, 'hello @paperboy');
    await workspace.until(() => workspace.deliveries[0]);
    expect(workspace.deliveries[0]?.body['event']).toMatchObject({
      type: 'app_mention',
      ts: message.ts,
      edited: { user: 'U0BEN' },
    });
  });

  it('get ephemeral messages in a direct message that are events to nobody', async () => {
    const { workspace } = await openWorkspace();
    const ben = workspace.as('U0BEN');
    const args = { channel: ben.directMessage(), user: 'U0BEN', text: 'x', blocks: [picker] };
    await callApi(workspace, 'chat.postEphemeral', args);
    const [message] = workspace.messages(ben.directMessage(), { as: 'U0BEN' });
    if (message === undefined) throw new Error('nothing was posted');
    await ben.click(message, { actionId: 'menu', value: 'save' });
    const url = workspace.deliveries.at(-1)?.body['response_url'];
    await respond(url, { text: 'saved', replace_original: true });
    await respond(url, { delete_original: true });
    await workspace.settled();
    expect(workspace.deliveries.map(({ type }) => type)).toEqual(['block_actions']);
  });

  it('see other bots, whose posts reach the app as theirs', async () => {
    const { workspace } = await openWorkspace();
    workspace.as('U0OTHERBOT').say('C0READING', '@paperboy do my work');
    await workspace.until(() => workspace.deliveries[0]);
    expect(workspace.deliveries[0]?.body['event']).toMatchObject({
      type: 'app_mention',
      bot_id: 'B0OTHERBOT',
    });
  });

  it('see nothing change when an app answers a form with what is not one of its inputs', async () => {
    const { workspace } = await openWorkspace();
    const text = (value: string) => ({ type: 'plain_text' as const, text: value });
    await connectApp(workspace, 'signed HTTP', (app) => {
      app.shortcut('start', async ({ ack, shortcut, client }) => {
        await ack();
        const view = { type: 'modal' as const, callback_id: 'form', title: text('T'), blocks: [] };
        await client.views.open({ trigger_id: shortcut.trigger_id, view });
      });
      app.view('form', async ({ ack }) => {
        await ack({ response_action: 'errors', errors: { nowhere: 'wrong' } });
      });
    });
    const ben = workspace.as('U0BEN');
    await ben.globalShortcut('start');
    await workspace.until(() => workspace.modal('U0BEN'));
    await expect(ben.submit()).resolves.toMatchObject({ error: 'invalid_response' });
    expect(workspace.modal('U0BEN')).toBeDefined();
  });

  it('wait in vain with an error that tells what happened last', async () => {
    const { workspace } = await openWorkspace();
    await workspace.as('U0BEN').command('C0GENERAL', '/papers');
    await expect(workspace.until(() => false, 1)).rejects.toThrow(
      'to the app: /papers connection_failed',
    );
  });
});
