import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../src/app/http-server.ts';

describe('startHttpServer', () => {
  let server: HttpServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function start(ok: boolean, hasSlack = false): Promise<string> {
    server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      health: async () => ({ ok, papers: 724 }),
      slack: hasSlack
        ? (_, response) => {
            response.end('slack');
          }
        : undefined,
    });
    return server.url;
  }

  it.each([
    [true, 200],
    [false, 503],
  ])('answers /healthz with ok %s as %i', async (ok, status) => {
    const response = await fetch(`${await start(ok)}/healthz`);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ok, papers: 724 });
  });

  it('answers /healthz as not ok when its state cannot be told', async () => {
    server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      health: () => Promise.reject(new Error('the database is gone')),
      slack: undefined,
    });
    const response = await fetch(`${server.url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ok: false });
  });

  it('hands everything else to Slack over HTTP, and knows nothing else in Socket Mode', async () => {
    expect((await fetch(`${await start(true)}/slack/events`, { method: 'POST' })).status).toBe(404);
    await server?.close();
    const url = await start(true, true);
    expect(await (await fetch(`${url}/slack/events`, { method: 'POST' })).text()).toBe('slack');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/slack/events'],
    ['POST', '//'],
    ['POST', '/slack/events/more'],
  ])("does not bother Slack's listener with %s %s", async (method, path) => {
    const response = await fetch(`${await start(true, true)}${path}`, { method });
    expect(response.status).toBe(404);
  });

  it('says which address cannot be had', async () => {
    const { port } = new URL(await start(true));
    const second = startHttpServer({
      host: '127.0.0.1',
      port: Number(port),
      health: async () => ({ ok: true }),
      slack: undefined,
    });
    await expect(second).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(second).rejects.toThrow(`127.0.0.1:${port}`);
  });
});
