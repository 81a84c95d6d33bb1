/** A workspace for one test, with an app's usual scopes, and Bolt apps connected to it. */
import {
  App,
  type AppOptions,
  HTTPReceiver,
  type Logger,
  LogLevel,
  SocketModeReceiver,
} from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import {
  startWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from '../../src/workspace/workspace.ts';

export const BOT_TOKEN = 'test-bot-token';
export const APP_TOKEN = 'test-app-token';
export const SIGNING_SECRET = 'test-signing-secret';
export const START_MS = Date.UTC(2026, 2, 4, 9, 0, 0);

const SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
];
const EVENTS = ['app_home_opened', 'app_mention', 'member_joined_channel', 'message.im'];

/** The tests break connections on purpose; what Bolt says to that is no news. */
const QUIET: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

export async function openWorkspace(options: Partial<WorkspaceOptions> = {}) {
  const clock = createManualClock(START_MS);
  const workspace = await startWorkspace({
    clock,
    scopes: SCOPES,
    events: EVENTS,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    ...options,
  });
  onTestFinished(() => workspace.stop());
  return { workspace, clock };
}

export const MODES = ['signed HTTP', 'Socket Mode'] as const;
export type Mode = (typeof MODES)[number];

/** Starts a Bolt app against the workspace; `listen` attaches its listeners before it starts. */
export async function connectApp(
  workspace: Workspace,
  mode: Mode,
  listen: (app: App) => void,
): Promise<App> {
  const shared: AppOptions = {
    token: BOT_TOKEN,
    botId: 'B0PAPERBOT',
    botUserId: 'U0PAPERBOT',
    tokenVerificationEnabled: false,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
    logger: QUIET,
  };
  if (mode === 'Socket Mode') {
    const receiver = new SocketModeReceiver({
      appToken: APP_TOKEN,
      logger: QUIET,
      clientPingTimeout: 100,
      installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
    });
    const app = new App({ ...shared, receiver });
    listen(app);
    await app.start();
    onTestFinished(async () => {
      await app.stop();
    });
    return app;
  }
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logger: QUIET });
  const app = new App({ ...shared, receiver });
  listen(app);
  const server = await receiver.start({ port: 0, host: '127.0.0.1' } as never); // Bolt passes listen options through
  onTestFinished(async () => {
    await app.stop();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await workspace.connectHttp(`http://127.0.0.1:${port}/slack/events`);
  return app;
}

/** A request by hand, as any client would make it. */
export async function callApi(
  workspace: Workspace,
  method: string,
  args: Record<string, unknown>,
  token: string = BOT_TOKEN,
) {
  const response = await fetch(`${workspace.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Record<string, unknown>; // every answer of the Web API is an object
}
