/**
 * The log: JSON lines on standard error, so that standard output stays a command's own. Tokens
 * never reach it: what is logged are ids, codes and durations.
 */
import { destination, type Logger, pino } from 'pino';

export function createLogger(level: string): Logger {
  return pino({ level, base: null }, destination({ dest: 2, sync: true }));
}
