/**
 * Where a question was asked, and what was answered there before: the state that a follow-up is
 * read by. It belongs to the thread, so two people in it share it.
 */
import type { Outcome } from '../answer/answer.ts';
import type { PaperId } from '../model/paper.ts';
import { ANSWER_LIFE_MS, type Asker, type Library } from './library.ts';
import type { StoredAnswer } from './ports.ts';
import type { FollowUpWay, ResultsReply } from './replies.ts';

export type Conversation = {
  readonly channelId: string;
  /** The thread the reply goes into: the `ts` of the message that roots it. */
  readonly threadTs: string;
  /**
   * Where "the second one" is looked for: in that thread, or, of a direct message outside of any
   * thread, in all of its conversation.
   */
  readonly looksBack: 'thread' | 'conversation';
  readonly followUp: FollowUpWay;
};

/** The last answer that can still be followed up there. */
export function loadLatest(
  { memory }: Library,
  { person, nowMs }: Asker,
  { channelId, threadTs, looksBack }: Conversation,
): Promise<StoredAnswer | undefined> {
  const { teamId } = person;
  const place = looksBack === 'thread' ? { teamId, channelId, threadTs } : { teamId, channelId };
  return memory.answers.latest(place, nowMs);
}

/** What was shown from now on counts there; resolves to the id that its buttons carry. */
export async function keepAnswer(
  { memory, newId }: Library,
  { person, nowMs }: Asker,
  { channelId, threadTs }: Conversation,
  shown: {
    readonly question: string;
    readonly outcome: Outcome;
    /** In the order of their numbers. */
    readonly paperIds: readonly PaperId[];
    /** Which of them "it" means from now on, from 1; the first where nothing is said. */
    readonly focus?: number;
  },
): Promise<string> {
  const id = newId();
  await memory.answers.save({
    id,
    teamId: person.teamId,
    channelId,
    threadTs,
    focus: 1,
    ...shown,
    askedMs: nowMs,
    expiresMs: nowMs + ANSWER_LIFE_MS,
  });
  return id;
}

/** A list as everybody in the conversation may see it: nothing in it tells what its asker saved. */
export function showToAll(list: ResultsReply, { followUp }: Conversation): ResultsReply {
  return { ...list, followUp, items: list.items.map((item) => ({ ...item, saved: false })) };
}
