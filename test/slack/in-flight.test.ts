import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../src/model/clock.ts';
import { createInFlight } from '../../src/slack/in-flight.ts';
import { createPressGuard } from '../../src/slack/press-guard.ts';

describe('createInFlight', () => {
  it('gives turns in order, each with the event loop between', async () => {
    const inFlight = createInFlight();
    const seen: string[] = [];
    const all = ['a', 'b', 'c'].map(async (name) => {
      await inFlight.nextTurn();
      seen.push(name);
      setImmediate(() => seen.push(`after ${name}`));
    });
    expect(seen).toEqual([]);
    await Promise.all(all);
    expect(seen.slice(0, 3)).toEqual(['a', 'after a', 'b']);
  });

  it('is drained when all work has ended, failed work and late work too', async () => {
    const inFlight = createInFlight();
    const seen: string[] = [];
    const failing = inFlight.track(Promise.reject(new Error('no')));
    const work = async () => {
      await inFlight.nextTurn();
      void inFlight.track(inFlight.nextTurn().then(() => void seen.push('child')));
    };
    const parent = inFlight.track(work());
    await expect(failing).rejects.toThrow('no');
    await inFlight.drained();
    await parent;
    expect(seen).toEqual(['child']);
  });
});

describe('createPressGuard', () => {
  it('takes the same press within a second as one', () => {
    const clock = createManualClock(0);
    const guard = createPressGuard(clock);
    expect(guard.isPress('ada save')).toBe(true);
    expect(guard.isPress('ada save')).toBe(false);
    expect(guard.isPress('ben save')).toBe(true);
    clock.advance(999);
    expect(guard.isPress('ada save')).toBe(false);
    clock.advance(1);
    expect(guard.isPress('ada save')).toBe(true);
    guard.forget('ada save');
    expect(guard.isPress('ada save')).toBe(true);
  });
});
