import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';

describe('createManualClock', () => {
  it('runs what falls due, in order of time and then of creation', () => {
    const clock = createManualClock(1000);
    const seen: [string, number][] = [];
    const note = (name: string) => () => void seen.push([name, clock.nowMs()]);
    clock.after(20, note('b'));
    clock.after(10, note('a'));
    clock.after(20, note('c'));
    const cancel = clock.after(15, note('never'));
    clock.after(5, () => clock.after(5, note('a2')));
    cancel();
    clock.advance(25);
    expect(seen).toEqual([
      ['a', 1010],
      ['a2', 1010],
      ['b', 1020],
      ['c', 1020],
    ]);
    expect(clock.nowMs()).toBe(1025);
  });
});
