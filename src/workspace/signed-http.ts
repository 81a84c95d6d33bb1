/**
 * Slack's requests to an app's Request URL: form-encoded commands and interactions, JSON events,
 * each signed. https://docs.slack.dev/authentication/verifying-requests-from-slack (read 2026-11)
 */
import { createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { Outgoing, Transport, TransportReply } from './delivery.ts';
import type { Json } from './state.ts';

/** The `v0=` signature of a body sent at `timestampSeconds`. */
export function signRequest(secret: string, timestampSeconds: number, body: string): string {
  const hmac = createHmac('sha256', secret).update(`v0:${timestampSeconds}:${body}`);
  return `v0=${hmac.digest('hex')}`;
}

export function createSignedHttp(url: string, signingSecret: string): Transport {
  return {
    via: 'http',
    send: (outgoing, signal) => sendSigned(url, signingSecret, outgoing, signal),
  };
}

/**
 * Asks the app to prove that the URL is its own, as Slack does when one is configured. Throws
 * when the challenge does not come back.
 */
export async function verifyUrl(url: string, signingSecret: string): Promise<void> {
  const challenge = 'local-challenge';
  const body = { token: 'local-verification', challenge, type: 'url_verification' };
  const outgoing: Outgoing = { kind: 'event', body, attempt: 0, retryReason: undefined };
  const reply = await sendSigned(url, signingSecret, outgoing, AbortSignal.timeout(3_000));
  const answer = reply.acked ? reply.body : undefined;
  const returned = typeof answer === 'object' ? (answer as Json | null)?.['challenge'] : answer; // parsed JSON
  if (returned !== challenge) {
    const why = reply.acked ? 'another answer' : reply.error;
    throw new Error(`${url} did not return the url_verification challenge: ${why}`);
  }
}

async function sendSigned(
  url: string,
  signingSecret: string,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<TransportReply> {
  const { contentType, body } = encode(outgoing);
  // The app checks the age of a request by the machine's clock, which the workspace's need not be.
  const timestamp = Math.floor(Date.now() / 1000);
  const headers: Record<string, string> = {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signRequest(signingSecret, timestamp, body),
  };
  if (outgoing.attempt > 0) {
    headers['x-slack-retry-num'] = String(outgoing.attempt);
    headers['x-slack-retry-reason'] = outgoing.retryReason ?? 'unknown_error';
  }
  const exchange = await post(url, { headers, body, signal });
  // It fails for two reasons only: our own limit, or no connection.
  if (exchange === undefined) {
    return { acked: false, error: signal.aborted ? 'http_timeout' : 'connection_failed' };
  }
  const { status, headers: received, text } = exchange;
  if (status >= 200 && status < 300) {
    return { acked: true, body: parseBody(received['content-type'], text) };
  }
  return { acked: false, error: 'http_error', noRetry: received['x-slack-no-retry'] === '1' };
}

type Exchange = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

/**
 * One POST over a connection of its own, so that an app that stops has none of ours to wait for.
 * Absent when no whole answer came.
 */
async function post(
  url: string,
  { headers, body, signal }: { headers: Record<string, string>; body: string; signal: AbortSignal },
): Promise<Exchange | undefined> {
  return await new Promise((resolve) => {
    const options = { method: 'POST', headers, signal, agent: false };
    const outgoing = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve(undefined));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.on('error', () => resolve(undefined));
    outgoing.end(body);
  });
}

function encode({ kind, body }: Outgoing): { contentType: string; body: string } {
  if (kind === 'event') return { contentType: 'application/json', body: JSON.stringify(body) };
  const fields =
    kind === 'command'
      ? Object.entries(body).map(([key, value]) => [key, String(value)] as const)
      : [['payload', JSON.stringify(body)] as const];
  return {
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(Object.fromEntries(fields)).toString(),
  };
}

/** JSON when it says so and is; otherwise text; absent when empty. */
function parseBody(contentType: string | undefined, text: string): unknown {
  if (text === '') return undefined;
  if (contentType?.startsWith('application/json') !== true) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
