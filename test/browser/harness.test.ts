/** What these tests rest on fails when it should. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { type LocalPage, openBrowser, openLocalPage, visit } from './browser.ts';

let local: LocalPage;
let browser: Browser;

beforeAll(async () => {
  local = await openLocalPage();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await local.stop();
});

it('lets a page pass that does nothing wrong', async () => {
  const { page, close } = await visit(browser, local.url);
  await page.locator('#root > *').first().waitFor();
  await close();
});

it.each([
  ['throws', "setTimeout(() => { throw new Error('lost') })", 'threw: Error: lost'],
  ['rejects', "void Promise.reject(new Error('lost'))", 'threw: Error: lost'],
  ['logs an error', "console.error('lost')", 'console: lost'],
  ['is refused a file', "void fetch('/nothing')", '404'],
  ['looks elsewhere', "void fetch('https://example.com/')", 'https://example.com/'],
  ['leaves', "location.href = 'http://203.0.113.1/'", 'wanted http://203.0.113.1/'],
])('fails a page that %s', async (_, script, problem) => {
  const { page, problems, close } = await visit(browser, local.url);
  await page.evaluate(script);
  await expect.poll(() => problems.join()).toContain(problem);
  await expect(close()).rejects.toThrow('The page had problems');
});

it('finds what axe-core finds', async () => {
  const { page, close } = await visit(browser, local.url);
  await page.evaluate("document.body.innerHTML = '<main><h1>Hi</h1><button></button></main>'");
  expect(await findViolations(page)).toEqual([expect.stringContaining('button-name (critical)')]);
  await close();
});
