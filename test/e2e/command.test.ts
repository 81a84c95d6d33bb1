import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botMessages, button, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

describe.each(['http', 'socket'] as const)('/papers over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  it('answers a search with five papers, only to the person who typed it', async () => {
    const ack = await stage.workspace
      .as('U0ADA')
      .command('C0GENERAL', '/papers', 'diffusion models');
    expect(ack.acked).toBe(true);
    await stage.idle();

    const [reply, ...others] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(others).toEqual([]);
    expect(reply?.ephemeralFor).toBe('U0ADA');
    expect(reply && read(reply)).toMatch(/diffusion models/);
    const menus = reply?.blocks.filter((block) => 'accessory' in block);
    expect(menus).toHaveLength(5);
    expect(botMessages(stage, 'C0GENERAL', 'U0BEN')).toEqual([]);
  });

  it('says which word it repaired, and searches without it when asked', async () => {
    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', 'difusion sampling');
    await stage.idle();
    const [repaired] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    if (repaired === undefined) throw new Error('there is no reply');
    expect(read(repaired)).toContain(
      'Nothing here has “difusion”; showing results for “diffusion”.',
    );
    await ada.click(repaired, button(repaired, 'run_search'));
    await stage.idle();
    const [, without] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(without && read(without)).toMatch(/papers for “sampling”/);
    expect(without && read(without)).not.toContain('difusion');
  });

  it.each([
    ['', /diffusion models has:code/],
    ['   ', /\/papers/],
    ['help', /\/papers/],
    ['status', /724 papers/],
    ['privacy', /Your last 20 searches.*nothing is sent outside/s],
    ['saved', /saved/i],
    ['today', /2026/],
    ['trending day', /newest listing is of 31 October 2025/],
    ['difusion transformerz', /diffusion/],
    ['diffusion year:soon', /year:2020\.\./],
    ['diffusion year:2023', /661 papers/],
    ['zzzzqqqq', /zzzzqqqq/],
    ['what is it', /what is it/],
    ['<!channel> @here *bold*', /here|bold/],
    ['x'.repeat(10_000), /x{20}/],
    ['مرحبا 🙂 \u202eabc', /./],
    ['show FlatFormer: Flattened Window Attention for Efficient Point Cloud Transformer', /./],
    ['show no such paper as this', /No paper here has that title/],
    [
      'similar FlatFormer: Flattened Window Attention for Efficient Point Cloud Transformer',
      /Flat/,
    ],
  ])('answers %.40j', async (text, expected) => {
    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', text);
    await stage.idle();
    const shown = [
      ...botMessages(stage, 'C0GENERAL', 'U0ADA'),
      ...(stage.workspace.modal('U0ADA') === undefined ? [] : [stage.workspace.modal('U0ADA')]),
    ].flatMap((screen) => screen ?? []);
    expect(shown).toHaveLength(1);
    expect(shown[0] && read(shown[0])).toMatch(expected);
    expect(stage.logged.filter(({ level }) => level === 50)).toEqual([]);
  });

  it('opens the details of a paper that is named', async () => {
    const title = 'FlatFormer: Flattened Window Attention for Efficient Point Cloud Transformer';
    await stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', `show ${title}`);
    await stage.idle();
    const modal = stage.workspace.modal('U0ADA');
    expect(modal && read(modal)).toContain(title);
  });

  it('keeps two people apart who ask at once', async () => {
    await Promise.all([
      stage.workspace.as('U0ADA').command('C0GENERAL', '/papers', 'diffusion'),
      stage.workspace.as('U0BEN').command('C0GENERAL', '/papers', 'reinforcement'),
    ]);
    await stage.idle();
    const texts = ['U0ADA', 'U0BEN'].map((user) => botMessages(stage, 'C0GENERAL', user).map(read));
    expect(texts[0]).toHaveLength(1);
    expect(texts[0]?.[0]).toMatch(/diffusion/);
    expect(texts[1]).toHaveLength(1);
    expect(texts[1]?.[0]).toMatch(/reinforcement/);
  });

  it('answers by one direct message when the response URL is dead', async () => {
    stage.workspace.faults.deadResponseUrls();
    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', 'diffusion models');
    await stage.idle();
    expect(botMessages(stage, 'C0GENERAL', 'U0ADA')).toEqual([]);
    const messages = botMessages(stage, ada.directMessage(), 'U0ADA');
    expect(messages.map(read)).toEqual([expect.stringContaining('diffusion models')]);
  });

  it('waits out a rate limit and answers once', async () => {
    stage.workspace.faults.deadResponseUrls();
    stage.workspace.faults.rateLimit('chat.postMessage', { retryAfterSeconds: 30 });
    const ada = stage.workspace.as('U0ADA');
    const dm = ada.directMessage();
    await ada.command('C0GENERAL', '/papers', 'diffusion models');
    await stage.letTimePass(() => botMessages(stage, dm, 'U0ADA').length > 0);
    await stage.idle();
    expect(botMessages(stage, dm, 'U0ADA')).toHaveLength(1);
    expect(stage.workspace.calls.map(({ httpStatus }) => httpStatus)).toContain(429);
  });

  it('runs an example of the help at a press', async () => {
    const ada = stage.workspace.as('U0ADA');
    await ada.command('C0GENERAL', '/papers', '');
    await stage.idle();
    const [help] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    if (help === undefined) throw new Error('there is no help');
    await ada.click(help, button(help, 'run_search'));
    await stage.idle();
    const [, results] = botMessages(stage, 'C0GENERAL', 'U0ADA');
    expect(results && read(results)).toMatch(/retrieval augmented/);
  });
});
