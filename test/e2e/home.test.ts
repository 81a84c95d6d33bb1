import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { TEAM_ID } from '../../src/workspace/seed.ts';
import { botMessages, button, menuEntry, read } from '../helpers/screen.ts';
import { openStage, START_MS, type Stage } from '../helpers/stage.ts';
import { createScratchFolder } from '../store/scratch.ts';

async function openHomeOn(stage: Stage, userId: string) {
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

describe.each(['http', 'socket'] as const)('App Home over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  const openHome = (userId = 'U0ADA') => openHomeOn(stage, userId);

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

describe('App Home with questions that had no answer', () => {
  let stage: Stage;
  beforeEach(async () => {
    const storeFile = join(createScratchFolder(), 'paperboy.db');
    const { memory, close } = await openStore({ file: storeFile });
    const miss = { question: 'Do otters dream?', outcome: 'nothing', by: 'asked' } as const;
    await memory.misses.add(TEAM_ID, miss, START_MS);
    await memory.votes.cast({ teamId: TEAM_ID, userId: 'U0BEN' }, 'a1', 'good', START_MS);
    await close();
    stage = await openStage('http', { storeFile });
  });
  afterEach(() => stage.stop());

  it('shows them to an admin, and nobody else', async () => {
    const adas = read(await openHomeOn(stage, 'U0ADA'));
    expect(adas).toContain('Do otters dream? asked once; no paper is near it');
    expect(adas).toContain('Votes on answers: 1 helpful, 0 not helpful.');
    for (const userId of ['U0BEN', 'U0GIA']) {
      const home = JSON.stringify(await openHomeOn(stage, userId));
      expect(home).not.toContain('otters');
      expect(home).not.toContain('Votes on answers');
    }
  });

  it('shows them to nobody when Slack does not say who is an admin', async () => {
    stage.workspace.faults.failNext('users.info', 'internal_error');
    expect(read(await openHomeOn(stage, 'U0ADA'))).not.toContain('otters');
  });
});
