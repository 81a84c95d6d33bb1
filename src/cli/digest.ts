/** `paperboy digest`: one tick of the digest's clock, or a look at what the next one holds. */
import type { Config } from '../app/config.ts';
import { loadPapers } from '../app/corpus-file.ts';
import { findStoreFile, openDelivery } from '../app/delivery.ts';
import { createLibrary } from '../app/library.ts';
import { createLogger } from '../app/logger.ts';
import { systemClock } from '../app/system-clock.ts';
import { renderDigestEntry, renderDigestParent } from '../blocks/digest.ts';
import { renderTwin } from '../blocks/twin.ts';
import { AppError } from '../model/app-error.ts';
import { prepareDigest } from '../requests/trending-summary.ts';
import { fetchIdentity } from '../slack/slack-app.ts';
import { openStore, type Store } from '../store/store.ts';
import { localDay } from '../trending/workdays.ts';
import type { CliContext } from './run-main.ts';

type Options = { readonly dryRun?: boolean; readonly json?: boolean };

export async function digest(context: CliContext, options: Options): Promise<void> {
  if (options.dryRun === true) await printNext(context, options);
  else await sendDue(context, options);
}

/** With the real ledger where there is one, so that what was shown before is left out. */
async function printNext(context: CliContext, options: Options): Promise<void> {
  const config = await context.loadConfig();
  const { mode, zone, slackApiUrl: apiUrl } = config;
  const papers = await loadPapers(config.corpusFile);
  const store = await openLedger(context, config);
  try {
    const teamId =
      mode.kind === 'local'
        ? 'local'
        : (await fetchIdentity({ connection: mode, apiUrl, log: createLogger('silent') })).teamId;
    const nowMs = Date.now();
    const library = createLibrary(papers, store.memory);
    const compose = await prepareDigest(library, { teamId, zone, nowMs });
    const shown =
      config.digest === undefined
        ? new Set<string>()
        : await store.digestLog.shownPapers({ teamId, channelId: config.digest.channelId });
    const next = compose({ day: localDay(nowMs, zone), shown, chosen: undefined });
    const messages = [renderDigestParent(next), ...next.entries.map(renderDigestEntry)];
    context.print(
      options.json === true
        ? JSON.stringify(next, undefined, 2)
        : messages.map(({ blocks }) => renderTwin(blocks)).join('\n\n'),
    );
  } finally {
    await store.close();
  }
}

async function openLedger(context: CliContext, config: Config): Promise<Store> {
  if (config.mode.kind === 'local') return openStore({ file: ':memory:' });
  try {
    return await openStore({ file: findStoreFile(config) });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'store_locked') throw error;
    context.progress('Paperboy is running, so papers it has shown are not left out here.');
    return openStore({ file: ':memory:' });
  }
}

/** For those who would rather have cron(8) than a process of ours run all day. */
async function sendDue(context: CliContext, options: Options): Promise<void> {
  const config = await context.loadConfig();
  if (config.mode.kind === 'local' || config.digest === undefined) {
    throw new AppError(
      'config_invalid',
      'Sending needs the SLACK_ variables and PAPERBOY_DIGEST_CHANNEL. “--dry-run” prints the digest without them.',
    );
  }
  const delivery = await openDelivery({
    config,
    connection: config.mode,
    storeFile: findStoreFile(config),
    clock: systemClock,
    log: createLogger(config.logLevel),
  });
  try {
    const report = await delivery.ticker.tick();
    if (report === undefined) {
      throw new AppError('slack_failed', 'The digest could not be sent; the log above says why.');
    }
    const { day, step, sent, refused, unknown } = report;
    if (options.json === true) context.print(JSON.stringify(report, undefined, 2));
    else if (step === 'idle') context.print('Nothing is due, or it has been sent.');
    else context.print(`Sent ${sent.length} messages for ${day}.`);
    for (const { part, error } of refused) context.progress(`refused: ${part} (${error})`);
    for (const part of unknown) context.progress(`unknown, never sent again: ${part}`);
    if (refused.length + unknown.length > 0) context.fail();
  } finally {
    await delivery.close();
  }
}
