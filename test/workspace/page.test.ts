/** The chat page's server, with a page of one file: who may ask, and what they get. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Act, ActReply, FeedUpdate } from '../../src/workspace/page-protocol.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { callApi, openWorkspace, START_MS } from './start.ts';

const APP = { name: 'Paperboy', botUserId: 'U0PAPERBOT', commands: [], shortcuts: [], prompts: [] };

async function openPage({
  isPassing = false,
  passTime = async (_: string) => {},
} = {}): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.html'), '<title>Paperboy</title>');
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets/page.js'), '1;');
  const { workspace } = await openWorkspace();
  const time = () => ({ nowMs: START_MS, zone: 'UTC', stops: [], isPassing });
  await workspace.openPage({ folder, app: APP, time, passTime });
  return workspace;
}

type Answer = { readonly status: number; readonly body: string };

/** One request with exactly these headers; `fetch` would not let Host and Origin be set. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { body = '', ...rest } = options;
  const { port } = new URL(url);
  // The path as it stands: a URL would take its `..` away.
  const path = url.slice(url.indexOf(port) + port.length);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    })
      .once('error', reject)
      .end(body);
  });
}

async function act(workspace: Workspace, as: string, wanted: Act): Promise<ActReply> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ as, act: wanted });
  const answer = await ask(`${workspace.url}/page/act`, { method: 'POST', headers, body });
  return JSON.parse(answer.body);
}

/** Follows the feed of a person; the list grows as updates come. */
async function follow(workspace: Workspace, as: string): Promise<FeedUpdate[]> {
  const updates: FeedUpdate[] = [];
  await new Promise<void>((resolve, reject) => {
    const stream = request(`${workspace.url}/page/feed?as=${as}`, (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        const events = `${rest}${part}`.split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          if (event.startsWith('data: ')) updates.push(JSON.parse(event.slice(6)));
        }
        // Whoever waits looks again.
        workspace.changed();
        resolve();
      });
    });
    stream.once('error', reject).end();
    onTestFinished(() => void stream.destroy());
  });
  return updates;
}

const texts = (updates: readonly FeedUpdate[]) =>
  updates.flatMap(({ messages }) => messages.map(({ text }) => text));

describe('the page', () => {
  it('serves its files, and nothing outside its folder', async () => {
    const { url } = await openPage();
    await expect(ask(`${url}/`)).resolves.toMatchObject({
      status: 200,
      body: '<title>Paperboy</title>',
    });
    await expect(ask(`${url}/assets/page.js`)).resolves.toMatchObject({ status: 200, body: '1;' });
    for (const path of ['/assets', '/nothing', '/../package.json', '/%2e%2e/package.json', '//']) {
      expect((await ask(url + path)).status, path).toBe(404);
    }
  });

  it('lets the browser reach nothing but this server', async () => {
    const { url } = await openPage();
    const { headers } = await fetch(url);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('tells who people are, and again when that changes', async () => {
    const workspace = await openPage();
    const updates = await follow(workspace, 'U0ADA');
    workspace.setRole('U0BEN', 'guest');
    await workspace.until(() => updates.length === 2);
    const roles = updates.map(({ users }) => users?.find(({ id }) => id === 'U0BEN')?.role);
    expect(roles).toEqual(['member', 'guest']);
    workspace.as('U0ADA').say('C0GENERAL', 'hi');
    await workspace.until(() => updates.length === 3);
    expect(updates[2]).not.toHaveProperty('users');
  });

  describe.each([
    ['GET', '/'],
    ['GET', '/assets/page.js'],
    ['GET', '/page/feed?as=U0ADA'],
    ['POST', '/page/act'],
    ['POST', '/api/chat.postMessage'],
    ['POST', '/response/response-000001'],
  ])('%s %s', (method, path) => {
    it.each([
      { host: 'evil.example' },
      { host: 'evil.example:3000' },
      { host: '127.0.0.1.evil.example' },
      { host: '0.0.0.0:3000' },
      { host: '[::1]:3000' },
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:1' },
      { origin: 'https://127.0.0.1' },
      { origin: 'file://' },
    ])('is refused to %j', async (headers) => {
      const { url } = await openPage();
      const answer = await ask(url + path, { method, headers });
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)['error']).toMatch(/^foreign_/);
    });
  });

  it('refuses a foreign Host or Origin for Socket Mode', async () => {
    const { url } = await openPage();
    const port = Number(new URL(url).port);
    for (const header of ['Host: evil.example', `Host: 127.0.0.1\r\nOrigin: http://evil.example`]) {
      const first = await new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(
            `GET /link/x HTTP/1.1\r\n${header}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
          ),
        );
        socket.once('data', (data) => {
          resolve(String(data));
          socket.destroy();
        });
      });
      expect(first).toMatch(/^HTTP\/1\.1 403/);
    }
  });

  it('listens on 127.0.0.1 only', async () => {
    const { url } = await openPage();
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    for (const address of ['127.0.0.2', '::1', ...others]) {
      const refusal = await new Promise<string | undefined>((resolve) => {
        const socket = connect(Number(new URL(url).port), address, () => resolve(undefined));
        socket.once('error', (error) => resolve('code' in error ? String(error.code) : 'error'));
      });
      expect(refusal, address).toMatch(/ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH/);
    }
  });

  it.each([
    ['no JSON', 'application/json', 'as=U0ADA'],
    ['a form', 'application/x-www-form-urlencoded', '{"as":"U0ADA","act":{"kind":"reload"}}'],
    ['plain text', 'text/plain', '{"as":"U0ADA","act":{"kind":"reload"}}'],
    ['an unknown act', 'application/json', '{"as":"U0ADA","act":{"kind":"format"}}'],
    ['an act without its fields', 'application/json', '{"as":"U0ADA","act":{"kind":"say"}}'],
    [
      'a text of 40,001 characters',
      'application/json',
      JSON.stringify({
        as: 'U0ADA',
        act: { kind: 'say', channelId: 'C0GENERAL', text: 'x'.repeat(40_001) },
      }),
    ],
  ])('answers %s with what is wrong', async (_, type, body) => {
    const { url, messages } = await openPage();
    const answer = await ask(`${url}/page/act`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: 'invalid_request' });
    expect(messages('C0GENERAL')).toEqual([]);
  });

  it.each<[string, string, Act]>([
    ['somebody who is not there', 'U0NOBODY', { kind: 'reload' }],
    ['a channel they are not in', 'U0GIA', { kind: 'say', channelId: 'C0GENERAL', text: 'hello' }],
    ['an archived channel', 'U0ADA', { kind: 'say', channelId: 'C0OLD', text: 'hello' }],
    ['nothing to say', 'U0ADA', { kind: 'say', channelId: 'C0GENERAL', text: ' \n' }],
    [
      'a thread that is not there',
      'U0ADA',
      { kind: 'say', channelId: 'C0GENERAL', threadTs: '1.2', text: 'hello' },
    ],
    [
      'a button that is not there',
      'U0ADA',
      {
        kind: 'click',
        surface: { channelId: 'C0GENERAL', ts: '1.2' },
        actionId: 'a',
        blockId: 'b',
      },
    ],
    ['a modal that is not open', 'U0ADA', { kind: 'submit', form: {} }],
    ['a private channel to join', 'U0CHEN', { kind: 'join', channelId: 'C0LAB' }],
    ['a channel a guest may not join', 'U0GIA', { kind: 'join', channelId: 'C0RANDOM' }],
    ['somebody in it already', 'U0ADA', { kind: 'invite', channelId: 'C0GENERAL' }],
    ['the bot itself', 'U0PAPERBOT', { kind: 'say', channelId: 'C0GENERAL', text: 'hello' }],
    ['an archived channel to join', 'U0CHEN', { kind: 'join', channelId: 'C0OLD' }],
    ['nobody to invite', 'U0ADA', { kind: 'invite', channelId: 'C0RANDOM', userId: 'U0NOBODY' }],
    ['a third in a direct message', 'U0ADA', { kind: 'invite', channelId: 'D0ADABEN' }],
  ])('does not act for %s, and says why', async (_, as, wanted) => {
    const workspace = await openPage();
    const reply = await act(workspace, as, wanted);
    expect(reply).toMatchObject({ ok: false, error: 'not_possible' });
    expect(reply.shown).not.toBe('');
  });

  it('lets people edit their own messages only', async () => {
    const workspace = await openPage();
    const { ts } = workspace.as('U0ADA').say('C0GENERAL', 'helo');
    const edit = { kind: 'edit', channelId: 'C0GENERAL', ts, text: 'hello' } as const;
    expect(await act(workspace, 'U0BEN', edit)).toMatchObject({ ok: false });
    expect(await act(workspace, 'U0ADA', edit)).toEqual({ ok: true });
    expect(workspace.messages('C0GENERAL')).toMatchObject([{ text: 'hello', isEdited: true }]);
  });
});

describe('the feed of the page', () => {
  it('knows nobody but people', async () => {
    const { url } = await openPage();
    for (const as of ['U0NOBODY', 'U0PAPERBOT', 'U0OTHERBOT', '']) {
      expect((await ask(`${url}/page/feed?as=${as}`)).status, as).toBe(404);
    }
  });

  it('gives what is there, then what changes, each once', async () => {
    const workspace = await openPage();
    const first = workspace.as('U0ADA').say('C0GENERAL', 'one');
    const updates = await follow(workspace, 'U0BEN');
    expect(updates[0]).toMatchObject({ isFirst: true, app: APP, modal: null });
    await act(workspace, 'U0ADA', { kind: 'say', channelId: 'C0GENERAL', text: 'two' });
    await workspace.until(() => texts(updates).includes('two'));
    workspace.as('U0ADA').edit(first, 'one more');
    await workspace.until(() => texts(updates).includes('one more'));
    expect(texts(updates)).toEqual(['one', 'two', 'one more']);
  });

  it('shows a person nothing of conversations they are not in', async () => {
    const workspace = await openPage();
    const [chen, gia] = [await follow(workspace, 'U0CHEN'), await follow(workspace, 'U0GIA')];
    workspace.as('U0ADA').say('C0LAB', 'secret');
    workspace.as('U0ADA').say('D0ADABEN', 'between us');
    workspace.as('U0ADA').say('C0READING', 'for all');
    await workspace.until(() => [chen, gia].every((each) => texts(each).includes('for all')));
    expect(JSON.stringify([chen, gia])).not.toMatch(/secret|between us|lab-private|leads/);
    const channels = gia.flatMap((update) => update.channels ?? []);
    expect(channels.filter(({ kind }) => kind !== 'im').map(({ id }) => id)).toEqual(['C0READING']);
  });

  it('drops what only the person saw when they reload, and tells', async () => {
    const workspace = await openPage();
    const url = new URL('/api/chat.postEphemeral', workspace.url);
    await fetch(url, {
      method: 'POST',
      headers: { authorization: 'Bearer test-bot-token', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0GENERAL', user: 'U0ADA', text: 'psst' }),
    });
    const [ada, ben] = [await follow(workspace, 'U0ADA'), await follow(workspace, 'U0BEN')];
    await act(workspace, 'U0ADA', { kind: 'reload' });
    await workspace.until(() => ada.some(({ removed }) => removed.length === 1));
    expect(texts(ada)).toEqual(['psst']);
    expect(texts(ben)).toEqual([]);
  });

  it('shows others who is typing', async () => {
    const workspace = await openPage();
    const [ada, ben] = [await follow(workspace, 'U0ADA'), await follow(workspace, 'U0BEN')];
    await act(workspace, 'U0ADA', { kind: 'typing', channelId: 'C0GENERAL' });
    const typing = [{ userId: 'U0ADA', channelId: 'C0GENERAL' }];
    await workspace.until(() => ben.some((update) => update.typing?.length === 1));
    expect(ben.at(-1)?.typing).toEqual(typing);
    expect(ada.flatMap((update) => update.typing ?? [])).toEqual([]);
    await act(workspace, 'U0ADA', { kind: 'say', channelId: 'C0GENERAL', text: 'there' });
    await workspace.until(() => ben.at(-1)?.typing?.length === 0);
  });

  it('shows what the app does and suggests to whom it is meant for, until it is over', async () => {
    const workspace = await openPage();
    const [ada, ben] = await Promise.all([follow(workspace, 'U0ADA'), follow(workspace, 'U0BEN')]);
    const prompts = [{ title: 'Caches', message: 'How is the cache compressed?' }];
    const place = { channel_id: 'D0BEN' };
    await callApi(workspace, 'assistant.threads.setSuggestedPrompts', { ...place, prompts });
    await workspace.until(() => ben.at(-1)?.prompts?.[0]?.channelId === 'D0BEN');
    const { ts } = workspace.as('U0BEN').say('D0BEN', 'Why?');
    await workspace.until(() => ben.at(-1)?.prompts?.length === 0);
    const status = { ...place, thread_ts: ts, status: 'is reading…' };
    await callApi(workspace, 'assistant.threads.setStatus', status);
    await workspace.until(() => ben.at(-1)?.statuses?.[0]?.status === 'is reading…');
    const answer = { channel: 'D0BEN', thread_ts: ts, text: 'Because.' };
    await callApi(workspace, 'chat.postMessage', answer);
    await workspace.until(() => ben.at(-1)?.statuses?.length === 0);
    expect(
      ada.flatMap((update) => [...(update.prompts ?? []), ...(update.statuses ?? [])]),
    ).toEqual([]);
  });

  it('tells nobody outside a channel who is typing there', async () => {
    const workspace = await openPage();
    const [ben, chen] = [await follow(workspace, 'U0BEN'), await follow(workspace, 'U0CHEN')];
    await act(workspace, 'U0ADA', { kind: 'typing', channelId: 'C0LAB' });
    await workspace.until(() => ben.some((update) => update.typing?.length === 1));
    expect(chen.flatMap((update) => update.typing ?? [])).toEqual([]);
  });

  it('is silent while nothing changes for the person', async () => {
    const workspace = await openPage();
    const updates = await follow(workspace, 'U0BEN');
    for (let count = 0; count < 5; count += 1) await ask(`${workspace.url}/`);
    workspace.as('U0ADA').say('C0LEADS', 'nothing of yours');
    workspace.as('U0ADA').say('C0GENERAL', 'for all');
    await workspace.until(() => texts(updates).includes('for all'));
    expect(updates.slice(1)).toHaveLength(1);
  });

  it('numbers both logs from the start, without gaps', async () => {
    const workspace = await openPage();
    const updates = await follow(workspace, 'U0ADA');
    await fetch(`${workspace.url}/api/auth.test`, { method: 'POST' });
    await fetch(`${workspace.url}/api/auth.test`, { method: 'POST' });
    const numbers = () => updates.flatMap(({ calls }) => calls.map(({ number }) => number));
    await workspace.until(() => numbers().length === 2);
    expect(numbers()).toEqual([0, 1]);
  });

  it('lets nothing be sent to the app while time passes', async () => {
    const workspace = await openPage({ isPassing: true });
    const said = { kind: 'say', channelId: 'C0GENERAL', text: 'hello' } as const;
    expect(await act(workspace, 'U0ADA', said)).toMatchObject({ error: 'time_is_passing' });
    expect(workspace.messages('C0GENERAL')).toEqual([]);
    expect(await act(workspace, 'U0ADA', { kind: 'reload' })).toEqual({ ok: true });
  });

  it('lets time pass, and says when it cannot', async () => {
    const passTime = async (stopId: string) => {
      if (stopId !== 'digest') throw new Error('There is no such moment ahead.');
    };
    const workspace = await openPage({ passTime });
    const pass = (stopId: string) => act(workspace, 'U0ADA', { kind: 'passTime', stopId });
    expect(await pass('digest')).toEqual({ ok: true });
    expect(await pass('doomsday')).toMatchObject({ shown: 'There is no such moment ahead.' });
  });
});
