/** Answers that can still be followed up, in SQL. Damaged rows read as answers about no paper. */
import { type Kysely, sql } from 'kysely';
import type { Answers, StoredAnswer } from '../requests/ports.ts';
import { attempt } from './connection.ts';
import { parsePaperIds } from './paper-ids.ts';
import type { Tables } from './tables.ts';

export function createAnswers(db: Kysely<Tables>): Answers {
  const alive = (teamId: string, nowMs: number) =>
    db
      .selectFrom('answers')
      .selectAll()
      .where('team_id', '=', teamId)
      .where('expires_ms', '>', nowMs);

  return {
    save: (answer) =>
      attempt('keep an answer', async () => {
        await db.replaceInto('answers').values(toRow(answer)).execute();
      }),

    load: (teamId, id, nowMs) =>
      attempt('load an answer', async () => {
        const row = await alive(teamId, nowMs).where('id', '=', id).executeTakeFirst();
        return row && fromRow(row);
      }),

    latest: ({ teamId, channelId, threadTs }, nowMs) =>
      attempt('load the last answer', async () => {
        const here = alive(teamId, nowMs)
          .where('channel_id', '=', channelId)
          .where('paper_ids', '!=', JSON.stringify([]));
        const row = await (threadTs === undefined ? here : here.where('thread_ts', '=', threadTs))
          .orderBy('asked_ms', 'desc')
          .orderBy(sql`rowid`, 'desc')
          .executeTakeFirst();
        return row && fromRow(row);
      }),
  };
}

function toRow(answer: StoredAnswer): Tables['answers'] {
  return {
    team_id: answer.teamId,
    id: answer.id,
    channel_id: answer.channelId,
    thread_ts: answer.threadTs,
    question: answer.question,
    outcome: answer.outcome,
    paper_ids: JSON.stringify(answer.paperIds),
    focus: answer.focus,
    asked_ms: answer.askedMs,
    expires_ms: answer.expiresMs,
  };
}

function fromRow(row: Tables['answers']): StoredAnswer {
  return {
    teamId: row.team_id,
    id: row.id,
    channelId: row.channel_id,
    threadTs: row.thread_ts,
    question: row.question,
    outcome: row.outcome,
    paperIds: parsePaperIds(row.paper_ids) ?? [],
    focus: row.focus,
    askedMs: row.asked_ms,
    expiresMs: row.expires_ms,
  };
}
