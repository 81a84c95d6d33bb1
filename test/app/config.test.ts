import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Environment, loadEnvironment, parseConfig } from '../../src/app/config.ts';
import { VARIABLES } from '../../src/app/variables.ts';

const socket = { SLACK_BOT_TOKEN: 'test-bot-token', SLACK_APP_TOKEN: 'test-app-token' };
const http = { SLACK_BOT_TOKEN: 'test-bot-token', SLACK_SIGNING_SECRET: 'test-secret' };

const HIDDEN = /^(?:SLACK|EMBEDDINGS|LLM)_/;

/** The variables `parseConfig` complains about, in its order. */
function findProblems(env: Environment): string[] {
  const result = parseConfig(env);
  return 'problems' in result ? result.problems.map(({ variable }) => variable) : [];
}

describe('parseConfig', () => {
  it('needs nothing set to run locally', () => {
    expect(parseConfig({ HOME: '/root' })).toEqual({
      config: {
        mode: { kind: 'local' },
        slackApiUrl: undefined,
        host: '127.0.0.1',
        port: 3000,
        zone: 'UTC',
        isZoneChosen: false,
        digest: undefined,
        admins: [],
        embeddings: undefined,
        writer: undefined,
        stateDir: '.paperboy',
        corpusFile: 'data/papers.jsonl',
        logLevel: 'info',
      },
    });
  });

  it.each([
    ['an app token', socket, { kind: 'socket', appToken: 'test-app-token' }],
    ['a signing secret', http, { kind: 'http', signingSecret: 'test-secret' }],
    ['empty variables only', { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: ' ' }, { kind: 'local' }],
    ['an empty second choice', { ...socket, SLACK_SIGNING_SECRET: '' }, { kind: 'socket' }],
  ])('chooses the mode by %s', (_, env, mode) => {
    expect(parseConfig(env)).toMatchObject({ config: { mode } });
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'test-bot-token' }, ['SLACK_APP_TOKEN and SLACK_SIGNING_SECRET']],
    [{ SLACK_APP_TOKEN: 'test-app-token' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_SIGNING_SECRET: 'test-secret' }, ['SLACK_BOT_TOKEN']],
    [{ ...socket, ...http }, ['SLACK_APP_TOKEN and SLACK_SIGNING_SECRET']],
    [
      { SLACK_API_URL: 'http://127.0.0.1:1/api/' },
      ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET'],
    ],
  ])('refuses the Slack variables %j', (env, variables) => {
    expect(findProblems(env)).toEqual(variables);
  });

  it.each([
    ['PAPERBOY_PORT', '0', { port: 0 }],
    ['PAPERBOY_PORT', ' 65535 ', { port: 65_535 }],
    ['PAPERBOY_HOST', '::1', { host: '::1' }],
    ['PAPERBOY_TIME_ZONE', 'America/New_York', { zone: 'America/New_York' }],
    ['PAPERBOY_STATE_DIR', '/var/lib/paper boy', { stateDir: '/var/lib/paper boy' }],
    ['PAPERBOY_CORPUS', '/srv/papers.jsonl', { corpusFile: '/srv/papers.jsonl' }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
    ['SLACK_API_URL', 'http://127.0.0.1:1/api', { slackApiUrl: 'http://127.0.0.1:1/api/' }],
    ['PAPERBOY_DIGEST_CHANNEL', 'C01', { digest: { channelId: 'C01', hour: 9, minute: 0 } }],
    ['PAPERBOY_ADMINS', 'U0ADA', { admins: ['U0ADA'] }],
    ['PAPERBOY_ADMINS', ' U0ADA, W0BEN U0CYD,', { admins: ['U0ADA', 'W0BEN', 'U0CYD'] }],
  ])('reads %s=%s', (name, value, config) => {
    expect(parseConfig({ ...socket, [name]: value })).toMatchObject({ config });
  });

  it('reads the time of the digest in its zone', () => {
    const digest = { PAPERBOY_DIGEST_CHANNEL: 'C01', PAPERBOY_DIGEST_TIME: '18:05' };
    expect(parseConfig(digest)).toMatchObject({ config: { digest: { hour: 18, minute: 5 } } });
  });

  it.each([
    ['PAPERBOY_PORT', '65536'],
    ['PAPERBOY_PORT', '0x50'],
    ['PAPERBOY_PORT', '-1'],
    ['PAPERBOY_HOST', 'http://x'],
    ['PAPERBOY_TIME_ZONE', 'Berlin'],
    ['PAPERBOY_DIGEST_CHANNEL', '#papers'],
    ['PAPERBOY_ADMINS', '@ada'],
    ['PAPERBOY_ADMINS', 'U0ADA; U0BEN'],
    ['LOG_LEVEL', 'verbose'],
    ['SLACK_API_URL', 'slack.com/api'],
    ['SLACK_API_URL', 'ftp://slack.com/'],
    ['SLACK_BOT_TOKEN', 'xapp-swapped'],
    ['SLACK_APP_TOKEN', 'xoxb-swapped'],
  ])('refuses %s=%s', (name, value) => {
    expect(findProblems({ ...socket, [name]: value })).toEqual([name]);
  });

  it.each(['9', '24:00', '09:60', '09:00:00', 'morning'])('refuses %s as a time', (time) => {
    const env = { PAPERBOY_DIGEST_CHANNEL: 'C01', PAPERBOY_DIGEST_TIME: time };
    expect(findProblems(env)).toEqual(['PAPERBOY_DIGEST_TIME']);
  });

  it('says that a time without a channel sends no digest', () => {
    expect(findProblems({ PAPERBOY_DIGEST_TIME: '09:00' })).toEqual(['PAPERBOY_DIGEST_CHANNEL']);
  });

  it('reads an embedding model', () => {
    const env = { EMBEDDINGS_URL: 'http://127.0.0.1:11434/v1/', EMBEDDINGS_MODEL: 'm' };
    const embeddings = {
      url: 'http://127.0.0.1:11434/v1/embeddings',
      host: '127.0.0.1',
      model: 'm',
      apiKey: undefined,
    };
    expect(parseConfig(env)).toMatchObject({ config: { embeddings } });
    expect(parseConfig({ ...env, EMBEDDINGS_API_KEY: 'test-key' })).toMatchObject({
      config: { embeddings: { ...embeddings, apiKey: 'test-key' } },
    });
  });

  it('reads a writer beside it', () => {
    const env = {
      EMBEDDINGS_URL: 'http://127.0.0.1:11434',
      EMBEDDINGS_MODEL: 'm',
      LLM_URL: 'https://models.example.org/v1',
      LLM_MODEL: 'w',
      LLM_API_KEY: 'test-key',
    };
    const writer = {
      url: 'https://models.example.org/v1/chat/completions',
      host: 'models.example.org',
      model: 'w',
      apiKey: 'test-key',
    };
    expect(parseConfig(env)).toMatchObject({
      config: { embeddings: { model: 'm', apiKey: undefined }, writer },
    });
  });

  it.each([
    [{ LLM_URL: 'http://x.example.org/v1' }, ['LLM_MODEL']],
    [{ LLM_MODEL: 'm' }, ['LLM_URL']],
    [{ LLM_API_KEY: 'test-key' }, ['LLM_URL', 'LLM_MODEL']],
    [{ LLM_URL: 'x.example.org', LLM_MODEL: 'm' }, ['LLM_URL']],
    [{ LLM_URL: 'http://a:test-key@x.example.org', LLM_MODEL: 'm' }, ['LLM_URL']],
    [{ LLM_URL: 'http://x.org', LLM_MODEL: 'm', LLM_API_KEY: 'my test-key' }, ['LLM_API_KEY']],
    [{ LLM_MODLE: 'm' }, ['LLM_MODLE']],
  ])('refuses the variables of a writer %j, and repeats no key', (env, variables) => {
    expect(findProblems(env)).toEqual(variables);
    expect(JSON.stringify(parseConfig(env))).not.toContain('test-key');
  });

  it.each([
    [{ EMBEDDINGS_URL: 'http://x.example.org/v1' }, ['EMBEDDINGS_MODEL']],
    [{ EMBEDDINGS_MODEL: 'm' }, ['EMBEDDINGS_URL']],
    [{ EMBEDDINGS_API_KEY: 'test-key' }, ['EMBEDDINGS_URL', 'EMBEDDINGS_MODEL']],
    [{ EMBEDDINGS_URL: 'x.example.org', EMBEDDINGS_MODEL: 'm' }, ['EMBEDDINGS_URL']],
    [
      { EMBEDDINGS_URL: 'http://a:test-key@x.example.org', EMBEDDINGS_MODEL: 'm' },
      ['EMBEDDINGS_URL'],
    ],
    [
      {
        EMBEDDINGS_URL: 'http://x.example.org',
        EMBEDDINGS_MODEL: 'm',
        EMBEDDINGS_API_KEY: 'Bearer test-key',
      },
      ['EMBEDDINGS_API_KEY'],
    ],
  ])('refuses the embedding variables %j, and repeats no key', (env, variables) => {
    expect(findProblems(env)).toEqual(variables);
    expect(JSON.stringify(parseConfig(env))).not.toContain('test-key');
  });

  it.each([
    ['EMBEDDINGS_URI', 'EMBEDDINGS_URL'],
    ['PAPERBOY_DIGEST_CHANEL', 'PAPERBOY_DIGEST_CHANNEL'],
    ['PAPERBOY_PROT', 'PAPERBOY_PORT'],
    ['SLACK_BOT_TOKN', 'SLACK_BOT_TOKEN'],
  ])('takes %s for a typo of %s', (name, nearest) => {
    expect(parseConfig({ [name]: 'x' })).toEqual({
      problems: [
        {
          variable: name,
          wrong: 'is not a variable of Paperboy',
          fix: `Did you mean ${nearest}? Rename or remove it.`,
        },
      ],
    });
  });

  it.each([
    'SLACK_WEBHOOK_URL',
    'SLACK_CHANNEL',
    'SLACK_CLI_VERSION',
    'EMBEDDINGS_DIMENSIONS',
    'LLM_TEMPERATURE',
    'PAPERBOYS',
    'PORT',
  ])('leaves %s to other tools', (name) => {
    expect(parseConfig({ [name]: 'x' })).toMatchObject({ config: { mode: { kind: 'local' } } });
  });

  it('reports all problems at once, each with what is wrong and what to do', () => {
    const result = parseConfig({
      PAPERBOY_COLOR: 'red',
      SLACK_APP_TOKEN: 'test-app-token',
      PAPERBOY_TIME_ZONE: 'Mars/Olympus',
      PAPERBOY_PORT: 'http',
      LOG_LEVEL: 'loud',
    });
    expect('problems' in result && result.problems).toEqual([
      expect.objectContaining({ variable: 'PAPERBOY_COLOR' }),
      {
        variable: 'SLACK_BOT_TOKEN',
        wrong: 'is not set',
        fix: 'Set it to the Bot User OAuth Token, from "OAuth & Permissions" of your Slack app.',
      },
      {
        variable: 'PAPERBOY_TIME_ZONE',
        wrong: 'is not a time zone: "Mars/Olympus"',
        fix: 'Set it to an IANA time zone such as Europe/Berlin.',
      },
      {
        variable: 'PAPERBOY_PORT',
        wrong: 'is not a port: "http"',
        fix: 'Set it to a number from 0 to 65535, such as 3000.',
      },
      {
        variable: 'LOG_LEVEL',
        wrong: 'is not a log level: "loud"',
        fix: 'Set it to one of trace, debug, info, warn, error, fatal, silent.',
      },
    ]);
  });

  it('has a result for every environment, and never repeats the value of one that may hold a secret', () => {
    const names = VARIABLES.map(({ name }) => name);
    const value = fc.oneof(
      fc.string({ minLength: 12 }),
      fc.constantFrom('xapp-swapped-01', 'xoxb-swapped-02', 'SLACK_BOT_TOKEN2'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, 'SLACK_TOKEN'), value), (env) => {
        const result = parseConfig(env);
        if ('config' in result) return;
        expect(result.problems.length).toBeGreaterThan(0);
        // The advice holds names and examples of its own; what must not appear is in `wrong`.
        const wrong = result.problems.map((problem) => problem.wrong).join('\n');
        for (const [name, secret] of Object.entries(env)) {
          const isPrinted = Object.entries(env).some(
            ([other, text]) => !HIDDEN.test(other) && text.includes(secret.trim()),
          );
          if (HIDDEN.test(name) && secret.trim() !== '' && !isPrinted) {
            expect(wrong).not.toContain(secret.trim());
          }
        }
      }),
    );
  });
});

describe('loadEnvironment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-env-'));
  const file = join(folder, '.env');
  writeFileSync(file, '# ours\nLOG_LEVEL=debug\nPAPERBOY_PORT="4000"\n');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('adds what the file sets, and the real environment wins', async () => {
    expect(await loadEnvironment(file, { LOG_LEVEL: 'warn', HOME: '/root' })).toEqual({
      LOG_LEVEL: 'warn',
      PAPERBOY_PORT: '4000',
      HOME: '/root',
    });
  });

  it('is the environment alone when there is no file', async () => {
    const env = { HOME: '/root' };
    expect(await loadEnvironment(join(folder, 'none'), env)).toEqual(env);
  });

  it('refuses a file that is there and cannot be read', async () => {
    await expect(loadEnvironment(folder, {})).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
