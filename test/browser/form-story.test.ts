/**
 * Forms and links of an app, by mouse, in Chromium: every element a form of Paperboy may have,
 * forms on forms, and links from one message to another. The app is a small one of this test's own.
 */
import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { preparePage } from '../../src/app/page-build.ts';
import { listProblems } from '../../src/blocks/limits.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { callApi, connectApp, openWorkspace, START_MS } from '../workspace/start.ts';
import { openBrowser, visit } from './browser.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map(option);

const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: block_id, ...element },
  ...more,
});

const FORM = {
  type: 'modal',
  callback_id: 'subscribe',
  title: plain('Subscribe'),
  submit: plain('Preview'),
  close: plain('Cancel'),
  blocks: [
    input('where', 'Channel', {
      type: 'conversations_select',
      default_to_current_conversation: true,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    }),
    input('topics', 'Topics', {
      type: 'plain_text_input',
      multiline: true,
      placeholder: plain('One a line'),
    }),
    input(
      'not',
      'Without',
      { type: 'plain_text_input', max_length: 100 },
      { optional: true, hint: plain('Words a paper must not have') },
    ),
    input('least', 'How much', {
      type: 'static_select',
      options: ['Everything', 'The best'].map(option),
      initial_option: option('Everything'),
    }),
    input('days', 'Days', {
      type: 'multi_static_select',
      options: DAYS,
      initial_options: DAYS.slice(0, 2),
    }),
    input(
      'also',
      'Also',
      {
        type: 'checkboxes',
        options: ['Weekly', 'Alerts'].map(option),
      },
      { optional: true },
    ),
    input('at', 'Time', { type: 'timepicker', initial_time: '09:00', timezone: 'Europe/Berlin' }),
    { type: 'divider' },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: 'The last 7 days would have brought *9 papers*.' },
      accessory: {
        type: 'overflow',
        action_id: 'more',
        options: ['Pause', 'Remove'].map(option),
      },
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: ['Attention', 'Merging'].map((text) => ({
            type: 'rich_text_section',
            elements: [{ type: 'text', text }],
          })),
        },
      ],
    },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'example', text: plain('Show an example') }],
    },
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'next: *Mon 09:00* Europe/Berlin' }] },
  ],
};

const step = (title: string) => ({
  type: 'modal',
  callback_id: 'step',
  title: plain(title),
  submit: plain('Next'),
  close: plain('Back'),
  blocks: [{ type: 'section', text: plain(`This is ${title}.`) }],
});

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  return () => browser.close();
});

async function open(listen: (app: App) => void): Promise<Workspace> {
  const { workspace } = await openWorkspace({ validateBlocks: listProblems });
  await connectApp(workspace, 'signed HTTP', listen);
  await workspace.openPage({
    folder: await preparePage(() => undefined),
    app: { name: 'Paperboy', botUserId: 'U0PAPERBOT', commands: [], shortcuts: [], prompts: [] },
    time: () => ({ nowMs: START_MS, zone: 'Europe/Berlin', stops: [], isPassing: false }),
    passTime: () => Promise.resolve(),
  });
  return workspace;
}

async function look(workspace: Workspace, route: string): Promise<Page> {
  const tab = await visit(browser, `${workspace.url}/#${route}`);
  onTestFinished(() => tab.close());
  await tab.page.getByRole('textbox', { name: /^Message/ }).waitFor();
  return tab.page;
}

it('fills a form with everything in it, and finds it filled on the way back', async () => {
  const sent: unknown[] = [];
  const workspace = await open((app) => {
    app.command('/papers', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: FORM as never });
    });
    app.view('subscribe', async ({ ack, view }) => {
      sent.push(view.state.values);
      await ack({ response_action: 'push', view: step('Step 2') as never });
    });
    app.view('step', async ({ ack, view }) => {
      const isLast = view.title.text === 'Step 3';
      await (isLast
        ? ack({ response_action: 'clear' })
        : ack({ response_action: 'push', view: step('Step 3') as never }));
    });
    app.action(/./, async ({ ack, payload }) => {
      sent.push(payload.type);
      await ack();
    });
  });
  const page = await look(workspace, 'U0BEN/C0GENERAL');
  void workspace.as('U0BEN').command('C0GENERAL', '/papers');

  const form = page.getByRole('dialog', { name: 'Subscribe' });
  const channel = form.getByRole('combobox', { name: 'Channel' });
  await channel.waitFor();
  expect(await channel.inputValue()).toBe('#general');
  await channel.click();
  // All Ben can see, his own and those he could join; no direct messages, nothing archived.
  expect(await page.getByRole('option').allTextContents()).toEqual([
    '#general',
    '#lab-privatePrivate channel',
    '#random',
    '#reading',
  ]);
  await page.getByRole('option', { name: '#reading' }).click();
  await form.getByRole('textbox', { name: 'Topics' }).fill('attention\nmodel merging');
  await form.getByRole('textbox', { name: 'Without' }).fill('survey');
  await form.getByRole('combobox', { name: 'How much' }).click();
  await page.getByRole('option', { name: 'The best' }).click();
  await form.getByRole('combobox', { name: 'Days' }).click();
  await page.getByRole('option', { name: 'Friday' }).click();
  await form.getByRole('button', { name: 'Remove Monday' }).click();
  await form.getByRole('checkbox', { name: 'Weekly' }).check();
  await form.getByLabel('Time').fill('08:30');
  await form.locator('.block-hint', { hasText: 'Europe/Berlin' }).waitFor();
  await form.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  await form.getByRole('button', { name: 'Show an example' }).click();
  await workspace.until(() => sent.length === 2);
  expect(sent).toEqual(['overflow', 'button']);

  await form.getByRole('button', { name: 'Preview' }).click();
  const second = page.getByRole('dialog', { name: 'Step 2' });
  await second.getByRole('button', { name: 'Next' }).click();
  const third = page.getByRole('dialog', { name: 'Step 3' });
  await third.getByText('This is Step 3.').waitFor();

  await third.getByRole('button', { name: 'Back' }).first().click();
  await second.getByRole('button', { name: 'Back' }).first().click();
  expect(await form.getByLabel('Time').inputValue()).toBe('08:30');
  expect(await form.getByRole('checkbox', { name: 'Weekly' }).isChecked()).toBe(true);
  await form.getByRole('button', { name: 'Preview' }).click();
  await second.getByRole('button', { name: 'Next' }).click();
  await third.getByRole('button', { name: 'Next' }).click();
  await third.waitFor({ state: 'detached' });

  const values = {
    where: { where: { type: 'conversations_select', selected_conversation: 'C0READING' } },
    topics: { topics: { type: 'plain_text_input', value: 'attention\nmodel merging' } },
    not: { not: { type: 'plain_text_input', value: 'survey' } },
    least: { least: { selected_option: option('The best') } },
    days: { days: { selected_options: [option('Tuesday'), option('Friday')] } },
    also: { also: { selected_options: [option('Weekly')] } },
    at: { at: { selected_time: '08:30', timezone: 'Europe/Berlin' } },
  };
  expect(sent.slice(2)).toMatchObject([values, values]);
});

it('goes from a link to the message it names, into its thread for a reply, and again', async () => {
  const workspace = await open(() => undefined);
  const ben = workspace.as('U0BEN');
  const first = ben.say('C0READING', 'the very first');
  for (let count = 1; count <= 60; count += 1) ben.say('C0READING', `message ${count}`);
  const reply = ben.say('C0READING', 'a reply', { threadTs: first.ts });
  const link = async (message_ts: string) =>
    (await callApi(workspace, 'chat.getPermalink', { channel: 'C0READING', message_ts }))[
      'permalink'
    ];
  const text = `<${await link(first.ts)}|Monday> <${await link(reply.ts)}|answered>`;
  await callApi(workspace, 'chat.postMessage', { channel: 'C0GENERAL', text });

  const page = await look(workspace, 'U0BEN/C0GENERAL');
  const isInView = async (name: string) => {
    const list = page.getByRole('list', { name });
    await expect
      .poll(() => list.locator(':focus').textContent(), { timeout: 5_000 })
      .toContain(name.startsWith('Thread') ? 'a reply' : 'the very first');
  };
  await page.getByRole('link', { name: 'Monday' }).click();

  await isInView('Messages in #reading');
  expect(page.url()).toMatch(/#U0BEN\/C0READING$/);

  await page.goBack();
  await page.getByRole('link', { name: 'answered' }).click();
  await isInView('Thread in #reading');
  expect(page.url()).toMatch(new RegExp(`#U0BEN/C0READING/${first.ts}$`));

  // Somebody who opens it in a tab of their own comes to the same place.
  const other = await visit(browser, `${workspace.url}/#U0ADA/C0READING/p${first.ts}`);
  await other.page.locator(`[data-ts="${first.ts}"]:focus`).waitFor();
  await other.close();
});
