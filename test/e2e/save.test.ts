import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/workspace/state.ts';
import { botMessages, menuEntry, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('saving over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  async function command(text: string, userId = 'U0ADA'): Promise<Message> {
    await stage.workspace.as(userId).command('C0GENERAL', '/papers', text);
    await stage.idle();
    const reply = botMessages(stage, 'C0GENERAL', userId).at(-1);
    if (reply === undefined) throw new Error('there is no reply');
    return reply;
  }

  async function choose(message: Message, action: string): Promise<void> {
    await stage.workspace.as('U0ADA').click(message, menuEntry(message, 1, action));
    await stage.idle();
  }

  it('keeps a paper for its person only, and lets it go again', async () => {
    await choose(await command('diffusion models'), 'save');
    const saved = await command('saved');
    expect(read(saved)).toMatch(/^1\. /m);
    expect(read(await command('saved', 'U0BEN'))).not.toMatch(/^1\. /m);

    await choose(saved, 'unsave');
    expect(read(await command('saved'))).not.toMatch(/^1\. /m);
  });

  it('takes a double click as one, and says so later', async () => {
    const list = await command('diffusion models');
    await Promise.all([choose(list, 'save'), choose(list, 'save')]);
    expect(botMessages(stage, 'C0GENERAL', 'U0ADA')).toHaveLength(2);

    stage.clock.advance(10_000);
    await choose(list, 'save');
    const told = botMessages(stage, 'C0GENERAL', 'U0ADA').at(-1);
    expect(told && read(told)).toContain('already');
  });
});
