import type { View } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { connectApp, MODES, openWorkspace } from './start.ts';

const button = (actionId: string, value: string) => ({
  type: 'button' as const,
  action_id: actionId,
  value,
  text: { type: 'plain_text' as const, text: 'Press' },
});
const actions = (blockId: string, ...elements: ReturnType<typeof button>[]) => ({
  type: 'actions' as const,
  block_id: blockId,
  elements,
});
const form = (callbackId = 'form', title = 'Form'): View => ({
  type: 'modal',
  callback_id: callbackId,
  private_metadata: 'kept',
  notify_on_close: true,
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Go' },
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'typed' },
    },
    {
      type: 'input',
      block_id: 'where',
      optional: true,
      label: { type: 'plain_text', text: 'Where' },
      element: {
        type: 'conversations_select',
        action_id: 'picked',
        default_to_current_conversation: true,
        response_url_enabled: true,
      },
    },
  ],
});

describe.each(MODES)('a Bolt app over %s', (mode) => {
  it('answers a slash command through ack, response URL and Web API', async () => {
    const { workspace } = await openWorkspace();
    await connectApp(workspace, mode, (app) => {
      app.command('/papers', async ({ ack, respond, command, client }) => {
        await ack('looking');
        await respond({ text: `private: ${command.text}` });
        await client.chat.postMessage({ channel: command.channel_id, text: 'public' });
      });
    });
    const reply = await workspace.as('U0BEN').command('C0GENERAL', '/papers', 'a < b');
    expect(reply).toMatchObject({ acked: true, error: undefined });
    await workspace.until(() => workspace.messages('C0GENERAL').length === 1);
    const seen = workspace.messages('C0GENERAL', { as: 'U0BEN' });
    expect(seen.map(({ text, ephemeralFor }) => [text, ephemeralFor])).toEqual([
      ['looking', 'U0BEN'],
      ['private: a &lt; b', 'U0BEN'],
      ['public', undefined],
    ]);
    expect(workspace.messages('C0GENERAL', { as: 'U0ADA' })).toHaveLength(1);
    workspace.as('U0BEN').reload();
    expect(workspace.messages('C0GENERAL', { as: 'U0BEN' })).toHaveLength(1);
  });

  it('hears mentions where it is, and each direct message, once', async () => {
    const { workspace } = await openWorkspace();
    const heard: string[] = [];
    await connectApp(workspace, mode, (app) => {
      app.event('app_mention', async ({ event, say }) => {
        heard.push(`mention ${event.text}`);
        await say({ text: 'here', thread_ts: event.ts });
      });
      app.event('message', async ({ event }) => {
        const subtype = event.subtype ?? 'plain';
        heard.push(`${event.channel_type} ${subtype} ${'text' in event ? event.text : ''}`);
      });
    });
    const ben = workspace.as('U0BEN');
    const asked = ben.say('C0GENERAL', '@paperboy what & why?');
    await workspace.until(() => workspace.messages('C0GENERAL', { threadTs: asked.ts })[1]);
    ben.say('C0GENERAL', 'not for you');
    ben.say('C0RANDOM', '@paperboy not in here');
    const message = ben.say(ben.directMessage(), '@paperboy hello');
    ben.edit(message, 'hello there');
    await workspace.settled();
    expect(heard).toEqual([
      'mention <@U0PAPERBOT> what &amp; why?',
      'im plain <@U0PAPERBOT> hello',
      'im message_changed ',
    ]);
  });

  it('opens a modal from a button on an ephemeral message and replaces that message', async () => {
    const { workspace } = await openWorkspace();
    await connectApp(workspace, mode, (app) => {
      app.command('/papers', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'list', blocks: [actions('row', button('open', 'a'))] });
      });
      app.action('open', async ({ ack, body, client, respond }) => {
        await ack();
        const triggerId = 'trigger_id' in body ? body.trigger_id : '';
        await client.views.open({ trigger_id: triggerId, view: form() });
        await respond({ replace_original: true, text: 'opened' });
      });
    });
    const ben = workspace.as('U0BEN');
    await ben.command('C0GENERAL', '/papers');
    const list = await workspace.until(() => workspace.messages('C0GENERAL', { as: 'U0BEN' })[0]);
    await ben.click(list, { actionId: 'open' });
    await workspace.until(
      () => workspace.messages('C0GENERAL', { as: 'U0BEN' })[0]?.text === 'opened',
    );
    expect(workspace.modal('U0BEN')?.payload).toMatchObject({ callback_id: 'form' });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      container: { type: 'message', is_ephemeral: true, message_ts: list.ts },
      actions: [{ type: 'button', block_id: 'row', action_id: 'open', value: 'a' }],
    });
    expect(workspace.deliveries.at(-1)?.body).not.toHaveProperty('message');
  });

  it('takes a form through errors, update, push and clear', async () => {
    const { workspace } = await openWorkspace();
    const answers: object[] = [
      { response_action: 'errors', errors: { name: 'too short' } },
      { response_action: 'update', view: form('form', 'Updated') },
      { response_action: 'push', view: form('form', 'Pushed') },
      { response_action: 'clear' },
    ];
    await connectApp(workspace, mode, (app) => {
      app.shortcut('start', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: form() });
      });
      app.view('form', async ({ ack }) => {
        await ack(answers.shift() as never); // the table holds what Bolt's type allows
      });
    });
    const ben = workspace.as('U0BEN');
    await ben.globalShortcut('start');
    const title = () => JSON.stringify(workspace.modal('U0BEN')?.payload['title'] ?? 'closed');
    await workspace.until(() => workspace.modal('U0BEN'));
    await expect(ben.submit()).resolves.toMatchObject({ error: 'input_required' });
    await ben.submit({ typed: 'x' });
    expect(workspace.modal('U0BEN')?.errors).toEqual({ name: 'too short' });
    await ben.submit({ typed: 'long enough', picked: 'C0LAB' });
    expect(title()).toContain('Updated');
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      view: {
        private_metadata: 'kept',
        state: {
          values: {
            name: { typed: { type: 'plain_text_input', value: 'long enough' } },
            where: { picked: { selected_conversation: 'C0LAB' } },
          },
        },
      },
      response_urls: [{ channel_id: 'C0LAB', block_id: 'where', action_id: 'picked' }],
    });
    await ben.submit({ typed: 'again' });
    expect(title()).toContain('Pushed');
    await ben.submit({ typed: 'again' });
    expect(title()).toBe('"closed"');
  });

  it('tells the app of Home tabs, joins, message shortcuts and closed modals', async () => {
    const { workspace } = await openWorkspace();
    const heard: string[] = [];
    await connectApp(workspace, mode, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        heard.push(`home ${event.tab}`);
        const view = { type: 'home' as const, blocks: [actions('row', button('press', '1'))] };
        await client.views.publish({ user_id: event.user, view });
      });
      app.event('member_joined_channel', async ({ event }) => {
        heard.push(`${event.user} joined ${event.channel}`);
      });
      app.shortcut('related', async ({ ack, shortcut, client }) => {
        await ack();
        heard.push(`related to ${'message' in shortcut ? shortcut.message.text : ''}`);
        await client.views.open({ trigger_id: shortcut.trigger_id, view: form() });
      });
      app.action('press', async ({ ack, body }) => {
        heard.push(`pressed in ${'container' in body ? body.container['type'] : ''}`);
        await ack();
      });
      app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack }) => {
        heard.push('closed');
        await ack();
      });
    });
    const ben = workspace.as('U0BEN');
    ben.openHome();
    await workspace.until(() => workspace.home('U0BEN'));
    await ben.click('home', { actionId: 'press', value: '1' });
    ben.invite('C0RANDOM');
    const message = ben.say('C0GENERAL', 'attention');
    await ben.messageShortcut('related', message);
    await workspace.until(() => workspace.modal('U0BEN'));
    await ben.close();
    await workspace.settled();
    expect(workspace.modal('U0BEN')).toBeUndefined();
    expect(heard.sort()).toEqual([
      'U0PAPERBOT joined C0RANDOM',
      'closed',
      'home home',
      'pressed in view',
      'related to attention',
    ]);
  });

  it('gets an event again when its ack was lost, and twice when it is duplicated', async () => {
    const { workspace } = await openWorkspace();
    const heard: string[] = [];
    await connectApp(workspace, mode, (app) => {
      app.event('message', async ({ body, context }) => {
        heard.push(`${body.event_id.slice(0, 7)} retry ${context.retryNum || 'none'}`);
      });
    });
    const ben = workspace.as('U0BEN');
    workspace.faults.retryEvents();
    ben.say(ben.directMessage(), 'one');
    await workspace.settled();
    expect(heard).toEqual(['Ev0LOCA retry none', 'Ev0LOCA retry 1']);
    workspace.faults.duplicateEvents();
    ben.say(ben.directMessage(), 'two');
    await workspace.settled();
    expect(heard.slice(2)).toEqual(['Ev0LOCA retry none', 'Ev0LOCA retry none']);
    const ids = workspace.deliveries.map(({ body }) => body['event_id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('shows the person a timeout when a command is not acked, and does not send it again', async () => {
    const { workspace, clock } = await openWorkspace();
    await connectApp(workspace, mode, (app) => {
      app.command('/papers', async ({ ack }) => {
        clock.advance(3_000);
        await ack('too late');
      });
    });
    await expect(workspace.as('U0BEN').command('C0GENERAL', '/papers')).resolves.toMatchObject({
      acked: false,
      error: 'operation_timeout',
      shown: expect.stringContaining('/papers failed'),
    });
    clock.advance(600_000);
    await workspace.settled();
    expect(workspace.deliveries).toHaveLength(1);
    expect(workspace.messages('C0GENERAL', { as: 'U0BEN' })).toEqual([]);
  });
});
