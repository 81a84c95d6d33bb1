import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/workspace/state.ts';
import { botMessages, menuEntry, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('the details window over %s', (mode) => {
  let stage: Stage;
  let list: Message;
  beforeEach(async () => {
    stage = await openStage(mode);
    await stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', 'diffusion models');
    await stage.idle();
    const [message] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    if (message === undefined) throw new Error('there is no list');
    list = message;
  });
  afterEach(() => stage.stop());

  async function openDetails(): Promise<void> {
    await stage.workspace.as('U0ADA').click(list, menuEntry(list, 1, 'details'));
    await stage.idle();
  }

  const posted = (channelId: string) =>
    stage.workspace.messages(channelId).filter(({ botId }) => botId !== undefined);

  it('shows the whole abstract and says that author names are not known', async () => {
    await openDetails();
    const modal = stage.workspace.modal('U0ADA');
    expect(modal && read(modal)).toMatch(/author names are not known/i);
    expect(modal && read(modal).length).toBeGreaterThan(600);
  });

  it('shares to the conversation that is picked, once', async () => {
    const ada = stage.workspace.as('U0ADA');
    await openDetails();
    await ada.submit({ conversation: 'C0READING' });
    await stage.idle();
    expect(posted('C0READING')).toHaveLength(1);
    expect(stage.workspace.modal('U0ADA')).toBeUndefined();

    stage.clock.advance(10_000);
    await openDetails();
    await ada.submit({ conversation: 'C0READING' });
    await stage.idle();
    expect(posted('C0READING')).toHaveLength(1);
    expect(JSON.stringify(stage.workspace.modal('U0ADA'))).toContain('shared this here before');
  });

  it('shares where the bot is not a member', async () => {
    await openDetails();
    await stage.workspace.as('U0ADA').submit({ conversation: 'C0RANDOM' });
    await stage.idle();
    expect(posted('C0RANDOM')).toHaveLength(1);
  });

  it('says once to press again when the trigger has expired', async () => {
    stage.workspace.faults.expireTriggers();
    await openDetails();
    expect(stage.workspace.modal('U0ADA')).toBeUndefined();
    const messages = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(messages).toHaveLength(2);
    expect(messages[1]?.ephemeralFor).toBe('U0ADA');
    expect(messages[1] && read(messages[1])).toContain('press again');
    expect(posted('C0GENERAL')).toEqual([]);
    await openDetails();
    expect(stage.workspace.modal('U0ADA')).toBeDefined();
  });

  it('says once to press again when Slack limits the rate', async () => {
    stage.workspace.faults.rateLimit('views.open');
    await openDetails();
    expect(botMessages(stage, 'C0GENERAL', 'U0ADA')).toHaveLength(2);
  });
});
