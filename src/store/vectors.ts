/**
 * Vectors of an embedding model in SQL. Hashes go in as one JSON list, since there may be more of
 * them than SQLite takes parameters (https://www.sqlite.org/limits.html, section 9).
 */
import { type Kysely, sql } from 'kysely';
import type { VectorCache } from '../search/vector-cache.ts';
import { attempt } from './connection.ts';
import type { Tables } from './tables.ts';

/** Rows looked at in one turn of the event loop: some milliseconds, also when all are dropped. */
const ROWS_AT_ONCE = 500;

const BYTES = Float32Array.BYTES_PER_ELEMENT;

export function createVectorCache(db: Kysely<Tables>): VectorCache {
  return {
    load: (model, hashes) =>
      attempt('load the vectors of papers', async () => {
        const rows = await db
          .selectFrom('vectors')
          .select(['text_hash', 'vector'])
          .where('model', '=', model)
          .where('text_hash', 'in', listOf(hashes))
          .execute();
        return new Map(rows.map((row) => [row.text_hash, readVector(row.vector)]));
      }),

    save: (model, vectors) =>
      attempt('save the vectors of papers', async () => {
        if (vectors.size === 0) return;
        const rows = [...vectors].map(([hash, vector]) => {
          const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
          return { model, text_hash: hash, vector: bytes };
        });
        await db.replaceInto('vectors').values(rows).execute();
      }),

    keepOnly: (model, hashes) =>
      attempt('drop vectors that are no longer used', async () => {
        const kept = new Set(hashes);
        let last: KeyRow | undefined;
        do {
          const rows: readonly KeyRow[] = await loadKeys(db, last);
          const stale = rows.filter((row) => row.model !== model || !kept.has(row.text_hash));
          const rowids = listOf(stale.map((row) => row.rowid));
          if (stale.length > 0) await sql`delete from vectors where rowid in ${rowids}`.execute(db);
          await new Promise((resolve) => setImmediate(resolve));
          last = rows.at(-1);
        } while (last !== undefined);
      }),
  };
}

type KeyRow = { readonly rowid: number; readonly model: string; readonly text_hash: string };

/** Those that come next, in the order of the index, which has all that is read here. */
async function loadKeys(db: Kysely<Tables>, last: KeyRow | undefined): Promise<readonly KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select rowid, model, text_hash from vectors
    where (model, text_hash) > (${last?.model ?? ''}, ${last?.text_hash ?? ''})
    order by model, text_hash limit ${ROWS_AT_ONCE}`.execute(db);
  return rows;
}

function listOf<Value extends string | number>(values: readonly Value[]) {
  return sql<Value>`(select value from json_each(${JSON.stringify(values)}))`;
}

/** A copy: floats must start at a multiple of four bytes. Of a row cut short, its whole floats. */
function readVector(bytes: Buffer): Float32Array {
  const count = Math.floor(bytes.length / BYTES);
  return new Float32Array(new Uint8Array(bytes).buffer, 0, count);
}
