/**
 * A play without Slack: the real bot over signed HTTP against the stand-in, on the real corpus.
 * A command, a question and the morning digest, each with the message that people would see.
 */
import type { KnownBlock } from '@slack/types';
import { renderTwin } from '../blocks/twin.ts';
import { createManualClock } from '../model/clock.ts';
import { BOT_NAME } from '../workspace/seed.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';
import { createLearner } from './latent.ts';
import { createLogger } from './logger.ts';
import type { Paperboy } from './paperboy.ts';
import { LOCAL_DIGEST, openStandIn } from './stand-in.ts';

const ASKER = 'U0ADA';
const CHANNEL = LOCAL_DIGEST.channelId;
const QUESTION = 'How can retrieval reduce hallucination in language models?';

/** Plays it once. `print` gets the script line by line. */
export async function playDemo(config: Config, print: (text: string) => void): Promise<void> {
  const clock = createManualClock(Date.now());
  const digest = LOCAL_DIGEST;
  // It leaves nothing behind, so a model would be asked about every paper each time.
  const stage = await openStage(
    { ...config, digest, embeddings: undefined, writer: undefined },
    clock,
  );
  const { workspace, paperboy } = stage;
  try {
    const ada = workspace.as(ASKER);
    print('Paperboy without Slack: the real bot, the real corpus, a stand-in for Slack.\n');

    print('── Ada types in #reading: /papers retrieval augmented\n');
    await ada.command(CHANNEL, '/papers', 'retrieval augmented');
    await printNew(stage, print);

    print(`── Ada asks in #reading: @${BOT_NAME} ${QUESTION}\n`);
    ada.say(CHANNEL, `@${BOT_NAME} ${QUESTION}`);
    await printNew(stage, print);

    clock.advance(((await paperboy.nextDueMs()) ?? clock.nowMs()) - clock.nowMs());
    print(`── Time passes to 09:00 (${config.zone}), when the digest comes to #reading\n`);
    await (await paperboy.tick())?.done;
    await printNew(stage, print);

    print('To bring it into your own Slack, see “Into a real workspace” in README.md.');
  } finally {
    await stage.stop();
  }
}

type DemoStage = {
  readonly workspace: Workspace;
  readonly paperboy: Paperboy;
  /** Timestamps of the messages printed so far. */
  readonly printed: Set<string>;
  stop(): Promise<void>;
};

async function openStage(
  config: Config,
  clock: ReturnType<typeof createManualClock>,
): Promise<DemoStage> {
  const log = createLogger('warn');
  const { workspace, paperboy } = await openStandIn(config, {
    clock,
    log,
    storeFile: ':memory:',
    learnLatent: createLearner(config.stateDir),
  });
  return {
    workspace,
    paperboy,
    printed: new Set(),
    async stop() {
      await paperboy.stop();
      await workspace.stop();
    },
  };
}

async function printNew(stage: DemoStage, print: (text: string) => void): Promise<void> {
  const { workspace, paperboy, printed } = stage;
  const findNew = () =>
    workspace
      .messages(CHANNEL, { as: ASKER })
      .filter(({ ts, botId }) => botId !== undefined && !printed.has(ts));
  await workspace.until(() => findNew().length > 0);
  await paperboy.idle();
  for (const { ts, blocks, threadTs, ephemeralFor } of findNew()) {
    printed.add(ts);
    // The stand-in keeps blocks as they came over the wire; these are our own.
    const twin = renderTwin(blocks as unknown as KnownBlock[]);
    const where = ephemeralFor === undefined ? '' : '(only visible to Ada)\n';
    print(`${indent(`${where}${twin}`, threadTs === undefined ? '  ' : '    ↳ ')}\n`);
  }
}

function indent(text: string, prefix: string): string {
  const rest = ' '.repeat(prefix.length);
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? prefix : rest}${line}`.trimEnd())
    .join('\n');
}
