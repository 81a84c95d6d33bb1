/** Asking on: in a thread by mention, in a direct message without, in order, and what is kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_QUESTIONS } from '../../src/requests/examples.ts';
import { openStore } from '../../src/store/store.ts';
import { TEAM_ID } from '../../src/workspace/seed.ts';
import type { Message } from '../../src/workspace/state.ts';
import { botMessages, button, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const QUESTION = 'What is chain-of-thought prompting?';
const OUTSIDE = 'How do I bake sourdough bread?';
const NO_PAPERS = 'I have no papers at hand here to go on from';
const DAY_MS = 24 * 60 * 60 * 1000;

let stage: Stage;
let folder: string;
let storeFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  storeFile = join(folder, 'paperboy.db');
  stage = await openStage('http', { storeFile });
});
afterEach(async () => {
  await stage.stop();
  await rm(folder, { recursive: true });
});

/** What the bot answered since in that conversation, once it has come. */
async function hear(channelId: string, act: () => unknown, userId = 'U0ADA'): Promise<Message> {
  const before = botMessages(stage, channelId, userId).length;
  act();
  await stage.workspace.until(() => botMessages(stage, channelId, userId).length > before);
  await stage.idle();
  const answer = botMessages(stage, channelId, userId).at(-1);
  if (answer === undefined) throw new Error('there is no answer');
  return answer;
}

function ask(text: string, threadTs?: string, userId = 'U0ADA'): Promise<Message> {
  const thread = threadTs === undefined ? {} : { threadTs };
  const act = () => stage.workspace.as(userId).say('C0GENERAL', `@paperboy ${text}`, thread);
  return hear('C0GENERAL', act, userId);
}

function write(text: string): Promise<Message> {
  const ada = stage.workspace.as('U0ADA');
  return hear(ada.directMessage(), () => ada.say(ada.directMessage(), text));
}

/** The title with that number in an answer or a list. */
function titleOf(message: Message, number: number): string {
  return (
    new RegExp(`^(?:— )?${number}\\. (.+?)(?:  \\(title search.*)?$`, 'm').exec(
      read(message),
    )?.[1] ?? ''
  );
}

async function press(message: Message, actionId: string, value: string, userId = 'U0ADA') {
  const before = botMessages(stage, message.channelId, userId).length;
  await stage.workspace.as(userId).click(message, { ...button(message, actionId), value });
  await stage.idle();
  return botMessages(stage, message.channelId, userId).slice(before);
}

/** The values that a menu or the feedback buttons carry. */
function valuesOf(message: Message, prefix: string): string[] {
  const json = JSON.stringify(message.blocks);
  return [...json.matchAll(new RegExp(`"value":"(${prefix} [^"]+)"`, 'g'))].map(
    ([, value]) => value ?? '',
  );
}

describe('in a channel', () => {
  it('a follow-up in the thread speaks of its papers, also from another person', async () => {
    const first = await ask(QUESTION);
    expect(read(first)).toContain('To ask on, mention me in this thread.');
    const one = titleOf(first, 1);
    expect(one).not.toBe('');
    expect(read(await ask('show me the first', first.threadTs))).toContain(one);

    const bens = await ask('more like the first one', first.threadTs, 'U0BEN');
    expect(bens.threadTs).toBe(first.threadTs);
    expect(read(bens)).toContain(`like “${one}”`);
    expect(read(bens)).not.toContain('Only visible to you');
  });

  it('another thread has nothing to go on from', async () => {
    await ask(QUESTION);
    expect(read(await ask('show me the first'))).toContain(NO_PAPERS);
  });

  it('is over after a day', async () => {
    const first = await ask(QUESTION);
    stage.clock.advance(DAY_MS);
    expect(read(await ask('show me the first', first.threadTs))).toContain(NO_PAPERS);
  });

  it('goes on after a restart', async () => {
    const first = await ask(QUESTION);
    await stage.restart();
    expect(read(await ask('show me the first', first.threadTs))).toContain(titleOf(first, 1));
  });

  it('says what a short question was taken for', async () => {
    const first = await ask('How can retrieval reduce hallucination in language models?');
    const next = await ask('and in diffusion models?', first.threadTs);
    expect(read(next)).toContain(
      'Read as: “How can retrieval reduce hallucination in diffusion models?”',
    );
  });

  it('answers simultaneous questions of a thread in their order, while others need not wait', async () => {
    const ada = stage.workspace.as('U0ADA');
    const { ts: threadTs } = ada.say('C0GENERAL', 'Let us read.');
    stage.workspace.faults.rateLimit('chat.postMessage', { retryAfterSeconds: 5 });
    ada.say('C0GENERAL', `@paperboy ${QUESTION}`, { threadTs });
    stage.workspace.as('U0BEN').say('C0GENERAL', '@paperboy bibtex of the first', { threadTs });
    ada.say('C0GENERAL', '@paperboy thanks', { threadTs });
    await stage.workspace.until(() =>
      stage.workspace.calls.some(({ httpStatus }) => httpStatus === 429),
    );
    ada.say('C0READING', '@paperboy hello');
    await stage.workspace.until(() => botMessages(stage, 'C0READING', 'U0ADA').length > 0);
    expect(botMessages(stage, 'C0GENERAL', 'U0ADA')).toEqual([]);

    await stage.letTimePass(() => botMessages(stage, 'C0GENERAL', 'U0ADA').length === 3);
    await stage.idle();
    const said = botMessages(stage, 'C0GENERAL', 'U0ADA').map(read);
    expect(said[0]).toContain('> ');
    expect(said[1]).toContain('@misc{');
    expect(said[2]).toContain('You are welcome');
  });
});

describe('in a direct message', () => {
  it('asks on at top level and in the thread, without a mention', async () => {
    const first = await write(QUESTION);
    expect(read(first)).toContain('Ask on here, no mention needed.');
    expect(read(await write('show me the first'))).toContain(titleOf(first, 1));
    const ada = stage.workspace.as('U0ADA');
    const dm = ada.directMessage();
    const { threadTs = '' } = first;
    const inThread = await hear(dm, () => ada.say(dm, 'bibtex', { threadTs }));
    expect(read(inThread)).toContain('@misc{');
    expect(inThread.threadTs).toBe(threadTs);
  });

  it('shows a status while it reads, and suggests questions when it is opened', async () => {
    const ada = stage.workspace.as('U0ADA');
    ada.openHome('messages');
    const answer = await write(QUESTION);
    await stage.workspace.settled();
    const payloadOf = (method: string) =>
      stage.workspace.calls.find((call) => call.method === method)?.payload;
    expect(payloadOf('assistant.threads.setStatus')).toMatchObject({
      channel_id: ada.directMessage(),
      thread_ts: answer.threadTs,
      status: 'is reading abstracts…',
    });
    const suggested = payloadOf('assistant.threads.setSuggestedPrompts');
    expect(suggested).toMatchObject({ channel_id: ada.directMessage() });
    expect(suggested).not.toHaveProperty('thread_ts');
    expect(suggested).toMatchObject({ prompts: EXAMPLE_QUESTIONS });
  });

  it('answers all the same where Slack shows no status', async () => {
    stage.workspace.faults.failNext('assistant.threads.setStatus', 'unknown_method');
    expect(read(await write(QUESTION))).toContain('> ');
    expect(botMessages(stage, stage.workspace.as('U0ADA').directMessage(), 'U0ADA')).toHaveLength(
      1,
    );
  });

  it('answers an edited message anew, and one whose question stayed not', async () => {
    const ada = stage.workspace.as('U0ADA');
    const dm = ada.directMessage();
    const first = await write(QUESTION);
    const asked = stage.workspace.messages(dm).find(({ ts }) => ts === first.threadTs);
    if (asked === undefined) throw new Error('there is no question');
    ada.edit(asked, `hi, ${QUESTION}`);
    await stage.workspace.settled();
    await stage.idle();
    expect(botMessages(stage, dm, 'U0ADA')).toHaveLength(1);
    const second = await hear(dm, () => ada.edit(asked, 'hello'));
    expect(second.threadTs).toBe(asked.ts);
    expect(read(second)).toContain('Hello');
  });
});

describe('an edited mention', () => {
  it('is answered anew in its thread when the question is another', async () => {
    const ada = stage.workspace.as('U0ADA');
    const asked = ada.say('C0GENERAL', `@paperboy ${OUTSIDE}`);
    await stage.workspace.until(() => botMessages(stage, 'C0GENERAL', 'U0ADA').length === 1);
    await stage.idle();
    const second = await hear('C0GENERAL', () => ada.edit(asked, `@paperboy ${QUESTION}`));
    expect(second.threadTs).toBe(asked.ts);
    expect(read(second)).toContain('> ');
  });

  it('is answered when it mentions the bot only now; an old one is left alone', async () => {
    const ada = stage.workspace.as('U0ADA');
    const said = ada.say('C0GENERAL', QUESTION);
    expect((await hear('C0GENERAL', () => ada.edit(said, `@paperboy ${QUESTION}`))).threadTs).toBe(
      said.ts,
    );
    stage.clock.advance(DAY_MS + 1000);
    ada.edit(said, `@paperboy ${OUTSIDE}`);
    await stage.workspace.settled();
    await stage.idle();
    expect(botMessages(stage, 'C0GENERAL', 'U0ADA')).toHaveLength(1);
  });
});

describe('the foot of an answer', () => {
  it('gives BibTeX of all cited papers, to the one who asks for it', async () => {
    const answer = await ask(QUESTION);
    const [value = ''] = valuesOf(answer, 'cite');
    const [told] = await press(answer, 'answer_menu', value, 'U0BEN');
    const count = new Set(read(answer).match(/^— \d+\. /gm)).size;
    expect(told && read(told).match(/@misc\{/g)).toHaveLength(count);
    expect(told).toMatchObject({ ephemeralFor: 'U0BEN', threadTs: answer.threadTs });
  });

  it('counts votes, the last of each person, and thanks quietly', async () => {
    const answer = await ask(QUESTION);
    const [good = ''] = valuesOf(answer, 'good');
    const [bad = ''] = valuesOf(answer, 'bad');
    const [told] = await press(answer, 'answer_vote', good);
    expect(told).toMatchObject({ ephemeralFor: 'U0ADA' });
    await press(answer, 'answer_vote', bad);
    await press(answer, 'answer_vote', good, 'U0BEN');
    expect(await readStore((memory) => memory.votes.count(TEAM_ID))).toEqual({ good: 1, bad: 1 });
  });

  it('takes a report wherever it is pressed, and keeps no name', async () => {
    const answer = await write(OUTSIDE);
    const [value = ''] = valuesOf(answer, 'report');
    const told = await press(answer, 'answer_menu', value);
    expect(told).toHaveLength(1);
    // Well after what counts as a double click.
    stage.clock.advance(60_000);
    const [again] = await press(answer, 'answer_menu', value);
    expect(again && read(again)).toContain('reported this one already');
    expect(await readStore((memory) => memory.misses.list(TEAM_ID, 10))).toMatchObject([
      { question: OUTSIDE, asked: 0, reported: 1 },
    ]);
  });

  it('calls a report a second one only where the first was kept', async () => {
    const answer = await write(OUTSIDE);
    const [value = ''] = valuesOf(answer, 'report');
    const report = async () => {
      stage.clock.advance(60_000);
      const [told] = await press(answer, 'answer_menu', value);
      return told === undefined ? '' : read(told);
    };
    const damage = async (sql: string) => {
      await stage.paperboy.stop();
      const vandal = new Database(storeFile);
      vandal.exec(sql);
      vandal.close();
      await stage.restart();
    };
    await damage(
      "create trigger full before insert on misses begin select raise(abort, 'full'); end",
    );
    expect(await report()).not.toMatch(/already|kept/);
    await damage('drop trigger full');
    expect(await report()).toContain('kept without your name');
    stage.clock.advance(DAY_MS);
    expect(await report()).toContain('too old');
    expect(await report()).toContain('too old');
  });
});

describe('questions without an answer', () => {
  it('are kept from public channels only', async () => {
    await ask(OUTSIDE);
    const ada = stage.workspace.as('U0ADA');
    await hear('C0LAB', () => ada.say('C0LAB', '@paperboy What is the capital of Spain?'));
    await write('What is the capital of Italy?');
    await ask('hello');
    await ask('xyzzyplugh quuxfoo');
    expect(await readStore((memory) => memory.misses.list(TEAM_ID, 10))).toMatchObject([
      { question: OUTSIDE, asked: 1, reported: 0 },
    ]);
  });
});

describe('an answer that may not be posted', () => {
  it.each([
    ['restricted_action', 'I may not post there, so'],
    ['invalid_blocks', 'I could not post there, so'],
  ])('is told by direct message, with its question and why: %s', async (error, why) => {
    stage.workspace.faults.failNext('chat.postMessage', error);
    const ada = stage.workspace.as('U0ADA');
    const told = await hear(ada.directMessage(), () =>
      ada.say('C0GENERAL', `@paperboy ${QUESTION}`),
    );
    expect(read(told)).toMatch(
      /^You asked me in #C0GENERAL: “What is chain-of-thought prompting\?”/,
    );
    expect(read(told)).toContain(why);
  });
});

/** What is kept, read once the bot has let go of it. */
async function readStore<T>(
  look: (memory: Awaited<ReturnType<typeof openStore>>['memory']) => Promise<T>,
): Promise<T> {
  await stage.paperboy.stop();
  const store = await openStore({ file: storeFile });
  try {
    return await look(store.memory);
  } finally {
    await store.close();
  }
}
