/** `paperboy start`: runs until asked to stop. Without any SLACK_ variable it plays the demo. */

import { findStoreFile } from '../app/delivery.ts';
import { createLogger } from '../app/logger.ts';
import { startPaperboy } from '../app/paperboy.ts';
import { systemClock } from '../app/system-clock.ts';
import type { CliContext } from './run-main.ts';

export async function start(context: CliContext): Promise<void> {
  const config = await context.loadConfig();
  const log = createLogger(config.logLevel);
  if (config.mode.kind === 'local') {
    const { demo } = await import('./demo.ts');
    await demo(context);
    return;
  }
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
  });
  await stopped;
  await paperboy.stop();
}
