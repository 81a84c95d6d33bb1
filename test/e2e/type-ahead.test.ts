import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOptions } from '../../src/workspace/block-kit.ts';
import type { Target } from '../../src/workspace/clicks.ts';
import { botMessages, button, listValues, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('finding a paper by its title over %s', (mode) => {
  let stage: Stage;
  let field: Target;
  beforeEach(async () => {
    stage = await openStage(mode);
    stage.workspace.as('U0ADA').openHome();
    const home = await stage.workspace.until(() => stage.workspace.home('U0ADA'));
    await stage.idle();
    field = button(home, 'find_paper');
  });
  afterEach(() => stage.stop());

  const type = (text: string) => stage.workspace.as('U0ADA').suggest('home', field, text);

  it('offers titles for what is typed, and opens the one chosen', async () => {
    const { offered, error } = await type('flatf');
    expect(error).toBeUndefined();
    const [title] = listOptions(offered ?? {});
    expect(title).toMatchObject({ text: { text: expect.stringMatching(/^FlatFormer: /) } });

    const [value = ''] = listValues(offered);
    await stage.workspace.as('U0ADA').click('home', { ...field, value });
    await stage.idle();
    const modal = stage.workspace.modal('U0ADA');
    expect(modal && read(modal)).toContain('FlatFormer: ');
    expect(botMessages(stage, stage.workspace.as('U0ADA').directMessage(), 'U0ADA')).toEqual([]);
  });

  it('keeps nothing of what is typed but not chosen', async () => {
    await type('flatf');
    await stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', 'diffusion');
    stage.workspace.as('U0ADA').openHome();
    await stage.workspace.until(() => stage.workspace.deliveries.length === 4);
    await stage.idle();
    const home = stage.workspace.home('U0ADA');
    expect(home && read(home)).toContain('[diffusion]');
    expect(JSON.stringify(home)).not.toContain('flatf');
    expect(JSON.stringify(stage.logged)).not.toContain('flatf');
  });

  it('offers to search where no title fits', async () => {
    const { offered } = await type('zebra diffusion');
    expect(listValues(offered)).toEqual(['search zebra diffusion']);
    const ada = stage.workspace.as('U0ADA');
    await ada.click('home', { ...field, value: 'search zebra diffusion' });
    await stage.idle();
    const [list] = botMessages(stage, ada.directMessage(), 'U0ADA');
    expect(list && read(list)).toContain('papers for “zebra diffusion”');
  });

  it('answers whatever is typed', async () => {
    const nothing = ['  ', '\u202E"-:', 'x'.repeat(3000), '👩‍👩‍👧‍👦 🏳️‍🌈'];
    for (const text of nothing) {
      expect(await type(text)).toMatchObject({ error: undefined, offered: { options: [] } });
    }
    const { offered } = await type('<!channel>');
    expect(listValues(offered)).toEqual(['search <!channel>']);
  });
});
