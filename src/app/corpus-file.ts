/** The corpus: the raw listing pages, the papers file built from them, and what was added to it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mergePapers } from '../corpus/merge-papers.ts';
import { parsePapers } from '../corpus/papers-file.ts';
import { AppError } from '../model/app-error.ts';
import { daySchema, type Paper } from '../model/paper.ts';
import type { PaperShelf } from '../requests/ports.ts';

/** A listing page as captured. `capturedOn` is undefined where the day is not known. */
export type RawPage = {
  readonly page: string;
  readonly file: string;
  readonly capturedOn: string | undefined;
  readonly text: string;
};

const pagesSchema = z.array(
  z.strictObject({
    page: z.string().min(1),
    file: z.string().regex(/^[\w.-]+$/, 'a file name without a folder'),
    capturedOn: daySchema.nullable(),
  }),
);

/** The pages that `pages.json` in `folder` lists, in its order. Throws `corpus_unreadable`. */
export async function loadRawPages(folder: string): Promise<RawPage[]> {
  const list = pagesSchema.safeParse(parseJson(await readText(join(folder, 'pages.json'))));
  if (!list.success) {
    throw new AppError('corpus_unreadable', `pages.json: ${z.prettifyError(list.error)}`);
  }
  return Promise.all(
    list.data.map(async ({ page, file, capturedOn }) => ({
      page,
      file,
      capturedOn: capturedOn ?? undefined,
      text: await readText(join(folder, file)),
    })),
  );
}

/** All papers of a papers file. One bad line fails the whole: a corpus is used whole or rebuilt. */
export async function loadPapers(file: string): Promise<readonly Paper[]> {
  const { papers, rejected } = parsePapers(await readText(file));
  const [first] = rejected;
  if (first !== undefined) {
    throw new AppError(
      'corpus_unreadable',
      `${file}, line ${first.line}: ${first.why}. Run “paperboy corpus build” to make it again.`,
    );
  }
  return papers;
}

/**
 * Those of the papers file with those that `paperboy corpus add` put in the store, each once: the
 * file's first. `unreadable`: added papers that can be read no more and are missing.
 */
export async function loadLibraryPapers(
  file: string,
  shelf: PaperShelf,
): Promise<{ readonly papers: readonly Paper[]; readonly unreadable: number }> {
  const corpus = await loadPapers(file);
  const { papers: added, unreadable } = await shelf.all();
  return { papers: added.length === 0 ? corpus : mergePapers([corpus, added]), unreadable };
}

/** What to tell of papers that are missing, and what brings them back. */
export function describeUnreadable(count: number): string {
  return `${count} added ${count === 1 ? 'paper' : 'papers'} cannot be read and will not be found; “paperboy corpus add” with their files brings them back.`;
}

/** Undefined for text that is no JSON; the schema then says that a list was expected. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('corpus_unreadable', `${file} cannot be read.`, { cause: error });
  }
}
