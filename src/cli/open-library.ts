/** A library for one command: the papers Paperboy has, with a memory that is gone afterwards. */
import { existsSync } from 'node:fs';
import type { Config } from '../app/config.ts';
import { describeUnreadable, loadLibraryPapers, loadPapers } from '../app/corpus-file.ts';
import { findStoreFile } from '../app/delivery.ts';
import { createLearner } from '../app/latent.ts';
import { createLibrary } from '../app/library.ts';
import { useLocalFolder } from '../app/local-files.ts';
import { AppError } from '../model/app-error.ts';
import type { Paper } from '../model/paper.ts';
import type { Asker, Library } from '../requests/library.ts';
import { openStore, type Store } from '../store/store.ts';
import type { CliContext } from './run-main.ts';

/** Runs `work` and closes what was opened for it. */
export async function withLibrary<Result>(
  context: CliContext,
  work: (library: Library, asker: Asker) => Promise<Result>,
): Promise<Result> {
  const config = await context.loadConfig();
  const papers = await loadKnownPapers(context, config);
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

/** The database that `paperboy start` uses with this configuration. */
export function findOwnStoreFile(config: Config): string {
  return findStoreFile(config.mode.kind === 'local' ? useLocalFolder(config) : config);
}

/**
 * The papers that `paperboy start` has with this configuration. While it runs it keeps the database
 * to itself; then those of the papers file alone, with a note. Looking makes no database.
 */
export async function loadKnownPapers(
  context: CliContext,
  config: Config,
): Promise<readonly Paper[]> {
  const file = findOwnStoreFile(config);
  const store = existsSync(file) ? await openIdleStore(context, file) : undefined;
  if (store === undefined) return loadPapers(config.corpusFile);
  try {
    const { papers, unreadable } = await loadLibraryPapers(config.corpusFile, store.papers);
    if (unreadable > 0) context.progress(describeUnreadable(unreadable));
    return papers;
  } finally {
    await store.close();
  }
}

async function openIdleStore(context: CliContext, file: string): Promise<Store | undefined> {
  try {
    return await openStore({ file });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'store_locked') throw error;
    context.progress('Paperboy is running, so papers that were added are not looked at here.');
    return undefined;
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
