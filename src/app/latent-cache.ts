/**
 * The latent space of a collection, kept in the state folder under a hash of what it was made of,
 * so that the next start need not train it. A file that is damaged is made again.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentVectors,
  type LatentSpace,
  projectDocuments,
  TRAINING,
  type TrainingIndex,
  trainLatentSpace,
} from '../search/latent-space.ts';
import { decodeLatentSpace, encodeLatentSpace } from './latent-file.ts';

/** A collection to learn from; `terms` by number. */
export type TrainingData = { readonly index: TrainingIndex; readonly terms: readonly string[] };

export type OpenedLatent = {
  readonly space: LatentSpace;
  readonly vectors: DocumentVectors;
  /** `older` = of the collection as it was before, the new documents folded in; a better one follows. */
  readonly origin: 'trained' | 'cache' | 'older';
};

/**
 * Hands `use` the space of the collection: from the cache in `folder`, or trained and then kept
 * there. While it trains, a space of an earlier state of the collection serves if there is one.
 * Rejects after `use` had the trained space when that cannot be written.
 */
export async function openLatentSpace(
  { index, terms }: TrainingData,
  folder: string,
  use: (latent: OpenedLatent) => void,
): Promise<void> {
  const hand = (found: LatentSpace, origin: OpenedLatent['origin']) =>
    use({ space: found, vectors: projectDocuments(found, index), origin });
  const name = `latent-${hashTraining({ index, terms })}.bin`;
  const cached = await readSpace(join(folder, name), terms);
  if (cached !== undefined) {
    hand(cached, 'cache');
    return;
  }
  const older = await findNewest(folder);
  const olderSpace = older === undefined ? undefined : await readSpace(join(folder, older), terms);
  if (olderSpace !== undefined) hand(olderSpace, 'older');
  const space = trainLatentSpace(index);
  hand(space, 'trained');
  await keep(folder, name, encodeLatentSpace(space, terms));
}

/** Of the documents' words in order and of what the training makes of them. */
function hashTraining({ index, terms }: TrainingData): string {
  const hash = createHash('sha256').update(`${JSON.stringify(TRAINING)} ${index.size}\n`);
  hash.update(terms.join('\n'));
  for (const numbers of [index.streamStarts, index.stream]) {
    hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

async function readSpace(file: string, terms: readonly string[]): Promise<LatentSpace | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes && decodeLatentSpace(bytes, terms);
}

async function listKept(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^latent-[0-9a-f]{16}\.bin$/.test(name));
}

async function findNewest(folder: string): Promise<string | undefined> {
  const files = await Promise.all(
    (await listKept(folder)).map(async (name) => {
      // Another process may have taken it away just now.
      const found = await stat(join(folder, name)).catch(() => undefined);
      return { name, mtimeMs: found?.mtimeMs ?? 0 };
    }),
  );
  return files.sort((a, b) => b.mtimeMs - a.mtimeMs)[0]?.name;
}

/** Renamed when whole. Spaces of earlier collections are of no more use then. */
async function keep(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${name}.${process.pid}`);
  await writeFile(unfinished, bytes);
  await rename(unfinished, join(folder, name));
  const others = (await listKept(folder)).filter((other) => other !== name);
  await Promise.all(others.map((other) => rm(join(folder, other), { force: true })));
}
