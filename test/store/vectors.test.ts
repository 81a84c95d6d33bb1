import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createScratchFolder, openScratchStore } from './scratch.ts';

const A = Float32Array.of(0.6, 0.8);
const B = Float32Array.of(-1, 0);

describe('vectors', () => {
  it('come back as they were saved, from the file, by model and hash', async () => {
    const file = join(createScratchFolder(), 'paperboy.db');
    const store = await openScratchStore(file);
    await store.vectors.save(
      'm',
      new Map([
        ['a', A],
        ['b', B],
      ]),
    );
    await store.vectors.save('n', new Map([['a', B]]));
    await store.close();
    const { vectors } = await openScratchStore(file);
    expect(await vectors.load('m', ['b', 'a', 'c'])).toEqual(
      new Map([
        ['a', A],
        ['b', B],
      ]),
    );
    expect(await vectors.load('n', ['a'])).toEqual(new Map([['a', B]]));
    expect(await vectors.load('o', ['a'])).toEqual(new Map());
    expect(await vectors.load('m', [])).toEqual(new Map());
  });

  it('are replaced when saved again', async () => {
    const { vectors } = await openScratchStore();
    await vectors.save('m', new Map([['a', A]]));
    await vectors.save('m', new Map([['a', B]]));
    expect(await vectors.load('m', ['a'])).toEqual(new Map([['a', B]]));
    await vectors.save('m', new Map());
  });

  it('are saved as the part of a larger buffer that they are', async () => {
    const { vectors } = await openScratchStore();
    await vectors.save('m', new Map([['a', Float32Array.of(9, 0.6, 0.8, 9).subarray(1, 3)]]));
    expect(await vectors.load('m', ['a'])).toEqual(new Map([['a', A]]));
  });

  it('go when they are not among those to keep, be there many', async () => {
    const { vectors, check } = await openScratchStore();
    const many = Array.from({ length: 1200 }, (_, place): [string, Float32Array] => [
      `${place}`,
      A,
    ]);
    await vectors.save('m', new Map(many));
    await vectors.save('n', new Map([['0', A]]));
    await vectors.keepOnly('m', ['7', 'unknown']);
    expect((await check()).rows).toMatchObject({ vectors: 1 });
    expect((await vectors.load('m', ['7'])).size).toBe(1);
    await vectors.keepOnly('m', []);
    expect((await check()).rows).toMatchObject({ vectors: 0 });
  });

  it('that are damaged come back as what is left of them', async () => {
    const { vectors } = await openScratchStore();
    await vectors.save('m', new Map([['a', new Float32Array()]]));
    expect(await vectors.load('m', ['a'])).toEqual(new Map([['a', new Float32Array()]]));
  });
});
