/**
 * The local workspace: the real bot against the stand-in for Slack, and the page people use it
 * through. For when no `SLACK_` variable is set. What happens is kept for the next start.
 */
import type { Logger } from 'pino';
import { WORKWEEK } from '../digest/subscription.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';
import { findStoreFile } from './delivery.ts';
import { createFlowingClock, type FlowingClock } from './flowing-clock.ts';
import type { LatentLearner } from './latent.ts';
import { forgetAll, type Kept, loadKept, saveKept, useLocalFolder } from './local-files.ts';
import { createTimeMachine } from './local-time.ts';
import { preparePage } from './page-build.ts';
import type { Paperboy } from './paperboy.ts';
import { LOCAL_DIGEST, openStandIn } from './stand-in.ts';

/** Ada's, who runs the workspace; UTC, the usual default, has no daylight saving to try. */
const LOCAL_ZONE = 'Europe/Berlin';

/** Changes come in bursts; the last state of each is what counts. */
const SAVE_AFTER_MS = 200;

export type Local = {
  /** Of the page. */
  readonly url: string;
  readonly workspace: Workspace;
  readonly paperboy: Paperboy;
  readonly clock: FlowingClock;
  stop(): Promise<void>;
};

export type LocalOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Epoch milliseconds the clock starts at, plus how far it was ahead when it was last kept. */
  readonly nowMs: number;
  readonly learnLatent: LatentLearner;
  /** Forget what was kept. */
  readonly fresh: boolean;
  /** Called before the page is built, which takes a few seconds. */
  readonly onBuild: () => void;
};

/** Resolves when the page can be used. Throws `AppError` for what the person must mend. */
export async function openLocal(options: LocalOptions): Promise<Local> {
  const { log } = options;
  const config = fillConfig(options.config);
  if (options.fresh) await forgetAll(config);
  const kept = await loadKept(config);
  const startMs = Date.now();
  const clock = createFlowingClock(options.nowMs + (kept?.aheadMs ?? 0));
  const page = preparePage(options.onBuild);
  // Awaited once the bot is up; until then a failure is not unheard.
  page.catch(() => undefined);
  const storeFile = findStoreFile(config);
  const remembered = kept?.workspace;
  const standIn = await openStandIn(config, {
    clock,
    log,
    storeFile,
    port: config.port,
    remembered,
    learnLatent: options.learnLatent,
  });
  const { workspace, paperboy, app } = standIn;
  const keeper = createKeeper(config, log, () => {
    const realMs = options.nowMs + (Date.now() - startMs);
    const aheadMs = Math.max(0, Math.round(clock.nowMs() - realMs));
    return { aheadMs, workspace: workspace.snapshot() };
  });
  const unwatch = workspace.watch(keeper.saveSoon);
  const { hour, minute } = config.digest;
  const schedule = { zone: config.zone, hour, minute, weekdays: WORKWEEK };
  const machine = createTimeMachine(schedule, { clock, workspace, paperboy, save: keeper.save });
  const stop = async () => {
    try {
      await machine.stop();
      await paperboy.stop();
      unwatch();
      clock.stop();
      await keeper.save();
    } finally {
      await workspace.stop();
    }
  };
  try {
    const { time, passTime } = machine;
    await workspace.openPage({ folder: await page, app, time, passTime });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: workspace.url, workspace, paperboy, clock, stop };
}

function fillConfig(config: Config) {
  return {
    ...useLocalFolder(config),
    digest: config.digest ?? LOCAL_DIGEST,
    zone: config.isZoneChosen ? config.zone : LOCAL_ZONE,
  };
}

/** Writes what `look` gives, one write at a time, and only when it is not what was written last. */
function createKeeper(config: Config, log: Logger, look: () => Kept) {
  let timer: NodeJS.Timeout | undefined;
  let written = '';
  let last: Promise<void> = Promise.resolve();

  const write = async () => {
    const kept = look();
    // How far the clock is ahead goes up and down by its beat.
    const text = JSON.stringify({ ...kept, aheadMs: Math.round(kept.aheadMs / 1000) });
    if (text === written) return;
    await saveKept(config, kept);
    written = text;
  };
  const save = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    last = last.catch(() => undefined).then(write);
    return last;
  };
  return {
    save,
    saveSoon(): void {
      timer ??= setTimeout(() => {
        save().catch((error: unknown) => log.error({ err: error }, 'the workspace was not saved'));
      }, SAVE_AFTER_MS);
    },
  };
}
