/** The worker thread, as the real command starts it. */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { MANIFEST } from '../helpers/stage.ts';

const SECRETS = {
  botToken: 'test-bot-token',
  appToken: 'test-app-token',
  signingSecret: 'test-signing-secret',
};
const CORPUS = new URL('../../data/papers.jsonl', import.meta.url);
const READY = 'search by meaning is ready';

type Line = { readonly msg: string; readonly fromCache?: boolean; readonly dimensions?: number };

describe('the worker that learns search by meaning', () => {
  let workspace: Workspace;
  let folder: string;
  let state: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-latent-'));
    state = join(folder, 'state');
    await mkdir(state);
    const lines = (await readFile(CORPUS, 'utf8')).split('\n');
    await writeFile(join(folder, 'papers.jsonl'), `${lines.slice(0, 60).join('\n')}\n`);
    workspace = await startWorkspace({
      clock: createManualClock(0),
      scopes: MANIFEST.oauth_config.scopes.bot,
      events: MANIFEST.settings.event_subscriptions.bot_events,
      ...SECRETS,
    });
  });
  afterAll(async () => {
    await workspace.stop();
    await rm(folder, { recursive: true });
  });

  /** Starts it and asks it to stop when `isDone` of its log and whether it has kept a space. */
  async function start(
    isDone: (logged: string, hasKept: boolean) => boolean,
  ): Promise<readonly Line[]> {
    const child = spawn(process.execPath, ['src/cli/bin.mjs', 'start'], {
      env: {
        PATH: process.env['PATH'],
        PAPERBOY_STATE_DIR: state,
        PAPERBOY_CORPUS: join(folder, 'papers.jsonl'),
        PAPERBOY_PORT: '0',
        SLACK_BOT_TOKEN: SECRETS.botToken,
        SLACK_APP_TOKEN: SECRETS.appToken,
        SLACK_API_URL: workspace.apiUrl,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let logged = '';
    let hasKept = false;
    let isAsked = false;
    // Once: asked a second time, a process ends at once.
    const stopWhenDone = () => {
      if (isAsked || !isDone(logged, hasKept)) return;
      isAsked = true;
      child.kill('SIGTERM');
    };
    const watcher = watch(state, (_, name) => {
      hasKept ||= name?.endsWith('.bin') ?? false;
      stopWhenDone();
    });
    child.stderr.on('data', (data) => {
      logged += data;
      stopWhenDone();
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    watcher.close();
    expect(code).toBe(0);
    return logged
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Line => JSON.parse(line));
  }
  const startUntilKept = () =>
    start((logged, hasKept) => {
      const isReady = logged.includes(READY);
      return isReady && (hasKept || logged.includes('"fromCache":true'));
    });
  const findReady = (lines: readonly Line[]) => lines.find(({ msg }) => msg === READY);
  const listSpaces = async () =>
    (await readdir(state)).filter((name) => name.startsWith('latent-'));

  it('is trained, then read from the cache, and trained again when that is damaged', {
    timeout: 30_000,
  }, async () => {
    const trained = findReady(await startUntilKept());
    expect(trained).toMatchObject({ fromCache: false });
    expect(trained?.dimensions).toBeGreaterThan(0);
    expect(findReady(await startUntilKept())).toMatchObject({
      fromCache: true,
      dimensions: trained?.dimensions,
    });

    const [name = ''] = await listSpaces();
    const file = join(state, name);
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length - 7));
    expect(findReady(await startUntilKept())).toMatchObject({ fromCache: false });
    expect(await readFile(file)).toEqual(whole);
  });

  it('is given up without a word when the process is stopped before', {
    timeout: 30_000,
  }, async () => {
    await Promise.all((await listSpaces()).map((name) => rm(join(state, name))));
    const said = (await start((logged) => logged.includes('"msg":"ready"'))).map(({ msg }) => msg);
    expect(said).toContain('stopped');
    expect(said).not.toContain('search by meaning is off');
  });
});
