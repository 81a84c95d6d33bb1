/** Papers that were added to those of the corpus file, in SQL: one row a paper, read and written whole. */
import { type Kysely, sql } from 'kysely';
import { type Paper, type PaperId, paperSchema } from '../model/paper.ts';
import type { PaperShelf } from '../requests/ports.ts';
import { attempt } from './connection.ts';
import type { Tables } from './tables.ts';

/** Where people's rows name a paper; each has the paper's id in its key. */
const OF_PEOPLE = ['saves', 'shares', 'signals'] as const;

export function createPaperShelf(db: Kysely<Tables>): PaperShelf {
  return {
    all: () =>
      attempt('load added papers', async () => {
        const rows = await db.selectFrom('papers').select('paper').orderBy(sql`rowid`).execute();
        const papers = rows.flatMap((row) => parsePaper(row.paper) ?? []);
        return { papers, unreadable: rows.length - papers.length };
      }),

    put: (papers, nowMs) =>
      attempt('keep added papers', () =>
        db.transaction().execute(async (transaction) => {
          const counts = { added: 0, changed: 0, unchanged: 0 };
          for (const paper of papers) counts[await putPaper(transaction, paper, nowMs)] += 1;
          return counts;
        }),
      ),
  };
}

/** A paper that had another id keeps its place and the instant it was added, as a changed one does. */
async function putPaper(
  db: Kysely<Tables>,
  paper: Paper,
  nowMs: number,
): Promise<'added' | 'changed' | 'unchanged'> {
  // The schema writes keys in its own order, so that the same paper is the same text.
  const row = { id: paper.id, paper: JSON.stringify(paperSchema.parse(paper)) };
  const ids = [paper.id, ...paper.aliases];
  const [known, ...others] = await db
    .selectFrom('papers')
    .select([sql<number>`rowid`.as('rowid'), 'id', 'paper'])
    .where('id', 'in', ids)
    .orderBy(sql`rowid`)
    .execute();
  for (const alias of paper.aliases) await renameInRows(db, alias, paper.id);
  if (known === undefined) {
    await db
      .insertInto('papers')
      .values({ ...row, added_ms: nowMs })
      .execute();
    return 'added';
  }
  if (others.length === 0 && known.id === row.id && known.paper === row.paper) return 'unchanged';
  for (const { id } of others) await db.deleteFrom('papers').where('id', '=', id).execute();
  await db.updateTable('papers').set(row).where('id', '=', known.id).execute();
  return 'changed';
}

/** Where a person has a row under both ids, the one under `to` stays. */
async function renameInRows(db: Kysely<Tables>, from: PaperId, to: PaperId): Promise<void> {
  for (const table of OF_PEOPLE) {
    const name = sql.table(table);
    await sql`update or ignore ${name} set paper_id = ${to} where paper_id = ${from}`.execute(db);
    await sql`delete from ${name} where paper_id = ${from}`.execute(db);
  }
}

/** Undefined for text that holds no paper. */
function parsePaper(json: string): Paper | undefined {
  try {
    return paperSchema.safeParse(JSON.parse(json)).data;
  } catch {
    // Only JSON.parse throws here.
    return undefined;
  }
}
