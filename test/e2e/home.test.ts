import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botMessages, button, menuEntry, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('App Home over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  async function openHome(userId = 'U0ADA') {
    const before = stage.workspace.calls.length;
    stage.workspace.as(userId).openHome();
    await stage.workspace.until(() =>
      stage.workspace.calls.slice(before).some(({ method }) => method === 'views.publish'),
    );
    await stage.idle();
    const home = stage.workspace.home(userId);
    if (home === undefined) throw new Error('there is no home');
    return home;
  }

  it('says what it can do and what the corpus holds', async () => {
    const text = read(await openHome());
    expect(text).toContain('724 papers');
    expect(text).toContain('/papers');
  });

  it('shows a person their own searches and saved papers', async () => {
    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', 'diffusion models');
    await stage.idle();
    const [list] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    if (list === undefined) throw new Error('there is no list');
    await ada.click(list, menuEntry(list, 1, 'save'));
    await stage.idle();

    const adas = await openHome('U0ADA');
    expect(read(adas)).toContain('diffusion models');
    const bens = await openHome('U0BEN');
    expect(JSON.stringify(bens)).not.toContain('unsave');
    expect(JSON.stringify(adas)).toContain('unsave');
  });

  it('runs a search at a press, by direct message', async () => {
    const home = await openHome();
    const ada = stage.workspace.as('U0ADA');
    await ada.click('home', button(home, 'run_search'));
    await stage.idle();
    expect(botMessages(stage, ada.directMessage(), 'U0ADA')).toHaveLength(1);
  });

  it('answers an opened Messages tab with nothing', async () => {
    stage.workspace.as('U0ADA').openHome('messages');
    await stage.workspace.until(() => stage.workspace.deliveries.length === 1);
    await stage.idle();
    expect(stage.workspace.home('U0ADA')).toBeUndefined();
  });
});
