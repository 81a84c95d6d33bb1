import { describe, expect, it } from 'vitest';
import type { CallFault } from '../../src/workspace/faults.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { BOT_TOKEN, callApi, openWorkspace } from './start.ts';

const ARGS = { channel: 'C0GENERAL', text: 'x' };

const post = (workspace: Workspace, args: object = {}) =>
  callApi(workspace, 'chat.postMessage', { ...ARGS, ...args });

const countPosts = (workspace: Workspace) => workspace.messages('C0GENERAL').length;

/** A call that gets no answer, given up by its client once the workspace has it. */
async function giveUp(workspace: Workspace): Promise<void> {
  const hanging = new AbortController();
  const seen = workspace.calls.length;
  const call = fetch(`${workspace.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(ARGS),
    signal: hanging.signal,
  });
  await workspace.until(() => workspace.calls.length > seen);
  hanging.abort();
  await expect(call).rejects.toThrow('abort');
}

async function earnResponseUrl(workspace: Workspace): Promise<string> {
  await workspace.as('U0BEN').command('C0GENERAL', '/papers');
  return String(workspace.deliveries.at(-1)?.body['response_url']);
}

async function respond(url: string): Promise<[status: number, body: unknown]> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
  return [response.status, await response.json()];
}

describe('faults', () => {
  it('do what they say, once', async () => {
    const { workspace, clock } = await openWorkspace();
    workspace.faults.failNext('chat.postMessage', 'fatal_error');
    await expect(post(workspace)).resolves.toEqual({ ok: false, error: 'fatal_error' });
    workspace.faults.failNext('chat.postMessage', 503);
    await expect(post(workspace)).resolves.toEqual({ ok: false });
    expect(workspace.calls.at(-1)?.httpStatus).toBe(503);
    expect(countPosts(workspace)).toBe(0);

    workspace.faults.slow('chat.postMessage', 5_000);
    const slow = post(workspace);
    await workspace.until(() => countPosts(workspace) === 1);
    await workspace.settled();
    clock.advance(5_000);
    await expect(slow).resolves.toMatchObject({ ok: true });

    workspace.faults.timeoutAfterAccept('chat.postMessage');
    await giveUp(workspace);
    expect(countPosts(workspace)).toBe(2);
    await expect(post(workspace)).resolves.toMatchObject({ ok: true });
  });

  it('let a post that got no answer appear late, as things stand by then', async () => {
    const { workspace, clock } = await openWorkspace();
    workspace.faults.appearLate('chat.postMessage', 90_000);
    await giveUp(workspace);
    expect(workspace.calls.at(-1)).toMatchObject({ httpStatus: 0, response: { ok: false } });
    clock.advance(89_999);
    expect(countPosts(workspace)).toBe(0);
    clock.advance(1);
    const [late] = workspace.messages('C0GENERAL');
    expect(Number(late?.ts)).toBeGreaterThanOrEqual(clock.nowMs() / 1000);

    workspace.faults.appearLate('chat.postMessage', 1_000, 'cut');
    await expect(post(workspace)).rejects.toThrow('fetch failed');
    workspace.archive('C0GENERAL');
    clock.advance(1_000);
    expect(countPosts(workspace)).toBe(1);
  });

  it.each(['hang', 'cut'] as const)('lose a post for good (%s)', async (connection) => {
    const { workspace, clock } = await openWorkspace();
    workspace.faults.swallow('chat.postMessage', connection);
    if (connection === 'hang') await giveUp(workspace);
    else await expect(post(workspace)).rejects.toThrow('fetch failed');
    clock.advance(86_400_000);
    expect(countPosts(workspace)).toBe(0);
    expect(workspace.calls.at(-1)?.fault).toBe('lost on the way');
  });

  it('keep the answer to a post that is there', async () => {
    const { workspace } = await openWorkspace();
    workspace.faults.timeoutAfterAccept('chat.postMessage', 'cut');
    await expect(post(workspace)).rejects.toThrow('fetch failed');
    expect(countPosts(workspace)).toBe(1);
    workspace.faults.failAfterAccept('chat.postMessage');
    await expect(post(workspace)).resolves.toEqual({ ok: false, error: 'internal_error' });
    expect(countPosts(workspace)).toBe(2);
  });

  it('are an outage of everything, until it is ended or the clock says so', async () => {
    const { workspace, clock } = await openWorkspace();
    const url = await earnResponseUrl(workspace);
    workspace.faults.failNext('chat.postMessage', 'fatal_error');
    const end = workspace.faults.outage('unavailable');
    for (const method of ['auth.test', 'chat.postMessage', 'views.publish']) {
      await callApi(workspace, method, ARGS);
      expect(workspace.calls.at(-1)).toMatchObject({ method, httpStatus: 503 });
    }
    await expect(respond(url)).resolves.toEqual([503, { ok: false }]);
    end();
    // What was set before is still to come.
    await expect(post(workspace)).resolves.toMatchObject({ error: 'fatal_error' });

    workspace.faults.outage('unreachable', clock.nowMs() + 60_000);
    await expect(post(workspace)).rejects.toThrow('fetch failed');
    await expect(respond(url)).rejects.toThrow('fetch failed');
    clock.advance(60_000);
    await expect(post(workspace)).resolves.toMatchObject({ ok: true });
    await expect(respond(url)).resolves.toEqual([200, { ok: true }]);
  });

  it('are a post a second and channel, where that is switched on', async () => {
    const { workspace, clock } = await openWorkspace();
    workspace.faults.limitPosts();
    await expect(post(workspace)).resolves.toMatchObject({ ok: true });
    clock.advance(999);
    await expect(post(workspace)).resolves.toEqual({ ok: false, error: 'ratelimited' });
    await expect(post(workspace, { channel: 'C0READING' })).resolves.toMatchObject({ ok: true });
    clock.advance(1);
    await expect(post(workspace)).resolves.toMatchObject({ ok: true });
    workspace.faults.limitPosts(false);
    await expect(post(workspace)).resolves.toMatchObject({ ok: true });
  });

  it('are decided call by call', async () => {
    const { workspace } = await openWorkspace();
    const url = await earnResponseUrl(workspace);
    const asked: unknown[] = [];
    const outcomes: (CallFault | undefined)[] = [
      { kind: 'error', error: 'internal_error' },
      undefined,
      { kind: 'status', status: 500 },
    ];
    workspace.faults.decide((method, { text }) => {
      asked.push([method, text]);
      return outcomes.shift();
    });
    await expect(post(workspace)).resolves.toMatchObject({ error: 'internal_error' });
    await expect(post(workspace, { text: 'y' })).resolves.toMatchObject({ ok: true });
    await expect(respond(url)).resolves.toEqual([500, { ok: false }]);
    expect(asked).toEqual([
      ['chat.postMessage', 'x'],
      ['chat.postMessage', 'y'],
      ['response_url', 'x'],
    ]);
    workspace.faults.decide(undefined);
    await post(workspace);
    expect(asked).toHaveLength(3);
  });

  it('refuse an answer to a response URL, which is no use of it', async () => {
    const { workspace } = await openWorkspace();
    const url = await earnResponseUrl(workspace);
    workspace.faults.failNext('response_url', 'invalid_blocks');
    await expect(respond(url)).resolves.toEqual([400, { ok: false, error: 'invalid_blocks' }]);
    for (let use = 1; use <= 5; use += 1) {
      await expect(respond(url)).resolves.toEqual([200, { ok: true }]);
    }
    await expect(respond(url)).resolves.toEqual([404, { ok: false, error: 'used_url' }]);
  });
});
