/**
 * A real browser on the real local workspace, for the tests of this folder. Nothing but the page
 * can be reached, and a page that complained, or wanted to go elsewhere, fails its test on closing.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type Browser, chromium, type Page } from 'playwright-core';
import { parseConfig } from '../../src/app/config.ts';
import { type Local, openLocal } from '../../src/app/local.ts';
import { learnAtOnce } from '../helpers/learn-at-once.ts';

/** A Friday, 16:30 in the workspace's zone: too late for the digest of the day. */
export const START_MS = Date.UTC(2026, 10, 20, 15, 30);

/** The last one keeps every address but this machine's out of reach, names and numbers alike. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--proxy-server=http://127.0.0.1:9',
];

/** With a profile of its own, which goes when it is closed. `CHROMIUM` names another than Debian's. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const env = {
    ...process.env,
    FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)),
  };
  return await chromium.launch({ executablePath, headless: true, args: FLAGS, env });
}

export type LocalPage = {
  readonly url: string;
  readonly local: Local;
  /** Ends it, and deletes what it kept. */
  stop(): Promise<void>;
};

/** The workspace `npm start` opens, in this process, new, with its clock at `START_MS`. */
export async function openLocalPage({
  port = '0',
  variables = {},
}: {
  readonly port?: string;
  readonly variables?: Readonly<Record<string, string>>;
} = {}): Promise<LocalPage> {
  const stateDir = await mkdtemp(join(tmpdir(), 'paperboy-page-'));
  const parsed = parseConfig({
    PAPERBOY_STATE_DIR: stateDir,
    PAPERBOY_PORT: port,
    ...variables,
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const local = await openLocal({
    config: parsed.config,
    log: pino({ level: 'silent' }),
    nowMs: START_MS,
    fresh: true,
    learnLatent: learnAtOnce,
    onBuild: () => undefined,
  });
  return {
    url: local.url,
    local,
    async stop() {
      await local.stop();
      await rm(stateDir, { recursive: true });
    },
  };
}

export type VisitOptions = {
  /** Of the window, in CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
};

export type Visit = {
  readonly page: Page;
  /** All that the page complained of, and every address it wanted beyond `url`, so far. */
  readonly problems: readonly string[];
  /** Throws with the problems, when there are any. */
  close(): Promise<void>;
};

/** A visitor without a past, at `url`. The page is as loaded, not yet as shown. */
export async function visit(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, ...look }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: look.colorScheme ?? 'light',
    reducedMotion: look.reducedMotion ?? 'no-preference',
  });
  // Sooner than a test's own limit, so that the error that says what was missing comes first.
  context.setDefaultTimeout(10_000);
  const problems: string[] = [];
  const { origin } = new URL(url);
  context.on('request', (request) => {
    const wanted = new URL(request.url());
    // What the page makes itself never leaves it.
    const isOwn = wanted.origin === origin || ['data:', 'blob:'].includes(wanted.protocol);
    if (!isOwn) problems.push(`wanted ${wanted.href}`);
  });
  context.on('console', (line) => {
    if (line.type() !== 'error') return;
    problems.push(`console: ${line.text()} (${line.location().url})`);
  });
  context.on('weberror', (thrown) => problems.push(`threw: ${thrown.error().stack}`));
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    problems,
    async close() {
      await context.close();
      if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join('\n')}`);
    },
  };
}
