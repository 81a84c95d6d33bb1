import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createEmbeddingClient } from '../../src/embeddings/client.ts';
import { createManualClock } from '../../src/model/clock.ts';
import {
  type Answer,
  sendJson,
  sendVectors,
  startEmbeddingServer,
} from '../helpers/embedding-server.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 12);

async function openClient(answer: Answer = sendVectors, apiKey?: string) {
  const server = await startEmbeddingServer(answer);
  const clock = createManualClock(NOW_MS);
  const client = createEmbeddingClient({ ...server.settings, apiKey }, clock);
  return { server, clock, client };
}

describe('embed', () => {
  it('posts model and texts, and gives a vector for each', async () => {
    const { server, client } = await openClient();
    const outcome = await client.embed(['river otters', 'clay'], 1000);
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/embeddings',
        model: 'test-model',
        input: ['river otters', 'clay'],
      },
    ]);
    expect(outcome.kind === 'vectors' && outcome.vectors.map(({ length }) => length)).toEqual([
      64, 64,
    ]);
  });

  it('sends the key as a bearer token, and none where there is none', async () => {
    const keyed = await openClient(sendVectors, 'test-key');
    await keyed.client.embed(['a'], 1000);
    expect(keyed.server.requests[0]?.headers.authorization).toBe('Bearer test-key');
    const open = await openClient();
    await open.client.embed(['a'], 1000);
    expect(open.server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('does not follow a redirect, and says where it leads', async () => {
    const other = await startEmbeddingServer();
    const { client } = await openClient((_, response) => {
      response.writeHead(307, { location: other.settings.url });
      response.end();
    }, 'test-key');
    expect(await client.embed(['a'], 1000)).toEqual({
      kind: 'refused',
      why: `redirects to ${new URL(other.settings.url).host}: EMBEDDINGS_URL must be the address itself`,
    });
    expect(other.requests).toEqual([]);
  });

  it.each([
    [400, { kind: 'too_large' }],
    [413, { kind: 'too_large' }],
    [422, { kind: 'too_large' }],
    [401, { kind: 'refused', why: 'wants an EMBEDDINGS_API_KEY (401)' }],
    [404, { kind: 'refused', why: expect.stringContaining('no model “test-model” (404)') }],
    [418, { kind: 'refused' }],
    [304, { kind: 'refused', why: expect.stringContaining('redirects elsewhere') }],
    [408, { kind: 'busy', retryAfterMs: undefined }],
    [429, { kind: 'busy', why: 'asks for patience (429)', retryAfterMs: undefined }],
    [500, { kind: 'busy', why: 'fails (500)', retryAfterMs: undefined }],
  ])('says what became of status %i, and nothing of what came with it', async (status, outcome) => {
    const { client } = await openClient(({ input }, response) => {
      sendJson(response, status, { error: { message: `what about ${input[0]}?` } });
    });
    const found = await client.embed(['otters'], 1000);
    expect(found).toMatchObject(outcome);
    expect(JSON.stringify(found)).not.toContain('otters');
  });

  it('tells a key that is refused from one that is missing', async () => {
    const { client } = await openClient((_, response) => sendJson(response, 403, ''), 'test-key');
    expect(await client.embed(['a'], 1000)).toEqual({
      kind: 'refused',
      why: 'refuses the EMBEDDINGS_API_KEY (403)',
    });
  });

  it.each([
    ['7', 7000],
    ['0', 0],
    [new Date(NOW_MS + 9000).toUTCString(), 9000],
    [new Date(NOW_MS - 9000).toUTCString(), 0],
    ['soon', undefined],
  ])('reads Retry-After: %s', async (value, retryAfterMs) => {
    const { client } = await openClient((_, response) => {
      response.writeHead(429, { 'retry-after': value });
      response.end();
    });
    expect(await client.embed(['a'], 1000)).toMatchObject({ kind: 'busy', retryAfterMs });
  });

  it('refuses what is no answer to the question', async () => {
    const { client } = await openClient((_, response) => sendJson(response, 200, '<html>'));
    expect(await client.embed(['a'], 1000)).toEqual({
      kind: 'refused',
      why: 'did not answer with embeddings',
    });
  });

  it('reads no more than there can be', async () => {
    let isCut = false;
    const { client } = await openClient(async (_, response) => {
      response.on('close', () => {
        isCut = !response.writableFinished;
      });
      response.writeHead(200);
      const piece = '0'.repeat(1024 * 1024);
      for (let sent = 0; sent < 200 && !response.destroyed; sent++) {
        if (!response.write(piece)) {
          await new Promise((resolve) => {
            response.once('drain', resolve);
          });
        }
      }
      response.end();
    });
    expect(await client.embed(['a'], 1000)).toEqual({ kind: 'refused', why: 'sent far too much' });
    await expect.poll(() => isCut).toBe(true);
  });

  it('ends after its time', async () => {
    const { server, clock, client } = await openClient(() => {});
    const asked = client.embed(['a'], 1500);
    await expect.poll(() => server.requests).toHaveLength(1);
    clock.advance(1500);
    expect(await asked).toMatchObject({ kind: 'busy', why: 'did not answer within 1.5 s' });
  });

  it('says that nobody is there, and how that shows', async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => {
      nobody.listen(0, '127.0.0.1', resolve);
    });
    // A TCP server's address is one.
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => {
      nobody.close(resolve);
    });
    const settings = {
      url: `http://127.0.0.1:${port}/v1/embeddings`,
      host: '127.0.0.1',
      model: 'm',
      apiKey: 'test-key',
    };
    const client = createEmbeddingClient(settings, createManualClock(0));
    expect(await client.embed(['a'], 1000)).toEqual({
      kind: 'busy',
      why: 'cannot be reached (ECONNREFUSED)',
      retryAfterMs: undefined,
    });
  });

  it('ends what is under way when it is stopped, and asks no more', async () => {
    const { server, client } = await openClient(() => {});
    const asked = client.embed(['a'], 1000);
    await expect.poll(() => server.requests).toHaveLength(1);
    client.stop();
    expect(await asked).toMatchObject({ kind: 'busy' });
    expect(await client.embed(['a'], 1000)).toMatchObject({ kind: 'refused' });
    expect(server.requests).toHaveLength(1);
  });
});
