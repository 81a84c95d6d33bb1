/**
 * `paperboy doctor`: looks at everything Paperboy needs and says for each what is wrong and what
 * to do. Asks Slack who the tokens belong to. An older database is brought up to date.
 */
import { existsSync } from 'node:fs';
import { type Config, loadEnvironment, parseConfig } from '../app/config.ts';
import { loadPapers } from '../app/corpus-file.ts';
import { findStoreFile } from '../app/delivery.ts';
import { createLogger } from '../app/logger.ts';
import { AppError } from '../model/app-error.ts';
import { countCorpus } from '../requests/library.ts';
import { checkAppToken, fetchIdentity } from '../slack/slack-app.ts';
import { openStore } from '../store/store.ts';
import type { CliContext } from './run-main.ts';

type Finding = { readonly what: string; readonly ok: boolean; readonly says: string };

/** Fails (exit code 1) when anything needs mending. */
export async function doctor(
  context: CliContext,
  options: { readonly json?: boolean },
): Promise<void> {
  const findings = await examine(context);
  if (options.json === true) context.print(JSON.stringify(findings, undefined, 2));
  else {
    for (const { what, ok, says } of findings)
      context.print(`${ok ? 'ok  ' : 'MEND'}  ${what}: ${says}`);
  }
  if (findings.some(({ ok }) => !ok)) context.fail();
}

async function examine(context: CliContext): Promise<Finding[]> {
  const parsed = parseConfig(await loadEnvironment('.env', process.env));
  if ('problems' in parsed) {
    return parsed.problems.map(({ variable, wrong, fix }) => ({
      what: 'configuration',
      ok: false,
      says: `${variable} ${wrong}. ${fix}`,
    }));
  }
  const { config } = parsed;
  const findings: Finding[] = [
    { what: 'configuration', ok: true, says: `${config.mode.kind} mode` },
  ];
  const checks: readonly [string, (config: Config) => Promise<string>][] = [
    ['corpus', describeCorpus],
    ['database', describeDatabase],
    ['Slack', describeSlack],
  ];
  for (const [what, check] of checks) {
    context.progress(`checking ${what} …`);
    findings.push(await attempt(what, () => check(config)));
  }
  return findings;
}

async function attempt(what: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, says: await check() };
  } catch (error) {
    if (error instanceof AppError) return { what, ok: false, says: error.message };
    throw error;
  }
}

async function describeCorpus({ corpusFile }: Config): Promise<string> {
  const { papers, dated } = countCorpus(await loadPapers(corpusFile));
  return `${corpusFile}, ${papers} papers, ${dated} with a date`;
}

async function describeDatabase(config: Config): Promise<string> {
  const file = findStoreFile(config);
  if (!existsSync(file)) return `${file} does not exist yet; “paperboy start” makes it`;
  const store = await openStore({ file }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'store_locked') return undefined;
    throw error;
  });
  if (store === undefined) return `${file} is in use by a running Paperboy`;
  try {
    const { schema, problems, sizeBytes } = await store.check();
    if (problems.length > 0) {
      throw new AppError(
        'store_failed',
        `${file} is damaged (${problems.join('; ')}). Stop Paperboy, keep a copy, and restore a backup.`,
      );
    }
    return `${file}, ${Math.ceil(sizeBytes / 1024)} KiB, schema ${schema}, sound`;
  } finally {
    await store.close();
  }
}

async function describeSlack(config: Config): Promise<string> {
  const { mode, slackApiUrl: apiUrl } = config;
  if (mode.kind === 'local') return 'not configured, so “paperboy start” plays the demo';
  const options = { connection: mode, apiUrl, log: createLogger('silent') };
  const { team } = await fetchIdentity(options);
  if (mode.kind === 'socket') await checkAppToken(mode.appToken, options);
  const digest =
    config.digest === undefined
      ? 'no digest channel (PAPERBOY_DIGEST_CHANNEL)'
      : `digest to ${config.digest.channelId}`;
  return `the token is for ${team}, ${digest}`;
}
