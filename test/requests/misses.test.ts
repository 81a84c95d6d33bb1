import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/app/library.ts';
import { ANSWER_LIFE_MS } from '../../src/requests/library.ts';
import { buildMissReport, recordMiss, reportMissing } from '../../src/requests/misses.ts';
import type { StoredAnswer } from '../../src/requests/ports.ts';
import { buildPrivacy } from '../../src/requests/privacy.ts';
import { KEPT } from '../../src/store/retention.ts';
import { paper } from '../helpers/papers.ts';
import { openScratchStore } from '../store/scratch.ts';

const NOW_MS = Date.UTC(2026, 10, 21);

async function openLibrary() {
  const { memory } = await openScratchStore();
  return createLibrary([paper()], memory);
}

type Library = Awaited<ReturnType<typeof openLibrary>>;

const listMisses = ({ memory }: Library) => memory.misses.list('T1', 10);

/** What is kept of a question that is asked. */
async function keep(question: string): Promise<string | undefined> {
  const library = await openLibrary();
  await recordMiss(library, { teamId: 'T1', question, outcome: 'nothing' }, NOW_MS);
  return (await listMisses(library))[0]?.question;
}

describe('recordMiss', () => {
  it('keeps the question, its outcome and the instant, and nobody’s name', async () => {
    const library = await openLibrary();
    const miss = { teamId: 'T1', question: 'Do otters dream?', outcome: 'closest' } as const;
    await recordMiss(library, miss, NOW_MS);
    expect(await listMisses(library)).toEqual([
      { question: 'Do otters dream?', outcome: 'closest', asked: 1, reported: 0, lastMs: NOW_MS },
    ]);
  });

  it.each([
    [' Do\n otters\t dream? ', 'Do otters dream?'],
    ['Do otters \u001b[31mdream?', 'Do otters [31mdream?'],
    ['May ada.lovelace+x@mail.example.org know this?', 'May … know this?'],
    ['What is in https://arxiv.org/abs/2503.02130?x=1 then?', 'What is in arxiv.org then?'],
    ['Does https://ada:p@ss@db.example.org:80/x?key=k#f work?', 'Does db.example.org work?'],
    ['Is 50 % @ 8 bits enough?', 'Is 50 % @ 8 bits enough?'],
  ])('keeps %j as %j', async (question, kept) => {
    expect(await keep(question)).toBe(kept);
  });

  it.each(['', '???', 'ada@example.org', '  '])('keeps nothing of %j', async (question) => {
    expect(await keep(question)).toBeUndefined();
  });

  it('keeps of any text at most 300 characters on one line, no half of a character', async () => {
    const library = await openLibrary();
    const anyQuestion = fc
      .tuple(fc.string({ unit: 'binary' }), fc.nat({ max: 800 }))
      .map(([text, times]) => `why ${text.repeat(times).slice(0, 5000)} 🦦`);
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (question) => {
        await recordMiss(library, { teamId: 'T1', question, outcome: 'nothing' }, NOW_MS);
      }),
      { numRuns: 50 },
    );
    for (const { question } of await library.memory.misses.list('T1', 100)) {
      expect(question.length).toBeLessThanOrEqual(300);
      expect(question).not.toMatch(/[\p{Cc}\p{Cs}\n]/u);
    }
    expect(await keep(`${'a'.repeat(298)}🦦 and more`)).toBe(`${'a'.repeat(298)}…`);
  });
});

describe('reportMissing', () => {
  const stored: StoredAnswer = {
    id: 'a1',
    teamId: 'T1',
    channelId: 'D1',
    threadTs: '1.1',
    question: 'Do otters dream?',
    outcome: 'answer',
    paperIds: [],
    focus: 1,
    askedMs: NOW_MS,
    expiresMs: NOW_MS + ANSWER_LIFE_MS,
  };

  const asker = (teamId: string, nowMs: number) => ({ person: { teamId, userId: 'U1' }, nowMs });
  const isFirst = () => Promise.resolve(true);
  const neverAsked = () => Promise.reject(new Error('what cannot be reported was claimed'));

  it('counts once what one person reports twice', async () => {
    const library = await openLibrary();
    await library.memory.answers.save(stored);
    const again = () => Promise.resolve(false);
    const { text } = await reportMissing(library, asker('T1', NOW_MS + 1), 'a1', again);
    expect(text).toContain('already');
    expect(await listMisses(library)).toEqual([]);
  });

  it('keeps the question behind the answer, and says who will see it', async () => {
    const library = await openLibrary();
    await library.memory.answers.save(stored);
    const { text } = await reportMissing(library, asker('T1', NOW_MS + 1), 'a1', isFirst);
    expect(text).toContain('without your name');
    expect(text).toContain('paperboy report misses');
    expect(await listMisses(library)).toMatchObject([
      { question: 'Do otters dream?', outcome: 'answer', asked: 0, reported: 1 },
    ]);
  });

  it.each([
    ['of another team', 'T2', 'a1', NOW_MS],
    ['made up', 'T1', 'a2', NOW_MS],
    ['expired', 'T1', 'a1', NOW_MS + ANSWER_LIFE_MS],
  ])('says that an answer that is %s is too old', async (_, teamId, id, nowMs) => {
    const library = await openLibrary();
    await library.memory.answers.save(stored);
    expect((await reportMissing(library, asker(teamId, nowMs), id, neverAsked)).text).toContain(
      'too old',
    );
    expect(await listMisses(library)).toEqual([]);
  });
});

describe('buildMissReport', () => {
  it('has the first misses and the team’s votes', async () => {
    const { memory } = await openLibrary();
    const miss = { outcome: 'nothing', by: 'asked' } as const;
    for (const question of ['one', 'two']) await memory.misses.add('T1', { ...miss, question }, 1);
    await memory.votes.cast({ teamId: 'T1', userId: 'U1' }, 'a1', 'bad', 1);
    expect(await buildMissReport(memory, 'T1', 1)).toMatchObject({
      misses: [{ question: 'one' }],
      votes: { good: 0, bad: 1 },
    });
  });
});

describe('buildPrivacy', () => {
  it('says the times the store goes by', async () => {
    const library = await openLibrary();
    const writer = { host: 'llm.example.org', write: async () => undefined };
    expect(buildPrivacy({ ...library, writer }, KEPT)).toEqual({
      kind: 'privacy',
      searches: 20,
      listDays: 31,
      messageDays: 2,
      answerDays: 1,
      reportDays: 180,
      misses: 1000,
      deliveryDays: 1,
      outside: undefined,
      writer: { host: 'llm.example.org' },
    });
  });
});
