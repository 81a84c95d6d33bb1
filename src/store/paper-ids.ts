/** Lists of paper ids as a column holds them: JSON, read and written whole. */
import { z } from 'zod';
import { type PaperId, paperIdSchema } from '../model/paper.ts';

const paperIdsSchema = z.array(paperIdSchema);

/** Undefined for null and for what is no such list. */
export function parsePaperIds(json: string | null): readonly PaperId[] | undefined {
  if (json === null) return undefined;
  try {
    return paperIdsSchema.safeParse(JSON.parse(json)).data;
  } catch {
    // Only JSON.parse throws here.
    return undefined;
  }
}
