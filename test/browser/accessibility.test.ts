/** axe-core on what people see most, in both themes, narrow and wide. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { type LocalPage, openBrowser, openLocalPage, visit } from './browser.ts';

let browser: Browser;
let local: LocalPage;

/** A conversation with everything in it; each look is a visitor's own. */
beforeAll(async () => {
  local = await openLocalPage();
  browser = await openBrowser();
  const { workspace, paperboy } = local.local;
  const ada = workspace.as('U0ADA');
  ada.say('C0GENERAL', 'Is *this* in `code`, @ben? See https://arxiv.org and #reading');
  ada.say('C0GENERAL', '@paperboy How can retrieval reduce hallucination in language models?');
  await paperboy.idle();
  await ada.command('C0GENERAL', '/papers', 'retrieval augmented');
  await workspace.until(() => workspace.messages('C0GENERAL').some(({ botId }) => botId));
});
// A window left open is there for the next visitor too: it is the same person, in another tab.
afterEach(() => local.local.workspace.as('U0ADA').reload());
afterAll(async () => {
  await browser.close();
  await local.stop();
});

/** What is wider than its frame: the page itself, and the lists, which would hide it. */
const MEASURE_OVERFLOW = `[document.documentElement, ...document.querySelectorAll('.list-scroller')]
  .filter((frame) => frame.scrollWidth > frame.clientWidth)
  .map((frame) => frame.className + ' ' + frame.scrollWidth)`;

const PLACES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'a channel': async (page) => {
    const box = page.getByRole('textbox', { name: 'Message #general' });
    await box.fill('/papers retrieval augmented');
    await box.press('Enter');
    await page.getByRole('button', { name: 'Share to channel' }).waitFor();
  },
  'a thread': async (page) => {
    await page.getByRole('button', { name: /^1 reply/ }).click();
    await page.getByText('In the words of the abstracts').waitFor();
  },
  'a menu': async (page) => {
    await PLACES['a channel']?.(page);
    await page.getByRole('button', { name: 'More actions' }).last().click();
    await page.getByRole('menuitem', { name: 'Details' }).waitFor();
  },
  'a modal': async (page) => {
    await PLACES['a menu']?.(page);
    await page.getByRole('menuitem', { name: 'Details' }).click();
    await page.getByRole('dialog', { name: 'Paper' }).waitFor();
  },
  Home: async (page) => {
    await page.goto(`${local.url}/#U0ADA/D0ADA/home`);
    await page.getByText('What I can do').waitFor();
  },
  'titles offered': async (page) => {
    await PLACES['Home']?.(page);
    await page.getByRole('combobox', { name: 'Find a paper' }).fill('retrieval');
    await page.getByRole('option').first().waitFor();
  },
  'the inspector': async (page) => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.getByText('Misfortune for what comes next').click();
    await page.getByText('app_mention').first().waitFor();
  },
  'the first minute': async (page) => {
    await page.goto(`${local.url}/#U0ADA/C0READING`);
    await page.getByRole('region', { name: 'The first minute' }).waitFor();
  },
};

describe.each(Object.entries(PLACES))('%s', (_, go) => {
  it.each([
    { colorScheme: 'light', width: 360 },
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
    { colorScheme: 'dark', width: 1280 },
  ] as const)('has no violation in %j', async (look) => {
    const { page, close } = await visit(browser, `${local.url}/#U0ADA/C0GENERAL`, look);
    await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
    await go(page);
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate(MEASURE_OVERFLOW)).toEqual([]);
    await close();
  });
});
