/**
 * The Bolt app for one workspace, over Socket Mode or signed HTTP. In HTTP mode it does not
 * listen by itself: `requestListener` is mounted on our own server.
 *
 * Each client gets options of its own: Bolt and its WebClient write into the object they are given
 * (headers with the token, a retry policy), which would leak from one client into the next.
 */
import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { AppError } from '../model/app-error.ts';
import { createBoltLogger } from './bolt-logger.ts';

export type SlackConnection =
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string };

export type SlackOptions = {
  readonly connection: SlackConnection;
  /** Ends in `/api/`; undefined = slack.com. */
  readonly apiUrl: string | undefined;
  /** After so long without a reply a call is lost; undefined = 10 s. */
  readonly timeoutMs?: number | undefined;
  readonly log: Logger;
};

/** Who the bot token belongs to. */
export type Identity = {
  readonly teamId: string;
  readonly team: string;
  readonly botId: string;
  readonly botUserId: string;
  /** Where the workspace is on the web, ending in a slash. */
  readonly workspaceUrl: string;
};

export type SlackApp = {
  readonly app: App;
  /** Set in HTTP mode: answers `POST /slack/events`. */
  readonly requestListener: RequestListener | undefined;
  /** Connects in Socket Mode; nothing to do over HTTP. */
  start(): Promise<void>;
  /** Takes no more from Slack. Does not wait for handlers. */
  stop(): Promise<void>;
};

const SLACK_UNREACHED =
  'Slack did not answer, or asked for patience. Check the network and SLACK_API_URL, and try again.';

/** Slack's own limit for an answer is 3 s; a call that takes this long is lost. */
const CALL_TIMEOUT_MS = 10_000;

/**
 * A client that makes each call once. A post whose reply was lost must not be repeated, and what
 * may be repeated (429) is repeated by `sendPost`, which knows the difference.
 */
export function createClient(botToken: string, options: SlackOptions): WebClient {
  return new WebClient(botToken, buildClientOptions(options));
}

/** Asks Slack who the token is. Throws `slack_failed` with what to do about it. */
export async function fetchIdentity(options: SlackOptions): Promise<Identity> {
  const client = new WebClient(options.connection.botToken, {
    ...buildClientOptions(options),
    // Harmless to repeat, and the network is often slow to come up with the machine.
    retryConfig: { retries: 3 },
  });
  try {
    const { team_id, team, bot_id, user_id, url } = await client.auth.test();
    if (!team_id || !bot_id || !user_id || !url) {
      throw new AppError('slack_failed', 'SLACK_BOT_TOKEN is not the token of a bot user.');
    }
    return {
      teamId: team_id,
      team: team ?? team_id,
      botId: bot_id,
      botUserId: user_id,
      workspaceUrl: url,
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message =
      error instanceof WebAPIPlatformError
        ? `Slack refuses SLACK_BOT_TOKEN: ${error.data.error}. Copy it again from the app's “OAuth & Permissions” page.`
        : SLACK_UNREACHED;
    throw new AppError('slack_failed', message, { cause: error });
  }
}

/** Asks Slack whether the app-level token opens a socket. Throws `slack_failed`. */
export async function checkAppToken(appToken: string, options: SlackOptions): Promise<void> {
  const client = new WebClient(appToken, buildClientOptions(options));
  try {
    await client.apps.connections.open({});
  } catch (error) {
    const message =
      error instanceof WebAPIPlatformError
        ? `Slack refuses SLACK_APP_TOKEN: ${error.data.error}. Make an app-level token with the scope connections:write.`
        : SLACK_UNREACHED;
    throw new AppError('slack_failed', message, { cause: error });
  }
}

export function createSlackApp(options: SlackOptions, identity: Identity): SlackApp {
  const { connection, apiUrl, log } = options;
  const logger = createBoltLogger(log);
  const receiver =
    connection.kind === 'socket'
      ? new SocketModeReceiver({
          appToken: connection.appToken,
          logger,
          // No retry policy here on purpose: Socket Mode sets a patient one of its own, and with
          // an impatient one a network outage ends the process.
          installerOptions: { clientOptions: buildApiUrl(apiUrl) },
        })
      : new HTTPReceiver({ signingSecret: connection.signingSecret, logger });

  const app = new App({
    receiver,
    logger,
    clientOptions: {
      ...buildClientOptions(options),
      // Also what answers to response URLs go through, and those know no time limit of their own.
      fetch: (url, init) =>
        fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS) }),
    },
    // Known from start-up; otherwise Bolt would ask auth.test before every event.
    authorize: async () => ({
      botToken: connection.botToken,
      botId: identity.botId,
      botUserId: identity.botUserId,
      teamId: identity.teamId,
    }),
    convoStore: false,
  });
  app.error(async (error) => {
    log.error({ err: error.original ?? error, code: error.code }, 'Bolt could not deliver');
  });

  return {
    app,
    requestListener: receiver instanceof HTTPReceiver ? receiver.requestListener : undefined,
    async start() {
      if (!(receiver instanceof SocketModeReceiver) || connection.kind !== 'socket') return;
      // Asked first, because Socket Mode itself tries a refused token again and again.
      await checkAppToken(connection.appToken, options);
      await receiver.start();
    },
    async stop() {
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
    },
  };
}

function buildClientOptions({ apiUrl, timeoutMs, log }: SlackOptions): WebClientOptions {
  return {
    ...buildApiUrl(apiUrl),
    logger: createBoltLogger(log),
    timeout: timeoutMs ?? CALL_TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

function buildApiUrl(apiUrl: string | undefined): Pick<WebClientOptions, 'slackApiUrl'> {
  return apiUrl === undefined ? {} : { slackApiUrl: apiUrl };
}
