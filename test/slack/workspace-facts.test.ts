import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import { createClient } from '../../src/slack/slack-app.ts';
import { createWorkspaceFacts } from '../../src/slack/workspace-facts.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { MANIFEST } from '../helpers/stage.ts';

const MINUTE_MS = 60_000;

async function openFacts(scopes: readonly string[] = MANIFEST.oauth_config.scopes.bot) {
  const clock = createManualClock(0);
  const workspace = await startWorkspace({
    clock,
    scopes,
    events: [],
    botToken: 'test-bot-token',
    appToken: 'test-app-token',
    signingSecret: 'test-signing-secret',
  });
  onTestFinished(() => workspace.stop());
  const log = pino({ level: 'silent' });
  const client = createClient('test-bot-token', {
    connection: { kind: 'http', botToken: 'test-bot-token', signingSecret: 'test' },
    apiUrl: workspace.apiUrl,
    log,
  });
  return { clock, workspace, facts: createWorkspaceFacts(client, clock, log) };
}

describe('workspace facts', () => {
  it.each([
    ['C0GENERAL', true],
    ['C0RANDOM', true],
    ['C0LAB', false],
    ['D0ADABEN', false],
    ['C0NOWHERE', false],
  ])('%s is a public channel: %s', async (channelId, isPublic) => {
    const { facts } = await openFacts();
    expect(await facts.isPublicChannel(channelId)).toBe(isPublic);
  });

  it.each([
    ['U0ADA', true],
    ['U0BEN', false],
    ['U0GIA', false],
    ['U0NOBODY', false],
  ])('%s is an admin: %s', async (userId, isAdmin) => {
    const { facts } = await openFacts();
    expect(await facts.isAdmin(userId)).toBe(isAdmin);
  });

  it('ask Slack nothing about a direct message', async () => {
    const { facts, workspace } = await openFacts();
    await facts.isPublicChannel('D0ADABEN');
    expect(workspace.calls).toEqual([]);
  });

  it('ask once in five minutes, also when many want to know at once', async () => {
    const { facts, workspace, clock } = await openFacts();
    const answers = await Promise.all([1, 2, 3].map(() => facts.isAdmin('U0ADA')));
    expect(answers).toEqual([true, true, true]);
    clock.advance(5 * MINUTE_MS - 1);
    await facts.isAdmin('U0ADA');
    expect(workspace.calls).toHaveLength(1);
    clock.advance(1);
    await facts.isAdmin('U0ADA');
    expect(workspace.calls).toHaveLength(2);
  });

  it.each([
    ['a refusal', 'internal_error'],
    ['a broken server', 503],
  ])('take %s for a no, and ask again after half a minute', async (_, error) => {
    const { facts, workspace, clock } = await openFacts();
    workspace.faults.failNext('users.info', error);
    expect(await facts.isAdmin('U0ADA')).toBe(false);
    clock.advance(30_000 - 1);
    expect(await facts.isAdmin('U0ADA')).toBe(false);
    clock.advance(1);
    expect(await facts.isAdmin('U0ADA')).toBe(true);
  });

  it('take a scope that was not granted for a no', async () => {
    const { facts } = await openFacts(['chat:write']);
    expect(await facts.isAdmin('U0ADA')).toBe(false);
    expect(await facts.isPublicChannel('C0GENERAL')).toBe(false);
  });

  it('remember a bounded number, the last ones', async () => {
    const { facts, workspace } = await openFacts();
    const people = Array.from({ length: 1001 }, (__, index) => `U${index}`);
    for (const person of people) await facts.isAdmin(person);
    const before = workspace.calls.length;
    await facts.isAdmin('U1000');
    expect(workspace.calls).toHaveLength(before);
    await facts.isAdmin('U0');
    expect(workspace.calls).toHaveLength(before + 1);
  }, 30_000);
});
