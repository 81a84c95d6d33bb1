/**
 * What the local workspace keeps between two starts, in a folder of its own: the bot's database,
 * and beside it the conversations and how far the clock had been moved.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../model/app-error.ts';
import { openStore } from '../store/store.ts';
import { snapshotSchema } from '../workspace/snapshot.ts';
import type { Config } from './config.ts';
import { findStoreFile } from './delivery.ts';

const keptSchema = z.object({
  /** How far the workspace's clock was ahead of the machine's. */
  aheadMs: z.number().min(0),
  workspace: snapshotSchema,
});

export type Kept = z.infer<typeof keptSchema>;

/** The same configuration, with the folder of the local workspace as the folder of its state. */
export function useLocalFolder(config: Config): Config {
  return { ...config, stateDir: join(config.stateDir, 'local') };
}

/** Undefined when there is nothing. Throws `config_invalid` when it cannot be read. */
export async function loadKept(config: Config): Promise<Kept | undefined> {
  const file = findKeptFile(config);
  try {
    return keptSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AppError(
      'config_invalid',
      `${file} cannot be read. Start over with: npm start -- --fresh`,
      { cause: error },
    );
  }
}

export async function saveKept(config: Config, kept: Kept): Promise<void> {
  const file = findKeptFile(config);
  await mkdir(config.stateDir, { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(kept));
  await rename(`${file}.new`, file);
}

/** Forgets everything. Throws `store_locked` when another process is at work on it. */
export async function forgetAll(config: Config): Promise<void> {
  const file = findStoreFile(config);
  try {
    const store = await openStore({ file });
    await store.close();
  } catch (error) {
    // One that cannot be read is what somebody may want to be rid of.
    if (error instanceof AppError && error.code === 'store_locked') throw error;
  }
  const files = [file, `${file}-wal`, `${file}-shm`, findKeptFile(config)];
  await Promise.all(files.map((each) => rm(each, { force: true })));
}

function findKeptFile(config: Config): string {
  return join(config.stateDir, 'workspace.json');
}
