/** A library for one command: the corpus with a memory that is gone afterwards. */
import { loadPapers } from '../app/corpus-file.ts';
import { createLearner } from '../app/latent.ts';
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
    const library = createLibrary(papers, store.memory);
    const { index } = library;
    // One that cannot be kept was used all the same.
    await createLearner(config.stateDir)(index.inverted, ({ space, vectors }) =>
      index.useLatent(space, vectors),
    ).catch((error) => context.progress(`What was learnt is not kept: ${describeError(error)}`));
    return await work(library, { person, nowMs: Date.now() });
  } finally {
    await store.close();
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
