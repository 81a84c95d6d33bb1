/** `paperboy digest`: one tick of the digest's clock, or a look at what the next one holds. */
import type { Config } from '../app/config.ts';
import { findStoreFile, openDelivery } from '../app/delivery.ts';
import { createLibrary } from '../app/library.ts';
import { createLogger } from '../app/logger.ts';
import { systemClock } from '../app/system-clock.ts';
import { renderDigestEntry, renderDigestParent } from '../blocks/digest.ts';
import { describeInterest, describeSchedule } from '../blocks/subscription-facts.ts';
import { renderTwin } from '../blocks/twin.ts';
import { nextDue } from '../digest/schedule.ts';
import { buildDigestSubscription } from '../digest/subscription.ts';
import { AppError } from '../model/app-error.ts';
import { buildEdition, openOutlook, planEdition } from '../requests/editions.ts';
import { fetchIdentity } from '../slack/slack-app.ts';
import { openStore, type Store } from '../store/store.ts';
import { loadKnownPapers } from './open-library.ts';
import type { CliContext } from './run-main.ts';

type Options = { readonly dryRun?: boolean; readonly json?: boolean };

export async function digest(context: CliContext, options: Options): Promise<void> {
  if (options.dryRun === true) await printNext(context, options);
  else await sendDue(context, options);
}

/**
 * As things stand now, with the real ledger where there is one, so that what was shown before is
 * left out.
 */
async function printNext(context: CliContext, options: Options): Promise<void> {
  const config = await context.loadConfig();
  const { mode, zone, slackApiUrl: apiUrl } = config;
  const papers = await loadKnownPapers(context, config);
  const store = await openLedger(context, config);
  try {
    const teamId =
      mode.kind === 'local'
        ? 'local'
        : (await fetchIdentity({ connection: mode, apiUrl, log: createLogger('silent') })).teamId;
    const nowMs = Date.now();
    const channelId = config.digest?.channelId ?? '';
    const subscription =
      (await store.subscriptions.list(teamId)).find(
        ({ kind, destination }) => kind === 'digest' && destination.channelId === channelId,
      ) ?? buildDigestSubscription({ teamId, channelId, zone, nowMs });
    const { schedule, interest } = subscription;
    const due = nextDue(schedule, nowMs);
    const library = createLibrary(papers, store.memory);
    const outlook = await openOutlook(library, { teamId, nowMs: due.dueMs });
    const occasion = { subscription, due, series: 'digest', isLate: false, missed: [] } as const;
    const plan = await planEdition(outlook, store.ledger, occasion);
    const edition = { ...plan, begunMs: nowMs, posts: new Map(), end: undefined };
    const content = await buildEdition(outlook, store.ledger, edition, subscription);
    if (content?.kind !== 'digest') {
      context.print('Nothing new, and that was said before: the next digest is left out.');
      return;
    }
    const { digest: next } = content;
    if (options.json === true) {
      context.print(JSON.stringify(next, undefined, 2));
      return;
    }
    const place = channelId === '' ? '' : ` in ${channelId}`;
    context.print(
      `The next digest${place} (${describeSchedule(schedule)}, ${describeInterest(interest)}), as things stand now:\n`,
    );
    const messages = [renderDigestParent(next), ...next.entries.map(renderDigestEntry)];
    context.print(messages.map(({ blocks }) => renderTwin(blocks)).join('\n\n'));
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
    const reports = await (await delivery.dispatcher.tick())?.done;
    if (reports === undefined) {
      throw new AppError('slack_failed', 'The digest could not be sent; the log above says why.');
    }
    if (options.json === true) context.print(JSON.stringify(reports, undefined, 2));
    else if (reports.length === 0) context.print('Nothing is due, or it has been sent.');
    for (const { key, sent, refused, unknown } of reports) {
      const what = `${key.series} of ${key.day} in ${key.destination.channelId}`;
      if (options.json !== true) context.print(`Sent ${sent.length} messages: ${what}.`);
      for (const { part, error } of refused)
        context.progress(`refused: ${part}, ${what} (${error})`);
      for (const part of unknown) context.progress(`unknown, never sent again: ${part}, ${what}`);
      if (refused.length + unknown.length > 0) context.fail();
    }
  } finally {
    await delivery.close();
  }
}
