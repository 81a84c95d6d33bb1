import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { BOT_USER_ID } from '../../src/workspace/seed.ts';
import { botMessages, read } from '../helpers/screen.ts';
import { openStage, type Stage } from '../helpers/stage.ts';

const QUESTION = 'How can retrieval reduce hallucination in language models?';
const { papers } = parsePapers(readFileSync('data/papers.jsonl', 'utf8'));

describe.each(['http', 'socket'] as const)('a mention over %s', (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(mode);
  });
  afterEach(() => stage.stop());

  const answers = () => botMessages(stage, 'C0GENERAL', 'U0ADA');

  it('is answered in its thread with sentences that stand in an abstract', async () => {
    const asked = stage.workspace.as('U0ADA').say('C0GENERAL', `@paperboy ${QUESTION}`);
    await stage.workspace.until(() => answers().length > 0);
    await stage.idle();
    expect(answers()).toHaveLength(1);
    expect(answers()[0]?.threadTs).toBe(asked.ts);

    const quoted = findQuotes(answers()[0]?.blocks ?? []);
    expect(quoted.length).toBeGreaterThan(0);
    for (const quote of quoted) {
      expect(papers.some(({ abstract }) => abstract.includes(quote))).toBe(true);
    }
  });

  it('stays in a thread it was asked in', async () => {
    const ada = stage.workspace.as('U0ADA');
    const parent = ada.say('C0GENERAL', 'Good morning');
    ada.say('C0GENERAL', `@paperboy ${QUESTION}`, { threadTs: parent.ts });
    await stage.workspace.until(() => answers().length > 0);
    expect(answers()[0]?.threadTs).toBe(parent.ts);
  });

  it.each(['@paperboy', '@paperboy  ?!', '@paperboy help'])('gives help for %j', async (text) => {
    stage.workspace.as('U0ADA').say('C0GENERAL', text);
    await stage.workspace.until(() => answers().length > 0);
    await stage.idle();
    expect(answers()).toHaveLength(1);
    expect(answers()[0] && read(answers()[0] ?? { blocks: [] })).toContain('/papers');
  });

  it('is answered once when Slack sends it twice, and when Slack sends it again', async () => {
    stage.workspace.faults.duplicateEvents();
    stage.workspace.as('U0ADA').say('C0GENERAL', `@paperboy ${QUESTION}`);
    await stage.workspace.until(() => stage.workspace.deliveries.length === 2);
    await stage.idle();
    expect(answers()).toHaveLength(1);

    stage.workspace.faults.retryEvents();
    stage.workspace.as('U0ADA').say('C0GENERAL', `@paperboy ${QUESTION}`);
    await stage.letTimePass(() => stage.workspace.deliveries.some(({ attempt }) => attempt > 0));
    await stage.idle();
    expect(answers()).toHaveLength(2);
  });

  it('answers two people who ask at once, each in their own thread', async () => {
    const asked = ['U0ADA', 'U0BEN'].map((user) =>
      stage.workspace.as(user).say('C0GENERAL', `@paperboy ${QUESTION}`),
    );
    await stage.workspace.until(() => answers().length === 2);
    await stage.idle();
    expect(new Set(answers().map(({ threadTs }) => threadTs))).toEqual(
      new Set(asked.map(({ ts }) => ts)),
    );
  });

  it('waits out a rate limit and answers once', async () => {
    stage.workspace.faults.rateLimit('chat.postMessage', { retryAfterSeconds: 10 });
    stage.workspace.as('U0ADA').say('C0GENERAL', `@paperboy ${QUESTION}`);
    await stage.letTimePass(() => answers().length > 0);
    await stage.idle();
    expect(answers()).toHaveLength(1);
  });

  it('answers by direct message where it may not post', async () => {
    stage.workspace.faults.failNext('chat.postMessage', 'restricted_action');
    const ada = stage.workspace.as('U0ADA');
    ada.say('C0GENERAL', `@paperboy ${QUESTION}`);
    await stage.workspace.until(() => botMessages(stage, ada.directMessage(), 'U0ADA').length > 0);
    await stage.idle();
    expect(answers()).toEqual([]);
    expect(botMessages(stage, ada.directMessage(), 'U0ADA')).toHaveLength(1);
  });

  it('leaves other bots, edits and its own posts alone', async () => {
    stage.workspace.as('U0OTHERBOT').say('C0READING', `@paperboy ${QUESTION}`);
    const ada = stage.workspace.as('U0ADA');
    const asked = ada.say('C0READING', `@paperboy ${QUESTION}`);
    await stage.workspace.until(() => botMessages(stage, 'C0READING', 'U0ADA').length > 1);
    ada.edit(asked, `@paperboy ${QUESTION} Please.`);
    ada.invite('C0GENERAL', 'U0GIA');
    await stage.workspace.settled();
    await stage.idle();
    const ours = stage.workspace
      .messages('C0READING')
      .filter(({ userId }) => userId === BOT_USER_ID);
    expect(ours).toHaveLength(1);
    expect(answers()).toEqual([]);
  });

  it('says hello once when it is added to a channel', async () => {
    stage.workspace.faults.duplicateEvents();
    stage.workspace.as('U0ADA').invite('C0RANDOM');
    await stage.workspace.until(() => stage.workspace.deliveries.length === 2);
    await stage.idle();
    const hellos = botMessages(stage, 'C0RANDOM', 'U0ADA');
    expect(hellos).toHaveLength(1);
    expect(hellos[0] && read(hellos[0])).toContain('/papers');
  });
});

/** The text of every rich_text_quote, without the title and ellipses we put around a quote. */
function findQuotes(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findQuotes);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'rich_text_quote' && 'elements' in value) {
    const parts = Array.isArray(value.elements) ? value.elements : [];
    return [parts.map(({ text }) => text).join('')];
  }
  return Object.values(value).flatMap(findQuotes);
}
