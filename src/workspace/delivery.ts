/**
 * Hands things to the app and waits three seconds for its ack: commands and interactions once,
 * events up to four times (now, at once, after a minute, after five), as Slack does.
 * https://docs.slack.dev/apis/events-api (read 2026-11)
 *
 * How a thing travels is the transport's business (signed HTTP or Socket Mode).
 */
import type { Clock } from '../model/clock.ts';
import type { Activity, Delivery } from './activity.ts';
import type { OutgoingEvent } from './events.ts';
import type { Faults } from './faults.ts';
import type { Json } from './state.ts';

const ACK_LIMIT_MS = 3_000;
const RETRY_DELAYS_MS = [0, 60_000, 300_000];

export type Outgoing = {
  readonly kind: Delivery['kind'];
  readonly body: Json;
  /** 0 = the first attempt. */
  readonly attempt: number;
  readonly retryReason: string | undefined;
};

/** `body` is what came with the ack: text, parsed JSON, or absent. */
export type TransportReply =
  | { readonly acked: true; readonly body: unknown }
  | { readonly acked: false; readonly error: string; readonly noRetry?: boolean };

export interface Transport {
  readonly via: Delivery['via'];
  /** Never rejects. Resolves with the error `http_timeout` soon after `signal` fires. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<TransportReply>;
}

export type Ack = TransportReply & { readonly ackMs: number };

export type DeliveryOptions = {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly transport: () => Transport;
};

export type DeliveryDesk = ReturnType<typeof createDelivery>;

type Parcel = Pick<Delivery, 'kind' | 'type' | 'body' | 'scope'>;

export function createDelivery({ clock, activity, faults, transport }: DeliveryOptions) {
  const waiting = new Set<() => void>();
  let isStopped = false;

  async function attempt(parcel: Parcel, number: number, retryReason?: string): Promise<Ack> {
    const end = activity.begin();
    const atMs = clock.nowMs();
    const started = performance.now();
    const route = transport();
    const limit = new AbortController();
    // A standing clock must not keep an answer waiting for ever, so real time bounds it as well.
    const cancel = clock.after(ACK_LIMIT_MS, () => limit.abort());
    const timer = setTimeout(() => limit.abort(), ACK_LIMIT_MS);
    const { kind, body } = parcel;
    const outgoing = { kind, body, attempt: number, retryReason };
    let reply = await route.send(outgoing, limit.signal);
    cancel();
    clearTimeout(timer);
    if (kind === 'event' && reply.acked && faults.take('lostAck')) {
      reply = { acked: false, error: 'http_timeout' };
    }
    const ackMs = performance.now() - started;
    activity.recordDelivery({
      ...parcel,
      atMs,
      attempt: number,
      retryReason,
      via: route.via,
      acked: reply.acked,
      error: reply.acked ? undefined : reply.error,
      ackMs,
    });
    end();
    return { ...reply, ackMs };
  }

  async function deliverEvent(parcel: Parcel, number: number, reason?: string): Promise<void> {
    if (isStopped) return;
    const ack = await attempt(parcel, number, reason);
    const delayMs = RETRY_DELAYS_MS[number];
    if (ack.acked || ack.noRetry === true || delayMs === undefined) return;
    if (delayMs === 0) {
      await deliverEvent(parcel, number + 1, ack.error);
      return;
    }
    const cancel = clock.after(delayMs, () => {
      waiting.delete(cancel);
      // Nobody waits for an event: its outcome is in the log.
      void deliverEvent(parcel, number + 1, ack.error);
    });
    waiting.add(cancel);
  }

  return {
    /** Commands and interactions: one attempt, its ack handed back. */
    sendInteraction: async (parcel: Parcel): Promise<Ack> => await attempt(parcel, 0),
    /** Events: sent in the background, with retries. */
    sendEvent(event: OutgoingEvent): void {
      const { name, body, scope } = event;
      const parcel: Parcel = { kind: 'event', type: name, body, scope };
      const copies = faults.take('duplicateEvent') ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) void deliverEvent(parcel, 0);
    },
    /** Forgets the retries that are due later. */
    stop(): void {
      isStopped = true;
      for (const cancel of waiting) cancel();
    },
  };
}
