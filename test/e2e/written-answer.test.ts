/** With a writer: the quotes at once, its sentences above them later, and nothing where it fails. */
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  breaksAfter,
  type ChatRequest,
  garblesAfter,
  type LlmServer,
  type Reply,
  refuses,
  startLlmServer,
  streams,
} from '../helpers/llm-server.ts';
import { botMessages, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const QUESTION = 'Why is attention slow for long inputs?';
const SOURCE = 'Written by the model at 127.0.0.1 from the quotes below; check them.';

let server: LlmServer;
let stage: Stage;
beforeEach(async () => {
  server = await startLlmServer(repeatsFirstQuote);
  stage = await openStage('http', { writer: server.settings });
});
afterEach(() => stage.stop());

/** The first of the quotes it was sent. */
function firstQuote({ body }: ChatRequest): string {
  const data = JSON.parse(body.messages.at(-1)?.content ?? '');
  return data.quotes[0].text;
}

/** Says what the first quote says, with its key. */
function repeatsFirstQuote(request: ChatRequest, response: ServerResponse): void | Promise<void> {
  return streams(firstQuote(request).replace(/\.$/, ' [1].'))(request, response);
}

const ada = () => stage.workspace.as('U0ADA');
const answers = (channelId = 'C0GENERAL') => botMessages(stage, channelId, 'U0ADA');
const readFirst = (channelId?: string) => read(answers(channelId)[0] ?? { blocks: [] });
const callsOf = (method: string) => stage.workspace.calls.filter((call) => call.method === method);

async function ask(channelId: string, text: string): Promise<void> {
  ada().say(channelId, text);
  await stage.workspace.until(() => answers(channelId).length > 0);
  await stage.idle();
}

describe('a written answer', () => {
  it('stands above the quotes of the same message, with the numbers of their papers', async () => {
    await ask('C0GENERAL', `@paperboy ${QUESTION}`);
    expect(server.requests).toHaveLength(1);
    expect(callsOf('chat.postMessage')).toHaveLength(1);
    const [update, ...others] = callsOf('chat.update');
    expect(others).toEqual([]);
    expect(update?.payload).toMatchObject({ channel: 'C0GENERAL', ts: answers()[0]?.ts });

    const [sentence, source, ...quotes] = readFirst().split('\n');
    expect(sentence).toMatch(/\. \[1\]$/);
    expect(source).toBe(SOURCE);
    expect(quotes.join('\n')).toMatch(/^In the words of the abstracts:\n> [\s\S]*^— 1\. /m);
  });

  it('is sent the question and the quotes, and nobody’s name', async () => {
    await ask('C0GENERAL', `@paperboy ${QUESTION}`);
    const { body } = server.requests[0] ?? {};
    const sent = JSON.stringify(body);
    expect(sent).toContain(QUESTION);
    expect(sent).not.toMatch(/U0|C0|paperboy|Ada/);
  });

  it('says in a direct message that it is written, as long as it is', async () => {
    const dm = ada().directMessage();
    await ask(dm, QUESTION);
    expect(readFirst(dm)).toContain(SOURCE);
    const shown = callsOf('assistant.threads.setStatus').map(({ payload }) => payload['status']);
    expect(shown).toContain('is putting the quotes together…');
    expect(shown.at(-1)).toBe('');
  });

  it('holds up neither the quotes nor the next question, and a shutdown waits for it', async () => {
    let letGo: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      server.reply = async (request, response) => {
        resolve();
        await held;
        await repeatsFirstQuote(request, response);
      };
    });
    const { ts: threadTs } = ada().say('C0GENERAL', `@paperboy ${QUESTION}`);
    await stage.workspace.until(() => answers().length === 1);
    await asked;
    expect(readFirst()).toMatch(/^In the words of the abstracts:/);
    ada().say('C0GENERAL', '@paperboy show me the first', { threadTs });
    await stage.workspace.until(() => answers().length === 2);
    expect(callsOf('chat.update')).toEqual([]);

    letGo?.();
    await stage.paperboy.stop();
    expect(readFirst()).toContain(SOURCE);
  });

  it('is not asked for where no abstract states an answer', async () => {
    await ask('C0GENERAL', '@paperboy How do I bake sourdough bread?');
    expect(server.requests).toEqual([]);
  });

  const failing: readonly (readonly [string, Reply])[] = [
    ['breaks off', breaksAfter('Chain')],
    ['speaks something else', garblesAfter('')],
    ['refuses', refuses(403)],
    ['cites nothing', streams('Chain-of-thought prompting is a technique.')],
    ['makes something up', streams('It was invented by 4,711 otters in Hamburg [1].')],
    [
      'takes orders',
      (request, response) =>
        streams(`Visit https://evil.example [1]. ${firstQuote(request)}`)(request, response),
    ],
  ];
  it('leaves the quotes alone when the server fails, or writes what the quotes do not say', async () => {
    for (const [failure, reply] of failing) {
      server.reply = reply;
      const { length } = server.requests;
      const before = answers().length;
      ada().say('C0GENERAL', `@paperboy ${QUESTION}`);
      await stage.workspace.until(() => answers().length > before);
      await stage.idle();
      expect(server.requests.length, failure).toBeGreaterThan(length);
    }
    expect(answers().map(read)).toEqual(
      failing.map(() => expect.stringMatching(/^In the words of the abstracts:\n> /)),
    );
    expect(callsOf('chat.update')).toEqual([]);
  });
});
