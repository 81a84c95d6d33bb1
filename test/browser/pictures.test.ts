/**
 * Everything the bot draws in its stories is drawn by the page, whole, and looks as it did.
 *
 * A drawing that changed on purpose, is new or is gone: look at it, then run this with
 * `UPDATE_PICTURES=1` and commit what it writes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalPage, openBrowser, openLocalPage, type Visit, visit } from './browser.ts';
import { comparePicture, keepPicture, listPictures, removePicture } from './picture.ts';
import { collectDrawings, type Drawing } from './stories.ts';

const MINUTE_MS = 60_000;
const isUpdate = process.env['UPDATE_PICTURES'] === '1';

let drawings: readonly Drawing[];
let local: LocalPage;
let browser: Browser;
let gallery: Visit;

beforeAll(async () => {
  local = await openLocalPage();
  browser = await openBrowser();
  gallery = await visit(browser, `${local.url}/gallery.html`);
  drawings = await collectDrawings();
}, 5 * MINUTE_MS);

afterAll(async () => {
  await browser.close();
  await local.stop();
});

it(
  'draws every message, modal and Home of the stories as in its picture',
  async () => {
    const outFolder = await mkdtemp(join(tmpdir(), 'paperboy-pictures-'));
    const problems: string[] = [];
    for (const drawing of drawings) {
      const problem = await check(gallery.page, drawing, outFolder);
      if (problem !== undefined) problems.push(problem);
    }
    expect([...problems, ...gallery.problems]).toEqual([]);
    await rm(outFolder, { recursive: true });
  },
  5 * MINUTE_MS,
);

it('keeps no picture of what is not drawn any more', async () => {
  const drawn = new Set(drawings.map(({ hash }) => hash));
  const stale = (await listPictures()).filter((name) => !drawn.has(name));
  if (isUpdate) await Promise.all(stale.map(removePicture));
  else expect(stale).toEqual([]);
});

/** What is wrong with how the page draws it; undefined = nothing. */
async function check(
  page: Page,
  { hash, kind, payload }: Drawing,
  outFolder: string,
): Promise<string | undefined> {
  await page.evaluate(`showBlocks(${JSON.stringify(kind)}, ${JSON.stringify(payload)}, 'light')`);
  const fallbacks = await page.locator('html[data-ready]').getAttribute('data-fallbacks');
  if (fallbacks !== '0') return `${hash}: ${fallbacks} blocks of this ${kind} are shown as JSON`;
  const drawn = kind === 'modal' ? page.getByRole('dialog') : page.locator('#frame');
  const png = await drawn.screenshot({ animations: 'disabled' });
  const problem = await comparePicture(hash, png, outFolder);
  if (problem === undefined || !isUpdate) return problem;
  await keepPicture(hash, png);
  return undefined;
}
