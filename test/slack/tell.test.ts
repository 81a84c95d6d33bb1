import { RespondError, type RespondFn } from '@slack/bolt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

  /** Tells Ada through a response URL that fails with `error`; gives what reached her DM. */
  async function tellThrough(error: Error): Promise<number> {
    const log = pino({ level: 'silent' });
    const client = createClient('test-bot-token', {
      connection: { kind: 'http', botToken: 'test-bot-token', signingSecret: 'test' },
      apiUrl: stage.workspace.apiUrl,
      log,
    });
    const respond: RespondFn = () => Promise.reject(error);
    const desk = { clock: stage.clock, log };
    await createPrivateTell(desk, client, 'U0ADA', { respond })(MESSAGE);
    return botMessages(stage, stage.workspace.as('U0ADA').directMessage(), 'U0ADA').length;
  }

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
