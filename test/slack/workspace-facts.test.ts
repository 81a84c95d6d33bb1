import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import { createClient } from '../../src/slack/slack-app.ts';
import { createWorkspaceFacts } from '../../src/slack/workspace-facts.ts';
import { DEFAULT_SEED, TEAM_ID, type WorkspaceSeed } from '../../src/workspace/seed.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { MANIFEST } from '../helpers/stage.ts';

const MINUTE_MS = 60_000;

async function openFacts(
  scopes: readonly string[] = MANIFEST.oauth_config.scopes.bot,
  {
    seed = DEFAULT_SEED,
    admins = [],
  }: { readonly seed?: WorkspaceSeed; readonly admins?: readonly string[] } = {},
) {
  const clock = createManualClock(0);
  const workspace = await startWorkspace({
    clock,
    scopes,
    seed,
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
  return {
    clock,
    workspace,
    facts: createWorkspaceFacts(client, { clock, log, teamId: TEAM_ID, admins }),
  };
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

  it('list Slack’s own admins, or none when it does not say who they are', async () => {
    const { facts, workspace } = await openFacts();
    expect(await facts.listAdmins()).toEqual(['U0ADA']);
    workspace.faults.failNext('users.list', 'internal_error');
    expect(await facts.listAdmins()).toEqual([]);
  });

  it('go by the configured admins where there are some, and ask nobody', async () => {
    const { facts, workspace } = await openFacts(undefined, { admins: ['U0BEN'] });
    expect(await facts.listAdmins()).toEqual(['U0BEN']);
    expect([await facts.isAdmin('U0BEN'), await facts.isAdmin('U0ADA')]).toEqual([true, false]);
    expect(workspace.calls).toEqual([]);
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

describe('what is asked anew each time', () => {
  it.each([
    ['U0ADA', { zone: 'Europe/Berlin', isGuest: false, isForeign: false, isGone: false }],
    ['U0GIA', { zone: 'Europe/Rome', isGuest: true, isForeign: false, isGone: false }],
    ['U0NOBODY', undefined],
  ])('describes %s', async (userId, expected) => {
    const { facts } = await openFacts();
    expect(await facts.describePerson(userId)).toEqual(expected);
  });

  it('tells people of other workspaces and closed accounts', async () => {
    const sam = { id: 'U0SAM', name: 'sam', realName: 'Sam', role: 'member', tz: 'UTC' } as const;
    const users = [...DEFAULT_SEED.users, { ...sam, teamId: 'T0OTHER' }];
    const { facts, workspace } = await openFacts(undefined, { seed: { ...DEFAULT_SEED, users } });
    expect(await facts.describePerson('U0SAM')).toMatchObject({ isForeign: true });
    workspace.deactivate('U0BEN');
    expect(await facts.describePerson('U0BEN')).toMatchObject({ isGone: true });
  });

  it.each([
    ['U0GIA', 'C0READING', true],
    ['U0GIA', 'C0GENERAL', false],
    ['U0PAPERBOT', 'C0RANDOM', false],
    ['U0ADA', 'C0LEADS', false],
    ['U0ADA', 'C0NOWHERE', false],
  ])('%s is a member of %s: %s', async (userId, channelId, isMember) => {
    const { facts } = await openFacts();
    expect(await facts.isMember(userId, channelId)).toBe(isMember);
  });

  it('is never remembered', async () => {
    const { facts, workspace } = await openFacts();
    expect(await facts.isMember('U0BEN', 'C0LAB')).toBe(true);
    workspace.kick('C0LAB', 'U0BEN');
    expect(await facts.isMember('U0BEN', 'C0LAB')).toBe(false);
    workspace.setRole('U0BEN', 'guest');
    expect(await facts.describePerson('U0BEN')).toMatchObject({ isGuest: true });
  });

  it('looks through the pages of a large channel, until somebody is found, and not for ever', async () => {
    const crowd = Array.from({ length: 11_000 }, (_, at) => `U${at}`);
    const channels = DEFAULT_SEED.channels.map((channel) =>
      channel.id === 'C0GENERAL' ? { ...channel, members: crowd } : channel,
    );
    const { facts, workspace } = await openFacts(undefined, {
      seed: { ...DEFAULT_SEED, channels },
    });
    expect(await facts.isMember('U1500', 'C0GENERAL')).toBe(true);
    expect(workspace.calls).toHaveLength(2);
    expect(await facts.isMember('U10900', 'C0GENERAL')).toBeUndefined();
    expect(workspace.calls).toHaveLength(2 + 10);
  });

  it('is not known where Slack does not say', async () => {
    const { facts, workspace } = await openFacts();
    for (const method of ['users.info', 'conversations.members', 'conversations.open']) {
      workspace.faults.failNext(method, 'internal_error');
    }
    expect(await facts.describePerson('U0ADA')).toBeUndefined();
    expect(await facts.isMember('U0ADA', 'C0GENERAL')).toBeUndefined();
    expect(await facts.findDirectMessage('U0ADA')).toBeUndefined();
    expect(await facts.findDirectMessage('U0ADA')).toBe('D0ADA');
  });
});
