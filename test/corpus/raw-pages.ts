/** The captured pages of `data/raw`, which belong to the project: tests on them never skip. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const FOLDER = new URL('../../data/raw/', import.meta.url);
const pagesSchema = z.array(
  z.object({ page: z.string(), file: z.string(), capturedOn: z.string().nullable() }),
);

export const rawPages = pagesSchema
  .parse(JSON.parse(readFileSync(new URL('pages.json', FOLDER), 'utf8')))
  .map(({ page, file, capturedOn }) => ({
    page,
    file,
    capturedOn: capturedOn ?? undefined,
    text: readFileSync(new URL(file, FOLDER), 'utf8'),
  }));
