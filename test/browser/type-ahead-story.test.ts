/** Finding a paper by its title on the app's Home, with the mouse and by keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type LocalPage, openBrowser, openLocalPage, type Visit, visit } from './browser.ts';

let browser: Browser;
let local: LocalPage;
let tab: Visit;

beforeAll(async () => {
  local = await openLocalPage();
  browser = await openBrowser();
});
// A window left open is there for the next visitor too.
afterEach(() => local.local.workspace.as('U0ADA').reload());
afterAll(async () => {
  await browser.close();
  await local.stop();
});

async function openHome(width = 1280): Promise<Page> {
  tab = await visit(browser, `${local.url}/#U0ADA/D0ADA/home`, { width });
  await finder(tab.page).waitFor();
  return tab.page;
}

const finder = (page: Page) => page.getByRole('combobox', { name: 'Find a paper' });
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name });
const modal = (page: Page) => page.getByRole('dialog', { name: 'Paper' });

const suggestions = () =>
  local.local.workspace.deliveries
    .filter(({ type }) => type === 'block_suggestion')
    .map(({ body }) => body['value']);

it.each([1280, 360])('offers titles and opens the one chosen, %i wide', async (width) => {
  const page = await openHome(width);
  await finder(page).click();
  await option(page, 'Type 2 letters or more.').waitFor();
  await finder(page).fill('flatf');
  const title = option(page, /^FlatFormer: /);
  await title.click();
  await modal(page)
    .getByText(/^FlatFormer: /)
    .first()
    .waitFor();
  await modal(page).getByRole('button', { name: 'Close' }).first().click();
  await modal(page).waitFor({ state: 'detached' });
  expect(await finder(page).inputValue()).toMatch(/^FlatFormer: /);
  await tab.close();
});

it('can be used by keyboard alone', async () => {
  const page = await openHome();
  const { keyboard } = page;
  await finder(page).focus();
  await keyboard.type('retrieval');
  await option(page, /retrieval/i)
    .nth(1)
    .waitFor();
  const marked = () =>
    page.evaluate(
      `document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent`,
    );
  const first = await marked();
  await keyboard.press('ArrowDown');
  const second = await marked();
  expect(second).not.toBe(first);
  await keyboard.press('Enter');
  await modal(page).waitFor();
  await modal(page).getByText(String(second).replace(/…$/, '')).first().waitFor();
  await keyboard.press('Escape');
  await modal(page).waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate('document.activeElement.role')).toBe('combobox');

  // Escape closes the list and leaves what was chosen.
  await keyboard.type('zz');
  await keyboard.press('Escape');
  expect(await option(page, /./).count()).toBe(0);
  expect(await finder(page).inputValue()).toBe(second);
  await tab.close();
});

it('asks at a pause, not at each letter, and from two letters on', async () => {
  const before = suggestions().length;
  const page = await openHome();
  await finder(page).pressSequentially('d');
  await option(page, 'Type 2 letters or more.').waitFor();
  await finder(page).pressSequentially('iffusion');
  await option(page, /diffusion/i)
    .first()
    .waitFor();
  const asked = suggestions().slice(before);
  expect(asked.at(-1)).toBe('diffusion');
  expect(asked.length).toBeLessThan(4);
  expect(asked).not.toContain('d');
  await tab.close();
});

it('offers a search where no title fits, answered under Messages', async () => {
  const page = await openHome();
  await finder(page).fill('zebra diffusion');
  await option(page, /^Search for “zebra diffusion”/).click();
  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByText(/papers for “zebra diffusion”/).waitFor();
  await tab.close();
});

it('says in the list that titles could not be loaded, and tries again', async () => {
  const page = await openHome();
  await page.route('**/page/act', (route) => route.abort());
  await finder(page).fill('flatf');
  await option(page, /cannot be reached/).waitFor();
  await page.unroute('**/page/act');
  await finder(page).fill('flatfo');
  await option(page, /^FlatFormer: /).waitFor();
  // The request that was cut off is in the console, as it should be.
  await page.context().close();
});
