import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildHttpManifest } from '../src/app/manifest.ts';
import { LISTENERS } from '../src/slack/listeners.ts';
import {
  COMMANDS_SCOPE,
  EVENT_RULES,
  METHOD_RULES,
  type ScopeRule,
  selectScope,
} from '../src/workspace/scopes.ts';

const socketYaml = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8');
const schema = JSON.parse(
  readFileSync(new URL('./fixtures/slack-manifest.schema.2.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What Slack's schema has against a manifest; empty = nothing. */
function findFaults(manifest: unknown): string[] {
  return validate(manifest)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('manifest.yml', () => {
  it('is valid by the schema Slack publishes', () => {
    expect(findFaults(parse(socketYaml))).toEqual([]);
  });

  it.each([
    [[], 'colour', '#fff'],
    [['features', 'app_home'], 'home', true],
    [['settings'], 'socket_mode', true],
    [['display_information'], 'description', 'long '.repeat(40)],
  ])('is refused with %j.%s', (path, key, value) => {
    const manifest = parse(socketYaml);
    const target = path.reduce((node, name) => node[name], manifest);
    target[key] = value;
    expect(findFaults(manifest)).not.toEqual([]);
  });

  it('is an agent: what it suggests to ask is a question that fits on a button', () => {
    const { agent_view: agent } = parse(socketYaml).features;
    expect(agent.agent_description.length).toBeLessThanOrEqual(300);
    expect(agent.suggested_prompts).toHaveLength(4);
    for (const { title, message } of agent.suggested_prompts) {
      expect(title.length).toBeLessThanOrEqual(60);
      expect(message).toMatch(/\?$/);
    }
  });

  it('runs in Socket Mode, where people can write to the bot', () => {
    expect(parse(socketYaml)).toMatchObject({
      features: { app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: false } },
      settings: { socket_mode_enabled: true },
    });
  });
});

describe('buildHttpManifest', () => {
  const httpYaml = buildHttpManifest(socketYaml, 'https://papers.example.org/bot/');
  const requestUrl = 'https://papers.example.org/bot/slack/events';

  it('is valid by the schema Slack publishes', () => {
    expect(findFaults(parse(httpYaml))).toEqual([]);
  });

  it('differs from the Socket Mode manifest in the addresses and the mode only', () => {
    const expected = parse(socketYaml);
    expected.settings.socket_mode_enabled = false;
    expected.settings.event_subscriptions.request_url = requestUrl;
    expected.settings.interactivity.request_url = requestUrl;
    expected.settings.interactivity.message_menu_options_url = requestUrl;
    for (const command of expected.features.slash_commands) command.url = requestUrl;
    expect(parse(httpYaml)).toEqual(expected);
  });

  it('keeps the comments, and does not say Socket Mode', () => {
    expect(httpYaml).toContain('# Hear questions in direct messages.');
    expect(httpYaml).not.toContain('Socket Mode');
  });

  it.each(['http://papers.example.org', 'papers.example.org', 'ftp://x', ''])(
    'refuses %j as an address',
    (url) => {
      expect(() => buildHttpManifest(socketYaml, url)).toThrow(
        expect.objectContaining({ code: 'input_invalid' }),
      );
    },
  );

  it('refuses text that is not YAML', () => {
    expect(() => buildHttpManifest('a: [', 'https://papers.example.org')).toThrow(
      expect.objectContaining({ code: 'input_invalid' }),
    );
  });
});

describe('the listeners, scopes and events of manifest.yml', () => {
  const manifest = parse(socketYaml);
  const events: string[] = manifest.settings.event_subscriptions.bot_events;
  const scopes: string[] = manifest.oauth_config.scopes.bot;

  /** What a rule asks for in public and private channels; direct messages have their own event. */
  const listScopes = (rule: ScopeRule) =>
    (['public', 'private'] as const)
      .map((kind) => selectScope(rule, kind))
      .filter((scope) => scope !== undefined);

  it('go together: each command, shortcut and event is listened to, and no other', () => {
    const { slash_commands, shortcuts } = manifest.features;
    const named = {
      commands: slash_commands.map(({ command }: { command: string }) => command),
      shortcuts: shortcuts.map((shortcut: { callback_id: string }) => shortcut.callback_id),
      events,
    };
    for (const kind of ['commands', 'shortcuts', 'events'] as const) {
      expect(named[kind].toSorted()).toEqual(Object.keys(LISTENERS[kind]).sort());
    }
  });

  it.each(events)('go together: %s would be sent', (event) => {
    const rule = EVENT_RULES.get(event);
    expect(rule).toBeDefined();
    expect(scopes).toEqual(expect.arrayContaining(listScopes(rule?.scope)));
  });

  it('go together: what may be refused is asked for, and no event waits for it', () => {
    const optional: string[] = manifest.oauth_config.scopes.bot_optional;
    expect(scopes).toEqual(expect.arrayContaining(optional));
    const wanted = events.flatMap((event) => listScopes(EVENT_RULES.get(event)?.scope));
    expect(wanted.filter((scope) => optional.includes(scope))).toEqual([]);
  });

  it.each(scopes)('go together: something needs %s', (scope) => {
    const rules = [...EVENT_RULES].filter(([event]) => events.includes(event));
    const wanted = [...rules, ...METHOD_RULES].flatMap(([, rule]) => listScopes(rule.scope));
    expect([COMMANDS_SCOPE, ...wanted]).toContain(scope);
  });
});
