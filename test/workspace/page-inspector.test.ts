import { describe, expect, it } from 'vitest';
import { countTries, mergeLines, selectLines } from '../../src/workspace/page/inspector-lines.ts';
import { renderDateAndTime, renderSecond } from '../../src/workspace/page/time-text.ts';
import type { Call, Delivery, Numbered } from '../../src/workspace/page-protocol.ts';

function call(number: number, rest: Partial<Call> = {}): Numbered<Call> {
  return {
    number,
    method: 'chat.postMessage',
    atMs: 1000 + number,
    token: 'bot',
    payload: { text: 'hello' },
    response: { ok: true },
    httpStatus: 200,
    scope: 'chat:write',
    fault: undefined,
    ...rest,
  };
}

function delivery(number: number, rest: Partial<Delivery> = {}): Numbered<Delivery> {
  return {
    number,
    kind: 'event',
    type: 'app_mention',
    body: {},
    atMs: 1000 + number,
    attempt: 0,
    retryReason: undefined,
    via: 'http',
    acked: true,
    error: undefined,
    ackMs: 12.4,
    scope: undefined,
    ...rest,
  };
}

const RATE_LIMITED = { httpStatus: 429, response: { ok: false, error: 'ratelimited' } };

describe('mergeLines', () => {
  it('puts both logs in order of time, a delivery before the calls of its millisecond', () => {
    const lines = mergeLines(
      [delivery(0, { atMs: 5 }), delivery(1, { atMs: 9 })],
      [call(0, { atMs: 5 }), call(1, { atMs: 7 })],
    );
    expect(lines.map(({ key }) => key)).toEqual([
      'delivery 0 5',
      'call 0 5',
      'call 1 7',
      'delivery 1 9',
    ]);
  });

  it.each([
    [delivery(0), 'acked in 12 ms', undefined],
    [delivery(0, { acked: false, error: 'http_timeout' }), 'not acked: http_timeout', undefined],
    [
      delivery(0, { attempt: 1, retryReason: 'http_timeout' }),
      'acked in 12 ms',
      '2nd attempt: http_timeout',
    ],
    [
      delivery(0, { attempt: 3, retryReason: 'http_error' }),
      'acked in 12 ms',
      '4th attempt: http_error',
    ],
  ])('says what became of a delivery', (sent, outcome, retry) => {
    expect(mergeLines([sent], [])).toMatchObject([{ outcome, retry, isFailed: !sent.acked }]);
  });

  it('says what became of a call, and which try it was', () => {
    const lines = mergeLines([], [call(0, RATE_LIMITED), call(1, RATE_LIMITED), call(2)]);
    expect(lines.map(({ outcome, retry, isFailed }) => [outcome, retry, isFailed])).toEqual([
      ['429 ratelimited', undefined, true],
      ['429 ratelimited', '2nd attempt', true],
      ['200 ok', '3rd attempt', false],
    ]);
  });
});

describe('countTries', () => {
  it.each<[string, readonly Numbered<Call>[], readonly (readonly [number, number])[]]>([
    ['a call that went well and comes again', [call(0), call(1)], []],
    ['another payload', [call(0, RATE_LIMITED), call(1, { payload: { text: 'other' } })], []],
    ['another method', [call(0, RATE_LIMITED), call(1, { method: 'views.open' })], []],
    ['the same after one that failed', [call(0, RATE_LIMITED), call(1)], [[1, 2]]],
    [
      'others in between',
      [call(0, RATE_LIMITED), call(1, { method: 'views.open' }), call(2)],
      [[2, 2]],
    ],
    ['anew after it worked', [call(0, RATE_LIMITED), call(1), call(2)], [[1, 2]]],
  ])('counts %s', (_, calls, tries) => {
    expect([...countTries(calls)]).toEqual(tries);
  });
});

describe('selectLines', () => {
  const lines = mergeLines(
    [delivery(0), delivery(1, { acked: false, error: 'http_timeout' })],
    [call(0), call(1, { method: 'views.open', httpStatus: 200, response: { ok: false } })],
  );

  it.each([
    ['all', '', 4],
    ['toApp', '', 2],
    ['fromApp', '', 2],
    ['failed', '', 2],
    ['all', ' VIEWS ', 1],
    ['toApp', 'views', 0],
  ] as const)('keeps of %s what is called “%s”', (wanted, text, count) => {
    expect(selectLines(lines, wanted, text)).toHaveLength(count);
  });
});

describe('time-text', () => {
  const atMs = Date.UTC(2026, 10, 23, 8, 0, 7);

  it('tells a moment in a zone', () => {
    expect(renderDateAndTime(atMs, 'Europe/Berlin', 'long')).toBe('Monday 23 November, 09:00');
    expect(renderDateAndTime(atMs, 'America/New_York', 'short')).toBe('Mon 23 November, 03:00');
  });

  it('begins the day at 00:00', () => {
    expect(renderSecond(Date.UTC(2026, 10, 23), 'UTC')).toBe('00:00:00');
  });
});
