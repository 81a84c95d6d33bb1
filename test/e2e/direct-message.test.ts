import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botMessages, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('a direct message over %s', (mode) => {
  let stage: Stage;
  let dm: string;
  beforeEach(async () => {
    stage = await openStage(mode);
    dm = stage.workspace.as('U0ADA').directMessage();
  });
  afterEach(() => stage.stop());

  const answers = () => botMessages(stage, dm, 'U0ADA');

  it('is answered in its thread without a mention', async () => {
    const asked = stage.workspace.as('U0ADA').say(dm, 'What is chain of thought prompting?');
    await stage.workspace.until(() => answers().length > 0);
    await stage.idle();
    expect(answers()).toHaveLength(1);
    expect(answers()[0]?.threadTs).toBe(asked.ts);
  });

  it('is answered once when it mentions the bot, is sent twice and sent again', async () => {
    stage.workspace.faults.duplicateEvents();
    stage.workspace.faults.retryEvents();
    stage.workspace.as('U0ADA').say(dm, '@paperboy what is chain of thought prompting?');
    await stage.letTimePass(() => stage.workspace.deliveries.some(({ attempt }) => attempt > 0));
    await stage.idle();
    expect(answers()).toHaveLength(1);
  });

  it('says plainly that a question lies outside the corpus', async () => {
    stage.workspace.as('U0ADA').say(dm, 'How do I bake sourdough bread?');
    await stage.workspace.until(() => answers().length > 0);
    expect(answers()[0] && read(answers()[0] ?? { blocks: [] })).toContain('724 papers');
  });
});
