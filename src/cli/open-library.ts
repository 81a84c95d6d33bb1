/** A library for one command: the corpus with a memory that is gone afterwards. */
import { loadPapers } from '../app/corpus-file.ts';
import { createLibrary } from '../app/library.ts';
import type { Asker, Library } from '../requests/library.ts';
import { openStore } from '../store/store.ts';
import type { CliContext } from './run-main.ts';

/** Runs `work` and closes what was opened for it. */
export async function withLibrary<Result>(
  context: CliContext,
  work: (library: Library, asker: Asker) => Promise<Result>,
): Promise<Result> {
  const config = await context.loadConfig();
  const papers = await loadPapers(config.corpusFile);
  const store = await openStore({ file: ':memory:' });
  try {
    const person = { teamId: 'local', userId: 'command-line' };
    return await work(createLibrary(papers, store.memory), { person, nowMs: Date.now() });
  } finally {
    await store.close();
  }
}
