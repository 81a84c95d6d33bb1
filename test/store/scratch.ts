/** A store, or a file for one, that is gone when its test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';

export function createScratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openScratchStore(file = ':memory:'): Promise<Store> {
  const store = await openStore({ file });
  onTestFinished(() => store.close());
  return store;
}
