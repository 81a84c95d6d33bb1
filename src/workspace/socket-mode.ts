/**
 * Slack's side of Socket Mode: hello, envelopes, acks, disconnect and refresh.
 * https://docs.slack.dev/apis/events-api/using-socket-mode (read 2026-11)
 *
 * An app may hold up to ten connections, and any of them may get a payload: they take turns.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJson } from './block-kit.ts';
import type { Outgoing, Transport, TransportReply } from './delivery.ts';
import { APP_ID } from './seed.ts';
import type { State } from './state.ts';

const MAX_CONNECTIONS = 10;
const CLOSE_LIMIT_MS = 500;
const ENVELOPE_TYPES = {
  command: 'slash_commands',
  interactive: 'interactive',
  event: 'events_api',
} as const;

type Pending = { readonly socket: WebSocket; readonly settle: (reply: TransportReply) => void };

export class SocketMode implements Transport {
  readonly via = 'socket';
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #pending = new Map<string, Pending>();
  readonly #state: State;
  readonly #onChange: () => void;
  #open: readonly WebSocket[] = [];
  #turn = 0;

  constructor(state: State, onChange: () => void) {
    this.#state = state;
    this.#onChange = onChange;
  }

  connectionCount(): number {
    return this.#open.length;
  }

  /** The path and query of a new connection; its ticket opens one socket. */
  issuePath(): string {
    const ticket = this.#state.nextId('ticket-');
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${APP_ID}`;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isKnown = this.#tickets.delete(searchParams.get('ticket') ?? '');
    if (!isKnown || this.#open.length >= MAX_CONNECTIONS) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened));
  }

  async send(outgoing: Outgoing, signal: AbortSignal): Promise<TransportReply> {
    const socket = this.#open[this.#turn % Math.max(1, this.#open.length)];
    this.#turn += 1;
    if (socket === undefined) return { acked: false, error: 'connection_failed' };
    const id = this.#state.nextId('envelope-');
    return await new Promise((resolve) => {
      const giveUp = () => this.#settle(id, { acked: false, error: 'http_timeout' });
      signal.addEventListener('abort', giveUp, { once: true });
      this.#pending.set(id, { socket, settle: resolve });
      socket.send(JSON.stringify(toEnvelope(id, outgoing)));
    });
  }

  /** Announces the end of every connection, as Slack does every few hours; the app closes. */
  refresh(): void {
    const debug = { debug_info: { host: 'local' } };
    const message = { type: 'disconnect', reason: 'refresh_requested', ...debug };
    const leaving = this.#open;
    this.#setOpen([]);
    for (const socket of leaving) socket.send(JSON.stringify(message));
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.#open) socket.terminate();
  }

  /** Closes what is still open, by force where the app does not answer. */
  async stop(): Promise<void> {
    const closed = [...this.#server.clients].map(
      async (socket) =>
        await new Promise<void>((resolve) => {
          const force = setTimeout(() => socket.terminate(), CLOSE_LIMIT_MS);
          socket.once('close', () => {
            clearTimeout(force);
            resolve();
          });
          socket.close(1000);
        }),
    );
    await Promise.all(closed);
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    this.#setOpen([...this.#open, socket]);
    socket.on('message', (data: Buffer) => {
      const message = parseJson(data.toString());
      const envelopeId = message?.['envelope_id'];
      if (typeof envelopeId !== 'string') return;
      this.#settle(envelopeId, { acked: true, body: readPayload(message?.['payload']) });
    });
    socket.on('close', () => {
      this.#setOpen(this.#open.filter((each) => each !== socket));
      for (const [id, pending] of this.#pending) {
        if (pending.socket === socket)
          this.#settle(id, { acked: false, error: 'connection_failed' });
      }
    });
    socket.on('error', () => socket.terminate());
    const hello = {
      type: 'hello',
      connection_info: { app_id: APP_ID },
      num_connections: this.#open.length,
      debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18_060 },
    };
    socket.send(JSON.stringify(hello));
  }

  #setOpen(open: readonly WebSocket[]): void {
    this.#open = open;
    this.#onChange();
  }

  #settle(envelopeId: string, reply: TransportReply): void {
    this.#pending.get(envelopeId)?.settle(reply);
    this.#pending.delete(envelopeId);
  }
}

function toEnvelope(id: string, outgoing: Outgoing) {
  const isEvent = outgoing.kind === 'event';
  return {
    envelope_id: id,
    type: ENVELOPE_TYPES[outgoing.kind],
    payload: outgoing.body,
    accepts_response_payload: !isEvent,
    ...(isEvent && { retry_attempt: outgoing.attempt, retry_reason: outgoing.retryReason ?? '' }),
  };
}

/** What came with an ack; an empty payload is none, a payload of text alone is that text. */
function readPayload(payload: unknown): unknown {
  return isJson(payload) && Object.keys(payload).length > 0 ? payload : undefined;
}

function parseJson(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
