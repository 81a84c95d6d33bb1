/**
 * Our own HTTP server: `GET /healthz`, and in HTTP mode Slack's requests. Listens on the
 * configured address only, 127.0.0.1 unless told otherwise.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { AppError } from '../model/app-error.ts';

/** Bolt's path for events, interactivity and commands alike; the manifest says so to Slack. */
export const EVENTS_PATH = '/slack/events';

export type Health = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

export type HttpServer = {
  /** e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  close(): Promise<void>;
};

/** How long requests that have begun may take to end when the server closes. */
const CLOSE_MS = 5000;

/** `port` 0 takes a free one. Throws `config_invalid` when the address cannot be had. */
export async function startHttpServer(options: {
  readonly host: string;
  readonly port: number;
  /** A rejection counts as not `ok`. */
  readonly health: () => Promise<Health>;
  /** Slack's requests; undefined in Socket Mode. */
  readonly slack: RequestListener | undefined;
}): Promise<HttpServer> {
  const { host, port, health, slack } = options;
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/healthz') {
      void answerHealth(health, response);
    } else if (slack !== undefined && isSlackRequest(request)) {
      slack(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new AppError('config_invalid', `${host}:${port} cannot be listened on.`, { cause: error }),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // A request that is half sent must not hold up the end.
        setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref();
      }),
  };
}

async function answerHealth(health: () => Promise<Health>, response: ServerResponse) {
  const state = await health().catch((): Health => ({ ok: false }));
  response.writeHead(state.ok ? 200 : 503, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(state)}\n`);
}

/** Bolt's listener throws for any other request, which would end the process. */
function isSlackRequest({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && url.split('?')[0] === EVENTS_PATH;
}
