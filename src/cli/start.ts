/** `paperboy start`: runs until asked to stop; without any SLACK_ variable in a local workspace. */
import type { Config } from '../app/config.ts';
import { findStoreFile } from '../app/delivery.ts';
import { createWorkerLearner } from '../app/latent.ts';
import { createLogger } from '../app/logger.ts';
import { startPaperboy } from '../app/paperboy.ts';
import { systemClock } from '../app/system-clock.ts';
import { AppError } from '../model/app-error.ts';
import type { CliContext } from './run-main.ts';

export async function start(context: CliContext, { fresh = false }: { fresh?: boolean }) {
  const config = await context.loadConfig();
  if (config.mode.kind === 'local') {
    await runLocal(context, config, fresh);
    return;
  }
  if (fresh) {
    throw new AppError(
      'input_invalid',
      '--fresh is for the local workspace only; nothing was deleted.',
    );
  }
  const log = createLogger(config.logLevel);
  log.info(
    { mode: config.mode.kind },
    config.mode.kind === 'socket'
      ? 'Socket Mode: SLACK_APP_TOKEN is set'
      : 'HTTP mode: SLACK_SIGNING_SECRET is set',
  );
  // Listened for from here on: a request to end may come as soon as the log says ready.
  const stopped = context.untilStopped();
  const paperboy = await startPaperboy({
    config,
    connection: config.mode,
    storeFile: findStoreFile(config),
    clock: systemClock,
    log,
    learnLatent: createWorkerLearner(config.stateDir),
  });
  await stopped;
  await paperboy.stop();
}

async function runLocal(context: CliContext, config: Config, fresh: boolean): Promise<void> {
  const { openLocal } = await import('../app/local.ts');
  let isStopped = false;
  const stopped = context.untilStopped().then(() => {
    isStopped = true;
  });
  const local = await openLocal({
    config,
    // Here people read the output; the page has its own log of what happens.
    log: createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel),
    nowMs: Date.now(),
    fresh,
    learnLatent: createWorkerLearner(config.stateDir),
    onBuild: () => context.progress('Building the page, once: a few seconds.'),
  });
  context.print(`Paperboy is open at ${local.url}`);
  if (config.port !== 0 && new URL(local.url).port !== String(config.port)) {
    context.print(`Port ${config.port} is taken.`);
  }
  context.print(`No Slack account needed; ${describeOutside(config)}. Ctrl-C ends it.`);
  if (!isStopped && isForPeople()) {
    const { default: open } = await import('open');
    // Where no browser can be opened, the address above is what there is.
    await open(local.url).catch(() => undefined);
  }
  await stopped;
  await local.stop();
}

function describeOutside({ embeddings, writer }: Config): string {
  const sent = [
    ...(embeddings ? [`papers and searches are sent to ${embeddings.host}`] : []),
    ...(writer ? [`questions and their quotes are sent to ${writer.host}`] : []),
  ];
  return sent.length > 0 ? sent.join(', ') : 'everything stays on this machine';
}

/** At a terminal, and not started again after a change by `npm run dev`. */
function isForPeople(): boolean {
  return process.stdout.isTTY && process.env['WATCH_REPORT_DEPENDENCIES'] === undefined;
}
