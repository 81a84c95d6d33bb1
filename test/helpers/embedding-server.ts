/**
 * A server on loopback that speaks the protocol of `POST /v1/embeddings`. Its vectors say which
 * words a text has, so texts that share words are near each other; what else it does is up to
 * the test.
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

export type EmbeddingRequest = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly model: string;
  readonly input: readonly string[];
};

/** Answers one request; where it throws, the connection ends. */
export type Answer = (request: EmbeddingRequest, response: ServerResponse) => void | Promise<void>;

export type EmbeddingServer = {
  readonly settings: ModelSettings;
  readonly requests: readonly EmbeddingRequest[];
  /** From now on. */
  answer: Answer;
};

const DIMENSION = 64;

/** Answers as the protocol says. */
export const sendVectors: Answer = ({ input }, response) =>
  sendJson(response, 200, {
    object: 'list',
    data: input.map((text, index) => ({ object: 'embedding', index, embedding: embed(text) })),
  });

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Counts of words by a hash of each, and never all 0. */
export function embed(text: string, dimension = DIMENSION): number[] {
  const numbers = Array.from({ length: dimension }, () => 0.01);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const place = [...word].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % dimension;
    numbers[place] = (numbers[place] ?? 0) + 1;
  }
  return numbers;
}

/** Gone when its test is over. */
export async function startEmbeddingServer(answer: Answer = sendVectors): Promise<EmbeddingServer> {
  const requests: EmbeddingRequest[] = [];
  const take = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { model, input } = JSON.parse(await readText(incoming));
    const { method, url: path, headers } = incoming;
    const request = { method, path, headers, model, input };
    requests.push(request);
    await server.answer(request, response);
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
      url: `http://127.0.0.1:${port}/v1/embeddings`,
      host: '127.0.0.1',
      model: 'test-model',
      apiKey: undefined,
    },
    requests,
    answer,
  };
  onTestFinished(async () => {
    const closed = new Promise((resolve) => {
      http.close(resolve);
    });
    http.closeAllConnections();
    await closed;
  });
  return server;
}
