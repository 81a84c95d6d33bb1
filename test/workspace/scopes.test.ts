import { describe, expect, it } from 'vitest';
import { EVENT_RULES, METHOD_RULES, selectScope } from '../../src/workspace/scopes.ts';
import { callApi, openWorkspace } from './start.ts';

describe('scopes', () => {
  it.each([...METHOD_RULES].filter(([, rule]) => rule.token === 'bot' && rule.scope !== undefined))(
    '%s is refused without its scope and logged with it',
    async (name, rule) => {
      const needed = selectScope(rule.scope, 'public');
      const { workspace } = await openWorkspace({ scopes: ['reactions:write'] });
      await expect(callApi(workspace, name, { channel: 'C0GENERAL' })).resolves.toMatchObject({
        error: 'missing_scope',
        needed,
        provided: 'reactions:write',
      });
      expect(workspace.calls.at(-1)).toMatchObject({ method: name, scope: needed });
    },
  );

  it.each([
    ['C0GENERAL', 'channels:history'],
    ['C0LAB', 'groups:history'],
    ['D0BEN', 'im:history'],
  ])('the scope for the history of %s is %s', async (channel, scope) => {
    const { workspace } = await openWorkspace();
    workspace.as('U0BEN').directMessage();
    await callApi(workspace, 'conversations.history', { channel });
    expect(workspace.calls.at(-1)).toMatchObject({ scope, response: { ok: true } });
  });

  it.each([...METHOD_RULES, ...EVENT_RULES])('%s has the page that says so', (name, { url }) => {
    expect(url).toMatch(new RegExp(`^https://docs.slack.dev/reference/(methods|events)/${name}$`));
  });

  it.each([
    ['app_mention', 'app_mentions:read'],
    ['message.im', 'im:history'],
    ['member_joined_channel', 'channels:read'],
  ])('%s is not sent without %s, nor without the subscription', async (event, scope) => {
    const all = ['app_mentions:read', 'im:history', 'channels:read'];
    for (const [scopes, events] of [
      [all.filter((each) => each !== scope), [...EVENT_RULES.keys()]],
      [all, [...EVENT_RULES.keys()].filter((each) => each !== event)],
    ] as const) {
      const { workspace } = await openWorkspace({ scopes, events });
      const ben = workspace.as('U0BEN');
      ben.say('C0GENERAL', '@paperboy hello');
      ben.say(ben.directMessage(), 'hello');
      ben.invite('C0GENERAL', 'U0GIA');
      await workspace.settled();
      const sent = workspace.deliveries.map(({ type }) => type);
      expect(sent).not.toContain(event);
      expect(new Set(sent).size).toBe(2);
    }
  });
});
