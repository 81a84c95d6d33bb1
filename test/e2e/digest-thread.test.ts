/**
 * What can be pressed in a digest's thread, and that nothing done in a private place shows in the
 * digest of another. Time: Saturday noon; the listing is of Friday, the digest comes on Monday.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePapers, serializePapers } from '../../src/corpus/papers-file.ts';
import { buildDigestSubscription } from '../../src/digest/subscription.ts';
import { openStore } from '../../src/store/store.ts';
import { TEAM_ID } from '../../src/workspace/seed.ts';
import type { Message } from '../../src/workspace/state.ts';
import { botMessages, button, menuEntry, read } from '../helpers/screen.ts';
import { type Mode, openStage, START_MS, type Stage } from '../helpers/stage.ts';

const HOUR_MS = 3_600_000;
/** Eight o'clock in Berlin on the Monday after `START_MS`: an hour before the digest in #reading. */
const LAB_DIGEST_MS = Date.UTC(2026, 10, 23, 7);
/** Answered with a quote of the paper that leads the digest. */
const QUESTION = 'How can retrieval reduce hallucination in language models?';
const LEADER = 'The Chronicles of RAG: The Retriever, the Chunk and the Generator';

let folder: string;
let stage: Stage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
});
afterEach(async () => {
  await stage.stop();
  await rm(folder, { recursive: true });
});

/** The corpus with a Friday's listing of ten papers, the most upvoted first. */
async function writeCorpus(): Promise<string> {
  const { papers } = parsePapers(await readFile('data/papers.jsonl', 'utf8'));
  const listed = [
    ...papers.filter(({ title }) => title === LEADER),
    ...papers.filter(({ title }) => title !== LEADER).slice(0, 9),
  ];
  const ofFriday = listed.map((paper, index) => ({
    ...paper,
    upvotes: 100 - 10 * index,
    listings: [{ page: 'daily', place: index + 1, day: '2026-11-20' }],
  }));
  const file = join(folder, 'papers.jsonl');
  const others = papers.filter((paper) => !listed.includes(paper));
  await writeFile(file, serializePapers([...ofFriday, ...others]));
  return file;
}

/** Digests in the private #lab-private at eight and in the public #reading at nine. */
async function open(mode: Mode): Promise<void> {
  const storeFile = join(folder, `${randomUUID()}.db`);
  const store = await openStore({ file: storeFile });
  const ofLab = buildDigestSubscription({
    ...{ teamId: TEAM_ID, channelId: 'C0LAB', zone: 'Europe/Berlin', nowMs: START_MS },
  });
  const { schedule } = ofLab;
  await store.subscriptions.save({
    ...ofLab,
    id: 'lab',
    createdBy: 'U0ADA',
    schedule: { ...schedule, hour: 8 },
  });
  await store.close();
  stage = await openStage(mode, { storeFile, corpusFile: await writeCorpus() });
}

async function tickAt(atMs: number): Promise<void> {
  stage.clock.advance(atMs - stage.clock.nowMs());
  await stage.paperboy.tick();
  await stage.idle();
}

const posts = (channelId: string) =>
  stage.workspace
    .messages(channelId)
    .filter(({ botId, ephemeralFor }) => botId !== undefined && ephemeralFor === undefined);

function leaderIn(channelId: string): Message {
  const found = posts(channelId).find(
    (post) => post.threadTs !== undefined && read(post).startsWith(LEADER),
  );
  if (found === undefined) throw new Error(`${LEADER} is not in ${channelId}`);
  return found;
}

async function choose(userId: string, entry: Message, action: string): Promise<void> {
  await stage.workspace.as(userId).click(entry, menuEntry(entry, 1, action));
  await stage.idle();
  // Later than a double click.
  stage.clock.advance(10_000);
}

describe.each(['http', 'socket'] as const)('the thread of a digest over %s', (mode) => {
  let entry: Message;
  beforeEach(async () => {
    await open(mode);
    await tickAt(LAB_DIGEST_MS + HOUR_MS);
    entry = leaderIn('C0READING');
  });

  const told = (userId: string) => {
    const last = botMessages(stage, 'C0READING', userId).at(-1);
    expect(last).toMatchObject({ ephemeralFor: userId, threadTs: entry.threadTs });
    if (last === undefined) throw new Error('nothing was said');
    return last;
  };

  it('takes an opinion, once, in place of the one before, and gives it back', async () => {
    await choose('U0BEN', entry, 'like');
    expect(read(told('U0BEN'))).toBe(
      'Noted: this paper ranks higher for your team. Nobody sees that it was you.\n[Take back]',
    );
    await choose('U0BEN', entry, 'like');
    expect(read(told('U0BEN'))).toContain('You had said so already; it counts once.');
    await choose('U0BEN', entry, 'reject');
    expect(read(told('U0BEN'))).toContain(
      'Changed: this paper ranks lower for your team now, not higher.',
    );
    const before = botMessages(stage, 'C0READING', 'U0BEN').length;
    await stage.workspace.as('U0BEN').click(told('U0BEN'), button(told('U0BEN'), 'paper_button'));
    await stage.idle();
    expect(read(told('U0BEN'))).toBe('Taken back: it counts as if you had said nothing.');
    expect(botMessages(stage, 'C0READING', 'U0BEN')).toHaveLength(before);
    await choose('U0BEN', entry, 'like');
    expect(read(told('U0BEN'))).toContain('Noted');
  });

  it('changes nothing that others see', async () => {
    const before = posts('C0READING').map(read);
    await choose('U0BEN', entry, 'like');
    await choose('U0CHEN', entry, 'reject');
    expect(posts('C0READING').map(read)).toEqual(before);
    expect(botMessages(stage, 'C0READING', 'U0ADA').map(read)).toEqual(before);
  });

  it('saves, finds similar papers and cites, for the one who presses', async () => {
    await stage.workspace.as('U0BEN').click(entry, button(entry, 'paper_button'));
    await stage.idle();
    expect(read(told('U0BEN'))).toContain('Saved.');
    await choose('U0BEN', entry, 'similar');
    expect(read(told('U0BEN'))).toContain(LEADER.slice(0, 40));
    await choose('U0BEN', entry, 'bibtex');
    expect(read(told('U0BEN'))).toContain('@misc{');
  });
});

describe('the week of a digest', () => {
  beforeEach(() => open('http'));

  it('is listed once more after its last digest, linked to the messages that showed it', async () => {
    for (let day = 0; day < 5; day += 1) await tickAt(LAB_DIGEST_MS + (24 * day + 1) * HOUR_MS);
    const lists = posts('C0READING').slice(-2);
    expect(lists.map((list) => read(list).split('\n')[0])).toEqual([
      'This week’s papers again, 21–27 November 2026',
      expect.stringMatching(/^6\. /),
    ]);
    const [parent, rest] = lists;
    expect(rest?.threadTs).toBe(parent?.ts);
    expect(parent && read(parent)).toContain(`1. ${LEADER}`);
    const links = JSON.stringify(lists.map(({ blocks }) => blocks)).matchAll(
      /archives\/C0READING\/p(\d+)(\d{6})\?thread_ts=([\d.]+)&cid=C0READING","text":"([^"…]+)/g,
    );
    const shown = [...links].map(([, seconds, fraction, threadTs, title]) => {
      const ts = `${seconds}.${fraction}`;
      const post = posts('C0READING').find((each) => each.ts === ts);
      return (
        post !== undefined && post.threadTs === threadTs && read(post).startsWith(title ?? '?')
      );
    });
    expect(shown.length).toBeGreaterThan(10);
    expect(new Set(shown)).toEqual(new Set([true]));
  }, 20_000);

  it('is told by /papers status, where it comes and nowhere else', async () => {
    await tickAt(LAB_DIGEST_MS + HOUR_MS);
    const status = async (channelId: string) => {
      await stage.workspace.as('U0ADA').command(channelId, '/papers', 'status');
      await stage.idle();
      return read(botMessages(stage, channelId, 'U0ADA').at(-1) ?? { blocks: [] });
    };
    const said = await status('C0READING');
    expect(said).toContain('• Digest: Mon–Fri 09:00 Europe/Berlin, every new paper');
    expect(said).toContain('next 24 November 2026 08:00 UTC');
    expect(said).toContain('• Last delivery: 23 November 2026 08:00 UTC');
    expect(said).toContain('• Nothing is late');
    expect(said).not.toContain('08:00 Europe/Berlin');
    expect(await status('C0GENERAL')).toContain('• Nothing yet.');
  });
});

describe('what is done in private places', () => {
  const ask = async (channelId: string, userId: string, text: string) => {
    const before = posts(channelId).length;
    stage.workspace.as(userId).say(channelId, text);
    await stage.workspace.until(() => posts(channelId).length > before);
    await stage.idle();
    expect(read(posts(channelId).at(-1) ?? { blocks: [] })).toContain(LEADER);
  };
  const askOpenly = (userId: string) => ask('C0GENERAL', userId, `@paperboy ${QUESTION}`);
  const askInLab = (userId: string) => ask('C0LAB', userId, `@paperboy ${QUESTION}`);
  const askAlone = (userId: string) =>
    ask(stage.workspace.as(userId).directMessage(), userId, QUESTION);
  const share = async (userId: string) => {
    const person = stage.workspace.as(userId);
    await person.command('C0LAB', '/papers', `"${LEADER}"`);
    await stage.idle();
    const list = botMessages(stage, 'C0LAB', userId).at(-1);
    if (list === undefined) throw new Error('there is no list');
    await person.click(list, button(list, 'results_share'));
    await stage.idle();
    expect(read(posts('C0LAB').at(-1) ?? { blocks: [] })).toContain(LEADER);
  };
  const like = (userId: string) => choose(userId, leaderIn('C0LAB'), 'like');

  /** All of what #reading gets on Monday. */
  async function readDigest(acts: () => Promise<void>): Promise<string> {
    await open('http');
    await tickAt(LAB_DIGEST_MS);
    await acts();
    await tickAt(LAB_DIGEST_MS + HOUR_MS);
    return posts('C0READING').map(read).join('\n\n');
  }

  it.each([
    [
      'shares to a private channel',
      async () => {
        await share('U0ADA');
        await share('U0BEN');
      },
    ],
    [
      'questions of three people in direct messages',
      async () => {
        for (const userId of ['U0ADA', 'U0BEN', 'U0CHEN']) await askAlone(userId);
      },
    ],
    [
      'questions in a private channel',
      async () => {
        for (const userId of ['U0ADA', 'U0BEN']) await askInLab(userId);
      },
    ],
  ])(
    'change not a word of another channel’s digest: %s',
    async (_, acts) => {
      const undisturbed = await readDigest(async () => undefined);
      await stage.stop();
      expect(undisturbed).toContain(`1. ${LEADER.slice(0, 50)}`);
      expect(await readDigest(acts)).toBe(undisturbed);
      // Two workspaces one after the other.
    },
    20_000,
  );

  it('are never counted: likes in a private channel beside a question in a public one', async () => {
    const said = await readDigest(async () => {
      await like('U0ADA');
      await like('U0BEN');
      await askOpenly('U0CHEN');
    });
    expect(said).toContain('Why it is here: top 10 % of its day\n');
    expect(said).not.toContain('picked up');
  });

  it('are told from three people up when they were done openly', async () => {
    const said = await readDigest(async () => {
      for (const userId of ['U0ADA', 'U0BEN', 'U0CHEN']) await askOpenly(userId);
    });
    expect(said).toContain('Why it is here: top 10 % of its day · picked up by 3 people here\n');
  });
});
