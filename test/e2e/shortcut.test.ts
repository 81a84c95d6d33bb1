import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botMessages, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('Find related papers over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  async function useOn(text: string, userId = 'U0ADA'): Promise<void> {
    const message = stage.workspace.as('U0BEN').say('C0GENERAL', text);
    await stage.workspace.as(userId).messageShortcut('related_papers', message);
    await stage.idle();
  }

  it('lists papers near the message, only to the one who asked', async () => {
    await useOn('We should look at diffusion models for image editing');
    const [reply, ...others] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(others).toEqual([]);
    expect(reply?.ephemeralFor).toBe('U0ADA');
    expect(reply && read(reply)).toMatch(/diffusion/i);
  });

  it.each(['🙂', 'x'.repeat(3000), 'zzzzqqqq'])('says so when nothing is near %j', async (text) => {
    await useOn(text);
    const replies = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(replies).toHaveLength(1);
    expect(stage.logged.filter(({ level }) => level === 50)).toEqual([]);
  });

  it('answers by one direct message when the response URL is dead', async () => {
    stage.workspace.faults.deadResponseUrls();
    await useOn('diffusion models');
    const dm = stage.workspace.as('U0ADA').directMessage();
    expect(botMessages(stage, dm, 'U0ADA')).toHaveLength(1);
  });
});
