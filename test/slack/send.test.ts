import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import { sendPost } from '../../src/slack/send.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';

const MESSAGE = { text: 'hello', blocks: [] };

describe('sendPost', () => {
  const clock = createManualClock(0);
  let workspace: Workspace;
  let client: WebClient;
  beforeEach(async () => {
    workspace = await startWorkspace({
      clock,
      scopes: ['chat:write'],
      events: [],
      botToken: 'test-bot-token',
      appToken: 'test-app-token',
      signingSecret: 'test-signing-secret',
    });
    client = buildClient(workspace.apiUrl);
  });
  afterEach(() => workspace.stop());

  function buildClient(slackApiUrl: string): WebClient {
    return new WebClient('test-bot-token', {
      slackApiUrl,
      timeout: 200,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  }

  const posted = () => workspace.messages('C0GENERAL').map(({ text }) => text);
  const send = (channelId = 'C0GENERAL') => sendPost(client, clock, { channelId }, MESSAGE);

  it('says when and what was posted', async () => {
    const outcome = await send();
    expect(outcome).toEqual({ state: 'sent', ts: workspace.messages('C0GENERAL')[0]?.ts });
    expect(posted()).toEqual(['hello']);
  });

  it('does not know, and does not try again, when the reply never comes', async () => {
    workspace.faults.timeoutAfterAccept('chat.postMessage');
    expect(await send()).toEqual({ state: 'unknown' });
    expect(posted()).toEqual(['hello']);
  });

  it.each(['fatal_error', 'internal_error', 503])('does not know after %s', async (error) => {
    workspace.faults.failNext('chat.postMessage', error);
    expect(await send()).toEqual({ state: 'unknown' });
    expect(posted()).toEqual([]);
  });

  it.each([
    ['C0RANDOM', 'not_in_channel'],
    ['C0LEADS', 'channel_not_found'],
    ['C0OLD', 'is_archived'],
  ])('is told that %s is %s', async (channelId, error) => {
    expect(await send(channelId)).toEqual({ state: 'refused', error });
  });

  it('knows that nothing was posted when Slack was never reached', async () => {
    await workspace.stop();
    expect(await send()).toEqual({ state: 'refused', error: 'unreachable' });
  });

  it('gives up after five answers of 429', async () => {
    workspace.faults.rateLimit('chat.postMessage', { times: 5 });
    let outcome: unknown;
    const sending = send().then((result) => {
      outcome = result;
    });
    while (outcome === undefined) {
      clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await sending;
    expect(outcome).toEqual({ state: 'refused', error: 'ratelimited' });
    expect(posted()).toEqual([]);
  });
});
