import { describe, expect, it } from 'vitest';
import { createThreadQueue } from '../../src/slack/thread-queue.ts';

/** A piece of work that ends when it is told to. */
function createWork(seen: string[], name: string) {
  let finish: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = async () => {
    seen.push(name);
    await ended;
  };
  return { work, finish: () => finish?.() };
}

const turns = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('createThreadQueue', () => {
  it('runs one at a time in a thread, the lowest order first', async () => {
    const queue = createThreadQueue();
    const seen: string[] = [];
    const works = ['b', 'c', 'a'].map((name) => createWork(seen, name));
    const [b, c, a] = works;
    const running = [
      queue.run('thread', 2, b?.work ?? fail),
      queue.run('thread', 3, c?.work ?? fail),
      queue.run('thread', 1, a?.work ?? fail),
    ];
    await turns();
    expect(seen).toEqual(['a']);
    for (const each of works) each.finish();
    await Promise.all(running);
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('does not hold up another thread', async () => {
    const queue = createThreadQueue();
    const seen: string[] = [];
    const slow = createWork(seen, 'slow');
    const waiting = queue.run('one', 1, slow.work);
    await queue.run('other', 2, async () => void seen.push('other'));
    expect(seen).toEqual(['slow', 'other']);
    slow.finish();
    await waiting;
  });

  it('goes on after one that fails, and remembers no thread that is done', async () => {
    const queue = createThreadQueue();
    const seen: string[] = [];
    const failing = queue.run('thread', 1, () => Promise.reject(new Error('no')));
    const next = queue.run('thread', 2, async () => void seen.push('next'));
    await expect(failing).rejects.toThrow('no');
    await next;
    expect(seen).toEqual(['next']);
    await turns();
    expect(queue.threads()).toBe(0);
    await queue.run('thread', 3, async () => void seen.push('later'));
    expect(seen).toEqual(['next', 'later']);
  });
});

function fail(): Promise<void> {
  throw new Error('there is no such work');
}
