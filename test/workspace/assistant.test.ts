/** What an agent shows around its messages: a status, suggested prompts. */
import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { BOT_TOKEN, callApi, openWorkspace } from './start.ts';

const STATUS = 'is reading abstracts…';
const PROMPTS = [
  { title: 'Caches', message: 'How is the cache compressed?' },
  { title: 'Merging', message: 'Which papers are about model merging?' },
];

const setStatus = (workspace: Workspace, args: object) =>
  callApi(workspace, 'assistant.threads.setStatus', { status: STATUS, ...args });

const suggest = (workspace: Workspace, args: object = {}) =>
  callApi(workspace, 'assistant.threads.setSuggestedPrompts', {
    channel_id: 'D0BEN',
    prompts: PROMPTS,
    ...args,
  });

/** A question in Ben's direct message, and the app at work on it. */
async function ask() {
  const opened = await openWorkspace();
  const ben = opened.workspace.as('U0BEN');
  const question = ben.say(ben.directMessage(), 'Why?');
  const place = { channel_id: 'D0BEN', thread_ts: question.ts };
  await expect(setStatus(opened.workspace, place)).resolves.toEqual({ ok: true });
  return { ...opened, ben, question, place };
}

describe('assistant.threads.setStatus', () => {
  it('shows until the app posts in that thread, not elsewhere', async () => {
    const { workspace, ben, question } = await ask();
    expect(workspace.statuses()).toEqual([
      { channelId: 'D0BEN', threadTs: question.ts, status: STATUS, loadingMessages: [] },
    ]);
    ben.say('D0BEN', 'And how?', { threadTs: question.ts });
    const post = { channel: 'D0BEN', text: 'hello' };
    await callApi(workspace, 'chat.postMessage', post);
    expect(workspace.statuses()).toHaveLength(1);
    await callApi(workspace, 'chat.postMessage', { ...post, thread_ts: question.ts });
    expect(workspace.statuses()).toEqual([]);
  });

  it('shows again for what is asked next in the thread', async () => {
    const { workspace, question, place } = await ask();
    const answer = { channel: 'D0BEN', text: 'Because.', thread_ts: question.ts };
    const { ts } = await callApi(workspace, 'chat.postMessage', answer);
    await setStatus(workspace, { ...place, thread_ts: ts });
    expect(workspace.statuses()).toMatchObject([{ threadTs: question.ts }]);
  });

  it('goes away after two minutes, counted from the last time it was set', async () => {
    const { workspace, clock, place } = await ask();
    clock.advance(119_999);
    await setStatus(workspace, place);
    clock.advance(119_999);
    expect(workspace.statuses()).toHaveLength(1);
    clock.advance(1);
    expect(workspace.statuses()).toEqual([]);
  });

  it('goes away with an empty one', async () => {
    const { workspace, place } = await ask();
    await setStatus(workspace, { ...place, status: '' });
    expect(workspace.statuses()).toEqual([]);
  });

  it.each([
    ['a channel that is not there', { channel_id: 'C0NOWHERE' }, 'channel_not_found'],
    ['no channel', { channel_id: undefined }, 'channel_not_found'],
    ['a status that is no text', { status: 7 }, 'invalid_arguments'],
    ['loading messages that are no texts', { loading_messages: [7] }, 'invalid_arguments'],
    ['eleven', { loading_messages: Array(11).fill('reading') }, 'invalid_arguments'],
  ])('is refused with %s', async (_what, args, error) => {
    const { workspace, place } = await ask();
    await expect(setStatus(workspace, { ...place, ...args })).resolves.toMatchObject({ error });
  });

  it('takes ten loading messages, also inside a form', async () => {
    const { workspace, place } = await ask();
    const messages = Array.from({ length: 10 }, (_, index) => `Reading ${index}`);
    const body = new URLSearchParams({
      ...place,
      token: BOT_TOKEN,
      status: STATUS,
      loading_messages: JSON.stringify(messages),
    });
    await fetch(`${workspace.apiUrl}assistant.threads.setStatus`, { method: 'POST', body });
    expect(workspace.statuses()).toMatchObject([{ loadingMessages: messages }]);
  });
});

describe('assistant.threads.setSuggestedPrompts', () => {
  it('belongs to the latest message: a newer one takes them away', async () => {
    const { workspace } = await openWorkspace();
    const ben = workspace.as('U0BEN');
    ben.openHome('messages');
    await expect(suggest(workspace, { title: 'Try' })).resolves.toEqual({ ok: true });
    expect(workspace.prompts('U0BEN')).toEqual({
      channelId: 'D0BEN',
      title: 'Try',
      prompts: PROMPTS,
    });
    expect(workspace.prompts('U0ADA')).toBeUndefined();
    const { ts } = ben.say('D0BEN', PROMPTS[0]?.message ?? '');
    expect(workspace.prompts('U0BEN')).toBeUndefined();
    const answer = { channel: 'D0BEN', text: 'So.', thread_ts: ts };
    await callApi(workspace, 'chat.postMessage', answer);
    await suggest(workspace);
    await callApi(workspace, 'chat.postEphemeral', { ...answer, user: 'U0BEN' });
    expect(workspace.prompts('U0BEN')).toMatchObject({ title: undefined, prompts: PROMPTS });
    await suggest(workspace, { prompts: [] });
    expect(workspace.prompts('U0BEN')).toBeUndefined();
  });

  it('does nothing with a thread, and says nothing of it', async () => {
    const { workspace } = await openWorkspace();
    const { ts } = workspace.as('U0BEN').say(workspace.as('U0BEN').directMessage(), 'Why?');
    await expect(suggest(workspace, { thread_ts: ts })).resolves.toEqual({ ok: true });
    expect(workspace.prompts('U0BEN')).toBeUndefined();
  });

  it.each([
    ['five prompts', { prompts: Array(5).fill(PROMPTS[0]) }, 'invalid_arguments'],
    ['one without its message', { prompts: [{ title: 'Why' }] }, 'invalid_arguments'],
    ['one without its title', { prompts: [{ title: '', message: 'Why?' }] }, 'invalid_arguments'],
    ['no list', { prompts: 'Why?' }, 'invalid_arguments'],
    ['a title that is no text', { title: 7 }, 'invalid_arguments'],
    ['a channel', { channel_id: 'C0GENERAL' }, 'channel_not_found'],
    ['the direct message of two people', { channel_id: 'D0ADABEN' }, 'channel_not_found'],
  ])('is refused with %s', async (_what, args, error) => {
    const { workspace } = await openWorkspace();
    workspace.as('U0BEN').directMessage();
    await expect(suggest(workspace, args)).resolves.toMatchObject({ ok: false, error });
  });
});
