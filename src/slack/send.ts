/**
 * Sending to Slack so that nothing is ever posted twice. A post is tried again only when Slack
 * said it did not happen; when its reply is lost, the outcome is `unknown` and stays so.
 */
import {
  type ChatPostMessageArguments,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { Content } from '../blocks/message.ts';
import type { PostOutcome } from '../digest/digest.ts';
import type { Clock } from '../model/clock.ts';

/** Where a message goes. `channelId` may be a user id: Slack opens the DM. */
export type Address = {
  readonly channelId: string;
  readonly threadTs?: string | undefined;
  /** What it can be found by afterwards; travels with it as metadata. */
  readonly key?: string;
};

/** The metadata's type; everybody in the conversation, and every app, can read what it carries. */
export const POST_EVENT = 'paperboy_post';

/** A post is given up as refused after this many answers of 429, or one that asks for more. */
const MAX_RATE_LIMITED = 5;
const MAX_WAIT_SECONDS = 120;

/**
 * Of a post that is claimed in the ledger: whoever finds the claim after a crash waits two minutes
 * from it, so the last attempt must not be much later. It is tried again some minutes later anyway.
 */
const CLAIMED_PATIENCE_MS = 45_000;

/**
 * Slack documents for these that the call may have had its effect all the same
 * (docs.slack.dev/reference/methods/chat.postMessage, errors).
 */
const AMBIGUOUS_ERRORS = new Set(['fatal_error', 'internal_error', 'request_timeout']);

/** The connection never stood, so Slack cannot have seen the request. */
const UNREACHED_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Where a message stands. */
export type Posted = { readonly channelId: string; readonly ts: string };

/** Posts once. Never throws for what Slack or the network did. */
export function sendPost(
  client: WebClient,
  clock: Clock,
  address: Address,
  { text, blocks }: Content,
): Promise<PostOutcome> {
  const post: ChatPostMessageArguments = {
    channel: address.channelId,
    text,
    blocks,
    ...(address.threadTs === undefined ? {} : { thread_ts: address.threadTs }),
    ...(address.key !== undefined && {
      metadata: { event_type: POST_EVENT, event_payload: { key: address.key } },
    }),
    unfurl_links: false,
    unfurl_media: false,
  };
  const patienceMs = address.key === undefined ? Number.POSITIVE_INFINITY : CLAIMED_PATIENCE_MS;
  return callOnce(clock, () => client.chat.postMessage(post), patienceMs);
}

/** Puts `message` in the place of one of ours. As `sendPost`. */
export function sendUpdate(
  client: WebClient,
  clock: Clock,
  { channelId, ts }: Posted,
  { text, blocks }: Content,
): Promise<PostOutcome> {
  return callOnce(clock, () => client.chat.update({ channel: channelId, ts, text, blocks }));
}

/** Calls again only where Slack asked for patience, which means that nothing happened. */
async function callOnce(
  clock: Clock,
  call: () => Promise<{ readonly ts?: string }>,
  patienceMs = Number.POSITIVE_INFINITY,
): Promise<PostOutcome> {
  const untilMs = clock.nowMs() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    try {
      const { ts } = await call();
      return ts === undefined ? { state: 'unknown' } : { state: 'sent', ts };
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) return classify(error);
      const isTooLong =
        error.retryAfter > MAX_WAIT_SECONDS || clock.nowMs() + error.retryAfter * 1000 > untilMs;
      if (attempt === MAX_RATE_LIMITED || isTooLong)
        return { state: 'refused', error: 'ratelimited' };
      await wait(clock, error.retryAfter * 1000);
    }
  }
}

function classify(error: unknown): PostOutcome {
  if (error instanceof WebAPIPlatformError) {
    const reason = error.data.error;
    return AMBIGUOUS_ERRORS.has(reason)
      ? { state: 'unknown' }
      : { state: 'refused', error: reason };
  }
  if (error instanceof WebAPIRequestError && isUnreached(error.original)) {
    return { state: 'refused', error: 'unreachable' };
  }
  return { state: 'unknown' };
}

/** True when the connection itself failed. fetch wraps the socket's error in `cause`. */
export function isUnreached(error: unknown): boolean {
  for (let link = error; link instanceof Error; link = link.cause) {
    if ('code' in link && typeof link.code === 'string' && UNREACHED_CODES.has(link.code)) {
      return true;
    }
  }
  return false;
}

function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
