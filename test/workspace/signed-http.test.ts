import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openWorkspace, SIGNING_SECRET } from './start.ts';

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };
type Reply = { readonly status: number; readonly headers?: Record<string, string> };

/** An app that notes what it gets and answers as told; a function is called instead of a reply. */
async function connectRecorder(workspace: Workspace, replies: (Reply | (() => void))[] = []) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (body.includes('url_verification')) {
        const { challenge } = JSON.parse(body) as { challenge: string }; // as documented
        response.end(challenge);
        return;
      }
      received.push({ headers: request.headers, body });
      const reply = replies.shift() ?? { status: 200 };
      if (typeof reply === 'function') reply();
      else response.writeHead(reply.status, reply.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await workspace.connectHttp(`http://127.0.0.1:${port}/`);
  return received;
}

describe('signed HTTP', () => {
  it('sends commands as forms, interactions as payload=, events as JSON, all signed', async () => {
    const { workspace } = await openWorkspace();
    const received = await connectRecorder(workspace);
    const ben = workspace.as('U0BEN');
    await ben.command('C0LAB', '/papers', 'graph & <nets>');
    await ben.globalShortcut('start');
    ben.say(ben.directMessage(), 'hello');
    await workspace.settled();

    for (const { headers, body } of received) {
      const timestamp = headers['x-slack-request-timestamp'];
      const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`);
      expect(headers['x-slack-signature']).toBe(`v0=${hmac.digest('hex')}`);
      expect(headers).not.toHaveProperty('x-slack-retry-num');
    }
    expect(received.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'application/json',
    ]);
    const [command, shortcut, event] = received.map(({ body }) => body);
    expect(Object.fromEntries(new URLSearchParams(command))).toMatchObject({
      command: '/papers',
      text: 'graph &amp; &lt;nets&gt;',
      channel_name: 'privategroup',
      user_id: 'U0BEN',
    });
    expect(JSON.parse(new URLSearchParams(shortcut).get('payload') ?? '')).toMatchObject({
      type: 'shortcut',
      callback_id: 'start',
    });
    expect(JSON.parse(event ?? '')).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ user_id: 'U0PAPERBOT', is_bot: true }],
      event: { type: 'message', channel_type: 'im', user: 'U0BEN', text: 'hello' },
    });
  });

  it('sends an event again at once, after a minute and after five, then gives up', async () => {
    const { workspace, clock } = await openWorkspace();
    const failing = Array.from({ length: 5 }, () => ({ status: 500 }));
    const received = await connectRecorder(workspace, failing);
    const ben = workspace.as('U0BEN');
    ben.say(ben.directMessage(), 'hello');
    await workspace.until(() => workspace.deliveries.length === 2);
    clock.advance(59_999);
    await workspace.settled();
    expect(received).toHaveLength(2);
    clock.advance(1);
    await workspace.until(() => workspace.deliveries.length === 3);
    clock.advance(300_000);
    await workspace.until(() => workspace.deliveries.length === 4);
    clock.advance(3_600_000);
    await workspace.settled();
    expect(received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([
      undefined,
      '1',
      '2',
      '3',
    ]);
    expect(received.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });

  it('honours x-slack-no-retry', async () => {
    const { workspace } = await openWorkspace();
    const reply = { status: 500, headers: { 'x-slack-no-retry': '1' } };
    const received = await connectRecorder(workspace, [reply]);
    const ben = workspace.as('U0BEN');
    ben.say(ben.directMessage(), 'hello');
    await workspace.settled();
    expect(received).toHaveLength(1);
  });

  it('waits three seconds of the clock for the ack of an event', async () => {
    const { workspace, clock } = await openWorkspace();
    const received = await connectRecorder(workspace, [() => clock.advance(3_000)]);
    const ben = workspace.as('U0BEN');
    ben.say(ben.directMessage(), 'hello');
    await workspace.until(() => workspace.deliveries.length === 2);
    expect(workspace.deliveries.map(({ acked, error }) => [acked, error])).toEqual([
      [false, 'http_timeout'],
      [true, undefined],
    ]);
    expect(received.at(-1)?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  it.each([
    [{ status: 404 }, 'dispatch_failed'],
    [{ status: 200 }, undefined],
  ])('an app that answers a command with %j gives the person %s', async (reply, error) => {
    const { workspace } = await openWorkspace();
    const received = await connectRecorder(workspace, [reply]);
    const shown = await workspace.as('U0BEN').command('C0GENERAL', '/papers');
    expect(shown.error).toBe(error);
    await workspace.settled();
    expect(received).toHaveLength(1);
  });

  it('does not take a Request URL that fails the challenge', async () => {
    const { workspace } = await openWorkspace();
    await expect(workspace.connectHttp(`${workspace.url}/nobody`)).rejects.toThrow(
      'did not return the url_verification challenge',
    );
  });
});
