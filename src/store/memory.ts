/**
 * What the requests remember, in SQL. Every query names the team and, but for a team's signals,
 * the person, so no row crosses from one to another.
 */
import { type Kysely, sql } from 'kysely';
import type { Person } from '../model/actor.ts';
import type { Memory, Saves, SearchHistory, Shares, Signals } from '../requests/ports.ts';
import { createAnswers } from './answers.ts';
import { attempt, durably } from './connection.ts';
import { createMisses } from './misses.ts';
import { createResultSets } from './result-sets.ts';
import { SEARCHES_KEPT } from './retention.ts';
import type { Tables } from './tables.ts';
import { createVotes } from './votes.ts';

export function createMemory(db: Kysely<Tables>): Memory {
  return {
    resultSets: createResultSets(db),
    saves: createSaves(db),
    history: createHistory(db),
    shares: createShares(db),
    signals: createSignals(db),
    answers: createAnswers(db),
    votes: createVotes(db),
    misses: createMisses(db),
  };
}

/** The key of a person's rows. Only these two fields, whatever else the object carries. */
function keyOf(person: Person) {
  return { team_id: person.teamId, user_id: person.userId };
}

/** Papers saved in the same millisecond stand in the order they came. */
function createSaves(db: Kysely<Tables>): Saves {
  return {
    add: (person, paperId, nowMs) =>
      attempt('save a paper', async () => {
        const result = await db
          .insertInto('saves')
          .values({ ...keyOf(person), paper_id: paperId, saved_ms: nowMs })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return result.numInsertedOrUpdatedRows === 1n;
      }),

    remove: (person, paperId) =>
      attempt('remove a saved paper', async () => {
        const result = await db
          .deleteFrom('saves')
          .where('team_id', '=', person.teamId)
          .where('user_id', '=', person.userId)
          .where('paper_id', '=', paperId)
          .executeTakeFirstOrThrow();
        return result.numDeletedRows === 1n;
      }),

    list: (person) =>
      attempt('list saved papers', async () => {
        const rows = await db
          .selectFrom('saves')
          .select('paper_id')
          .where('team_id', '=', person.teamId)
          .where('user_id', '=', person.userId)
          .orderBy('saved_ms', 'desc')
          .orderBy(sql`rowid`, 'desc')
          .execute();
        return rows.map((row) => row.paper_id);
      }),
  };
}

/** A repeated query is written anew, so that its rowid, too, says that it is the newest. */
function createHistory(db: Kysely<Tables>): SearchHistory {
  const ofPerson = (scope: Kysely<Tables>, person: Person) =>
    scope
      .selectFrom('searches')
      .select('query')
      .where('team_id', '=', person.teamId)
      .where('user_id', '=', person.userId)
      .orderBy('searched_ms', 'desc')
      .orderBy(sql`rowid`, 'desc');

  return {
    add: (person, query, nowMs) =>
      attempt('remember a search', () =>
        db.transaction().execute(async (transaction) => {
          const key = keyOf(person);
          await transaction
            .replaceInto('searches')
            .values({ ...key, query, searched_ms: nowMs })
            .execute();
          await transaction
            .deleteFrom('searches')
            .where('team_id', '=', key.team_id)
            .where('user_id', '=', key.user_id)
            .where('query', 'not in', ofPerson(transaction, person).limit(SEARCHES_KEPT))
            .execute();
        }),
      ),

    recent: (person, limit) =>
      attempt('list recent searches', async () => {
        const rows = await ofPerson(db, person).limit(limit).execute();
        return rows.map((row) => row.query);
      }),
  };
}

function createShares(db: Kysely<Tables>): Shares {
  return {
    claim: (person, channelId, paperIds, nowMs) =>
      attempt('claim a share', async () => {
        const wanted = [...new Set(paperIds)];
        if (wanted.length === 0) return [];
        const key = { ...keyOf(person), channel_id: channelId };
        const rows = await durably(db, (connection) =>
          connection
            .insertInto('shares')
            .values(wanted.map((id) => ({ ...key, paper_id: id, shared_ms: nowMs })))
            .onConflict((conflict) => conflict.doNothing())
            .returning('paper_id')
            .execute(),
        );
        // SQL promises no order for what it returns.
        const claimed = new Set(rows.map((row) => row.paper_id));
        return wanted.filter((id) => claimed.has(id));
      }),

    release: (person, channelId, paperIds) =>
      attempt('release a share', async () => {
        await db
          .deleteFrom('shares')
          .where('team_id', '=', person.teamId)
          .where('user_id', '=', person.userId)
          .where('channel_id', '=', channelId)
          .where('paper_id', 'in', [...paperIds])
          .execute();
      }),
  };
}

/** A team's signals come in order of paper, person and kind, so the same rows read the same. */
function createSignals(db: Kysely<Tables>): Signals {
  return {
    add: (person, { kind, paperId, isOpen }, nowMs) =>
      attempt('record a signal', () =>
        db.transaction().execute(async (transaction) => {
          const key = { ...keyOf(person), kind, paper_id: paperId };
          const result = await transaction
            .insertInto('signals')
            .values({ ...key, at_ms: nowMs, is_open: isOpen ? 1 : 0 })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirstOrThrow();
          if (result.numInsertedOrUpdatedRows === 1n) return true;
          await transaction
            .updateTable('signals')
            .set({ at_ms: nowMs, ...(isOpen && { is_open: 1 }) })
            .where('team_id', '=', key.team_id)
            .where('user_id', '=', key.user_id)
            .where('kind', '=', kind)
            .where('paper_id', '=', paperId)
            .execute();
          return false;
        }),
      ),

    remove: (person, kind, paperId) =>
      attempt('remove a signal', async () => {
        const result = await db
          .deleteFrom('signals')
          .where('team_id', '=', person.teamId)
          .where('user_id', '=', person.userId)
          .where('kind', '=', kind)
          .where('paper_id', '=', paperId)
          .executeTakeFirstOrThrow();
        return result.numDeletedRows === 1n;
      }),

    ofTeam: (teamId) =>
      attempt('load the signals of a team', async () => {
        const rows = await db
          .selectFrom('signals')
          .select(['user_id', 'kind', 'paper_id', 'at_ms', 'is_open'])
          .where('team_id', '=', teamId)
          .orderBy('paper_id')
          .orderBy('user_id')
          .orderBy('kind')
          .execute();
        return rows.map((row) => ({
          userId: row.user_id,
          kind: row.kind,
          paperId: row.paper_id,
          atMs: row.at_ms,
          isOpen: row.is_open === 1,
        }));
      }),
  };
}
