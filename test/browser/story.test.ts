/** What people do in the page, with the mouse: in Chromium, against the real bot. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalPage, openBrowser, openLocalPage, type Visit, visit } from './browser.ts';

let browser: Browser;
let local: LocalPage;
let visits: Visit[];

beforeAll(async () => {
  browser = await openBrowser();
  return () => browser.close();
});
beforeEach(async () => {
  local = await openLocalPage();
  visits = [];
});
afterEach(async () => {
  await local.stop();
});

/** A tab of its own for a person, in a conversation. */
async function open(userId: string, channelId: string): Promise<Page> {
  const tab = await visit(browser, `${local.url}/#${userId}/${channelId}`);
  visits.push(tab);
  return tab.page;
}

/** Closes the tabs and fails on what they complained of. */
async function closeAll(): Promise<void> {
  for (const tab of visits) await tab.close();
}

const box = (page: Page, name: string) => page.getByRole('textbox', { name });

async function send(page: Page, name: string, text: string): Promise<void> {
  await box(page, name).fill(text);
  await box(page, name).press('Enter');
}

/** The newest message of the bot in the conversation, whose text has `text`. */
const botMessage = (page: Page, text: string | RegExp): Locator =>
  page
    .getByRole('article', { name: /^Paperboy, / })
    .filter({ hasText: text })
    .last();

async function choose(within: Locator, page: Page, rank: number, entry: string): Promise<void> {
  await within
    .getByRole('button', { name: 'More actions' })
    .nth(rank - 1)
    .click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

describe('in the page', () => {
  it('searches, pages, looks at details, saves and shares, seen by the right people', async () => {
    const ada = await open('U0ADA', 'C0GENERAL');
    const ben = await open('U0BEN', 'C0GENERAL');
    await send(ada, 'Message #general', '/papers retrieval augmented');
    const list = botMessage(ada, '1–5 of');
    await list.getByText('Only visible to you').first().waitFor();

    await list.getByRole('button', { name: /^More \(/ }).click();
    const second = botMessage(ada, '6–10 of');
    await second.waitFor();
    expect(await ada.getByRole('article', { name: /^Paperboy, / }).count()).toBe(1);

    await choose(second, ada, 1, 'Save');
    await botMessage(ada, /saved/i).waitFor();

    await choose(second, ada, 2, 'Details');
    const modal = ada.getByRole('dialog', { name: 'Paper' });
    await modal.getByText('Author names are not known here.').waitFor();
    await modal.getByRole('combobox', { name: 'Share to' }).click();
    await ada.getByRole('option', { name: '#reading' }).click();
    await modal.getByRole('button', { name: 'Share' }).click();
    await modal.waitFor({ state: 'detached' });

    await second.getByRole('button', { name: 'Share to channel' }).click();
    const shared = botMessage(ben, 'shared by @Ada Admin');
    await shared.waitFor();
    expect(await ben.getByText('Only visible to you').count()).toBe(0);

    await ben.getByRole('link', { name: /^reading.*1 unread/ }).click();
    await botMessage(ben, 'shared by @Ada Admin').waitFor();
    await closeAll();
  });

  it('answers a mention in its thread, for everybody', async () => {
    const ada = await open('U0ADA', 'C0READING');
    const gia = await open('U0GIA', 'C0READING');
    await send(
      ada,
      'Message #reading',
      '@paperboy How can retrieval reduce hallucination in language models?',
    );
    for (const page of [ada, gia]) {
      await page.getByRole('button', { name: /^1 reply/ }).click();
      const thread = page.getByRole('region', { name: 'Thread in #reading' });
      await thread.getByText('In the words of the abstracts').waitFor();
      expect(await thread.locator('blockquote').count()).toBeGreaterThan(0);
    }
    await closeAll();
  });

  it('brings the digest when time is let pass, a thread with its papers', async () => {
    const ada = await open('U0ADA', 'C0READING');
    await ada.getByRole('button', { name: 'Let time pass', exact: true }).click();
    await ada.getByRole('menuitem', { name: /^To the next digest/ }).click();
    const digest = botMessage(ada, 'From the archive, Monday 23 November 2026');
    await digest.getByRole('button', { name: /^5 replies/ }).click();
    const thread = ada.getByRole('region', { name: 'Thread in #reading' });
    await expect.poll(() => thread.getByRole('article').count()).toBe(6);
    await closeAll();
  });

  it('lets two people share the same list at once, each once', async () => {
    const pages = [await open('U0ADA', 'C0GENERAL'), await open('U0BEN', 'C0GENERAL')];
    for (const page of pages) await send(page, 'Message #general', '/papers diffusion models');
    const shares = pages.map((page) =>
      botMessage(page, '1–5 of').getByRole('button', { name: 'Share to channel' }),
    );
    for (const share of shares) await share.waitFor();
    await Promise.all(shares.map((share) => share.dblclick()));
    const posted = () =>
      local.local.workspace.messages('C0GENERAL').filter(({ botId }) => botId !== undefined);
    await expect.poll(() => posted().length).toBe(2);
    await local.local.paperboy.idle();
    expect(posted()).toHaveLength(2);
    await closeAll();
  });

  it('asks to be invited where it is absent, and takes the question again', async () => {
    const ada = await open('U0ADA', 'C0RANDOM');
    await send(ada, 'Message #random', '@paperboy What is retrieval augmented generation?');
    await ada.getByText('You mentioned @paperboy, but it is not in this channel.').waitFor();
    await ada.getByRole('button', { name: 'Invite' }).click();
    await ada.getByRole('button', { name: 'Ask again' }).click();
    await box(ada, 'Message #random').press('Enter');
    await ada.getByRole('button', { name: /^1 reply/ }).waitFor();
    await closeAll();
  });

  it('knows no slash commands in threads, and loses no text', async () => {
    const ada = await open('U0ADA', 'C0GENERAL');
    await send(ada, 'Message #general', 'Any news?');
    const own = ada.getByRole('article', { name: /^Ada Admin, / });
    await own.hover();
    await own.getByRole('button', { name: 'Reply in thread' }).first().click();
    await send(ada, 'Reply…', '/papers graphs');
    await ada.getByText('/papers is not supported in threads. Sorry!').waitFor();
    expect(await box(ada, 'Reply…').inputValue()).toBe('/papers graphs');
    await closeAll();
  });

  it('forgets on reloading what only one person saw', async () => {
    const ada = await open('U0ADA', 'C0GENERAL');
    await send(ada, 'Message #general', 'hello');
    await send(ada, 'Message #general', '/papers graphs');
    await ada.getByText('Only visible to you').first().waitFor();
    await ada.reload();
    await ada.getByText('hello').waitFor();
    expect(await ada.getByText('Only visible to you').count()).toBe(0);
    await closeAll();
  });

  it('leaves everything as it is for a second tab of the same person', async () => {
    const first = await open('U0ADA', 'C0GENERAL');
    await send(first, 'Message #general', '/papers graphs');
    await choose(botMessage(first, 'papers for'), first, 1, 'Details');
    await first.getByRole('dialog', { name: 'Paper' }).waitFor();
    const second = await open('U0ADA', 'C0GENERAL');
    await second.getByRole('dialog', { name: 'Paper' }).waitFor();
    expect(await first.getByRole('dialog', { name: 'Paper' }).count()).toBe(1);
    await closeAll();
  });

  it('shows what is wrong with a form at its field', async () => {
    const ada = await open('U0ADA', 'C0GENERAL');
    await send(ada, 'Message #general', '/papers graphs');
    const list = botMessage(ada, 'papers for');
    await choose(list, ada, 1, 'Save');
    await botMessage(ada, /saved/i).waitFor();
    await ada.getByRole('link', { name: 'Paperboy' }).click();
    await ada.getByRole('link', { name: 'Home' }).click();
    await choose(ada.getByRole('main'), ada, 1, 'Details');
    // Opened from Home there is no conversation to begin with.
    const modal = ada.getByRole('dialog', { name: 'Paper' });
    await modal.getByRole('button', { name: 'Share' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    const picker = modal.getByRole('combobox', { name: 'Share to' });
    expect(await picker.getAttribute('aria-invalid')).toBe('true');
    await picker.fill('gen');
    await picker.press('Enter');
    await modal.getByRole('button', { name: 'Share' }).click();
    await modal.waitFor({ state: 'detached' });
    await closeAll();
  });

  it('shows both sides of what travels, and breaks the next call on demand', async () => {
    const ada = await open('U0ADA', 'C0GENERAL');
    await ada.getByRole('button', { name: 'Inspector' }).click();
    const panel = ada.getByRole('region', { name: 'Inspector' });
    await panel.getByText('Misfortune for what comes next').click();
    await panel.getByRole('button', { name: 'Lost ack' }).click();
    await panel.getByText('The ack of the next event will get lost').waitFor();
    await send(ada, 'Message #general', '@paperboy What is retrieval augmented generation?');
    await panel.getByText(/2nd attempt/).waitFor();
    await ada.getByRole('button', { name: /^1 reply/ }).waitFor();
    await panel.getByText('chat.postMessage').last().waitFor();
    await closeAll();
  });

  it('guides through the first minute', async () => {
    const ada = await open('U0ADA', 'C0READING');
    const guide = ada.getByRole('region', { name: 'The first minute' });
    await guide.getByRole('button', { name: /^Search/ }).click();
    await botMessage(ada, 'retrieval augmented').waitFor();
    await guide.getByRole('button', { name: /^Ask/ }).click();
    await ada.getByRole('button', { name: /^1 reply/ }).waitFor();
    await guide.getByRole('button', { name: /^Read/ }).click();
    await botMessage(ada, 'From the archive, Monday').waitFor();
    await guide.getByText('That is all of it').waitFor();
    await closeAll();
  });

  it('says that Paperboy has gone, and goes on by itself when it is back', async () => {
    const ada = await open('U0ADA', 'C0GENERAL');
    await send(ada, 'Message #general', 'before');
    await ada.getByText('before').waitFor();
    const { port } = new URL(local.url);
    await local.stop();
    await ada.getByText(/cannot be reached/).waitFor();
    local = await openLocalPage({ port });
    await ada.getByText(/cannot be reached/).waitFor({ state: 'detached' });
    await send(ada, 'Message #general', 'after');
    await ada.getByText('after').waitFor();
    // The lost connection is in the console, as it should be.
    await ada.context().close();
  });
});
