/**
 * Talking to the app alone, in its direct message: what it suggests, what it is at, its answer
 * where the question stands, and a vote on it.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { preparePage } from '../../src/app/page-build.ts';
import { createManualClock } from '../../src/model/clock.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { callApi } from '../workspace/start.ts';
import { findViolations } from './axe.ts';
import {
  type LocalPage,
  openBrowser,
  openLocalPage,
  START_MS,
  type VisitOptions,
  visit,
} from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  return () => browser.close();
});

const box = (page: Page) => page.getByRole('textbox', { name: 'Message Paperboy' });
const suggested = (page: Page) => page.getByRole('region', { name: /Suggested|Try/ });
const answers = (page: Page) => page.getByRole('article', { name: /^Paperboy, / });

const LOOKS = [
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const satisfies readonly VisitOptions[];

describe('with the real bot', () => {
  let local: LocalPage;
  beforeAll(async () => {
    local = await openLocalPage();
  });
  afterAll(() => local.stop());

  it.each([
    ['U0ADA', 1280],
    ['U0BEN', 360],
  ])(
    'a suggested question is answered below it, and so is the next one (%s, %i wide)',
    async (userId, width) => {
      const url = `${local.url}/#${userId}/${userId.replace('U0', 'D0')}`;
      const { page, close } = await visit(browser, url, { width });
      await suggested(page).getByRole('button', { name: 'Papers about model merging' }).click();
      await page.getByText('Which papers are about model merging?').first().waitFor();
      await suggested(page).waitFor({ state: 'detached' });
      await answers(page).first().locator('blockquote').first().waitFor();

      await box(page).fill('What is chain-of-thought prompting?');
      await box(page).press('Enter');
      await expect.poll(() => answers(page).count()).toBe(2);
      expect(await page.getByRole('button', { name: /repl(y|ies)$/ }).count()).toBe(0);
      expect(await page.getByText('replied to').count()).toBe(0);
      await close();
    },
  );
});

/** A thumb up, a thumb down. */
const VOTE = {
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: 'vote',
      positive_button: {
        text: { type: 'plain_text', text: 'Good answer' },
        value: 'good',
      },
      negative_button: { text: { type: 'plain_text', text: 'Bad answer' }, value: 'bad' },
    },
  ],
};

describe('with an app that does as it is told', () => {
  let workspace: Workspace;
  let api: (method: string, args: object) => Promise<Record<string, unknown>>;

  beforeEach(async () => {
    const clock = createManualClock(START_MS);
    const [botToken, appToken, signingSecret] = ['bot-token', 'app-token', 'secret'];
    const scopes = ['assistant:write', 'chat:write'];
    const granted = { scopes, events: [], botToken, appToken, signingSecret };
    workspace = await startWorkspace({ clock, ...granted });
    await workspace.openPage({
      folder: await preparePage(() => undefined),
      app: {
        name: 'Paperboy',
        botUserId: 'U0PAPERBOT',
        commands: [],
        shortcuts: [],
        prompts: [{ title: 'Caches', message: 'How is the key-value cache compressed?' }],
      },
      time: () => ({ nowMs: clock.nowMs(), zone: 'UTC', stops: [], isPassing: false }),
      passTime: async () => undefined,
    });
    api = async (method, args) => await callApi(workspace, method, { ...args }, botToken);
  });
  afterEach(() => workspace.stop());

  const open = (look: VisitOptions = {}) => visit(browser, `${workspace.url}/#U0ADA/D0ADA`, look);
  const say = (text: string) => {
    const ada = workspace.as('U0ADA');
    return ada.say(ada.directMessage(), text);
  };
  const answer = (threadTs: string, text: string) =>
    api('chat.postMessage', {
      channel: 'D0ADA',
      thread_ts: threadTs,
      text,
      blocks: [{ type: 'section', text: { type: 'plain_text', text } }, VOTE],
    });
  const suggest = (title: string) =>
    api('assistant.threads.setSuggestedPrompts', {
      channel_id: 'D0ADA',
      title: 'Try one of these',
      prompts: [{ title, message: `Tell me about ${title}.` }],
    });

  it('the whole of it: prompt, status, answer, vote, next question', async () => {
    const { page, close } = await open();
    await suggested(page).getByRole('button', { name: 'Caches' }).waitFor();
    await suggest('merging');
    await suggested(page).getByRole('button', { name: 'merging' }).click();
    const question = await workspace.until(() => workspace.messages('D0ADA')[0]);
    expect(question.text).toBe('Tell me about merging.');
    expect(await box(page).evaluate('document.activeElement.id')).toBe('message-box');

    const place = { channel_id: 'D0ADA', thread_ts: question.ts };
    await api('assistant.threads.setStatus', { ...place, status: 'is reading abstracts…' });
    const status = page.getByRole('status').getByText('Paperboy is reading abstracts…');
    await status.waitFor();
    await answer(question.ts, 'Models are merged by averaging.');
    await answers(page).getByText('Models are merged by averaging.').waitFor();
    await status.waitFor({ state: 'detached' });

    const good = answers(page).getByRole('button', { name: 'Good answer' });
    await good.click();
    await expect.poll(() => good.getAttribute('aria-pressed')).toBe('true');
    const pressed = () => workspace.deliveries.at(-1)?.body['actions'];
    await expect.poll(pressed).toMatchObject([{ type: 'feedback_buttons', value: 'good' }]);
    await page.getByRole('link', { name: 'reading' }).click();
    await page.goBack();
    await expect.poll(() => good.getAttribute('aria-pressed')).toBe('true');

    await box(page).fill('And for diffusion models?');
    await box(page).press('Enter');
    const newest = () => workspace.messages('D0ADA').at(-1);
    await expect.poll(() => newest()?.text).toBe('And for diffusion models?');
    expect(newest()?.threadTs).toBeUndefined();
    await close();
  });

  it('suggests nothing while something is being written', async () => {
    const { page, close } = await open();
    await suggested(page).waitFor();
    await box(page).fill('W');
    await suggested(page).waitFor({ state: 'detached' });
    await box(page).fill('');
    await suggested(page).waitFor();
    await close();
  });

  it('says what an answer is about that comes after another question', async () => {
    const { page, close } = await open();
    const first = say('What is *merging*?');
    const second = say('And pruning?');
    await answer(first.ts, 'Averaging.');
    await answer(second.ts, 'Leaving out.');
    await answers(page).getByText('Leaving out.').waitFor();
    const about = (text: string) => answers(page).getByRole('button', { name: text });
    expect(await about('And pruning?').count()).toBe(1);
    await about('What is *merging*?').click();
    const thread = page.getByRole('region', { name: 'Thread in Paperboy' });
    await thread.getByText('Averaging.').waitFor();
    // The same answer, in the conversation and in the thread beside it.
    await thread.getByRole('button', { name: 'Bad answer' }).click();
    const bad = page
      .getByRole('article')
      .getByRole('button', { name: 'Bad answer', pressed: true });
    await expect.poll(() => bad.count()).toBe(2);
    await thread.getByRole('textbox', { name: 'Reply…' }).fill('More of that?');
    await thread.getByRole('textbox', { name: 'Reply…' }).press('Enter');
    const reply = () => workspace.messages('D0ADA', { threadTs: first.ts }).at(-1)?.text;
    await expect.poll(reply).toBe('More of that?');
    await close();
  });

  it('is used by keyboard alone', async () => {
    const { page, close } = await open();
    await suggested(page).waitFor();
    await box(page).focus();
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Caches');
    await page.keyboard.press('Enter');
    const question = await workspace.until(() => workspace.messages('D0ADA')[0]);
    await answer(question.ts, 'By quantizing.');
    await answers(page).getByText('By quantizing.').waitFor();
    await answers(page).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.title')).toBe('Good answer');
    await page.keyboard.press('Space');
    const good = answers(page).getByRole('button', { name: 'Good answer', pressed: true });
    await good.waitFor();
    await close();
  });

  it.each(LOOKS)('has no violation in %j', async (look) => {
    const { page, close } = await open(look);
    const first = say('How is the key-value cache compressed, and what does that cost in quality?');
    say('And pruning?');
    await answer(first.ts, 'By quantizing it.');
    await answers(page).getByRole('button', { name: 'Good answer' }).click();
    await suggest('merging');
    const status = { status: 'is reading…', loading_messages: ['Reading abstracts'] };
    const place = { channel_id: 'D0ADA', thread_ts: first.ts };
    await api('assistant.threads.setStatus', { ...place, ...status });
    await page.getByText('Reading abstracts').waitFor();
    await suggested(page).getByRole('button', { name: 'merging' }).waitFor();
    const overflow = `[document.documentElement, ...document.querySelectorAll('.list-scroller')]
      .filter((frame) => frame.scrollWidth > frame.clientWidth).length`;
    expect(await page.evaluate(overflow)).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    await close();
  });
});
