/**
 * A server on loopback that speaks the protocol of `POST /v1/chat/completions`: streamed, or whole
 * where it is told so; good, slow, broken or hostile, as the test says.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { ModelSettings } from '../../src/model/endpoint.ts';

export type ChatRequest = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As sent. */
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly stream?: boolean;
    readonly temperature?: number;
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
  };
};

/** Answers one request; where it throws, the connection ends. */
export type Reply = (request: ChatRequest, response: ServerResponse) => void | Promise<void>;

export type LlmServer = {
  readonly settings: ModelSettings;
  readonly requests: readonly ChatRequest[];
  /** From now on. */
  reply: Reply;
};

/** One event of a stream. */
export function formatChunk(content: string, finishReason: string | null = null): string {
  const choice = { index: 0, delta: { content }, finish_reason: finishReason };
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'm', choices: [choice] })}\n\n`;
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

/** Word by word, as models write. */
export function streams(text: string, finishReason = 'stop'): Reply {
  return (_, response) => {
    beginStream(response);
    for (const piece of text.match(/\s*\S+/g) ?? []) response.write(formatChunk(piece));
    response.end(`${formatChunk('', finishReason)}data: [DONE]\n\n`);
  };
}

/** In one piece, though a stream was asked for. */
export function sendsWhole(text: string): Reply {
  const message = { role: 'assistant', content: text };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ id: 'c', object: 'chat.completion', model: 'm', choices }));
  };
}

/** `text` at once, and then neither more nor an end. */
export function stallsAfter(text: string): Reply {
  return (_, response) => {
    beginStream(response);
    if (text === '') response.flushHeaders();
    else response.write(formatChunk(text));
  };
}

/** `text`, and then the connection is cut. */
export function breaksAfter(text: string): Reply {
  return (_, response) => {
    beginStream(response);
    response.write(formatChunk(text), () => response.destroy());
  };
}

/** `text`, and then something else than the protocol. */
export function garblesAfter(text: string, garbage = 'data: {"choices": [oops\n\n'): Reply {
  return (_, response) => {
    beginStream(response);
    response.end(`${text === '' ? '' : formatChunk(text)}${garbage}`);
  };
}

/** For as long as anybody listens. */
export const streamsForEver: Reply = (_, response) => {
  beginStream(response);
  const more = () => {
    while (!response.destroyed && response.write(formatChunk('and on '.repeat(1000))));
  };
  response.on('drain', more);
  more();
};

/** Repeats what it was sent in its error, as some servers do. */
export function refuses(status: number): Reply {
  return ({ headers, body }, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ error: { message: JSON.stringify([headers, body]), code: null } }),
    );
  };
}

/** Gone when its test is over. */
export async function startLlmServer(reply: Reply): Promise<LlmServer> {
  const { server, stop } = await openLlmServer(reply);
  onTestFinished(stop);
  return server;
}

/** For who stops it. */
export async function openLlmServer(
  reply: Reply,
): Promise<{ readonly server: LlmServer; readonly stop: () => Promise<void> }> {
  const requests: ChatRequest[] = [];
  const take = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse(await readText(incoming));
    const { method, url: path, headers } = incoming;
    const request = { method, path, headers, body };
    requests.push(request);
    await server.reply(request, response);
  };
  const http = createServer((incoming, response) => {
    // A request that ended before it was read is one the test has no more use for.
    take(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  // A TCP server's address is one.
  const { port } = http.address() as AddressInfo;
  const server = {
    settings: {
      url: `http://127.0.0.1:${port}/v1/chat/completions`,
      host: '127.0.0.1',
      model: 'test-model',
      apiKey: undefined,
    },
    requests,
    reply,
  };
  const stop = async () => {
    const closed = new Promise((resolve) => {
      http.close(resolve);
    });
    http.closeAllConnections();
    await closed;
  };
  return { server, stop };
}
