/**
 * Questions that no abstract answers, for those who run the bot and may add papers. Kept with
 * nobody's name; who may call `recordMiss` is the caller's to see to: only what was asked in a
 * public channel. A report is its person's own act and may come from anywhere.
 */
import type { Outcome } from '../answer/answer.ts';
import type { Asker, Library } from './library.ts';
import type { MissReport, NoticeReply } from './replies.ts';

/** UTF-16 code units. A question is shorter; what is longer was pasted. */
const MAX_QUESTION_CHARS = 300;

/**
 * Addresses may name or authorise somebody: of one on the web only its host is kept, of one for
 * mail nothing.
 */
const WEB_ADDRESS = /\b[a-z][a-z\d+.-]{0,20}:\/\/(?:[^\s/?#]*@)?([^\s/?#@:]*)\S*/giu;
const MAIL_ADDRESS = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:.]+/gu;

const THANKS: NoticeReply = {
  kind: 'notice',
  text: 'Thank you. The question is kept without your name: those who run me see it under “paperboy report misses”, workspace admins on my Home.',
};

const REPORTED: NoticeReply = {
  kind: 'notice',
  text: 'You have reported this one already. Thank you.',
};

const EXPIRED: NoticeReply = {
  kind: 'notice',
  text: 'That answer is too old to be reported: I no longer have its question. Please ask again, and report the new answer.',
};

/** `question`: plain text without mentions of people. One without a word is not kept. */
export async function recordMiss(
  { memory }: Library,
  miss: { readonly teamId: string; readonly question: string; readonly outcome: Outcome },
  nowMs: number,
): Promise<void> {
  const question = cleanQuestion(miss.question);
  if (question === undefined) return;
  await memory.misses.add(miss.teamId, { question, outcome: miss.outcome, by: 'asked' }, nowMs);
}

/**
 * At somebody's press under an answer, whatever its outcome and wherever it stands. `claim` is
 * asked only of an answer that is there: false when that person has reported it before.
 */
export async function reportMissing(
  { memory }: Library,
  { person: { teamId }, nowMs }: Asker,
  answerId: string,
  claim: () => Promise<boolean>,
): Promise<NoticeReply> {
  const answer = await memory.answers.load(teamId, answerId, nowMs);
  if (answer === undefined) return EXPIRED;
  if (!(await claim())) return REPORTED;
  const question = cleanQuestion(answer.question);
  if (question !== undefined) {
    await memory.misses.add(teamId, { question, outcome: answer.outcome, by: 'reported' }, nowMs);
  }
  return THANKS;
}

/** The first `limit` misses, and what people thought of answers. */
export async function buildMissReport(
  { misses, votes }: Pick<Library['memory'], 'misses' | 'votes'>,
  teamId: string,
  limit: number,
): Promise<MissReport> {
  return { misses: await misses.list(teamId, limit), votes: await votes.count(teamId) };
}

/** What is kept of a question, on one line; undefined when no word is left. */
function cleanQuestion(question: string): string | undefined {
  const line = question
    // Before the look for addresses, so that a pasted book takes no longer than a question.
    .slice(0, 4 * MAX_QUESTION_CHARS)
    .replace(WEB_ADDRESS, '$1')
    .replace(MAIL_ADDRESS, '…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(line)) return undefined;
  if (line.length <= MAX_QUESTION_CHARS) return line;
  // No half of a surrogate pair stays before the ellipsis.
  return `${line.slice(0, MAX_QUESTION_CHARS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
