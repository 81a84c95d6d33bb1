/**
 * What stands between the bot and the stand-in for Slack on a bad day: an HTTP relay on loopback
 * that answers in Slack's place, loses replies, holds posts back, or is not there.
 */
import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export type GateCall = {
  /** Of the Web API, e.g. `chat.postMessage`. */
  readonly method: string;
  readonly channel: string;
};

/**
 * - `refuse`: Slack's answer with an error, for HTTP 200.
 * - `lose`: carried out, and the connection breaks before the reply.
 * - `silence`: carried out, and never answered.
 * - `swallow`: not carried out, and never answered.
 * - `late`: never answered, and carried out `delayMs` later by the clock.
 */
export type GateAction =
  | { readonly do: 'pass' | 'lose' | 'silence' | 'swallow' }
  | { readonly do: 'status'; readonly status: number }
  | { readonly do: 'rateLimit'; readonly seconds: number }
  | { readonly do: 'refuse'; readonly error: string }
  | { readonly do: 'late'; readonly delayMs: number };

export type Gate = {
  /** Ends in a slash. */
  readonly apiUrl: string;
  /** Asked before each call; may take its time. */
  decide: (call: GateCall) => GateAction | Promise<GateAction>;
  /** Called when a call was carried out, before its reply. */
  carriedOut: (call: GateCall) => void | Promise<void>;
  /** Posts held back that are carried out later. */
  waiting(): number;
  /** Carries out what is due by now. */
  release(nowMs: number): Promise<void>;
  /** Nothing listens until `open`. */
  shut(): Promise<void>;
  open(): Promise<void>;
};

type Answer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
};

export async function openGate(target: string, nowMs: () => number): Promise<Gate> {
  const agent = new Agent({ keepAlive: true });
  let late: { readonly dueMs: number; readonly run: () => Promise<unknown> }[] = [];
  let port = 0;

  const forward = async (path: string, headers: Record<string, string>, body: string) => {
    const call = send(new URL(path, target), { method: 'POST', agent, headers });
    call.end(body);
    const [response] = await once(call, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return {
      status: response.statusCode,
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(chunks).toString('utf8'),
    };
  };
  const answer = (status: number, body: object, headers = {}): Answer => ({
    ...{ status, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', ...headers },
  });

  const gate: Gate = {
    get apiUrl() {
      return `http://127.0.0.1:${port}/api/`;
    },
    decide: () => ({ do: 'pass' }),
    carriedOut: () => {},
    waiting: () => late.length,
    async release(now) {
      const due = late.filter(({ dueMs }) => dueMs <= now);
      late = late.filter(({ dueMs }) => dueMs > now);
      for (const { run } of due) await run();
    },
    async shut() {
      server.close();
      server.closeAllConnections();
    },
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '';
    const headers = {
      'content-type': request.headers['content-type'] ?? '',
      authorization: request.headers.authorization ?? '',
    };
    const method = path.slice(path.lastIndexOf('/') + 1);
    const call = { method, channel: new URLSearchParams(body).get('channel') ?? '' };
    const run = async () => {
      const done = await forward(path, headers, body);
      await gate.carriedOut(call);
      return done;
    };
    const reply = await act(await gate.decide(call), run);
    if (reply === undefined) return;
    if (reply === 'break') request.socket.destroy();
    else response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  // What fails here is a connection that the bot's end has given up.
  const server = createServer((request, response) => {
    relay(request, response).catch(() => response.destroy());
  });

  async function act(
    action: GateAction,
    run: () => Promise<Answer>,
  ): Promise<Answer | 'break' | undefined> {
    switch (action.do) {
      case 'pass':
        return await run();
      case 'lose':
        await run();
        return 'break';
      case 'silence':
        await run();
        return undefined;
      case 'swallow':
        return undefined;
      case 'late':
        late.push({ dueMs: nowMs() + action.delayMs, run });
        return undefined;
      case 'status':
        return answer(action.status, {});
      case 'refuse':
        return answer(200, { ok: false, error: action.error });
      case 'rateLimit':
        return answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': action.seconds });
      default:
        return action satisfies never;
    }
  }

  await gate.open();
  const address = server.address() as AddressInfo;
  port = address.port;
  return gate;
}
