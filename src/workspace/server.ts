/**
 * The loopback server itself: Web API under /api/, response URLs under /response/, Socket Mode
 * under /link/, everything else the page's. Bound to 127.0.0.1, deaf to any other name (DNS
 * rebinding) and to requests that a page of another origin sends: the web at large cannot act
 * here through somebody's browser.
 */
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Activity } from './activity.ts';
import { isJson } from './block-kit.ts';
import type { Reply } from './faulty-call.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Json } from './state.ts';
import type { WebApi } from './web-api.ts';

const MAX_BODY_BYTES = 4_000_000;

/** Answers what is not Slack's protocol; absent = nothing is there. */
export type PageHandler = (request: HttpRequestParts, response: ServerResponse) => Promise<void>;

export type HttpRequestParts = {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly body: string;
};

export type ServerOptions = {
  /** 0 = any free one; one that is taken counts as 0. */
  readonly port: number;
  readonly page: () => PageHandler | undefined;
  readonly activity: Activity;
  readonly webApi: WebApi;
  readonly responseUrls: ResponseUrls;
  readonly socketMode: SocketMode;
};

export type Server = { readonly url: string; stop(): Promise<void> };

/** `url` has no slash at its end. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { activity, socketMode } = options;
  const server = createServer((request, response) => {
    // The page is no part of Slack's protocol: its requests do not count as under way.
    const end = /^\/(?:api|response)\//.test(request.url ?? '') ? activity.begin() : () => {};
    // Whatever goes wrong here is the stand-in's own fault: it says so and stays up.
    handleRequest(options, request, response, end).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { ok: false, error: 'internal_error', detail: String(error) });
      end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (findForeign(request) === undefined) socketMode.handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const port = await listen(server, options.port).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return listen(server, 0);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () =>
      await new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: HttpServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function handleRequest(
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  end: () => void,
): Promise<void> {
  const foreign = findForeign(request);
  const url = readUrl(request);
  if (foreign !== undefined || url === undefined) {
    sendJson(response, foreign ? 403 : 400, { ok: false, error: foreign ?? 'invalid_url' });
    end();
    return;
  }
  const body = await readBody(request);
  const [, area, name = ''] = url.pathname.split('/');
  const page = options.page();
  if (body === undefined) sendJson(response, 413, { ok: false, error: 'body_too_large' });
  else if (area === 'api') await answerApi(options, { name, request, body, response, end });
  else if (area === 'response') await answerResponseUrl(options, { name, body, response, end });
  else if (page === undefined) sendJson(response, 404, { ok: false, error: 'not_found' });
  else {
    const { method = 'GET', headers } = request;
    await page({ method, url, contentType: headers['content-type'] ?? '', body }, response);
  }
  end();
}

type Call = {
  readonly name: string;
  readonly request: IncomingMessage;
  readonly body: string;
  readonly response: ServerResponse;
  readonly end: () => void;
};

async function answerApi({ webApi }: ServerOptions, call: Call): Promise<void> {
  const { name, request, body, response, end } = call;
  const work = webApi.handle({
    method: name,
    contentType: request.headers['content-type'] ?? '',
    authorization: request.headers.authorization ?? '',
    body,
  });
  // The call is in the log by now; only the clock can end a slow answer, so nobody waits for it.
  end();
  sendReply(response, await work);
}

async function answerResponseUrl(
  { responseUrls }: ServerOptions,
  { name, body, response, end }: Omit<Call, 'request'>,
): Promise<void> {
  const work = responseUrls.handle(name, parseJson(body));
  end();
  sendReply(response, await work);
}

function sendReply(response: ServerResponse, reply: Reply): void {
  if (reply === 'cut') response.destroy();
  else if (reply !== 'hang') sendJson(response, reply.status, reply.body, reply.headers);
}

/**
 * Why a request is none of ours; undefined = it is. Apps send no Origin, our page sends its own.
 * Any port will do, so that one forwarded from another machine works.
 */
function findForeign(request: IncomingMessage): 'foreign_host' | 'foreign_origin' | undefined {
  const { host = '', origin } = request.headers;
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host)) return 'foreign_host';
  return origin === undefined || origin === `http://${host}` ? undefined : 'foreign_origin';
}

/** Undefined for what is not a path on this server. */
function readUrl({ url = '', headers }: IncomingMessage): URL | undefined {
  // Put together as text: as a base, `//elsewhere` would be taken for another server.
  const whole = `http://${headers.host}${url}`;
  return url.startsWith('/') && URL.canParse(whole) ? new URL(whole) : undefined;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array); // no encoding is set, so chunks are bytes
    sizeBytes += bytes.length;
    if (sizeBytes > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.writableEnded) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
