/** A bot in a process of its own, killed and started anew, while the workspace lives on here. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { BOT_TOKEN, callApi, openWorkspace, START_MS } from './start.ts';

/** Answers commands in its own words, and tells by which clock it lives. */
const BOT = `
import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
const [, slackApiUrl, token] = process.argv;
const client = new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 } });
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const isJson = request.headers['content-type'] === 'application/json';
  if (isJson) return response.end(JSON.parse(body).challenge);
  response.end();
  const text = new URLSearchParams(body).get('text') + ' ' + process.pid + ' ' + Date.now();
  await client.chat.postMessage({ channel: 'C0GENERAL', text });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
`;

async function startBot(apiUrl: string): Promise<{ bot: ChildProcess; url: string }> {
  const bot = spawn(
    process.execPath,
    ['--input-type=module', '--eval', BOT, '--', apiUrl, BOT_TOKEN],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  onTestFinished(() => void bot.kill('SIGKILL'));
  const [port] = await once(bot, 'message');
  return { bot, url: `http://127.0.0.1:${port}/slack/events` };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it('goes on with a bot that was killed, by a clock of its own', async () => {
  const startedMs = Date.now();
  const port = await findFreePort();
  const { workspace, clock } = await openWorkspace({ port });
  expect(workspace.apiUrl).toBe(`http://127.0.0.1:${port}/api/`);
  const ben = workspace.as('U0BEN');
  const texts = () => workspace.messages('C0GENERAL').map(({ text }) => text.split(' '));

  const first = await startBot(workspace.apiUrl);
  await workspace.connectHttp(first.url);
  await ben.command('C0GENERAL', '/papers', 'one');
  await workspace.until(() => texts().length === 1);

  // Killed with a post on its way, which its connection outlives.
  workspace.faults.appearLate('chat.postMessage', 60_000);
  await ben.command('C0GENERAL', '/papers', 'two');
  await workspace.until(() => workspace.calls.length === 2);
  first.bot.kill('SIGKILL');
  await once(first.bot, 'exit');
  await expect(ben.command('C0GENERAL', '/papers', 'nobody')).resolves.toMatchObject({
    error: 'dispatch_failed',
  });
  clock.advance(60_000);

  const second = await startBot(workspace.apiUrl);
  await workspace.connectHttp(second.url);
  await ben.command('C0GENERAL', '/papers', 'three');
  await workspace.until(() => texts().length === 3);
  const pids = [first.bot.pid, first.bot.pid, second.bot.pid].map(String);
  expect(texts().map(([word]) => word)).toEqual(['one', 'two', 'three']);
  expect(texts().map(([, pid]) => pid)).toEqual(pids);

  // Each goes by its own clock.
  const { messages } = await callApi(workspace, 'conversations.history', { channel: 'C0GENERAL' });
  const [newest] = messages as { ts: string }[]; // as documented
  expect(Math.floor(Number(newest?.ts))).toBe((START_MS + 60_000) / 1000);
  expect(Number(texts()[2]?.[2])).toBeGreaterThanOrEqual(startedMs);
});
