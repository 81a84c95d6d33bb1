import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { APP_TOKEN, callApi, connectApp, openWorkspace } from './start.ts';

type Envelope = Record<string, unknown> & { readonly envelope_id: string };

/** A hand-made Socket Mode client: keeps what it gets, acks when told. */
async function connectSocket(workspace: Workspace) {
  const { url } = await callApi(workspace, 'apps.connections.open', {}, APP_TOKEN);
  const socket = new WebSocket(String(url));
  onTestFinished(() => socket.terminate());
  const received: Envelope[] = [];
  const waiting: ((envelope: Envelope) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const envelope = JSON.parse(data.toString()) as Envelope; // the server's own JSON
    const take = waiting.shift();
    if (take === undefined) received.push(envelope);
    else take(envelope);
  });
  const next = async (): Promise<Envelope> =>
    received.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
  const ack = ({ envelope_id }: Envelope, payload: object = {}) =>
    socket.send(JSON.stringify({ envelope_id, payload }));
  const hello = await next();
  return { url: String(url), socket, hello, next, ack, received };
}

describe('Socket Mode', () => {
  it('says hello and wraps what it sends in envelopes', async () => {
    const { workspace } = await openWorkspace();
    const { hello, next, ack } = await connectSocket(workspace);
    expect(hello).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0LOCAL' },
    });
    const ben = workspace.as('U0BEN');
    const reply = ben.command('C0GENERAL', '/papers', 'x');
    const command = await next();
    expect(command).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: { command: '/papers', text: 'x' },
    });
    ack(command, { text: 'got it' });
    await expect(reply).resolves.toMatchObject({ acked: true, body: { text: 'got it' } });

    ben.say(ben.directMessage(), 'hello');
    const event = await next();
    expect(event).toMatchObject({ type: 'events_api', retry_attempt: 0, retry_reason: '' });
    ack(event);
    await workspace.until(() => workspace.deliveries[1]?.acked);
  });

  it('opens one socket a ticket', async () => {
    const { workspace } = await openWorkspace();
    const { url } = await connectSocket(workspace);
    const second = new WebSocket(url);
    await expect(new Promise((_resolve, reject) => second.once('error', reject))).rejects.toThrow(
      '403',
    );
  });

  it('gives payloads to its connections in turn', async () => {
    const { workspace } = await openWorkspace();
    const first = await connectSocket(workspace);
    const second = await connectSocket(workspace);
    expect(second.hello).toMatchObject({ num_connections: 2 });
    const ben = workspace.as('U0BEN');
    ben.say(ben.directMessage(), 'one');
    ben.say(ben.directMessage(), 'two');
    const got = await Promise.all([first.next(), second.next()]);
    expect(JSON.stringify(got)).toMatch(/one.*two/);
    first.ack(got[0]);
    second.ack(got[1]);
    await workspace.until(() => workspace.deliveries.length === 2);
  });

  it('sends an event again over another connection when the first one breaks', async () => {
    const { workspace } = await openWorkspace();
    const first = await connectSocket(workspace);
    const ben = workspace.as('U0BEN');
    ben.say(ben.directMessage(), 'one');
    await first.next();
    const second = await connectSocket(workspace);
    first.socket.terminate();
    const again = await second.next();
    expect(again).toMatchObject({ retry_attempt: 1, retry_reason: 'connection_failed' });
    second.ack(again);
    await workspace.until(() => workspace.deliveries[1]?.acked);
  });

  it('fails a command at once when nobody is connected', async () => {
    const { workspace } = await openWorkspace();
    await expect(workspace.as('U0BEN').command('C0GENERAL', '/papers')).resolves.toMatchObject({
      error: 'dispatch_failed',
    });
  });

  it.each(['refreshSocket', 'dropSocket'] as const)(
    'is joined again by a Bolt app after %s',
    async (fault) => {
      const { workspace } = await openWorkspace();
      await connectApp(workspace, 'Socket Mode', (app) => {
        app.command('/papers', async ({ ack }) => await ack('still here'));
      });
      const opened = () =>
        workspace.calls.filter(({ method }) => method === 'apps.connections.open').length;
      workspace.faults[fault]();
      await workspace.until(() => opened() === 2 && workspace.connectionCount() === 1);
      await expect(workspace.as('U0BEN').command('C0GENERAL', '/papers')).resolves.toMatchObject({
        acked: true,
      });
    },
  );
});
