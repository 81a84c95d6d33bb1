import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElements } from '../../src/workspace/block-kit.ts';
import type { Message } from '../../src/workspace/state.ts';
import { botMessages, button, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(['http', 'socket'] as const)('More over %s', (mode) => {
  let folder: string;
  let stage: Stage;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
    stage = await openStage(mode, { storeFile: join(folder, 'paperboy.db') });
    await stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', 'diffusion models');
    await stage.idle();
  });
  afterEach(async () => {
    await stage.stop();
    await rm(folder, { recursive: true });
  });

  /** Ada's only message in the channel. */
  function list(): Message {
    const [message, ...others] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(others).toEqual([]);
    if (message === undefined) throw new Error('there is no list');
    return message;
  }

  async function pressMore(): Promise<void> {
    await stage.workspace.as('U0ADA').click(list(), button(list(), 'results_more'));
    await stage.idle();
  }

  /** The ranks that stand before the titles on the page. */
  function ranks(): number[] {
    return [...read(list()).matchAll(/^(\d+)\. /gm)].map(([, rank]) => Number(rank));
  }

  it('turns the page in place', async () => {
    expect(ranks()).toEqual([1, 2, 3, 4, 5]);
    await pressMore();
    expect(ranks()).toEqual([6, 7, 8, 9, 10]);
    await pressMore();
    expect(ranks()).toEqual([11, 12, 13, 14, 15]);
  });

  it('turns back', async () => {
    const labels = () => findElements(list().blocks).map(({ actionId }) => actionId);
    expect(labels()).not.toContain('results_back');
    await pressMore();
    await stage.workspace.as('U0ADA').click(list(), button(list(), 'results_back'));
    await stage.idle();
    expect(ranks()).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes a double click as one', async () => {
    const first = list();
    const ada = stage.workspace.as('U0ADA');
    await Promise.all([
      ada.click(first, button(first, 'results_more')),
      ada.click(first, button(first, 'results_more')),
    ]);
    await stage.idle();
    expect(ranks()).toEqual([6, 7, 8, 9, 10]);
  });

  it('still works after a restart', async () => {
    await stage.restart();
    await pressMore();
    expect(ranks()).toEqual([6, 7, 8, 9, 10]);
  });

  it('says that a list has expired, and makes it again', async () => {
    stage.clock.advance(DAY_MS);
    await pressMore();
    expect(read(list())).toContain('expired');
    expect(ranks()).toEqual([1, 2, 3, 4, 5]);
  });

  it('answers by one direct message when the response URL is dead', async () => {
    stage.workspace.faults.deadResponseUrls();
    await pressMore();
    expect(ranks()).toEqual([1, 2, 3, 4, 5]);
    const dm = stage.workspace.as('U0ADA').directMessage();
    expect(botMessages(stage, dm, 'U0ADA')).toHaveLength(1);
  });
});
