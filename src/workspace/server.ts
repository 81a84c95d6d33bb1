/**
 * The loopback server itself: Web API under /api/, response URLs under /response/, Socket Mode
 * under /link/. Bound to 127.0.0.1 and deaf to any other name, so that no page in a browser can
 * reach it under a name of its own (DNS rebinding).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../model/clock.ts';
import type { Activity } from './activity.ts';
import { isJson } from './block-kit.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Json } from './state.ts';
import type { WebApi } from './web-api.ts';

const MAX_BODY_BYTES = 4_000_000;

export type ServerOptions = {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly webApi: WebApi;
  readonly responseUrls: ResponseUrls;
  readonly socketMode: SocketMode;
};

export type Server = { readonly url: string; stop(): Promise<void> };

/** Listens on a port the system gives. `url` has no slash at its end. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { activity, socketMode } = options;
  const server = createServer((request, response) => {
    const end = activity.begin();
    // Whatever goes wrong here is the stand-in's own fault: it says so and stays up.
    handleRequest(options, request, response, end).catch((error: unknown) => {
      sendJson(response, 500, { ok: false, error: 'internal_error', detail: String(error) });
      end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (isOwnHost(request)) socketMode.handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () =>
      await new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handleRequest(
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  end: () => void,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = isOwnHost(request) ? await readBody(request) : undefined;
  const [, area, name = ''] = pathname.split('/');
  if (!isOwnHost(request)) sendJson(response, 403, { ok: false, error: 'foreign_host' });
  else if (body === undefined) sendJson(response, 413, { ok: false, error: 'body_too_large' });
  else if (area === 'api') await answerApi(options, { name, request, body, response, end });
  else if (area === 'response') answerResponseUrl(options, { name, body, response });
  else sendJson(response, 404, { ok: false, error: 'not_found' });
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
  const reply = await work;
  if (reply !== undefined) sendJson(response, reply.status, reply.body, reply.headers);
}

function answerResponseUrl(
  { clock, activity, responseUrls }: ServerOptions,
  { name, body, response }: Pick<Call, 'name' | 'body' | 'response'>,
): void {
  const payload = parseJson(body);
  const result = responseUrls.handle(name, payload);
  const status = result.ok ? 200 : isGone(result.error) ? 404 : 400;
  activity.recordCall({
    method: 'response_url',
    atMs: clock.nowMs(),
    token: 'none',
    payload,
    response: result,
    httpStatus: status,
    scope: undefined,
  });
  sendJson(response, status, result);
}

function isGone(error: unknown): boolean {
  return error === 'used_url' || error === 'expired_url';
}

function isOwnHost(request: IncomingMessage): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '');
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
