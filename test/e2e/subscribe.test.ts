import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeDailyCorpus } from '../helpers/daily-corpus.ts';
import { listValues, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';
import {
  ask,
  fill,
  modalOf,
  pick,
  postsIn,
  said,
  send,
  waitUntil,
} from '../helpers/subscribing.ts';
import { createScratchFolder } from '../store/scratch.ts';

const MONDAY = Date.UTC(2026, 10, 23, 8);
const TUESDAY = Date.UTC(2026, 10, 24, 8);
const HOUR_MS = 3_600_000;

describe.each(['http', 'socket'] as const)('subscribing over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    const folder = createScratchFolder();
    const corpusFile = writeDailyCorpus(folder);
    const storeFile = join(folder, 'paperboy.db');
    stage = await openStage(mode, { corpusFile, storeFile, hasDigest: false });
  });
  afterEach(() => stage.stop());

  it('previews, saves, delivers, pauses, resumes and ends', async () => {
    await send(stage, 'U0BEN', 'C0GENERAL', 'subscribe');
    expect(read(modalOf(stage, 'U0BEN'))).toContain('Topics');
    await fill(stage, 'U0BEN', { topics: 'diffusion, retrieval', exclusions: 'robot' });
    const preview = read(modalOf(stage, 'U0BEN'));
    expect(preview).toContain(
      'The last 7 days would have brought 20 papers, for example “Retrieval of 2026-11-20”',
    );
    // Ben's profile says New York.
    expect(preview).toContain(
      'Next: Monday 23 November 2026, 09:00 America/New_York (in 2 days 2 hours)',
    );
    expect(postsIn(stage, 'C0GENERAL')).toEqual([]);
    await stage.workspace.as('U0BEN').submit();
    await stage.idle();
    expect(stage.workspace.modal('U0BEN')).toBeUndefined();
    expect(said(stage, 'U0BEN')).toMatch(/^Saved\..*#C0GENERAL: Mon–Fri 09:00 America\/New_York/s);

    await waitUntil(stage, MONDAY + 6 * HOUR_MS - 60_000);
    expect(postsIn(stage, 'C0GENERAL')).toEqual([]);
    await waitUntil(stage, MONDAY + 6 * HOUR_MS);
    const monday = postsIn(stage, 'C0GENERAL');
    expect(monday).toHaveLength(6);
    for (const { text } of monday.slice(1)) expect(text).toMatch(/Diffusion|Retrieval/);

    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'pause 1w')).toMatch(/^Paused\./);
    await waitUntil(stage, TUESDAY + 6 * HOUR_MS + 60_000);
    expect(postsIn(stage, 'C0GENERAL')).toHaveLength(6);
    expect(await ask(stage, 'U0ADA', 'C0GENERAL', 'resume')).toMatch(/^It comes again\./);
    await waitUntil(stage, TUESDAY + 7 * HOUR_MS);
    expect(postsIn(stage, 'C0GENERAL')).toHaveLength(6);
    await waitUntil(stage, TUESDAY + 30 * HOUR_MS);
    expect(postsIn(stage, 'C0GENERAL').length).toBeGreaterThan(6);
    const before = postsIn(stage, 'C0GENERAL').length;

    await send(stage, 'U0BEN', 'C0GENERAL', 'unsubscribe');
    expect(read(modalOf(stage, 'U0BEN'))).toContain('This ends:');
    await stage.workspace.as('U0BEN').submit();
    await stage.idle();
    expect(said(stage, 'U0BEN')).toMatch(/^Ended\./);
    await waitUntil(stage, TUESDAY + 54 * HOUR_MS);
    expect(postsIn(stage, 'C0GENERAL')).toHaveLength(before);
  });

  it('edits what is there, and starts a time that has passed today tomorrow', async () => {
    await send(stage, 'U0ADA', 'C0GENERAL', 'subscribe');
    await fill(stage, 'U0ADA', { topics: 'diffusion', weekdays: [1, 2, 3, 4, 5, 6, 7] });
    await stage.workspace.as('U0ADA').submit();
    await stage.idle();
    const [made] = await listIds(stage);
    await send(stage, 'U0BEN', 'C0GENERAL', 'subscribe');
    const form = modalOf(stage, 'U0BEN');
    expect(read(form)).toContain('The digest of #C0GENERAL');
    expect(JSON.stringify(form)).toContain('"initial_value":"diffusion"');
    // It is 13:00 in Berlin on a Saturday.
    await fill(stage, 'U0BEN', { time: '12:00', topics: 'retrieval' });
    expect(read(modalOf(stage, 'U0BEN'))).toContain('Sunday 22 November 2026, 12:00 Europe/Berlin');
    expect(read(modalOf(stage, 'U0BEN'))).toContain('It takes the place of what comes there now');
    await stage.workspace.as('U0BEN').submit();
    await stage.idle();
    expect(await listIds(stage)).toEqual([made]);
    await waitUntil(stage, stage.clock.nowMs() + HOUR_MS);
    expect(postsIn(stage, 'C0GENERAL')).toEqual([]);
    await waitUntil(stage, Date.UTC(2026, 10, 22, 11));
    expect(
      postsIn(stage, 'C0GENERAL')
        .map(({ text }) => text)
        .join(),
    ).toContain('Retrieval');
  });

  it('saves once when Save is pressed twice', async () => {
    await send(stage, 'U0ADA', 'C0GENERAL', 'subscribe');
    await fill(stage, 'U0ADA', {});
    const ada = stage.workspace.as('U0ADA');
    await Promise.all([ada.submit(), ada.submit()]);
    await stage.idle();
    expect(await listIds(stage)).toHaveLength(1);
    expect(postsIn(stage, ada.directMessage())).toHaveLength(1);
  });

  it('brings a digest to one person alone', async () => {
    const dm = stage.workspace.as('U0GIA').directMessage();
    await send(stage, 'U0GIA', dm, 'subscribe');
    await fill(stage, 'U0GIA', { topics: 'tokenizers' });
    await stage.workspace.as('U0GIA').submit();
    await stage.idle();
    await waitUntil(stage, MONDAY);
    const titles = postsIn(stage, dm)
      .map(({ text }) => text)
      .join();
    expect(titles).toContain('Tokenizers of 2026-11-20');
  });

  it('says what an alert would have brought, and keeps one of it', async () => {
    const dm = stage.workspace.as('U0BEN').directMessage();
    const told = await ask(stage, 'U0BEN', 'C0GENERAL', 'alert grasping robots');
    expect(told).toContain('The last 7 days would have brought 5 papers');
    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'alert Grasping  robots')).toContain(
      'You have this alert already.',
    );
    expect(await ask(stage, 'U0BEN', dm, 'subscriptions')).toContain('Alert for “grasping robots”');
    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'alert year:soon')).toContain('cannot be read');
    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'alert -robot')).toContain('no word to look for');
  });

  it('explains a length it cannot read, and finds the word all the same', async () => {
    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'pause for ever')).toContain('/papers pause 1w');
    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'pause 1w')).toContain('Nothing comes here.');
    expect(await ask(stage, 'U0BEN', 'C0GENERAL', 'search retrieval')).toContain('Retrieval of');
  });

  it('completes time zones, and refuses what cannot be used beside its field', async () => {
    await send(stage, 'U0ADA', 'C0GENERAL', 'subscribe');
    const ada = stage.workspace.as('U0ADA');
    const { offered } = await ada.suggest('modal', { actionId: 'subscribe_zone' }, 'kolk');
    expect(listValues(offered)).toEqual(['Asia/Kolkata']);
    await fill(stage, 'U0ADA', { topics: 'year:soon' });
    expect(stage.workspace.modal('U0ADA')?.errors).toEqual({
      subscribe_topics: expect.stringContaining('“year:soon” cannot be read'),
    });
    await fill(stage, 'U0ADA', { where: 'C0RANDOM' });
    expect(stage.workspace.modal('U0ADA')?.errors).toEqual({
      subscribe_where: expect.stringContaining('Invite me with “/invite @paperboy”'),
    });
    await fill(stage, 'U0ADA', { topics: 'quantum gravity' });
    const preview = read(modalOf(stage, 'U0ADA'));
    expect(preview).toContain('Nothing in the last 7 days matches.');
    expect(preview).toContain('No paper of the collection is about “quantum gravity” so far.');
  });

  it('says to send the command again when the trigger has expired', async () => {
    stage.workspace.faults.expireTriggers();
    expect(await ask(stage, 'U0ADA', 'C0GENERAL', 'subscribe')).toContain('send the command again');
    expect(stage.workspace.modal('U0ADA')).toBeUndefined();
  });

  it('lists a person’s own on Home, where they can be paused and changed', async () => {
    const ada = stage.workspace.as('U0ADA');
    const home = await openHome('U0ADA');
    expect(read(home)).toContain('Subscribe a channel or yourself');
    await ada.click('home', { actionId: 'subscribe' });
    await stage.idle();
    await fill(stage, 'U0ADA', { where: 'C0LAB', topics: 'diffusion' });
    await ada.submit();
    await stage.idle();
    expect(read(homeOf('U0ADA'))).toMatch(
      /#C0LAB: Mon–Fri 09:00 Europe\/Berlin; next .*\nAbout “diffusion”/,
    );
    await ada.click('home', pick(homeOf('U0ADA'), 'pause'));
    await stage.idle();
    expect(read(homeOf('U0ADA'))).toContain('paused until 28 November 2026');
    stage.clock.advance(2000);
    await ada.click('home', pick(homeOf('U0ADA'), 'resume'));
    await stage.idle();
    expect(read(homeOf('U0ADA'))).not.toContain('paused');
    await ada.click('home', pick(homeOf('U0ADA'), 'edit'));
    await stage.idle();
    expect(read(modalOf(stage, 'U0ADA'))).toContain('The digest of #C0LAB');
    await ada.close();
    await ada.click('home', pick(homeOf('U0ADA'), 'end'));
    await stage.idle();
    await ada.submit();
    await stage.idle();
    expect(read(homeOf('U0ADA'))).toContain('None yet. A digest brings');
  });

  it('is listed where it comes, with a menu that changes the list', async () => {
    const ada = stage.workspace.as('U0ADA');
    await send(stage, 'U0ADA', 'C0GENERAL', 'subscribe');
    await fill(stage, 'U0ADA', { topics: 'diffusion' });
    await ada.submit();
    await stage.idle();
    await send(stage, 'U0BEN', 'C0GENERAL', 'subscriptions');
    const list = stage.workspace
      .messages('C0GENERAL', { as: 'U0BEN' })
      .find(({ ephemeralFor }) => ephemeralFor === 'U0BEN');
    if (list === undefined) throw new Error('there is no list');
    await stage.workspace.as('U0BEN').click(list, pick(list, 'pause'));
    await stage.idle();
    const shown = stage.workspace.messages('C0GENERAL', { as: 'U0BEN' });
    expect(shown).toHaveLength(1);
    expect(shown[0] && read(shown[0])).toContain('Paused for a week.');
  });

  async function openHome(userId: string) {
    stage.workspace.as(userId).openHome();
    await stage.workspace.until(() => stage.workspace.home(userId));
    await stage.idle();
    return homeOf(userId);
  }

  function homeOf(userId: string) {
    const home = stage.workspace.home(userId);
    if (home === undefined) throw new Error('there is no home');
    return home;
  }
});

/** The ids in the menus that #general's list has for Ada. */
async function listIds(stage: Stage): Promise<string[]> {
  const before = stage.workspace.messages('C0GENERAL', { as: 'U0ADA' }).length;
  await send(stage, 'U0ADA', 'C0GENERAL', 'subscriptions');
  const list = stage.workspace.messages('C0GENERAL', { as: 'U0ADA' }).slice(before);
  return [...JSON.stringify(list).matchAll(/"end ([\w-]+)"/g)].map(([, id = '']) => id);
}
