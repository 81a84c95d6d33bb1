import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { REST_MS } from '../../src/embeddings/outage.ts';
import {
  type Answer,
  type EmbeddingServer,
  embed,
  sendJson,
  sendVectors,
  startEmbeddingServer,
} from '../helpers/embedding-server.ts';
import { paper } from '../helpers/papers.ts';
import { createScratchFolder } from '../store/scratch.ts';
import { fail, openEmbedder, papers } from './open-embedder.ts';

const countTexts = ({ requests }: EmbeddingServer) =>
  requests.reduce((sum, { input }) => sum + input.length, 0);

describe('the vectors of papers', () => {
  it('are asked for in batches, given to the index once all are there', async () => {
    const server = await startEmbeddingServer();
    const { start, isReady, used } = await openEmbedder(server);
    start(papers(70));
    await isReady();
    expect(server.requests.map(({ input }) => input.length)).toEqual([32, 32, 6]);
    expect(server.requests[0]?.input[1]).toBe('Paper 00001\nAbout 00001.');
    expect(used.map(({ size }) => size)).toEqual([70]);
    const vector = used[0]?.get('arxiv:2503.00001');
    const expected = embed('Paper 00001\nAbout 00001.');
    const length = Math.hypot(...expected);
    for (const [place, number] of expected.entries()) {
      expect(vector?.[place]).toBeCloseTo(number / length, 5);
    }
  });

  it('belong to the papers whose texts they are, in whatever order they come', async () => {
    const server = await startEmbeddingServer(({ input }, response) => {
      const data = input.map((text, index) => ({
        index,
        embedding: [Number(text.slice(6, 11)), 1],
      }));
      sendJson(response, 200, { data: data.reverse() });
    });
    const { start, isReady, used } = await openEmbedder(server);
    start(papers(40));
    await isReady();
    for (const [id, vector] of used[0] ?? []) {
      expect((vector[0] ?? 0) / (vector[1] ?? 0)).toBeCloseTo(Number(id.slice(11)), 3);
    }
  });

  it('are kept over a restart; only what is new is asked for', async () => {
    const server = await startEmbeddingServer();
    const file = join(createScratchFolder(), 'paperboy.db');
    const first = await openEmbedder(server, { file });
    first.start(papers(40));
    await first.isReady();
    await first.letGo();
    expect(countTexts(server)).toBe(40);

    const second = await openEmbedder(server, { file });
    second.start(papers(40));
    await second.isReady();
    expect(second.used).toEqual(first.used);
    await second.letGo();
    expect(countTexts(server)).toBe(40);

    const third = await openEmbedder(server, { file });
    third.start(papers(41));
    await third.isReady();
    expect(server.requests.at(-1)?.input).toEqual(['Paper 00040\nAbout 00040.']);
    expect(countTexts(server)).toBe(41);
    expect(third.used.map(({ size }) => size)).toEqual([40, 41]);
  });

  it('are asked for anew of another model, and those of the one before dropped', async () => {
    const server = await startEmbeddingServer();
    const file = join(createScratchFolder(), 'paperboy.db');
    const first = await openEmbedder(server, { file });
    first.start(papers(3));
    await first.isReady();
    await first.letGo();
    const second = await openEmbedder(server, { file, model: 'another' });
    second.start(papers(2));
    await second.isReady();
    expect(server.requests.at(-1)).toMatchObject({ model: 'another', input: { length: 2 } });
    expect((await second.store.check()).rows).toMatchObject({ vectors: 2 });
  });

  it('are asked for once where papers have the same text', async () => {
    const server = await startEmbeddingServer();
    const { start, isReady, used } = await openEmbedder(server);
    start([paper({ id: 'arxiv:2503.00001' }), paper({ id: 'arxiv:2503.00002' })]);
    await isReady();
    expect(countTexts(server)).toBe(1);
    expect(used[0]?.size).toBe(2);
  });

  it('are asked for again where what was kept is damaged', async () => {
    const server = await startEmbeddingServer();
    const file = join(createScratchFolder(), 'paperboy.db');
    const first = await openEmbedder(server, { file });
    first.start(papers(5));
    await first.isReady();
    await first.letGo();
    const vandal = new Database(file);
    vandal.exec("update vectors set vector = x'0000' where rowid = 2");
    vandal.exec('update vectors set vector = zeroblob(256) where rowid = 3');
    vandal.close();
    const second = await openEmbedder(server, { file });
    second.start(papers(5));
    await second.isReady();
    expect(server.requests.at(-1)?.input).toHaveLength(2);
    expect(second.used.at(-1)).toEqual(first.used.at(-1));
  });

  it('come in smaller batches from a server that takes no large ones', async () => {
    const server = await startEmbeddingServer((request, response) =>
      request.input.length > 8 ? sendJson(response, 413, '') : sendVectors(request, response),
    );
    const { start, isReady, used } = await openEmbedder(server);
    start(papers(20));
    await isReady();
    expect(server.requests.map(({ input }) => input.length)).toEqual([20, 10, 5, 5, 10, 5, 5]);
    expect(used[0]?.size).toBe(20);
  });

  it('are of the start of a text that is too long for the model', async () => {
    const server = await startEmbeddingServer((request, response) =>
      request.input.some((text) => text.length > 500)
        ? sendJson(response, 400, '')
        : sendVectors(request, response),
    );
    const { start, isReady, used } = await openEmbedder(server);
    start([...papers(3), paper({ title: 'Long', abstract: 'word '.repeat(5000) })]);
    await isReady();
    expect(used[0]?.size).toBe(4);
    expect(server.requests.every(({ input }) => input.every((text) => text.length <= 4000))).toBe(
      true,
    );
  });

  it('leave out a paper whose text is refused however short', async () => {
    const server = await startEmbeddingServer((request, response) =>
      request.input.some((text) => text.includes('00007'))
        ? sendJson(response, 422, '')
        : sendVectors(request, response),
    );
    const { start, isReady, used } = await openEmbedder(server);
    start(papers(20));
    await isReady();
    expect(used[0]?.size).toBe(19);
    expect(used[0]?.has('arxiv:2503.00007')).toBe(false);
  });

  it('are not asked for paper by paper from a server that refuses every text', async () => {
    const server = await startEmbeddingServer((_, response) => sendJson(response, 400, ''));
    const { start, said, used } = await openEmbedder(server);
    start(papers(500));
    await vi.waitFor(() => expect(said('embeddings are off')).toHaveLength(1));
    expect(server.requests.length).toBeLessThan(20);
    expect(used).toEqual([]);
  });

  it('wait as long as a busy server asks for', async () => {
    let isBusy = true;
    const server = await startEmbeddingServer((request, response) => {
      if (!isBusy) return sendVectors(request, response);
      isBusy = false;
      response.writeHead(429, { 'retry-after': '7' });
      response.end();
    });
    const { start, isReady, clock, waits, used } = await openEmbedder(server);
    start(papers(3));
    await vi.waitFor(() => expect(waits).toEqual([7000]));
    expect(server.requests).toHaveLength(1);
    clock.advance(7000);
    await isReady();
    expect(used[0]?.size).toBe(3);
  });
});

describe('an endpoint that fails', () => {
  it('is tried a few times, then left alone with one warning, then tried again quietly', async () => {
    const server = await startEmbeddingServer(fail);
    const { start, isReady, clock, waits, logged, said, used } = await openEmbedder(server);
    start(papers(3));
    for (const backoffMs of [1000, 5000, 25_000]) {
      await vi.waitFor(() => expect(waits).toEqual([backoffMs]));
      clock.advance(backoffMs);
    }
    await vi.waitFor(() => expect(waits).toEqual([REST_MS]));
    expect(server.requests).toHaveLength(4);
    expect(said('embeddings are off for now')).toEqual([
      expect.objectContaining({
        level: 40,
        host: '127.0.0.1',
        model: 'test-model',
        why: 'fails (500)',
      }),
    ]);

    clock.advance(REST_MS);
    for (const backoffMs of [1000, 5000, 25_000]) {
      await vi.waitFor(() => expect(waits).toEqual([backoffMs]));
      clock.advance(backoffMs);
    }
    await vi.waitFor(() => expect(waits).toEqual([REST_MS]));
    expect(said('embeddings are off for now')).toHaveLength(1);
    expect(used).toEqual([]);

    server.answer = sendVectors;
    clock.advance(REST_MS);
    await isReady();
    expect(said('embeddings work again')).toHaveLength(1);
    expect(used.map(({ size }) => size)).toEqual([3]);
    expect(logged.filter(({ level }) => Number(level) > 30)).toHaveLength(1);
  });

  it('half-way loses nothing that came before', async () => {
    const server = await startEmbeddingServer((request, response) =>
      server.requests.length > 2 ? sendJson(response, 404, '') : sendVectors(request, response),
    );
    const { start, isReady, clock, waits, said, used } = await openEmbedder(server);
    start(papers(100));
    await vi.waitFor(() => expect(waits).toEqual([REST_MS]));
    expect(said('embeddings are off')[0]?.['why']).toContain('no model “test-model”');
    expect(used).toEqual([]);
    server.answer = sendVectors;
    clock.advance(REST_MS);
    await isReady();
    expect(server.requests.slice(3).map(({ input }) => input.length)).toEqual([32, 4]);
    expect(used.map(({ size }) => size)).toEqual([100]);
  });

  it('serves with what nine tenths of the papers have', async () => {
    const server = await startEmbeddingServer((request, response) =>
      server.requests.length > 3 ? sendJson(response, 401, '') : sendVectors(request, response),
    );
    const { embedder, start, waits, used } = await openEmbedder(server);
    start(papers(100));
    await vi.waitFor(() => expect(waits).toEqual([REST_MS]));
    expect(used.map(({ size }) => size)).toEqual([96]);
    expect(await embedder.embedQuery('anything')).toBeUndefined();
  });

  it('is left alone at once when a person has to mend something', async () => {
    const server = await startEmbeddingServer((_, response) => sendJson(response, 401, ''));
    const { start, waits, said } = await openEmbedder(server);
    start(papers(3));
    await vi.waitFor(() => expect(waits).toEqual([REST_MS]));
    expect(server.requests).toHaveLength(1);
    expect(said('embeddings are off')[0]?.['why']).toBe('wants an EMBEDDINGS_API_KEY (401)');
  });

  it('is left alone when it asks for more patience than there is', async () => {
    const server = await startEmbeddingServer((_, response) => {
      response.writeHead(429, { 'retry-after': '3600' });
      response.end();
    });
    const { start, waits } = await openEmbedder(server);
    start(papers(3));
    await vi.waitFor(() => expect(waits).toEqual([REST_MS]));
    expect(server.requests).toHaveLength(1);
  });

  it('does not hold up the end', async () => {
    const hanging = await startEmbeddingServer(() => {});
    const first = await openEmbedder(hanging);
    first.start(papers(3));
    await vi.waitFor(() => expect(hanging.requests).toHaveLength(1));
    await first.letGo();

    const failing = await startEmbeddingServer(fail);
    const second = await openEmbedder(failing);
    second.start(papers(3));
    await vi.waitFor(() => expect(second.waits).toEqual([1000]));
    await second.letGo();
    expect([...first.waits, ...second.waits]).toEqual([]);
    expect([...first.said('off'), ...second.said('off')]).toEqual([]);
  });
});

describe('a model that is another under the same name', () => {
  const answerWith =
    (dimension: number): Answer =>
    ({ input }, response) =>
      sendJson(response, 200, {
        data: input.map((text, index) => ({ index, embedding: embed(text, dimension) })),
      });

  it('is noticed by a query, and every paper is embedded anew', async () => {
    const server = await startEmbeddingServer(answerWith(8));
    const { embedder, start, isReady, clock, waits, said, used } = await openEmbedder(server);
    start(papers(3));
    await isReady();
    server.answer = answerWith(16);
    expect(await embedder.embedQuery('otters')).toBeUndefined();
    expect(waits).toEqual([REST_MS]);
    expect(said('embeddings are off')[0]?.['why']).toContain('another length');
    clock.advance(REST_MS);
    await vi.waitFor(() => expect(used).toHaveLength(2));
    expect(used[1]?.get('arxiv:2503.00000')).toHaveLength(16);
    expect(await embedder.embedQuery('otters')).toHaveLength(16);
  });

  it('is noticed by a new paper, and every paper is embedded anew', async () => {
    const server = await startEmbeddingServer(answerWith(8));
    const file = join(createScratchFolder(), 'paperboy.db');
    const first = await openEmbedder(server, { file });
    first.start(papers(3));
    await first.isReady();
    await first.letGo();
    server.answer = answerWith(16);
    const second = await openEmbedder(server, { file });
    second.start(papers(4));
    await vi.waitFor(() => expect(second.waits).toEqual([REST_MS]));
    second.clock.advance(REST_MS);
    await second.isReady();
    expect([...(second.used.at(-1)?.values() ?? [])].map(({ length }) => length)).toEqual([
      16, 16, 16, 16,
    ]);
  });
});
