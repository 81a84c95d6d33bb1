/** An answer with a writer: the quotes first, then the sentences in the same message. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Answerer } from '../../src/answer/answer.ts';
import type { WrittenSentence } from '../../src/answer/written-answer.ts';
import { createLibrary } from '../../src/app/library.ts';
import { createManualClock, type ManualClock } from '../../src/model/clock.ts';
import { answerMessage } from '../../src/slack/answer-message.ts';
import type { Desk } from '../../src/slack/desk.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';
import { createPressGuard } from '../../src/slack/press-guard.ts';
import { createClient } from '../../src/slack/slack-app.ts';
import { createThreadQueue } from '../../src/slack/thread-queue.ts';
import { BOT_USER_ID, TEAM_ID } from '../../src/workspace/seed.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { paper } from '../helpers/papers.ts';
import { read } from '../helpers/screen.ts';
import { openScratchStore } from '../store/scratch.ts';

const PAPERS = [
  paper({
    id: 'arxiv:2503.00001',
    title: 'Otters asleep',
    abstract: 'Sea otters hold hands while they sleep. They drift less then.',
  }),
  paper({ id: 'arxiv:2503.00002', title: 'Badgers', abstract: 'Badgers dig setts in woods.' }),
];
const QUESTION = 'Do sea otters hold hands while they sleep?';
const STATED = 'Sea otters hold hands while they sleep.';

/** Sure of what the first paper states, and of nothing else. */
const answerer: Answerer = {
  answer: (question) =>
    question === QUESTION
      ? {
          kind: 'yes-no',
          outcome: 'answer',
          quotes: [
            { docId: 'arxiv:2503.00001', span: { start: 0, end: STATED.length }, text: STATED },
          ],
          docs: ['arxiv:2503.00001'],
          confidence: 0.9,
        }
      : { kind: 'other', outcome: 'nothing', quotes: [], docs: [], confidence: 0.1 },
};

describe('writeAnswer', () => {
  let clock: ManualClock;
  let workspace: Workspace;
  beforeEach(async () => {
    clock = createManualClock(Date.UTC(2026, 10, 21));
    workspace = await startWorkspace({
      clock,
      scopes: ['chat:write', 'assistant:write', 'channels:read'],
      events: [],
      botToken: 'test-bot-token',
      appToken: 'test-app-token',
      signingSecret: 'test-signing-secret',
    });
  });
  afterEach(() => workspace.stop());

  async function openDesk(write: () => Promise<readonly WrittenSentence[] | undefined>) {
    const store = await openScratchStore();
    const log = pino({ level: 'silent' });
    const connection = { kind: 'http', botToken: 'test-bot-token', signingSecret: 'x' } as const;
    const client = createClient('test-bot-token', { connection, apiUrl: workspace.apiUrl, log });
    const inFlight = createInFlight();
    const asked: unknown[] = [];
    const library = {
      ...createLibrary(PAPERS, store.memory),
      answerer,
      writer: {
        host: 'llm.example.org',
        write: (...given: unknown[]) => {
          asked.push(given);
          return write();
        },
      },
    };
    const desk: Desk = {
      teamId: TEAM_ID,
      botUserId: BOT_USER_ID,
      library,
      deliveries: store.deliveries,
      subscriptions: store.subscriptions,
      ledger: store.ledger,
      defaultZone: 'utc',
      clock,
      log,
      inFlight,
      presses: createPressGuard(clock),
      threads: createThreadQueue(),
      isPublicChannel: async () => false,
      listAdmins: async () => [],
      isAdmin: async () => false,
      describePerson: async () => undefined,
      isMember: async () => false,
      findDirectMessage: async () => undefined,
      summarizeToday: () => Promise.reject(new Error('nobody asks')),
      summarizeTrending: () => Promise.reject(new Error('nobody asks')),
      buildStatus: () => Promise.reject(new Error('nobody asks')),
      buildPrivacy: () => {
        throw new Error('nobody asks');
      },
    };
    onTestFinished(() => inFlight.drained());
    let events = 0;
    const say = (channelId: string, text: string, threadTs?: string) => {
      const thread = threadTs === undefined ? {} : { threadTs };
      const { ts } = workspace.as('U0ADA').say(channelId, text, thread);
      events += 1;
      const message = { name: 'test', eventId: `Ev${events}`, userId: 'U0ADA', channelId, ts };
      const isDirect = channelId.startsWith('D');
      return answerMessage(desk, client, { ...message, threadTs, text, isDirect });
    };
    return { say, inFlight, asked };
  }

  const posted = (channelId = 'C0GENERAL') =>
    workspace.messages(channelId).filter(({ botId }) => botId !== undefined);
  const first = (channelId?: string) => read(posted(channelId)[0] ?? { blocks: [] });

  it('posts the quotes at once and puts the sentences above them later', async () => {
    let finish: ((sentences: readonly WrittenSentence[]) => void) | undefined;
    const written = new Promise<readonly WrittenSentence[]>((resolve) => {
      finish = resolve;
    });
    const { say, inFlight, asked } = await openDesk(() => written);
    await say('C0GENERAL', QUESTION);
    expect(first()).toMatch(/^In the words of the abstracts:/);
    expect(asked).toEqual([[QUESTION, [{ text: STATED, title: 'Otters asleep' }]]]);

    // A writer at work does not hold up the thread.
    await say('C0GENERAL', 'thanks', posted()[0]?.threadTs);
    expect(posted()).toHaveLength(2);

    finish?.([{ text: 'Yes, they do.', cites: [0] }]);
    await inFlight.drained();
    expect(posted()).toHaveLength(2);
    expect(first()).toMatch(
      /^Yes, they do\. \[1\]\nWritten by the model at llm\.example\.org.*\nIn the words/,
    );
  });

  it.each([
    ['has nothing', undefined],
    ['writes no sentence', []],
  ])('leaves the quotes alone when the writer %s', async (_, sentences) => {
    const { say, inFlight } = await openDesk(async () => sentences);
    await say('C0GENERAL', QUESTION);
    await inFlight.drained();
    expect(first()).toMatch(/^In the words of the abstracts:/);
    expect(workspace.calls.some(({ method }) => method === 'chat.update')).toBe(false);
  });

  it.each(['fatal_error', 'message_not_found'])('says nothing twice after %s', async (error) => {
    workspace.faults.failNext('chat.update', error);
    const { say, inFlight } = await openDesk(async () => [{ text: 'Yes.', cites: [0] }]);
    await say('C0GENERAL', QUESTION);
    await inFlight.drained();
    expect(posted()).toHaveLength(1);
    expect(workspace.calls.filter(({ method }) => method === 'chat.update')).toHaveLength(1);
  });

  it('is asked about answers only', async () => {
    const { say, inFlight, asked } = await openDesk(async () => [{ text: 'Yes.', cites: [0] }]);
    await say('C0GENERAL', 'How do I bake sourdough bread?');
    await say('C0GENERAL', 'hello');
    await inFlight.drained();
    expect(asked).toEqual([]);
  });

  it('shows in a direct message that it is written, and takes that away', async () => {
    const { say, inFlight } = await openDesk(async () => [{ text: 'Yes.', cites: [0] }]);
    const dm = workspace.as('U0ADA').directMessage();
    await say(dm, QUESTION);
    await inFlight.drained();
    const shown = workspace.calls
      .filter(({ method }) => method === 'assistant.threads.setStatus')
      .map(({ payload }) => payload['status']);
    expect(shown).toContain('is putting the quotes together…');
    expect(shown.at(-1)).toBe('');
    expect(first(dm)).toMatch(/^Yes\. \[1\]/);
  });
});
