import { describe, expect, it } from 'vitest';
import { parsePauseLength } from '../../src/requests/pause-length.ts';

const HOUR_MS = 3_600_000;

describe('parsePauseLength', () => {
  it.each([
    ['1w', 168],
    ['3d', 72],
    ['2h', 2],
    [' 2 Weeks ', 336],
    ['for 1 day', 24],
    ['12 hours', 12],
    ['52w', 8736],
  ])('reads %j', (text, hours) => {
    expect(parsePauseLength(text, 1000)).toEqual({ untilMs: 1000 + hours * HOUR_MS });
  });

  it.each(['', 'until resumed', 'Until  resume'])('takes %j for no end', (text) => {
    expect(parsePauseLength(text, 1000)).toEqual({ untilMs: undefined });
  });

  it.each(['soon', '0d', '-1w', '1.5d', '60w', '1y', '1w 2d', 'tokens in speech', '9999w', '1e3h'])(
    'does not guess at %j',
    (text) => {
      expect(parsePauseLength(text, 1000)).toBeUndefined();
    },
  );
});
