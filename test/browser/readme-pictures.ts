/** `npm run pictures`: takes the README's pictures from the running page, into `.github/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser, openLocalPage, type VisitOptions, visit } from './browser.ts';
import { pack } from './picture.ts';

const FOLDER = fileURLToPath(new URL('../../.github/', import.meta.url));

type Shot = {
  readonly name: string;
  /** Who looks at what. */
  readonly route: string;
  readonly look: VisitOptions;
  readonly play: (page: Page) => Promise<void>;
};

const send = async (page: Page, text: string) => {
  const box = page.getByRole('textbox', { name: /^Message/ });
  await box.fill(text);
  await box.press('Enter');
};

const SHOTS: readonly Shot[] = [
  {
    name: 'search',
    route: '#U0ADA/C0GENERAL',
    look: { colorScheme: 'light' },
    async play(page) {
      await send(page, '/papers retrieval augmented');
      await page.getByRole('button', { name: 'Share to channel' }).waitFor();
    },
  },
  {
    name: 'answer',
    route: '#U0BEN/C0READING',
    look: { colorScheme: 'dark' },
    async play(page) {
      await send(page, '@paperboy How can retrieval reduce hallucination in language models?');
      await page.getByRole('button', { name: /^1 reply/ }).click();
      await page.getByText('In the words of the abstracts:', { exact: true }).waitFor();
    },
  },
  {
    name: 'digest',
    route: '#U0ADA/C0READING',
    look: { colorScheme: 'light' },
    async play(page) {
      await page.getByRole('button', { name: 'Let time pass', exact: true }).click();
      await page.getByRole('menuitem', { name: /^To the next digest/ }).click();
      await page.getByRole('button', { name: /^5 replies/ }).click();
      const thread = page.getByRole('region', { name: 'Thread in #reading' });
      await thread.getByRole('article').nth(5).waitFor();
    },
  },
];

await mkdir(FOLDER, { recursive: true });
const local = await openLocalPage();
const browser = await openBrowser();
for (const { name, route, look, play } of SHOTS) {
  const { page, close } = await visit(browser, `${local.url}/${route}`, { height: 760, ...look });
  await page.getByRole('textbox', { name: /^Message/ }).waitFor();
  await play(page);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await writeFile(`${FOLDER}${name}.png`, pack(await page.screenshot({ animations: 'disabled' })));
  await close();
}
await browser.close();
await local.stop();
