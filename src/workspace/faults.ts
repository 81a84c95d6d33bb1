/**
 * Misfortune on demand: what Slack and the network do to an app on a bad day. Most faults are set
 * before the act that meets them and are used up by it; an outage, the limit on posting and
 * `decide` stay until they are ended.
 *
 * A method is one of the Web API, or `response_url` for an answer sent to one.
 */
import type { Clock } from '../model/clock.ts';
import type { Json } from './state.ts';

/** What becomes of the connection of a call that gets no answer: it stays open, or is cut at once. */
export type Unanswered = 'hang' | 'cut';

export type CallFault =
  | { readonly kind: 'ratelimited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'status'; readonly status: number }
  /**
   * Carried out, and answered with an error all the same. Of `fatal_error` and `internal_error`
   * Slack says so itself: docs.slack.dev/reference/methods/chat.postMessage
   */
  | { readonly kind: 'denied'; readonly error: string }
  /** Carried out at once, answered later by the clock. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Carried out, not answered. */
  | { readonly kind: 'silent'; readonly connection: Unanswered }
  /** Not answered, and carried out only later by the clock, as things stand by then. */
  | { readonly kind: 'late'; readonly delayMs: number; readonly connection: Unanswered }
  /** Neither carried out nor answered. */
  | { readonly kind: 'lost'; readonly connection: Unanswered };

/** In a few words, for the log. */
export function describeFault(fault: CallFault): string {
  switch (fault.kind) {
    case 'ratelimited':
      return `rate limited for ${fault.retryAfterSeconds} s`;
    case 'error':
      return `refused: ${fault.error}`;
    case 'status':
      return `HTTP ${fault.status}`;
    case 'denied':
      return `done, but answered with ${fault.error}`;
    case 'slow':
      return `answered ${fault.delayMs} ms late`;
    case 'silent':
      return 'never answered';
    case 'late':
      return `never answered, done ${fault.delayMs} ms late`;
    case 'lost':
      return 'lost on the way';
  }
}

export type Faults = ReturnType<typeof createFaults>;

type Counted = 'expiredTrigger' | 'deadResponseUrl' | 'duplicateEvent' | 'lostAck';

/** Asked for every call; undefined = let it be. Brings its own, seeded, randomness. */
export type Decide = (method: string, args: Json) => CallFault | undefined;

/** HTTP 503 from a Slack that is down; or no Slack that could be reached. */
export type Outage = 'unavailable' | 'unreachable';

const OUTAGES = {
  unavailable: { kind: 'status', status: 503 },
  unreachable: { kind: 'lost', connection: 'cut' },
} as const satisfies Record<Outage, CallFault>;

/** "One message per second per channel": https://docs.slack.dev/apis/web-api/rate-limits (read 2026-11) */
const POST_INTERVAL_MS = 1_000;

export function createFaults(clock: Clock) {
  const byMethod = new Map<string, CallFault[]>();
  const counts = new Map<Counted, number>();
  const outages = new Set<{ readonly fault: CallFault; readonly untilMs: number }>();
  let decide: Decide | undefined;
  /** Channel → when it was last posted to; undefined = posting is not limited. */
  let lastPosts: Map<unknown, number> | undefined;

  function add(method: string, fault: CallFault, times = 1): void {
    const queue = byMethod.get(method) ?? [];
    byMethod.set(method, [...queue, ...Array.from({ length: times }, () => fault)]);
  }

  function count(what: Counted, times: number): void {
    counts.set(what, (counts.get(what) ?? 0) + times);
  }

  function findOutage(): CallFault | undefined {
    return [...outages].find(({ untilMs }) => clock.nowMs() < untilMs)?.fault;
  }

  function limitPost(method: string, { channel }: Json): CallFault | undefined {
    if (lastPosts === undefined || method !== 'chat.postMessage') return undefined;
    const leftMs = (lastPosts.get(channel) ?? -Infinity) + POST_INTERVAL_MS - clock.nowMs();
    if (leftMs > 0) return { kind: 'ratelimited', retryAfterSeconds: Math.ceil(leftMs / 1000) };
    lastPosts.set(channel, clock.nowMs());
    return undefined;
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
    /**
     * The next call is refused with this error code, or with this HTTP status. The next answer
     * through a response URL is refused as method `response_url`, by code only.
     */
    failNext(method: string, error: string | number): void {
      add(
        method,
        typeof error === 'number' ? { kind: 'status', status: error } : { kind: 'error', error },
      );
    },
    /** The next call is carried out and answered with this error all the same. */
    failAfterAccept(method: string, error = 'internal_error'): void {
      add(method, { kind: 'denied', error });
    },
    /** The next call is carried out at once and answered `delayMs` later, by the clock. */
    slow(method: string, delayMs: number): void {
      add(method, { kind: 'slow', delayMs });
    },
    /** The next call is carried out and never answered: the post is there, its sender not told. */
    timeoutAfterAccept(method: string, connection: Unanswered = 'hang'): void {
      add(method, { kind: 'silent', connection });
    },
    /** The next call is never answered and carried out `delayMs` later, by the clock. */
    appearLate(method: string, delayMs: number, connection: Unanswered = 'hang'): void {
      add(method, { kind: 'late', delayMs, connection });
    },
    /** The next call is never answered, and nothing comes of it. */
    swallow(method: string, connection: Unanswered = 'hang'): void {
      add(method, { kind: 'lost', connection });
    },
    /** Every call fails until the returned function is called, or the clock says `untilMs`. */
    outage(kind: Outage, untilMs = Infinity): () => void {
      const outage = { fault: OUTAGES[kind], untilMs };
      outages.add(outage);
      return () => void outages.delete(outage);
    },
    /** From now on one message a second and channel, however the channel is called; or as many as come. */
    limitPosts(isOn = true): void {
      lastPosts = isOn ? new Map() : undefined;
    },
    /** What every call is put to from now on; undefined = none is. */
    decide(how: Decide | undefined): void {
      decide = how;
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
    /** What one call meets, and uses up. During an outage nothing is used up. */
    takeCall(method: string, args: Json): CallFault | undefined {
      const decided = decide?.(method, args);
      return findOutage() ?? byMethod.get(method)?.shift() ?? decided ?? limitPost(method, args);
    },
  };
}
