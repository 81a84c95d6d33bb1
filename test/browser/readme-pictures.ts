/** `npm run pictures`: takes the README's pictures from the running page, into `.github/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { writeListedCorpus } from '../helpers/listed-corpus.ts';
import { openLlmServer, type Reply, refuses, streams } from '../helpers/llm-server.ts';
import { type LocalPage, openBrowser, openLocalPage, type VisitOptions, visit } from './browser.ts';
import { pack } from './picture.ts';

const FOLDER = fileURLToPath(new URL('../../.github/', import.meta.url));

type Shot = {
  readonly name: string;
  /** Who looks at what. */
  readonly route: string;
  readonly look: VisitOptions;
  /** Whether part of the corpus has listing days, as `paperboy corpus add` brings them. */
  readonly listed?: { readonly days?: number; readonly perDay?: number };
  /** Of a workspace with a writer: one that writes, or one that breaks. */
  readonly writer?: 'writes' | 'breaks';
  readonly play: (page: Page) => Promise<void>;
};

const send = async (page: Page, text: string) => {
  const box = page.getByRole('textbox', { name: /^Message/ });
  await box.fill(text);
  await box.press('Enter');
};

/** To the bot itself; done once it has answered so often. */
const ask = async (page: Page, text: string, answers: number) => {
  await send(page, text);
  await page
    .getByRole('article', { name: /^Paperboy, / })
    .nth(answers - 1)
    .waitFor();
};

const passTime = async (page: Page, stop: RegExp) => {
  await page.getByRole('button', { name: 'Let time pass', exact: true }).click();
  await page.getByRole('menuitem', { name: stop }).click();
  await page.getByRole('button', { name: 'Let time pass', exact: true }).waitFor();
};

/** A command; done once so many messages are there that only its author sees. */
const say = async (page: Page, text: string, answers: number) => {
  await send(page, text);
  await page
    .getByText('Only visible to you')
    .nth(answers - 1)
    .waitFor();
};

const fillSubscription = async (page: Page) => {
  await send(page, '/papers subscribe');
  await page.getByRole('textbox', { name: /^Topics/ }).fill('language models, diffusion');
  await page.getByRole('textbox', { name: /^Leave out/ }).fill('survey');
};

const QUESTION = 'Why is attention slow for long inputs?';

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
    name: 'outcomes',
    route: '#U0BEN/D0BEN',
    look: { colorScheme: 'light', height: 1150 },
    async play(page) {
      await ask(page, 'What license does DeepSeekMoE have?', 1);
      await ask(page, 'How do I bake sourdough bread?', 2);
    },
  },
  {
    name: 'agent',
    route: '#U0ADA/D0ADA',
    look: { colorScheme: 'light', height: 480 },
    async play(page) {
      await page.getByRole('button', { name: 'Papers about model merging' }).waitFor();
    },
  },
  {
    name: 'follow-up',
    route: '#U0ADA/D0ADA',
    look: { colorScheme: 'light', height: 1150 },
    async play(page) {
      await ask(page, 'Which papers are about model merging?', 1);
      await ask(page, 'what does the second one say about interference?', 2);
    },
  },
  {
    name: 'written',
    route: '#U0ADA/D0ADA',
    look: { colorScheme: 'dark', height: 960 },
    writer: 'writes',
    async play(page) {
      await ask(page, QUESTION, 1);
      await page.getByText(/^Written by the model at/).waitFor();
    },
  },
  {
    name: 'fallback',
    route: '#U0ADA/D0ADA',
    look: { colorScheme: 'dark', height: 960 },
    writer: 'breaks',
    async play(page) {
      await ask(page, QUESTION, 1);
    },
  },
  {
    name: 'digest',
    route: '#U0ADA/C0READING',
    look: { colorScheme: 'light', height: 860 },
    listed: {},
    async play(page) {
      await passTime(page, /^To the next digest/);
      await page.getByRole('button', { name: /^5 replies/ }).click();
      const thread = page.getByRole('region', { name: 'Thread in #reading' });
      await thread.getByRole('article').nth(5).waitFor();
    },
  },
  {
    name: 'subscribe',
    route: '#U0ADA/C0GENERAL',
    look: { colorScheme: 'light', height: 900 },
    listed: {},
    play: fillSubscription,
  },
  {
    name: 'preview',
    route: '#U0ADA/C0GENERAL',
    look: { colorScheme: 'light', height: 620 },
    listed: {},
    async play(page) {
      await fillSubscription(page);
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByRole('dialog', { name: 'What it would bring' }).waitFor();
    },
  },
  {
    name: 'week',
    route: '#U0ADA/C0READING',
    look: { colorScheme: 'light', height: 1000 },
    listed: {},
    async play(page) {
      await passTime(page, /^To the next digest/);
      await passTime(page, /^Over the weekend/);
    },
  },
  {
    name: 'clock-change',
    route: '#U0ADA/C0READING',
    look: { colorScheme: 'dark', height: 1000 },
    listed: {},
    async play(page) {
      await passTime(page, /^Over the clock change/);
    },
  },
  {
    name: 'alert',
    route: '#U0BEN/D0BEN',
    look: { colorScheme: 'light', height: 1500 },
    listed: {},
    async play(page) {
      await say(page, '/papers alert language models', 1);
      await passTime(page, /^To the next digest/);
      await passTime(page, /^To the next digest/);
    },
  },
  {
    name: 'paused',
    route: '#U0ADA/C0READING',
    look: { colorScheme: 'light', height: 860 },
    listed: {},
    async play(page) {
      await say(page, '/papers pause 1w', 1);
      await say(page, '/papers status', 2);
    },
  },
  {
    name: 'home',
    route: '#U0ADA/C0GENERAL',
    look: { colorScheme: 'light', height: 1000 },
    listed: {},
    async play(page) {
      await fillSubscription(page);
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.evaluate("location.hash = '#U0ADA/D0ADA/home'");
      await page.getByText('Your subscriptions').waitFor();
    },
  },
  {
    name: 'trending',
    route: '#U0ADA/C0READING',
    look: { colorScheme: 'light', height: 1150 },
    listed: { days: 100, perDay: 7 },
    async play(page) {
      await say(page, '/papers trending month', 1);
    },
  },
];

/** Says what the first two quotes say, in their words, each with its key. */
const writes: Reply = (request, response) => {
  const { quotes } = JSON.parse(request.body.messages.at(-1)?.content ?? '');
  const cite = ({ text }: { text: string }, at: number) => text.replace(/\.$/, ` [${at + 1}].`);
  return streams(quotes.slice(0, 2).map(cite).join(' '))(request, response);
};

async function openWith({ writer, listed }: Shot): Promise<Pick<LocalPage, 'url' | 'stop'>> {
  if (listed !== undefined) {
    return openLocalPage({
      variables: { PAPERBOY_CORPUS: writeListedCorpus({ until: '2026-11-20', ...listed }) },
    });
  }
  if (writer === undefined) return openLocalPage();
  const llm = await openLlmServer(writer === 'writes' ? writes : refuses(500));
  const { url, model } = llm.server.settings;
  const variables = { LLM_URL: url.replace('/chat/completions', ''), LLM_MODEL: model };
  const local = await openLocalPage({ variables });
  const stop = async () => {
    await local.stop();
    await llm.stop();
  };
  return { url: local.url, stop };
}

await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
const wanted = process.argv.slice(2);
for (const shot of SHOTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { name, route, look, play } = shot;
  const local = await openWith(shot);
  const { page, close } = await visit(browser, `${local.url}/${route}`, { height: 760, ...look });
  await page.getByRole('textbox', { name: /^Message/ }).waitFor();
  await play(page);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await writeFile(`${FOLDER}${name}.png`, pack(await page.screenshot({ animations: 'disabled' })));
  await close();
  await local.stop();
}
await browser.close();
