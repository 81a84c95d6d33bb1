/**
 * Misfortune on demand: what Slack and the network do to an app on a bad day. Each fault is set
 * before the act that meets it and is used up by it.
 */

type MethodFault =
  | { readonly kind: 'ratelimited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'silent' };

/** In a few words, for the log. */
export function describeFault(fault: MethodFault): string {
  switch (fault.kind) {
    case 'ratelimited':
      return `rate limited for ${fault.retryAfterSeconds} s`;
    case 'error':
      return `refused: ${fault.error}`;
    case 'status':
      return `HTTP ${fault.status}`;
    case 'slow':
      return `answered ${fault.delayMs} ms late`;
    case 'silent':
      return 'never answered';
  }
}

export type Faults = ReturnType<typeof createFaults>;

type Counted = 'expiredTrigger' | 'deadResponseUrl' | 'duplicateEvent' | 'lostAck';

export function createFaults() {
  const byMethod = new Map<string, MethodFault[]>();
  const counts = new Map<Counted, number>();

  function add(method: string, fault: MethodFault, times = 1): void {
    const queue = byMethod.get(method) ?? [];
    byMethod.set(method, [...queue, ...Array.from({ length: times }, () => fault)]);
  }

  function count(what: Counted, times: number): void {
    counts.set(what, (counts.get(what) ?? 0) + times);
  }

  return {
    /** The next `times` calls get HTTP 429 with Retry-After. */
    rateLimit(
      method: string,
      options: { readonly times?: number; readonly retryAfterSeconds?: number } = {},
    ): void {
      const { times = 1, retryAfterSeconds = 1 } = options;
      add(method, { kind: 'ratelimited', retryAfterSeconds }, times);
    },
    /** The next call is refused with this error code, or with this HTTP status. */
    failNext(method: string, error: string | number): void {
      add(
        method,
        typeof error === 'number' ? { kind: 'status', status: error } : { kind: 'error', error },
      );
    },
    /** The next call is carried out at once and answered `delayMs` later, by the clock. */
    slow(method: string, delayMs: number): void {
      add(method, { kind: 'slow', delayMs });
    },
    /** The next call is carried out and never answered: the post is there, its sender not told. */
    timeoutAfterAccept(method: string): void {
      add(method, { kind: 'silent' });
    },
    /** The next `times` response URLs handed out never work. */
    deadResponseUrls: (times = 1) => count('deadResponseUrl', times),
    /** The next `times` triggers handed out are expired when they arrive. */
    expireTriggers: (times = 1) => count('expiredTrigger', times),
    /** The next `times` events are sent twice, with the same event_id and no retry headers. */
    duplicateEvents: (times = 1) => count('duplicateEvent', times),
    /** The acks of the next `times` events get lost on the way: Slack sends them again. */
    retryEvents: (times = 1) => count('lostAck', times),

    /** Uses up one of a counted fault; false = none was set. */
    take(what: Counted): boolean {
      const left = counts.get(what) ?? 0;
      if (left > 0) counts.set(what, left - 1);
      return left > 0;
    },
    /** Uses up the next fault of a method. */
    takeMethod: (method: string): MethodFault | undefined => byMethod.get(method)?.shift(),
  };
}
