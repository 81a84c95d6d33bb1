import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLearner } from '../../src/app/latent.ts';
import { type OpenedLatent, openLatentSpace } from '../../src/app/latent-cache.ts';
import { projectDocuments } from '../../src/search/latent-space.ts';
import { invert } from '../search/made-documents.ts';

const OLD = ['cat|fur', 'cat|fur', 'net|bit', 'net|bit'];
const GROWN = ['cow|fur', ...OLD, 'cow|fur'];

describe('latent cache', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-latent-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function open(texts: readonly string[], into = folder): Promise<readonly OpenedLatent[]> {
    const index = invert(...texts);
    const handed: OpenedLatent[] = [];
    const terms = [...index.terms.keys()];
    await openLatentSpace({ index, terms }, into, (latent) => handed.push(latent));
    return handed;
  }
  const originsOf = (handed: readonly OpenedLatent[]) => handed.map(({ origin }) => origin);

  it('trains once and then reads, the same numbers', async () => {
    const [trained, ...more] = await open(OLD);
    const [cached, ...others] = await open(OLD);
    expect([trained?.origin, cached?.origin, ...more, ...others]).toEqual(['trained', 'cache']);
    expect(cached?.space).toEqual(trained?.space);
    expect(cached?.vectors).toEqual(trained?.vectors);
    expect(trained?.vectors).toEqual(projectDocuments(trained?.space ?? never(), invert(...OLD)));
  });

  it('makes the folder', async () => {
    const inner = join(folder, 'not', 'there');
    expect(originsOf(await open(OLD, inner))).toEqual(['trained']);
    expect(originsOf(await open(OLD, inner))).toEqual(['cache']);
  });

  it.each([
    ['a changed byte', (bytes: Buffer) => Buffer.from(bytes.map((b, at) => (at === 50 ? ~b : b)))],
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['nothing', () => Buffer.alloc(0)],
  ])('makes a file again that has %s', async (_, damage) => {
    const [first] = await open(OLD);
    const [name = ''] = await readdir(folder);
    const file = join(folder, name);
    const whole = await readFile(file);
    await writeFile(file, damage(whole));
    const [again] = await open(OLD);
    expect(again).toEqual(first);
    expect(await readFile(file)).toEqual(whole);
    expect(await readdir(folder)).toEqual([name]);
  });

  it('serves a grown collection from the older space, then from its own', async () => {
    await open(OLD);
    const handed = await open(GROWN);
    expect(originsOf(handed)).toEqual(['older', 'trained']);
    const [older, trained] = handed;
    const index = invert(...GROWN);
    const cow = index.terms.get('cow') ?? -1;
    expect(older?.space.termRows[cow]).toBe(-1);
    expect(trained?.space.termRows[cow]).toBeGreaterThanOrEqual(0);
    // Folded in: the cow's fur is a cat's.
    expect(older?.vectors.values).toHaveLength(GROWN.length * (older?.vectors.dimensions ?? 0));
    expect(older?.vectors.values.subarray(0, older.vectors.dimensions).some((v) => v !== 0)).toBe(
      true,
    );
    expect(originsOf(await open(GROWN))).toEqual(['cache']);
  });

  it('keeps the newest alone, and leaves other files be', async () => {
    await writeFile(join(folder, 'store.db'), 'kept');
    await open(OLD);
    await open(GROWN);
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith('latent-'))).toHaveLength(1);
    expect(names).toContain('store.db');
  });

  it.each([
    ['a word that is another', ['cow|fur', 'cow|fur', 'net|bit', 'net|bit']],
    ['words in another order', ['cat|fur', 'fur|cat', 'net|bit', 'net|bit']],
    ['a document that ends elsewhere', ['cat|', 'fur cat|fur', 'net|bit', 'net|bit']],
  ])('trains again for %s', async (_, changed) => {
    await open(OLD);
    expect(originsOf(await open(changed))).toEqual(['older', 'trained']);
  });

  it('hands the space over before a folder that cannot be written fails it', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const handed: OpenedLatent[] = [];
    const learning = createLearner(file)(invert(...OLD), (latent) => handed.push(latent));
    await expect(learning).rejects.toMatchObject({ code: expect.stringMatching(/EEXIST|ENOTDIR/) });
    expect(originsOf(handed)).toEqual(['trained']);
  });

  it('is not misled by a folder that has a space’s name', async () => {
    await open(OLD);
    const [name = ''] = await readdir(folder);
    await rm(join(folder, name));
    await mkdir(join(folder, 'latent-0123456789abcdef.bin'));
    const handed: OpenedLatent[] = [];
    const learn = createLearner(folder)(invert(...OLD), (latent) => handed.push(latent));
    await learn.catch(() => {});
    expect(originsOf(handed)).toEqual(['trained']);
  });
});

function never(): never {
  throw new Error('Nothing was handed over.');
}
