/**
 * The two logs of the workspace as one list of lines to read: deliveries to the app and calls from
 * it, oldest first. Pure.
 */
import type { Call, Delivery, Numbered } from '../page-protocol.ts';

export type Line = {
  /** Stays the line's own when the page connects anew. */
  readonly key: string;
  readonly atMs: number;
  /** `/papers`, `app_mention`, `chat.postMessage`, … */
  readonly name: string;
  readonly isFailed: boolean;
  /** `acked in 12 ms`, `429 ratelimited`. */
  readonly outcome: string;
  /** `2nd attempt: http_timeout`; absent = the first. */
  readonly retry: string | undefined;
} & (
  | { readonly direction: 'toApp'; readonly delivery: Delivery }
  | { readonly direction: 'fromApp'; readonly call: Call }
);

export type Wanted = 'all' | 'toApp' | 'fromApp' | 'failed';

/** In order of time. What was sent at the same millisecond: deliveries first, they cause calls. */
export function mergeLines(
  deliveries: readonly Numbered<Delivery>[],
  calls: readonly Numbered<Call>[],
): readonly Line[] {
  const tries = countTries(calls);
  const lines = [
    ...deliveries.map(toDeliveryLine),
    ...calls.map((call) => toCallLine(call, tries.get(call.number) ?? 1)),
  ];
  return lines.toSorted((a, b) => a.atMs - b.atMs);
}

/** `text` is looked for in names, in any case; empty = every name. */
export function selectLines(lines: readonly Line[], wanted: Wanted, text: string): readonly Line[] {
  const needle = text.trim().toLowerCase();
  return lines.filter((line) => {
    const isWanted =
      wanted === 'all' || (wanted === 'failed' ? line.isFailed : line.direction === wanted);
    return isWanted && line.name.toLowerCase().includes(needle);
  });
}

/**
 * Line number → which try of the same call it is, from 2 on: the same method with the same payload
 * as one that failed, until one works.
 */
export function countTries(calls: readonly Numbered<Call>[]): ReadonlyMap<number, number> {
  const tries = new Map<number, number>();
  const failed = new Map<string, number>();
  for (const call of calls) {
    if (failed.size === 0 && !hasFailed(call)) continue;
    const key = `${call.method} ${JSON.stringify(call.payload)}`;
    const count = (failed.get(key) ?? 0) + 1;
    if (count > 1) tries.set(call.number, count);
    if (hasFailed(call)) failed.set(key, count);
    else failed.delete(key);
  }
  return tries;
}

function toDeliveryLine(delivery: Numbered<Delivery>): Line {
  const { acked, ackMs, attempt, atMs, error = 'unknown', number, retryReason, type } = delivery;
  const reason = retryReason === undefined ? '' : `: ${retryReason}`;
  return {
    key: `delivery ${number} ${atMs}`,
    atMs,
    name: type,
    isFailed: !acked,
    outcome: acked ? `acked in ${Math.round(ackMs)} ms` : `not acked: ${error}`,
    retry: attempt === 0 ? undefined : `${toOrdinal(attempt + 1)} attempt${reason}`,
    direction: 'toApp',
    delivery,
  };
}

function toCallLine(call: Numbered<Call>, count: number): Line {
  const { atMs, httpStatus, method, number, response } = call;
  const isFailed = hasFailed(call);
  const word = isFailed ? String(response['error'] ?? 'failed') : 'ok';
  return {
    key: `call ${number} ${atMs}`,
    atMs,
    name: method,
    isFailed,
    outcome: `${httpStatus} ${word}`,
    retry: count === 1 ? undefined : `${toOrdinal(count)} attempt`,
    direction: 'fromApp',
    call,
  };
}

function hasFailed({ httpStatus, response }: Call): boolean {
  return httpStatus >= 400 || response['ok'] === false;
}

/** 2 → `2nd`. */
function toOrdinal(count: number): string {
  const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(count);
  return `${count}${suffixes[rule] ?? 'th'}`;
}
