/**
 * Everything Paperboy can be made to say, over a corpus of hostile texts: each message within
 * Slack's limits, nothing of a stranger's where Slack would read it as markup, and no scope too
 * few or too many.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serializePapers } from '../../src/corpus/papers-file.ts';
import type { Message } from '../../src/workspace/state.ts';
import { findForeignMrkdwn } from '../helpers/foreign-mrkdwn.ts';
import { HOSTILE_TEXTS, paper } from '../helpers/papers.ts';
import { botMessages, button, listValues, menuEntry } from '../helpers/screen.ts';
import { MANIFEST, openStage, type Stage } from '../helpers/stage.ts';

/** Every hostile text once as a title and once as an abstract, all found by one word. */
const PAPERS = HOSTILE_TEXTS.map((text, number) =>
  paper({
    id: `title:${number.toString(16).padStart(16, '0')}`,
    title: `hostile ${text}`,
    abstract: `A hostile sentence, ${text}, goes on here. Another hostile one.`,
    rawTitle: text,
    rawAbstract: text,
  }),
);

/** When the digests of the Monday after the stage's first day are due, in Berlin. */
const MONDAY_MS = Date.UTC(2026, 10, 23, 12);

describe.each(['http', 'socket'] as const)(
  'a tour over %s',
  (mode) => {
    let folder: string;
    let stage: Stage;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
      const corpusFile = join(folder, 'papers.jsonl');
      await writeFile(corpusFile, serializePapers(PAPERS));
      stage = await openStage(mode, { corpusFile, digestTime: '13:00' });
    });
    afterEach(async () => {
      await stage.stop();
      await rm(folder, { recursive: true });
    });

    async function command(text: string): Promise<Message> {
      stage.clock.advance(10_000);
      await stage.workspace.as('U0ADA').command('C0LAB', '/papers', text);
      await stage.idle();
      const reply = botMessages(stage, 'C0LAB', 'U0ADA').at(-1);
      if (reply === undefined) throw new Error(`no reply to ${text}`);
      return reply;
    }

    async function press(message: Message, target: Parameters<typeof menuEntry>[2]): Promise<void> {
      stage.clock.advance(10_000);
      const at = target.startsWith('results')
        ? button(message, target)
        : menuEntry(message, 1, target);
      await stage.workspace.as('U0ADA').click(message, at);
      await stage.idle();
    }

    /** Every hostile text as what is typed; then a paper and a search are chosen. */
    async function typeTitles(): Promise<void> {
      const ada = stage.workspace.as('U0ADA');
      const field = button(stage.workspace.home('U0ADA') ?? { blocks: [] }, 'find_paper');
      for (const typed of ['hostile', 'nothing like it', ...HOSTILE_TEXTS]) {
        const { error, offered } = await ada.suggest('home', field, typed);
        expect(error).toBeUndefined();
        const [value] = listValues(offered);
        stage.clock.advance(10_000);
        if (value !== undefined) await ada.click('home', { ...field, value });
        await stage.idle();
      }
    }

    /** Every hostile text as a topic, as far as it can be one; then it is listed and ended. */
    async function subscribe(): Promise<void> {
      const { workspace } = stage;
      const ada = workspace.as('U0ADA');
      for (const text of ['hostile', ...HOSTILE_TEXTS]) {
        await command(`alert ${text}`);
        stage.clock.advance(10_000);
        await ada.command('C0LAB', '/papers', 'subscribe');
        await stage.idle();
        await ada.submit({ subscribe_topics: text, subscribe_exclusions: text });
        const isPushed = workspace.modal('U0ADA')?.payload['callback_id'] === 'subscribe_save';
        if (isPushed) await ada.submit();
        else await ada.close();
        await stage.idle();
      }
      for (const text of ['subscriptions', 'pause 1w', 'pause hostile', 'resume']) {
        await command(text);
      }
      stage.clock.advance(10_000);
      await ada.command('C0LAB', '/papers', 'unsubscribe');
      await stage.idle();
      await ada.submit();
      await stage.idle();
    }

    /** In a public and a private channel the reply to a digest's first post gets lost. */
    async function loseReplies(): Promise<void> {
      const { workspace, clock, paperboy } = stage;
      const ada = workspace.as('U0ADA');
      clock.advance(10_000);
      await ada.command('C0LAB', '/papers', 'subscribe');
      await stage.idle();
      await ada.submit();
      await ada.submit();
      await stage.idle();
      for (const atMs of [MONDAY_MS, MONDAY_MS + 3 * 60_000]) {
        for (let post = 0; post < 2; post++) {
          if (atMs === MONDAY_MS) workspace.faults.timeoutAfterAccept('chat.postMessage', 'cut');
        }
        clock.advance(atMs - clock.nowMs());
        await paperboy.tick();
        await stage.idle();
      }
    }

    async function visitEverything(): Promise<void> {
      const { workspace } = stage;
      const ada = workspace.as('U0ADA');
      for (const text of [
        '',
        'status',
        'today',
        'trending month',
        'saved',
        'hostile year:2023',
        ...HOSTILE_TEXTS,
      ]) {
        await command(text);
        await command(`similar ${text}`);
      }
      for (let page = 0; page < 3; page++) await press(await command('hostile'), 'results_more');
      for (const action of ['results_share', 'similar', 'bibtex', 'save', 'details']) {
        await press(await command('hostile'), action);
      }
      await ada.submit({ conversation: 'C0GENERAL' });
      await command('saved');

      for (const text of HOSTILE_TEXTS.slice(0, 8)) {
        const asked = ada.say('C0LAB', `@paperboy how hostile is ${text}?`);
        ada.say(ada.directMessage(), `how hostile is ${text}?`);
        await workspace.settled();
        await ada.messageShortcut('related_papers', asked);
        await stage.idle();
      }
      ada.invite('C0RANDOM');
      ada.invite('C0LEADS');
      ada.openHome();
      ada.openHome('messages');
      await workspace.settled();
      await stage.idle();
      await typeTitles();
      await subscribe();
      await loseReplies();
    }

    it('stays within the limits, shows markup as text, and uses each scope it asks for', async () => {
      await visitEverything();

      const { calls, deliveries } = stage.workspace;
      const refused = calls.filter(
        ({ response, method }) => response['ok'] === false && method !== 'response_url',
      );
      expect(refused.map(({ method, response }) => [method, response['error']])).toEqual([]);
      expect(stage.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);

      const payloads = calls.map(({ payload }) => payload);
      expect(payloads.flatMap((payload) => findForeignMrkdwn(payload, HOSTILE_TEXTS))).toEqual([]);

      const used = [...calls, ...deliveries].flatMap(({ scope }) => scope ?? []);
      // The app-level token's own scope; it is not the bot's.
      const botScopes = new Set(used.filter((scope) => scope !== 'connections:write'));
      expect([...botScopes].sort()).toEqual([...MANIFEST.oauth_config.scopes.bot].sort());
    });
  },
  30_000,
);
