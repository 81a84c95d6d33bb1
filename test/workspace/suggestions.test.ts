/** Menus whose options the app makes as somebody types, over both transports. */
import { describe, expect, it } from 'vitest';
import { listProblems } from '../../src/blocks/limits.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { callApi, connectApp, MODES, type Mode, openWorkspace } from './start.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(`Option ${value}`), value });
const TARGET = { actionId: 'find' };

const menu = (known: object = {}) => ({
  type: 'input',
  dispatch_action: true,
  label: plain('Find'),
  element: { type: 'external_select', action_id: 'find', ...known },
});

async function publishHome(workspace: Workspace, ...blocks: object[]): Promise<void> {
  const reply = await callApi(workspace, 'views.publish', {
    user_id: 'U0BEN',
    view: { type: 'home', blocks },
  });
  expect(reply).toMatchObject({ ok: true });
}

/** An app that answers whatever is typed with this. */
async function openAnswering(mode: Mode, answer: unknown) {
  const { workspace } = await openWorkspace({ validateBlocks: listProblems });
  const chosen: unknown[] = [];
  await connectApp(workspace, mode, (app) => {
    app.options('find', async ({ ack }) => {
      await ack(answer as never); // also what Bolt's types would refuse
    });
    app.view('form', async ({ ack }) => await ack());
    app.action('find', async ({ ack, action }) => {
      await ack();
      chosen.push('selected_option' in action ? action.selected_option : undefined);
    });
  });
  await publishHome(workspace, menu({ min_query_length: 2 }));
  return { workspace, ben: workspace.as('U0BEN'), chosen };
}

describe.each(MODES)('a menu that asks the app over %s', (mode) => {
  it('gets the options, of which one can be chosen', async () => {
    const answer = { options: [option('a'), option('b')] };
    const { workspace, ben, chosen } = await openAnswering(mode, answer);
    await expect(ben.suggest('home', TARGET, 'op')).resolves.toMatchObject({
      acked: true,
      offered: answer,
    });
    expect(workspace.deliveries.at(-1)).toMatchObject({
      kind: 'interactive',
      type: 'block_suggestion',
      body: {
        type: 'block_suggestion',
        user: { id: 'U0BEN' },
        team: { id: expect.any(String) },
        container: { type: 'view' },
        view: { type: 'home' },
        block_id: expect.any(String),
        action_id: 'find',
        value: 'op',
      },
    });
    await ben.click('home', { ...TARGET, value: 'b' });
    await workspace.until(() => chosen[0]);
    expect(chosen).toEqual([option('b')]);
  });

  it('says nothing was found when the app says so', async () => {
    const { ben } = await openAnswering(mode, { options: [] });
    await expect(ben.suggest('home', TARGET, 'op')).resolves.toMatchObject({
      error: undefined,
      offered: { options: [] },
    });
  });

  it.each([
    undefined,
    {},
    { options: Array.from({ length: 101 }, () => option('a')) },
    { options: [option('x'.repeat(76))] },
    { options: [{ ...option('a'), text: plain('x'.repeat(76)) }] },
  ])('shows none of an answer Slack would refuse: %#', async (answer) => {
    const { ben } = await openAnswering(mode, answer);
    await expect(ben.suggest('home', TARGET, 'op')).resolves.toMatchObject({
      error: 'invalid_response',
      offered: undefined,
      shown: 'The options could not be loaded. Go on typing to try again.',
    });
  });
});

describe('a menu that asks the app', () => {
  it('lets nothing be chosen that was not offered to that person', async () => {
    const { workspace, ben } = await openAnswering('signed HTTP', { options: [option('a')] });
    await expect(ben.click('home', { ...TARGET, value: 'a' })).rejects.toThrow('offered: ');
    await ben.suggest('home', TARGET, 'op');
    await expect(ben.click('home', { ...TARGET, value: 'c' })).rejects.toThrow('offered: a');
    await expect(workspace.as('U0ADA').suggest('home', TARGET, 'op')).rejects.toThrow('no home');
  });

  it('says that it could not be loaded when there is no app', async () => {
    const { workspace } = await openWorkspace();
    await publishHome(workspace, menu());
    const ben = workspace.as('U0BEN');
    await expect(ben.suggest('home', TARGET, 'opt')).resolves.toMatchObject({
      acked: false,
      error: 'dispatch_failed',
      offered: undefined,
    });
  });

  it('asks from so many letters on, three where it does not say', async () => {
    const { workspace, ben } = await openAnswering('signed HTTP', { options: [] });
    await expect(ben.suggest('home', TARGET, 'o')).rejects.toThrow('asks from 2 letters on');
    await publishHome(workspace, menu());
    await expect(ben.suggest('home', TARGET, 'op')).rejects.toThrow('asks from 3 letters on');
  });

  it('is none that has options of its own', async () => {
    const { workspace, ben } = await openAnswering('signed HTTP', { options: [] });
    await publishHome(workspace, menu({ type: 'static_select', options: [option('a')] }));
    await expect(ben.suggest('home', TARGET, 'opt')).rejects.toThrow('has options of its own');
  });

  it('sends where it stands on a message, and in a form what was chosen', async () => {
    const { workspace, ben } = await openAnswering('signed HTTP', {
      option_groups: [{ label: plain('All'), options: [option('a')] }],
    });
    const { element } = menu();
    const blocks = [{ type: 'actions', elements: [element] }];
    await callApi(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text: 'x', blocks });
    const [message] = workspace.messages('C0GENERAL');
    if (message === undefined) throw new Error('nothing was posted');
    await ben.suggest(message, TARGET, 'opt');
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      container: { type: 'message', message_ts: message.ts },
      channel: { id: 'C0GENERAL' },
      message: { text: 'x' },
    });
    await ben.click(message, { ...TARGET, value: 'a' });
    const view = {
      type: 'modal',
      callback_id: 'form',
      title: plain('Form'),
      submit: plain('Go'),
      blocks: [menu({ initial_option: option('first') })],
    };
    const body = workspace.deliveries.at(-1)?.body ?? {};
    await callApi(workspace, 'views.open', { trigger_id: body['trigger_id'], view });
    await ben.suggest('modal', TARGET, 'opt');
    await ben.submit({ find: 'a' });
    expect(JSON.stringify(workspace.deliveries.at(-1)?.body)).toContain('"text":"Option a"');
  });
});
