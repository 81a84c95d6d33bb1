import { RespondError, type RespondFn } from '@slack/bolt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/blocks/message.ts';
import { createClient } from '../../src/slack/slack-app.ts';
import { createPrivateTell } from '../../src/slack/tell.ts';
import { botMessages } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const MESSAGE = { text: 'hello', blocks: [] };

describe('createPrivateTell', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('http');
  });
  afterEach(() => stage.stop());

  /** Tells Ada through `respond`; gives what reached her DM. */
  async function tellBy(respond: RespondFn, message: Message = MESSAGE): Promise<string[]> {
    const log = pino({ level: 'silent' });
    const client = createClient('test-bot-token', {
      connection: { kind: 'http', botToken: 'test-bot-token', signingSecret: 'test' },
      apiUrl: stage.workspace.apiUrl,
      log,
    });
    const desk = { clock: stage.clock, log };
    await createPrivateTell(desk, client, 'U0ADA', { respond })(message);
    const dm = stage.workspace.as('U0ADA').directMessage();
    return botMessages(stage, dm, 'U0ADA').map(({ text }) => text);
  }
  const tellThrough = async (error: Error) => (await tellBy(() => Promise.reject(error))).length;

  /** Each answer in turn, the last one from then on; `said` holds the texts that were tried. */
  function answerWith(...answers: readonly (Response | Error)[]) {
    const said: unknown[] = [];
    const respond: RespondFn = (message) => {
      const answer = answers[Math.min(said.length, answers.length - 1)];
      said.push(typeof message === 'string' ? message : message.text);
      return answer instanceof Response ? Promise.resolve(answer.clone()) : Promise.reject(answer);
    };
    return { said, respond };
  }

  const REFUSED = new RespondError('Bad Request', 400);
  const CHART = { ...MESSAGE, fallback: { text: 'in lines', blocks: [] } };

  it.each([
    ['a status', REFUSED],
    ['a success that says no', Response.json({ ok: false, error: 'invalid_blocks' })],
  ])('says the fallback in its place when blocks are refused by %s', async (_, refusal) => {
    const { said, respond } = answerWith(refusal, new Response('ok'));
    expect(await tellBy(respond, CHART)).toEqual([]);
    expect(said).toEqual(['hello', 'in lines']);
  });

  it('sends the fallback by direct message when that is refused as well', async () => {
    const { said, respond } = answerWith(REFUSED);
    expect(await tellBy(respond, CHART)).toEqual(['in lines']);
    expect(said).toEqual(['hello', 'in lines']);
  });

  it('posts the fallback when the URL is dead and the post is refused for its blocks', async () => {
    stage.workspace.faults.failNext('chat.postMessage', 'invalid_blocks');
    const { respond } = answerWith(new RespondError('gone', 404));
    expect(await tellBy(respond, CHART)).toEqual(['in lines']);
  });

  it.each([
    ['said', new Response('ok')],
    ['perhaps said', new RespondError('no', 503)],
    ['said, though the success says something else', Response.json({ ok: true })],
  ])('says nothing more when it was %s', async (_, answer) => {
    const { said, respond } = answerWith(answer);
    expect(await tellBy(respond, CHART)).toEqual([]);
    expect(said).toEqual(['hello']);
  });

  it.each([404, 410, 429])('makes up for a response URL that answers %i', async (status) => {
    expect(await tellThrough(new RespondError('no', status))).toBe(1);
  });

  it('makes up for a response URL that is not reached', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    expect(await tellThrough(new TypeError('fetch failed', { cause: refused }))).toBe(1);
  });

  it.each([
    ['a server error', new RespondError('no', 503)],
    ['a lost connection', new TypeError('fetch failed', { cause: new Error('reset') })],
    ['a time limit', new DOMException('timed out', 'TimeoutError')],
  ])('does not say it twice after %s, for it may be there', async (_, error) => {
    expect(await tellThrough(error)).toBe(0);
  });
});
