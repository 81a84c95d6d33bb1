/** Waits for lines of a process's log: JSON objects with a message, one a line. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A line, and when it came, counted from when the watching began. */
export type LogLine = { readonly afterMs: number; readonly fields: Record<string, unknown> };

/**
 * The first line with this message, logged already or yet to come. Rejects, saying why, when the
 * log ends without it or `limitMs` pass.
 */
export type LogWatch = (message: string, limitMs: number) => Promise<LogLine>;

/** Reads the log from now on. Only the first line of each message is kept: a run logs thousands. */
export function watchLog(log: Readable): LogWatch {
  const startMs = performance.now();
  const first = new Map<string, LogLine>();
  const watchers = new Set<() => void>();
  let last = 'nothing';
  let isOpen = true;
  const tell = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const reader = createInterface({ input: log });
  reader.on('line', (line) => {
    last = line;
    const fields = parseFields(line);
    const message = String(fields['msg']);
    if (first.has(message)) return;
    first.set(message, { afterMs: performance.now() - startMs, fields });
    tell();
  });
  reader.on('close', () => {
    isOpen = false;
    tell();
  });
  return (message, limitMs) =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        watchers.delete(look);
        act();
      };
      const look = () => {
        const line = first.get(message);
        if (line !== undefined) settle(() => resolve(line));
        else if (!isOpen) {
          const why = `Paperboy ended before it logged “${message}”; its last line: ${last}`;
          settle(() => reject(new Error(why)));
        }
      };
      const timer = setTimeout(() => {
        settle(() => reject(new Error(`“${message}” not logged within ${limitMs / 1000} s`)));
      }, limitMs);
      watchers.add(look);
      look();
    });
}

/** Other lines, such as Node's warnings, have none. */
function parseFields(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
