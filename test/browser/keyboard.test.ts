/** The whole of the page by keyboard: no step below uses the mouse. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalPage, openBrowser, openLocalPage, visit } from './browser.ts';

let browser: Browser;
let local: LocalPage;

beforeAll(async () => {
  local = await openLocalPage();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await local.stop();
});

/** What a screen reader would call the element that has the focus. */
const readFocus = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const element = document.activeElement;
    return element.getAttribute('aria-label') ?? element.textContent.trim();
  })()`);

const MAX_STEPS = 60;

/** Presses `key` until the focus is on what is called so; fails when it never comes there. */
async function moveTo(page: Page, key: string, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const focus = await readFocus(page);
    if (name.test(focus)) return;
    passed.push(focus.slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${name}; it passed ${passed.join(' | ')}`);
}

const expectFocus = (page: Page, name: RegExp) =>
  expect.poll(() => readFocus(page), { timeout: 10_000 }).toMatch(name);

it('can be used by keyboard alone', async () => {
  const { page, close } = await visit(browser, `${local.url}/#U0ADA/C0GENERAL`);
  const { keyboard } = page;
  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();

  // A command, completed.
  await expectFocus(page, /^Message #general$/);
  await keyboard.type('/pa');
  await page.getByRole('option', { name: /^\/papers/ }).waitFor();
  await keyboard.press('Enter');
  await keyboard.type('retrieval augmented');
  await keyboard.press('Enter');
  await see(/1–5 of \d+ papers/);

  // The next page of it.
  await moveTo(page, 'Shift+Tab', /^More \(6–10/);
  await keyboard.press('Enter');
  await see(/6–10 of \d+ papers/);

  // A paper's menu: save, then details.
  await moveTo(page, 'Shift+Tab', /^More actions$/);
  await keyboard.press('Enter');
  await moveTo(page, 'ArrowDown', /^Save$/);
  await keyboard.press('Enter');
  await see(/^Saved/);
  await expectFocus(page, /^More actions$/);
  await keyboard.press('Enter');
  await moveTo(page, 'ArrowDown', /^Details$/);
  await keyboard.press('Enter');
  const modal = page.getByRole('dialog', { name: 'Paper' });
  await modal.waitFor();

  // The window keeps the focus, and gives it back.
  const isInModal = "document.activeElement.closest('[role=dialog], dialog') !== null";
  for (let step = 0; step < 12; step += 1) {
    await keyboard.press('Tab');
    expect(await page.evaluate(isInModal)).toBe(true);
  }
  await moveTo(page, 'Tab', /^Pick a conversation|Share to/);
  await keyboard.press('Control+A');
  await keyboard.type('reading');
  await keyboard.press('Enter');
  await moveTo(page, 'Tab', /^Share$/);
  await keyboard.press('Enter');
  await modal.waitFor({ state: 'detached' });
  await expectFocus(page, /^More actions$/);

  // Share the list.
  await moveTo(page, 'Tab', /^Share to channel$/);
  await keyboard.press('Enter');
  await see(/shared by/);

  // Another channel, a question, its thread.
  await keyboard.press('Control+K');
  await keyboard.type('reading');
  await keyboard.press('Enter');
  await expectFocus(page, /^Message #reading$/);
  await keyboard.type('@pap');
  await page.getByRole('option', { name: /paperboy/i }).waitFor();
  await keyboard.press('Tab');
  await keyboard.type('How can retrieval reduce hallucination in language models?');
  await keyboard.press('Enter');
  await see('1 reply');
  await moveTo(page, 'Shift+Tab', /1 reply/);
  await keyboard.press('Enter');
  await see('In the words of the abstracts');
  await expectFocus(page, /^Reply…$/);
  await keyboard.press('Escape');
  await expectFocus(page, /^Ada Admin, \d\d:\d\d$/);

  // Time passes to the digest.
  await moveTo(page, 'Shift+Tab', /^Let time pass$/);
  await keyboard.press('Enter');
  await moveTo(page, 'ArrowDown', /^To the next digest/);
  await keyboard.press('Enter');
  await see('From the archive, Monday 23 November 2026');

  // The inspector.
  await moveTo(page, 'Tab', /^Inspector$/);
  await keyboard.press('Enter');
  await see('app_mention');
  await keyboard.press('Escape');
  await expectFocus(page, /^Inspector$/);

  // Somebody else.
  await moveTo(page, 'Shift+Tab', /You are Ada Admin/);
  await keyboard.press('Enter');
  await moveTo(page, 'Tab', /Ben Member ?member/);
  await keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#U0BEN\//);
  await see('Ben Member');
  await close();
});

it('gives the focus back where there is room for one pane only', async () => {
  const { page, close } = await visit(browser, `${local.url}/#U0ADA/C0READING`, { width: 360 });
  const { keyboard } = page;
  await expectFocus(page, /^Message #reading$/);
  await keyboard.type('@paperboy What is retrieval augmented generation?');
  await keyboard.press('Escape');
  await keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^1 reply/ })
    .last()
    .waitFor();
  await moveTo(page, 'Shift+Tab', /1 reply/);
  await keyboard.press('Enter');
  await expectFocus(page, /^Reply…$/);
  await keyboard.press('Escape');
  await expectFocus(page, /^Ada Admin, /);
  await moveTo(page, 'Shift+Tab', /^Inspector$/);
  await keyboard.press('Enter');
  await page.getByText('app_mention').first().waitFor();
  await keyboard.press('Escape');
  await expectFocus(page, /^Inspector$/);
  await close();
});
