/** `paperboy report misses`: the questions that no abstract answered, from the database. */
import { existsSync } from 'node:fs';
import type { Config } from '../app/config.ts';
import { createLogger } from '../app/logger.ts';
import { cleanLine } from '../blocks/escape.ts';
import { describeMiss, describeVotes, formatInstant } from '../blocks/facts.ts';
import { AppError } from '../model/app-error.ts';
import { buildMissReport } from '../requests/misses.ts';
import type { MissReport } from '../requests/replies.ts';
import { fetchIdentity } from '../slack/slack-app.ts';
import { openStore, type Store } from '../store/store.ts';
import { TEAM_ID } from '../workspace/seed.ts';
import { findOwnStoreFile } from './open-library.ts';
import type { CliContext } from './run-main.ts';

const NOTHING: MissReport = { misses: [], votes: { good: 0, bad: 0 } };

/** Of the workspace the token is for; without tokens of the local one. */
export async function reportMisses(
  context: CliContext,
  options: { readonly limit: number; readonly json?: boolean },
): Promise<void> {
  const report = await loadReport(await context.loadConfig(), options.limit);
  if (options.json === true) {
    context.print(JSON.stringify(report, undefined, 2));
    return;
  }
  if (report.misses.length === 0) context.print('No question without an answer has been kept.');
  for (const miss of report.misses) {
    context.print(cleanLine(miss.question));
    context.print(`    ${describeMiss(miss)}; last ${formatInstant(miss.lastMs)}`);
  }
  context.print(describeVotes(report.votes));
}

async function loadReport(config: Config, limit: number): Promise<MissReport> {
  const { mode, slackApiUrl: apiUrl } = config;
  const file = findOwnStoreFile(config);
  // Looking makes no database.
  if (!existsSync(file)) return NOTHING;
  const store = await openIdleStore(file);
  try {
    const teamId =
      mode.kind === 'local'
        ? TEAM_ID
        : (await fetchIdentity({ connection: mode, apiUrl, log: createLogger('silent') })).teamId;
    return await buildMissReport(store.memory, teamId, limit);
  } finally {
    await store.close();
  }
}

async function openIdleStore(file: string): Promise<Store> {
  try {
    return await openStore({ file });
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'store_locked') throw cause;
    throw new AppError(
      'store_locked',
      `Paperboy is running and keeps ${file} to itself. Workspace admins see the first ten on its Home in Slack; for all of them stop Paperboy, then ask again.`,
      { cause },
    );
  }
}
