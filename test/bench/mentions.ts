/**
 * How long a person waits for an answer: from a question that mentions the bot, delivered over
 * signed HTTP, to `chat.postMessage` in its thread arriving at the stand-in for Slack.
 */
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type Figure, percentile, renderNumber } from './figures.ts';

const CHANNEL = 'C0GENERAL';
const PEOPLE = ['U0ADA', 'U0BEN', 'U0CHEN'] as const;
/** The first ones compile what the others run, and wait for what the process still had to do. */
export const WARM_UP_QUESTIONS = 10;
export const SINGLE_QUESTIONS = 100;
export const QUESTIONS_AT_ONCE = 50;
/** Of all that a run asks, each once. */
export const MENTION_QUESTIONS = WARM_UP_QUESTIONS + SINGLE_QUESTIONS + QUESTIONS_AT_ONCE;
const REPLY_LIMIT_MS = 60_000;

export type Mentions = {
  /** One question after the other, in order. */
  readonly singleMs: readonly number[];
  /** Different questions at the same moment. */
  readonly atOnceMs: readonly number[];
  /** Of all of them, how many were answered with a quote. */
  readonly quoted: number;
};

/** Rejects when a question is not answered within a minute. */
export async function measureMentions(
  workspace: Workspace,
  questions: readonly string[],
): Promise<Mentions> {
  if (questions.length < MENTION_QUESTIONS) throw new Error('there are too few questions');
  const singles = questions.slice(0, WARM_UP_QUESTIONS + SINGLE_QUESTIONS);
  const replies: Reply[] = [];
  for (const question of singles) replies.push(...(await askAtOnce(workspace, [question])));
  const counted = replies.slice(WARM_UP_QUESTIONS);
  const together = await askAtOnce(workspace, questions.slice(singles.length, MENTION_QUESTIONS));
  return {
    singleMs: counted.map(({ ms }) => ms),
    atOnceMs: together.map(({ ms }) => ms),
    quoted: [...counted, ...together].filter(({ hasQuote }) => hasQuote).length,
  };
}

type Reply = { readonly ms: number; readonly hasQuote: boolean };

/** Each in a thread of its own. One watcher keeps the clock. */
async function askAtOnce(
  workspace: Workspace,
  questions: readonly string[],
): Promise<readonly Reply[]> {
  const waiting = new Set<unknown>();
  const replies: Reply[] = [];
  let seen = workspace.calls.length;
  const startMs = performance.now();
  for (const [number, question] of questions.entries()) {
    const person = workspace.as(PEOPLE[number % PEOPLE.length] ?? PEOPLE[0]);
    waiting.add(person.say(CHANNEL, `@paperboy ${question}`).ts);
  }
  await workspace.until(() => {
    for (const { method, payload } of workspace.calls.slice(seen)) {
      if (method !== 'chat.postMessage' || !waiting.delete(payload['thread_ts'])) continue;
      const hasQuote = JSON.stringify(payload['blocks'] ?? []).includes('"rich_text_quote"');
      replies.push({ ms: performance.now() - startMs, hasQuote });
    }
    seen = workspace.calls.length;
    return waiting.size === 0;
  }, REPLY_LIMIT_MS);
  return replies;
}

/**
 * 95 % of the answers must come within `atMost` milliseconds. `mentions` is a text where there are
 * no figures, and says why.
 */
export function judgeMentions(mentions: Mentions | string, atMost: number): readonly Figure[] {
  const names = {
    single: 'mention to post, one after the other',
    atOnce: `mention to post, ${QUESTIONS_AT_ONCE} at once`,
  };
  if (typeof mentions === 'string') {
    return Object.values(names).map((name) => ({
      name: `${name}, p95 (ms)`,
      value: mentions,
      atMost,
    }));
  }
  const { singleMs, atOnceMs, quoted } = mentions;
  const asked = singleMs.length + atOnceMs.length;
  return [
    {
      name: `${names.single}, p50 (ms)`,
      value: percentile(singleMs, 50),
      note: `${quoted} of all ${asked} with a quote`,
    },
    {
      name: `${names.single}, p95 (ms)`,
      value: percentile(singleMs, 95),
      note: `${renderNumber(Math.min(...singleMs))}–${renderNumber(Math.max(...singleMs))}`,
      atMost,
    },
    { name: `${names.atOnce}, p50 (ms)`, value: percentile(atOnceMs, 50) },
    { name: `${names.atOnce}, p95 (ms)`, value: percentile(atOnceMs, 95), atMost },
  ];
}
