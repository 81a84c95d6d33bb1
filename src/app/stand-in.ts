/** The stand-in for Slack with the real bot in it over signed HTTP, as the manifest describes it. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { parse } from 'yaml';
import { z } from 'zod';
import { listProblems } from '../blocks/limits.ts';
import type { Clock } from '../model/clock.ts';
import type { PageApp } from '../workspace/page-protocol.ts';
import { BOT_USER_ID } from '../workspace/seed.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { startWorkspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';
import { EVENTS_PATH } from './http-server.ts';
import type { LatentLearner } from './latent.ts';
import { startPaperboy } from './paperboy.ts';

/** Where and when the digest goes in the stand-in, where nothing is configured. */
export const LOCAL_DIGEST = { channelId: 'C0READING', hour: 9, minute: 0 };

export type StandInOptions = {
  readonly clock: Clock;
  readonly log: Logger;
  readonly storeFile: string;
  readonly learnLatent: LatentLearner;
  /** Of the stand-in's own server; default 0 = any free one. */
  readonly port?: number;
  readonly remembered?: Snapshot | undefined;
};

/** Resolves when the bot answers. Throws `AppError` for what the person must mend. */
export async function openStandIn(config: Config, options: StandInOptions) {
  const { scopes, events, app } = await readManifest();
  const botToken = `local-${randomUUID()}`;
  const signingSecret = randomUUID();
  const { storeFile, log, learnLatent, ...rest } = options;
  const workspace = await startWorkspace({
    ...rest,
    scopes,
    events,
    botToken,
    appToken: `local-${randomUUID()}`,
    signingSecret,
    validateBlocks: listProblems,
  });
  try {
    const paperboy = await startPaperboy({
      config: { ...config, slackApiUrl: workspace.apiUrl, host: '127.0.0.1', port: 0 },
      connection: { kind: 'http', botToken, signingSecret },
      storeFile,
      clock: options.clock,
      log,
      learnLatent,
    });
    await workspace.connectHttp(`${paperboy.url}${EVENTS_PATH}`);
    return { workspace, paperboy, app };
  } catch (error) {
    await workspace.stop();
    throw error;
  }
}

const manifestSchema = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string() }),
    ),
    shortcuts: z.array(
      z.object({ name: z.string(), callback_id: z.string(), type: z.enum(['message', 'global']) }),
    ),
    agent_view: z.object({
      suggested_prompts: z.array(z.object({ title: z.string(), message: z.string() })),
    }),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

async function readManifest() {
  const yaml = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
  const { display_information, features, oauth_config, settings } = manifestSchema.parse(
    parse(yaml),
  );
  const app: PageApp = {
    name: display_information.name,
    botUserId: BOT_USER_ID,
    commands: features.slash_commands.map(({ command, description, usage_hint }) => {
      return { command, description, usageHint: usage_hint };
    }),
    shortcuts: features.shortcuts.map(({ name, callback_id, type }) => {
      return { name, callbackId: callback_id, type };
    }),
    prompts: features.agent_view.suggested_prompts,
  };
  const events = settings.event_subscriptions.bot_events;
  return { scopes: oauth_config.scopes.bot, events, app };
}
