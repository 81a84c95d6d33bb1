/** A conversation over the real corpus: what each message is answered with, and what is kept. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/app/library.ts';
import { checkMessage } from '../../src/blocks/limits.ts';
import { renderReply } from '../../src/blocks/render-reply.ts';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import { castVote, citeAnswer } from '../../src/requests/answer-actions.ts';
import { askQuestion } from '../../src/requests/ask.ts';
import type { Conversation } from '../../src/requests/conversation.ts';
import type { Library } from '../../src/requests/library.ts';
import type { AnswerReply, MessageReply } from '../../src/requests/replies.ts';
import { anyText } from '../helpers/papers.ts';
import { openScratchStore } from '../store/scratch.ts';

const { papers } = parsePapers(readFileSync('data/papers.jsonl', 'utf8'));
const QUESTION = 'What is chain-of-thought prompting?';
const DAY_MS = 24 * 60 * 60 * 1000;
const THREAD: Conversation = {
  channelId: 'C1',
  threadTs: '1.1',
  looksBack: 'thread',
  followUp: 'by mention',
};

/** Indexed once; each test has a memory of its own. */
let made: Library | undefined;
let library: Library;
let nowMs: number;

beforeEach(async () => {
  const { memory } = await openScratchStore();
  made ??= createLibrary(papers, memory);
  library = { ...made, memory };
  nowMs = Date.UTC(2026, 10, 21);
});

function ask(text: string, place: Conversation = THREAD, userId = 'U1'): Promise<MessageReply> {
  nowMs += 1000;
  return askQuestion(library, { person: { teamId: 'T1', userId }, nowMs }, text, place);
}

async function askForAnswer(text: string, place?: Conversation): Promise<AnswerReply> {
  const reply = await ask(text, place);
  if (reply.kind !== 'answer') throw new Error(`${text} is answered with ${reply.kind}`);
  return reply;
}

describe('a question', () => {
  it('numbers the papers by their first quotes, and is kept with them', async () => {
    const reply = await askForAnswer(QUESTION);
    const quoted = new Set(reply.quotes.map(({ paper }) => paper.id));
    const ids = reply.papers.map(({ id }) => id);
    expect(ids.slice(0, quoted.size)).toEqual([...quoted]);
    const kept = await library.memory.answers.load('T1', reply.answerId ?? '', nowMs);
    expect(kept).toMatchObject({ question: QUESTION, paperIds: ids });
  });

  it('is not kept where there is no conversation', async () => {
    const asker = { person: { teamId: 'T1', userId: 'U1' }, nowMs };
    const reply = await askQuestion(library, asker, QUESTION);
    expect(reply).toMatchObject({ kind: 'answer', answerId: undefined, followUp: undefined });
  });

  it.each([
    ['hello', 'notice'],
    ['thanks!', 'notice'],
    ['who wrote it?', 'notice'],
    ['what can you do?', 'help'],
    ['retrieval augmented generation', 'results'],
    ['tell me about GEAR', 'paper'],
  ])('%j is answered with a %s', async (text, kind) => {
    const reply = await ask(text);
    expect(reply.kind).toBe(kind);
    expect(checkMessage(renderReply(reply))).toEqual([]);
  });

  it('says nothing to others about what its asker saved', async () => {
    const [paper] = papers;
    await library.memory.saves.add({ teamId: 'T1', userId: 'U1' }, paper?.id ?? '', nowMs);
    const reply = await ask(`${paper?.title.split(' ').slice(0, 5).join(' ')} has:code -xyzzy`);
    const list = reply.kind === 'results' ? reply : await ask('language models');
    if (list.kind !== 'results') throw new Error('there is no list');
    expect(list.followUp).toBe('by mention');
    expect(list.items.some(({ saved }) => saved)).toBe(false);
  });
});

describe('a follow-up', () => {
  it('asks the question before of something else, and says so', async () => {
    await ask('How can retrieval reduce hallucination in language models?');
    const reply = await askForAnswer('and for diffusion models?', THREAD);
    expect(reply.understoodAs).toBe('How can retrieval reduce hallucination for diffusion models?');
    const again = await askForAnswer('what about vision models?');
    expect(again.understoodAs).toMatch(/^How can retrieval reduce \w+ (?:in|for) vision models\?$/);
  });

  it('lists those with code under the numbers they have', async () => {
    const { papers: shown } = await askForAnswer(QUESTION);
    const coded = shown.flatMap(({ links }, index) =>
      links.some(({ kind }) => kind === 'code') ? index + 1 : [],
    );
    const reply = await ask('which of these has code?');
    if (reply.kind === 'papers') {
      expect(reply.items.map(({ number }) => number)).toEqual(coded);
    } else {
      expect(reply).toMatchObject({ kind: 'notice' });
      expect(coded).toEqual([]);
    }
  });

  it('names a paper by its number, in a list of papers like another too', async () => {
    const { papers: shown } = await askForAnswer(QUESTION);
    const last = await ask('show me the last one');
    expect(last).toMatchObject({ kind: 'paper', number: shown.length, paper: shown.at(-1) });
    const cited = await ask('bibtex of the first');
    expect(cited).toMatchObject({ kind: 'bibtex', titles: [shown[0]?.title], isOpen: true });

    const similar = await ask('more like the first one');
    if (similar.kind !== 'results') throw new Error('there is no list');
    const second = await ask('open 2');
    expect(second).toMatchObject({ kind: 'paper', number: 2, paper: similar.items[1]?.paper });
  });

  it('asks one paper, then the same of another, and keeps the numbers', async () => {
    const { papers: shown } = await askForAnswer('Which papers are about model merging?');
    const first = await askForAnswer('does the first use gradients?');
    expect(first).toMatchObject({ among: [1], papers: shown });
    for (const { paper } of first.quotes) expect(paper.id).toBe(shown[0]?.id);
    const last = await askForAnswer('and the last one?');
    expect(last).toMatchObject({ among: [shown.length], papers: shown });
    const instead = await askForAnswer('what about interference?');
    expect(instead).toMatchObject({
      understoodAs: `does paper ${shown.length} use interference?`,
      among: [shown.length],
    });
    const all = await askForAnswer('which of these use gradients?');
    expect(all.among).toHaveLength(shown.length);
  });

  it('lists the papers shown that have the words, under their numbers', async () => {
    const { papers: shown } = await askForAnswer('Which papers are about model merging?');
    const reply = await ask('which of them mention Gradients?');
    if (reply.kind !== 'papers') throw new Error('there are no papers');
    const numbers = shown.flatMap(({ title, abstract }, index) =>
      /\bgradients?\b/i.test(`${title} ${abstract}`) ? index + 1 : [],
    );
    expect(reply.items.map(({ number }) => number)).toEqual(numbers);
  });

  it('goes on beyond the papers shown', async () => {
    const { papers: shown } = await askForAnswer(QUESTION);
    const more = await ask('more');
    if (more.kind !== 'papers') throw new Error('there are no papers');
    expect(more.items[0]?.number).toBe(shown.length + 1);
    const known = new Set(shown.map(({ id }) => id));
    expect(more.items.some(({ paper }) => known.has(paper.id))).toBe(false);
    const number = shown.length + 2;
    expect(await ask(`open ${number}`)).toMatchObject({ number, paper: more.items[1]?.paper });
  });

  it('asks why of the paper that was quoted first', async () => {
    await ask('How does quantization reduce memory?');
    const reply = await askForAnswer('why?');
    expect(reply).toMatchObject({
      understoodAs: 'Why does quantization reduce memory?',
      among: [1],
    });
  });

  it('says how many there are when a number is too high', async () => {
    const { papers: shown } = await askForAnswer(QUESTION);
    expect(await ask('more like 42')).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining(`${shown.length}`),
    });
  });

  it.each(['which is the newest?', 'any from 2024?', 'which of these are from 2023'])(
    'answers %j with what is known of dates',
    async (text) => {
      await ask(QUESTION);
      const reply = await ask(text);
      expect(['papers', 'notice']).toContain(reply.kind);
      if (reply.kind === 'notice') expect(reply.text).toMatch(/date|known/);
    },
  );

  it('outlives a question that found nothing', async () => {
    const { papers: shown } = await askForAnswer(QUESTION);
    const nothing = await askForAnswer('How do I bake sourdough bread?');
    expect(nothing.outcome).toBe('nothing');
    expect(nothing.answerId).toBeDefined();
    expect(await ask('open 1')).toMatchObject({ kind: 'paper', paper: shown[0] });
  });

  it('is shared by a thread, and not by another, nor for more than a day', async () => {
    await ask(QUESTION);
    expect(await ask('open 1', THREAD, 'U2')).toMatchObject({ kind: 'paper' });
    const elsewhere = await ask('open 1', { ...THREAD, threadTs: '2.2' });
    expect(elsewhere).toMatchObject({ kind: 'notice', text: expect.stringContaining('a day') });
    nowMs += DAY_MS;
    expect(await ask('open 1')).toMatchObject({ kind: 'notice' });
  });

  it.each([
    ['show me 3', 3],
    ['what does the second one say about data?', 2],
    ['bibtex of 2', 2],
    ['is there code for 3?', 3],
    ['tell me more', 1],
  ])('means by “it” the paper spoken of last: after %j', async (text, number) => {
    const { papers: shown } = await askForAnswer('Which papers are about model merging?');
    await ask(text);
    expect(await askForAnswer('how large is it?')).toMatchObject({ among: [number] });
    expect(await ask('summarize it')).toMatchObject({ number, paper: shown[number - 1] });
    expect(await ask('open 1')).toMatchObject({ number: 1, paper: shown[0] });
  });

  it('leaves the papers alone when somebody is only dissatisfied', async () => {
    const { papers: shown } = await askForAnswer(QUESTION);
    for (const text of ['something else', 'try again', 'none of these help']) await ask(text);
    expect(await ask('open 2')).toMatchObject({ kind: 'paper', paper: shown[1] });
  });

  it('takes over of a search its words and none of its filters', async () => {
    await ask('retrieval has:code "language models"');
    const reply = await askForAnswer('and for diffusion models?');
    expect(reply.understoodAs).toBe('retrieval language models for diffusion models?');
    const place = { ...THREAD, threadTs: '7.7' };
    await ask('papers with code', place);
    const bare = await askForAnswer('and for diffusion models?', place);
    expect(bare.understoodAs).toBe('diffusion models?');
  });

  it('keeps the question before while more papers are shown', async () => {
    await ask('How can retrieval reduce hallucination in language models?');
    await ask('does the first use gradients?');
    await ask('more');
    const reply = await askForAnswer('what about the second?');
    expect(reply).toMatchObject({ question: 'does it use gradients?', among: [2] });
  });

  it('goes on at the top of a direct message only from what says so', async () => {
    const place = { channelId: 'D1', looksBack: 'conversation', followUp: 'by message' } as const;
    await ask('How can retrieval reduce hallucination?', { ...place, threadTs: '1.1' });
    const write = (text: string) => ask(text, { ...place, threadTs: '2.2' });
    expect(await write('and in medicine?')).toMatchObject({
      understoodAs: 'How can retrieval reduce hallucination in medicine?',
    });
    expect(await write('papers with code')).toMatchObject({ kind: 'results' });
    expect(await write('papers from 2024')).toMatchObject({ kind: 'results' });
    expect(await write('in context learning')).toMatchObject({ subject: 'in context learning' });
    expect(await write('using LLMs as judges')).toMatchObject({ subject: 'using LLMs as judges' });
    expect(await write('for example')).not.toHaveProperty('understoodAs');
  });

  it('looks back over a whole direct message', async () => {
    const dm = { channelId: 'D1', followUp: 'by message' } as const;
    await ask(QUESTION, { ...dm, threadTs: '1.1', looksBack: 'conversation' });
    const here = { ...dm, threadTs: '2.2', looksBack: 'conversation' } as const;
    expect(await ask('open 1', here)).toMatchObject({ kind: 'paper' });
    const inThread = { ...dm, threadTs: '3.3', looksBack: 'thread' } as const;
    expect(await ask('open 1', inThread)).toMatchObject({ kind: 'notice' });
  });
});

describe('the buttons of an answer', () => {
  const asker = () => ({ person: { teamId: 'T1', userId: 'U1' }, nowMs });

  it('cite each cited paper once', async () => {
    const { answerId = '', papers: shown } = await askForAnswer(QUESTION);
    const cited = await citeAnswer(library, asker(), answerId, [1, 2]);
    expect(cited).toMatchObject({
      kind: 'bibtex',
      titles: shown.slice(0, 2).map(({ title }) => title),
      isOpen: false,
    });
    expect(await citeAnswer(library, asker(), 'no-such-id', [1])).toMatchObject({ kind: 'notice' });
    expect(await citeAnswer(library, asker(), answerId, [99])).toMatchObject({ kind: 'notice' });
  });

  it('count one vote a person, and none for an answer that is forgotten', async () => {
    const { answerId = '' } = await askForAnswer(QUESTION);
    await castVote(library, asker(), answerId, 'bad');
    await castVote(library, asker(), answerId, 'good');
    expect(await library.memory.votes.count('T1')).toEqual({ good: 1, bad: 0 });
    nowMs += DAY_MS;
    expect(await castVote(library, asker(), answerId, 'bad')).toMatchObject({
      text: expect.stringContaining('does not count'),
    });
    expect(await library.memory.votes.count('T1')).toEqual({ good: 1, bad: 0 });
  });
});

describe('every conversation', () => {
  const anyMessage = fc.oneof(
    anyText,
    fc.constantFrom(
      ...['hi', QUESTION, 'retrieval augmented', 'How do I bake sourdough bread?', 'more'],
      ...['and for diffusion models?', 'which of these has code?', 'more like 2', 'why?', 'bibtex'],
      ...[
        'what does the second one say about data?',
        'open 3',
        'any from 2024?',
        'tell me about GEAR',
      ],
      ...['how does it work?', 'which of these are about reasoning?', 'which is the newest?'],
      ...['compare 1 and 3', 'sources?', 'the first two', 'limitations?', 'which is best?', 'and?'],
    ),
    anyText.map((text) => `what about ${text}`),
  );

  it('is answered within the limits, with quotes that stand in their abstracts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMessage, { minLength: 1, maxLength: 4 }),
        fc.uuid(),
        async (texts, threadTs) => {
          for (const text of texts) {
            const reply = await ask(text, { ...THREAD, threadTs });
            expect(checkMessage(renderReply(reply))).toEqual([]);
            if (reply.kind !== 'answer') continue;
            for (const { paper, text: quote } of reply.quotes) {
              expect(paper.abstract).toContain(quote);
              expect(reply.papers).toContain(paper);
            }
          }
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  }, 60_000);
});
