/** Bolt's logger interface on top of pino. Bolt's own info is our debug: people read ours. */
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** At Bolt's debug level whole payloads are written, message text and all: that level stays off. */
export function createBoltLogger(log: Logger): BoltLogger {
  const say = (parts: readonly unknown[]) => parts.map(describe).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.debug(say(parts)),
    warn: (...parts) => log.warn(say(parts)),
    error: (...parts) => log.error(say(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

function describe(part: unknown): string {
  return part instanceof Error ? `${part.name}: ${part.message}` : String(part);
}
