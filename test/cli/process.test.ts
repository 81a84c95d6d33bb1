import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { sendJson, startEmbeddingServer } from '../helpers/embedding-server.ts';
import { refuses, startLlmServer, streams } from '../helpers/llm-server.ts';
import { MANIFEST } from '../helpers/stage.ts';

const SECRETS = {
  botToken: 'test-bot-token',
  appToken: 'test-app-token',
  signingSecret: 'test-signing-secret',
};

const startLocalSlack = () =>
  startWorkspace({
    clock: createManualClock(0),
    scopes: MANIFEST.oauth_config.scopes.bot,
    events: MANIFEST.settings.event_subscriptions.bot_events,
    ...SECRETS,
  });

describe('the paperboy process', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Starts the real command; `ready` is called with each line of its log. */
  function run(
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
    onLog: (line: string, stop: () => void) => void = () => {},
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    const child = spawn(process.execPath, ['src/cli/bin.mjs', ...words], {
      env: { PATH: process.env['PATH'], PAPERBOY_STATE_DIR: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (data) => {
      said.out += data;
    });
    child.stderr.on('data', (data) => {
      said.err += data;
      for (const line of String(data).split('\n')) onLog(line, () => child.kill('SIGTERM'));
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  }

  it.each([
    [['search', 'diffusion'], 0],
    [['search', 'zzzzqqqq'], 1],
    [['--version'], 0],
    [['nonsense'], 2],
    [['search'], 2],
  ])('ends %j with %i', async (words, code) => {
    expect((await run(words)).code).toBe(code);
  });

  it('names every problem of a configuration at once, and no secret', async () => {
    const { code, err } = await run(['start'], {
      SLACK_BOT_TOKEN: 'test-not-to-be-seen',
      PAPERBOY_PORT: 'many',
      PAPERBOY_TIMEZONE: 'Europe/Berlin',
    });
    expect(code).toBe(2);
    expect(err).toMatch(/SLACK_APP_TOKEN/);
    expect(err).toMatch(/PAPERBOY_PORT/);
    expect(err).toMatch(/PAPERBOY_TIME_ZONE/);
    expect(err).not.toContain('test-not-to-be-seen');
  });

  it('deletes nothing of a bot that is connected to Slack', async () => {
    const { code, err } = await run(['start', '--fresh'], {
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_APP_TOKEN: SECRETS.appToken,
    });
    expect(code).toBe(1);
    expect(err).toContain('--fresh is for the local workspace only');
  });

  it('says that a token is refused, and ends', async () => {
    const workspace = await startLocalSlack();
    const env = {
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_APP_TOKEN: 'test-another-app-token',
      SLACK_API_URL: workspace.apiUrl,
      PAPERBOY_PORT: '0',
    };
    const { code, err } = await run(['start'], env);
    await workspace.stop();
    expect(code).toBe(1);
    expect(err).toContain('Slack refuses SLACK_APP_TOKEN: invalid_auth');
    expect(err).not.toMatch(/\n\s+at |test-another-app-token/);
  });

  it('names its mode first, and stops cleanly when it is asked to', async () => {
    const workspace = await startLocalSlack();
    const env = {
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_APP_TOKEN: SECRETS.appToken,
      SLACK_API_URL: workspace.apiUrl,
      PAPERBOY_PORT: '0',
    };
    const { code, err } = await run(['start'], env, (line, stop) => {
      if (line.includes('"msg":"ready"')) stop();
    });
    await workspace.stop();
    expect(err.split('\n')[0]).toContain('Socket Mode');
    expect(err).toContain('"msg":"stopped"');
    expect(err).not.toContain(SECRETS.botToken);
    expect(code).toBe(0);
  });

  describe('doctor', () => {
    it('says what an embedding model answers with', async () => {
      const { settings, requests } = await startEmbeddingServer();
      const env = {
        EMBEDDINGS_URL: settings.url,
        EMBEDDINGS_MODEL: 'test-model',
        EMBEDDINGS_API_KEY: 'test-key',
      };
      const { code, out } = await run(['doctor'], env);
      expect(out).toMatch(
        /ok {4}embeddings: test-model at 127\.0\.0\.1 makes vectors of 64 numbers in \d+ ms/,
      );
      expect(code).toBe(0);
      expect(requests.map(({ headers }) => headers.authorization)).toEqual([
        'Bearer test-key',
        'Bearer test-key',
      ]);
    });

    it('says what to mend about one that does not answer', async () => {
      const { settings } = await startEmbeddingServer((_, response) => sendJson(response, 401, ''));
      const env = {
        EMBEDDINGS_URL: settings.url,
        EMBEDDINGS_MODEL: 'test-model',
        EMBEDDINGS_API_KEY: 'test-key',
      };
      const { code, out, err } = await run(['doctor'], env);
      expect(out).toContain('MEND  embeddings: 127.0.0.1 refuses the EMBEDDINGS_API_KEY (401).');
      expect(code).toBe(1);
      expect(`${out}${err}`).not.toContain('test-key');
    });

    describe('about a writer', () => {
      const LLM = { LLM_MODEL: 'test-model', LLM_API_KEY: 'test-key' };

      it.each([
        [
          'what passes the check',
          streams('River otters hold hands while they sleep [1]. They like jazz [1].'),
          /ok {4}writer: test-model at 127\.0\.0\.1 wrote 2 sentences in \d+ ms, of which 1 pass/,
          0,
        ],
        [
          'that nothing passes it',
          streams('Because they are in love.'),
          /MEND {2}writer: test-model at 127\.0\.0\.1 answers, but no sentence of it passes the check \(uncited\)/,
          1,
        ],
        [
          'what to mend',
          refuses(401),
          /MEND {2}writer: 127\.0\.0\.1 refuses the LLM_API_KEY \(401\)\./,
          1,
        ],
      ] as const)('says %s', async (_, reply, said, exitCode) => {
        const { settings } = await startLlmServer(reply);
        const { code, out, err } = await run(['doctor'], { ...LLM, LLM_URL: settings.url });
        expect(out).toMatch(said);
        expect(code).toBe(exitCode);
        expect(`${out}${err}`).not.toContain('test-key');
      });
    });
  });
});
