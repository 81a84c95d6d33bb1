import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/workspace/state.ts';
import { botMessages, button, menuEntry, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('Share to channel over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  async function search(channelId: string, userId = 'U0ADA'): Promise<Message> {
    await stage.workspace.as(userId).command(channelId, '/papers', 'diffusion models');
    await stage.idle();
    const list = botMessages(stage, channelId, userId).at(-1);
    if (list === undefined) throw new Error('there is no list');
    return list;
  }

  async function pressShare(list: Message, userId = 'U0ADA'): Promise<void> {
    await stage.workspace.as(userId).click(list, button(list, 'results_share'));
    await stage.idle();
  }

  /** What everybody in the channel sees. */
  const posted = (channelId: string) =>
    stage.workspace.messages(channelId).filter(({ botId }) => botId !== undefined);

  it('posts the page for all to see, with who shared it', async () => {
    const list = await search('C0GENERAL');
    await pressShare(list);
    const [post, ...others] = posted('C0GENERAL');
    expect(others).toEqual([]);
    expect(post && JSON.stringify(post.blocks)).toContain('"user_id":"U0ADA"');
    expect(post?.options).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it('shares once, however often it is pressed', async () => {
    const list = await search('C0GENERAL');
    await Promise.all([pressShare(list), pressShare(list)]);
    stage.clock.advance(60_000);
    await pressShare(list);
    await pressShare(await search('C0GENERAL'));
    expect(posted('C0GENERAL')).toHaveLength(1);
    const last = botMessages(stage, 'C0GENERAL', 'U0ADA').at(-1);
    expect(last && read(last)).toContain('shared this here before');
  });

  it('lets two people share at once', async () => {
    const lists = [await search('C0GENERAL', 'U0ADA'), await search('C0GENERAL', 'U0BEN')];
    const [adas, bens] = lists;
    if (adas === undefined || bens === undefined) throw new Error('there are no lists');
    await Promise.all([pressShare(adas, 'U0ADA'), pressShare(bens, 'U0BEN')]);
    expect(posted('C0GENERAL')).toHaveLength(2);
  });

  it('posts through the response URL where the bot is not a member', async () => {
    await pressShare(await search('C0RANDOM'));
    expect(posted('C0RANDOM')).toHaveLength(1);
    expect(posted('C0RANDOM')[0]?.ephemeralFor).toBeUndefined();
  });

  it('waits out a rate limit and posts once', async () => {
    const list = await search('C0GENERAL');
    stage.workspace.faults.rateLimit('chat.postMessage', { times: 2, retryAfterSeconds: 20 });
    await stage.workspace.as('U0ADA').click(list, button(list, 'results_share'));
    await stage.letTimePass(() => posted('C0GENERAL').length > 0);
    await stage.idle();
    expect(posted('C0GENERAL')).toHaveLength(1);
  });

  it('says so and lets it be tried again when Slack refuses', async () => {
    const list = await search('C0GENERAL');
    stage.workspace.faults.failNext('chat.postMessage', 'restricted_action');
    await pressShare(list);
    expect(posted('C0GENERAL')).toEqual([]);
    const told = botMessages(stage, 'C0GENERAL', 'U0ADA').at(-1);
    expect(told && read(told)).toContain('does not let me post');
    stage.clock.advance(10_000);
    await pressShare(list);
    expect(posted('C0GENERAL')).toHaveLength(1);
  });

  it('shows an expired list anew instead of sharing it', async () => {
    const list = await search('C0GENERAL');
    stage.clock.advance(25 * 60 * 60 * 1000);
    await stage.paperboy.tick();
    await pressShare(list);
    expect(posted('C0GENERAL')).toEqual([]);
    const shown = botMessages(stage, 'C0GENERAL', 'U0ADA').at(-1);
    expect(shown && read(shown)).toContain('expired');
  });

  it('answers the buttons of a shared post only to the one who presses', async () => {
    await pressShare(await search('C0GENERAL'));
    const [post] = posted('C0GENERAL');
    if (post === undefined) throw new Error('there is no post');
    await stage.workspace.as('U0BEN').click(post, menuEntry(post, 1, 'bibtex'));
    await stage.idle();
    expect(posted('C0GENERAL')).toHaveLength(1);
    const told = botMessages(stage, 'C0GENERAL', 'U0BEN').at(-1);
    expect(told?.ephemeralFor).toBe('U0BEN');
    expect(told && read(told)).toContain('@misc{');
  });
});
