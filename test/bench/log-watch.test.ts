import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchLog } from './log-watch.ts';

const LIMIT_MS = 60_000;

function openLog() {
  const log = new PassThrough();
  return { log, untilLogged: watchLog(log) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('watchLog', () => {
  it('finds a line that is logged later, with its fields and its time', async () => {
    const { log, untilLogged } = openLog();
    const ready = untilLogged('ready', LIMIT_MS);
    log.write('(node:1) Warning: no JSON\n{"msg":"starting"}\n{"msg":"ready","url":"x"}\n');
    const { fields, afterMs } = await ready;
    expect(fields).toEqual({ msg: 'ready', url: 'x' });
    expect(afterMs).toBeGreaterThanOrEqual(0);
  });

  it('finds the first of the lines that were logged before', async () => {
    const { log, untilLogged } = openLog();
    log.write('{"msg":"ready","time":1}\n{"msg":"ready","time":2}\n{"msg":"later"}\n');
    await untilLogged('later', LIMIT_MS);
    expect((await untilLogged('ready', LIMIT_MS)).fields['time']).toBe(1);
  });

  it('says how a log ended that never had the line', async () => {
    const { log, untilLogged } = openLog();
    const ready = untilLogged('ready', LIMIT_MS);
    log.end('{"msg":"The port is taken."}\n');
    await expect(ready).rejects.toThrow(
      'ended before it logged “ready”; its last line: {"msg":"The port is taken."}',
    );
    await expect(untilLogged('ready', LIMIT_MS)).rejects.toThrow('ended before');
  });

  it('says how long it waited', async () => {
    vi.useFakeTimers();
    const { untilLogged } = openLog();
    const ready = untilLogged('ready', LIMIT_MS);
    const outcome = expect(ready).rejects.toThrow('“ready” not logged within 60 s');
    vi.advanceTimersByTime(LIMIT_MS);
    await outcome;
  });

  it('skips a line that only begins as JSON', async () => {
    const { log, untilLogged } = openLog();
    const ready = untilLogged('ready', LIMIT_MS);
    log.write('{ code: 1 }\n{"msg":"ready"}\n');
    expect((await ready).fields).toEqual({ msg: 'ready' });
    log.end();
    await once(log, 'close');
  });
});
