/**
 * The chat page's side of the server: its files, its feed, what it asks to be done. Everything
 * comes from this machine; the content policy lets the page reach nothing else.
 */
import { promises as fs } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { type ActStage, pageRequestSchema, performAct } from './page-acts.ts';
import type { Feed } from './page-feed.ts';
import type { ActReply } from './page-protocol.ts';
import type { HttpRequestParts, PageHandler } from './server.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP (read 2026-11) */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Often enough that the connection of a page that is gone is noticed. */
const HEARTBEAT_MS = 15_000;

export type PageOptions = {
  /** The built page: `index.html` and what it names. */
  readonly folder: string;
  readonly feed: Feed;
  readonly stage: ActStage;
};

export async function createPageHandler(options: PageOptions): Promise<PageHandler> {
  const files = await readFolder(options.folder);
  return async (request, response) => {
    const { pathname } = request.url;
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (pathname === '/page/feed') sendFeed(options, request, response);
    else if (pathname === '/page/act') await answerAct(options, request, response);
    else if (file !== undefined) sendFile(pathname, file, response);
    else response.writeHead(404, HEADERS).end('There is no such page.');
  };
}

type File = { readonly type: string; readonly bytes: Buffer };

async function readFolder(folder: string): Promise<ReadonlyMap<string, File>> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, File]> => {
      const path = join(entry.parentPath, entry.name);
      const type = MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';
      const name = `/${relative(folder, path).split(sep).join('/')}`;
      return [name, { type, bytes: await fs.readFile(path) }];
    });
  return new Map(await Promise.all(files));
}

function sendFile(pathname: string, { type, bytes }: File, response: ServerResponse): void {
  // Files under assets/ have a hash of their content in their name.
  const cache = pathname.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'cache-control': cache });
  response.end(bytes);
}

function sendFeed({ feed, stage }: PageOptions, { url }: HttpRequestParts, out: ServerResponse) {
  const userId = url.searchParams.get('as') ?? '';
  if (!stage.isPerson(userId)) {
    out.writeHead(404, HEADERS).end('There is nobody of that name.');
    return;
  }
  out.writeHead(200, {
    ...HEADERS,
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
  const unfollow = feed.follow(userId, (update) => {
    out.write(`data: ${JSON.stringify(update)}\n\n`);
  });
  const heartbeat = setInterval(() => out.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  out.once('close', () => {
    clearInterval(heartbeat);
    unfollow();
  });
}

async function answerAct(
  { stage }: PageOptions,
  { method, contentType, body }: HttpRequestParts,
  response: ServerResponse,
): Promise<void> {
  // A form of another page can post, but not JSON: that needs leave, which is never given.
  const isJson = method === 'POST' && contentType === 'application/json';
  const request = isJson ? pageRequestSchema.safeParse(parseJson(body)) : undefined;
  const reply: ActReply =
    request?.success === true
      ? await performAct(stage, request.data)
      : {
          ok: false,
          error: 'invalid_request',
          shown: request?.error?.issues[0]?.message ?? 'That is not something the page asks for.',
        };
  response.writeHead(request?.success === true ? 200 : 400, {
    ...HEADERS,
    'content-type': 'application/json; charset=utf-8',
  });
  response.end(JSON.stringify(reply));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
