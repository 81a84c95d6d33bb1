import { describe, expect, it, vi } from 'vitest';
import { REST_MS } from '../../src/embeddings/outage.ts';
import { QUERY_BUDGET_MS } from '../../src/embeddings/query-vectors.ts';
import {
  type Answer,
  sendJson,
  sendVectors,
  startEmbeddingServer,
} from '../helpers/embedding-server.ts';
import { fail, openEmbedder, papers } from './open-embedder.ts';

describe('the vector of a query', () => {
  async function openReady(answer: Answer = sendVectors) {
    const server = await startEmbeddingServer();
    const opened = await openEmbedder(server);
    opened.start(papers(3));
    await opened.isReady();
    server.answer = answer;
    const asked = () => server.requests.slice(1).map(({ input }) => input[0]);
    return { ...opened, server, asked };
  }

  it('is undefined, and nobody is asked, before the papers have theirs', async () => {
    const server = await startEmbeddingServer();
    const { embedder } = await openEmbedder(server);
    expect(await embedder.embedQuery('otters')).toBeUndefined();
    expect(server.requests).toEqual([]);
  });

  it('has length 1, and is asked for once', async () => {
    const { embedder, asked } = await openReady();
    const vector = await embedder.embedQuery('river  otters');
    expect(vector?.reduce((sum, number) => sum + number * number, 0)).toBeCloseTo(1, 5);
    expect(await embedder.embedQuery(' river otters ')).toBe(vector);
    expect(asked()).toEqual(['river otters']);
  });

  it('is asked for once by many at once', async () => {
    const { embedder, asked } = await openReady();
    await Promise.all(Array.from({ length: 20 }, () => embedder.embedQuery('otters')));
    expect(asked()).toEqual(['otters']);
  });

  it('is remembered of the last queries, those asked for again above all', async () => {
    const { embedder, asked } = await openReady();
    for (let query = 0; query < 200; query++) await embedder.embedQuery(`q${query}`);
    await embedder.embedQuery('q0');
    await embedder.embedQuery('q200');
    await embedder.embedQuery('q0');
    expect(asked()).toHaveLength(201);
    await embedder.embedQuery('q1');
    expect(asked()).toHaveLength(202);
  });

  it.each(['', '  \n', '?!'])('is undefined, and nobody is asked, for %j', async (text) => {
    const { embedder, asked } = await openReady();
    expect(await embedder.embedQuery(text)).toBeUndefined();
    expect(asked()).toEqual([]);
  });

  it('is of the start of a long text', async () => {
    const { embedder, asked } = await openReady();
    await embedder.embedQuery('otter '.repeat(20_000));
    expect(asked()[0]).toHaveLength(2000);
  });

  it('holds nobody up longer than its time, and serves who asks again', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { embedder, asked, clock } = await openReady(async (request, response) => {
      await released;
      await sendVectors(request, response);
    });
    const late = embedder.embedQuery('otters');
    await vi.waitFor(() => expect(asked()).toEqual(['otters']));
    clock.advance(QUERY_BUDGET_MS);
    expect(await late).toBeUndefined();
    // Who is slow is not asked more meanwhile.
    expect(await embedder.embedQuery('badgers')).toBeUndefined();
    expect(asked()).toEqual(['otters']);
    release();
    await vi.waitFor(async () => expect(await embedder.embedQuery('otters')).toBeDefined());
    expect(asked()).toEqual(['otters']);
    expect(await embedder.embedQuery('badgers')).toBeDefined();
  });

  it('is not asked for of an endpoint that was too slow three times in a row', async () => {
    let release = () => {};
    const { embedder, asked, clock, said, waits } = await openReady(async (request, response) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      await sendVectors(request, response);
    });
    for (const query of ['a', 'b', 'c']) {
      const late = embedder.embedQuery(query);
      await vi.waitFor(() => expect(asked()).toContain(query));
      clock.advance(QUERY_BUDGET_MS);
      expect(await late).toBeUndefined();
      release();
      // Its answer is in when its time limit is cancelled.
      await vi.waitFor(() => expect(waits.filter((ms) => ms !== REST_MS)).toEqual([]));
    }
    await vi.waitFor(() => expect(said('embeddings are off')).toHaveLength(1));
    expect(said('embeddings are off')[0]?.['why']).toBe('takes over 300 ms for a query');
    expect(await embedder.embedQuery('d')).toBeUndefined();
    expect(asked()).toEqual(['a', 'b', 'c']);
    // What is known needs nobody.
    expect(await embedder.embedQuery('a')).toBeDefined();
  });

  it('is undefined where the endpoint fails; one warning, and a new try after a rest', async () => {
    const { embedder, server, asked, said, clock, logged } = await openReady(fail);
    for (const query of ['a', 'b', 'c', 'd', 'e']) {
      expect(await embedder.embedQuery(query)).toBeUndefined();
    }
    expect(asked()).toEqual(['a', 'b', 'c']);
    clock.advance(REST_MS);
    expect(await embedder.embedQuery('f')).toBeUndefined();
    expect(await embedder.embedQuery('g')).toBeUndefined();
    expect(asked()).toEqual(['a', 'b', 'c', 'f']);
    expect(said('embeddings are off for now')).toHaveLength(1);
    clock.advance(REST_MS);
    server.answer = sendVectors;
    expect(await embedder.embedQuery('h')).toBeDefined();
    expect(said('embeddings work again')).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toMatch(/"(?:a|f|h)"/);
  });

  it('is not given up for a long text that the model does not take', async () => {
    const { embedder, said } = await openReady((request, response) =>
      (request.input[0]?.length ?? 0) > 500
        ? sendJson(response, 413, '')
        : sendVectors(request, response),
    );
    for (const word of ['a', 'b', 'c', 'd']) {
      expect(await embedder.embedQuery(`${word} `.repeat(400))).toBeUndefined();
    }
    expect(await embedder.embedQuery('otters')).toBeDefined();
    expect(said('off')).toEqual([]);
  });

  it('is given up where every text is refused', async () => {
    const { embedder, asked } = await openReady((_, response) => sendJson(response, 400, ''));
    for (const query of ['a', 'b', 'c', 'd', 'e']) await embedder.embedQuery(query);
    expect(asked()).toEqual(['a', 'b', 'c']);
  });
});
