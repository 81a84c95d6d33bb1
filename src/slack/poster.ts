/** The poster over Slack's Web API: one message of an edition, and looking for it afterwards. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import { renderDigestEntry, renderDigestParent } from '../blocks/digest.ts';
import type { Message } from '../blocks/message.ts';
import { renderRollUp, renderRollUpRest } from '../blocks/roll-up.ts';
import type { Content, Found, PostAddress, Poster } from '../digest/digest.ts';
import type { Clock } from '../model/clock.ts';
import { POST_EVENT, sendPost } from './send.ts';

/**
 * Our clock and Slack's need not agree: a machine whose clock was set by hours still finds what
 * it posted before. One that is further ahead sees the last page all the same.
 */
const CLOCK_MARGIN_MS = 48 * 60 * 60 * 1000;

/** Slack recommends no more than 200 at a time; a busy channel has fewer than 4,000 in two days. */
const PAGE_SIZE = 200;
const MAX_PAGES = 20;

/** Slack's own trouble: asked again, it may answer (docs.slack.dev/reference/methods). */
const PASSING_ERRORS = new Set([
  ...['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'ratelimited'],
  // The token is at fault; with another one the conversation may well be readable.
  ...['invalid_auth', 'token_revoked', 'token_expired', 'not_authed'],
]);

export function createPoster(
  client: WebClient,
  options: {
    readonly clock: Clock;
    /** Whose messages are ours. */
    readonly botUserId: string;
    /** The workspace's address, ending in a slash: where links to its messages lead. */
    readonly workspaceUrl: string;
  },
): Poster {
  const { clock, botUserId, workspaceUrl } = options;
  return {
    post: ({ destination: { channelId }, threadTs, key }, content) =>
      sendPost(
        client,
        clock,
        { channelId, threadTs, key },
        render(content, workspaceUrl, channelId),
      ),
    find: async (address, sinceMs) => {
      try {
        return await findPost(client, address, { sinceMs, botUserId });
      } catch (error) {
        return { state: isPassing(error) ? 'later' : 'unreadable' };
      }
    },
  };
}

/** What is posted for it. `workspaceUrl` ends in a slash. */
export function render(content: Content, workspaceUrl: string, channelId: string): Message {
  switch (content.kind) {
    case 'digest':
      return renderDigestParent(content.digest);
    case 'entry':
      return renderDigestEntry(content.entry);
    case 'rollUp':
      return renderRollUp(content.rollUp, { workspaceUrl, channelId });
    case 'rollUpRest':
      return renderRollUpRest(content.rollUp, { workspaceUrl, channelId });
    default:
      return content satisfies never;
  }
}

async function findPost(
  client: WebClient,
  { destination: { channelId: channel }, threadTs, key }: PostAddress,
  { sinceMs, botUserId }: { readonly sinceMs: number; readonly botUserId: string },
): Promise<Found> {
  const oldest = (sinceMs - CLOCK_MARGIN_MS) / 1000;
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const asked = {
      channel,
      include_all_metadata: true,
      limit: PAGE_SIZE,
      ...(cursor && { cursor }),
    };
    const { messages = [], response_metadata } =
      threadTs === undefined
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: threadTs });
    const own = messages.find(({ user, metadata }) => {
      const carried: unknown = metadata?.event_payload;
      return user === botUserId && metadata?.event_type === POST_EVENT && readKey(carried) === key;
    });
    if (own?.ts !== undefined) return { state: 'found', ts: own.ts };
    cursor = response_metadata?.next_cursor;
    // History is newest first, a thread oldest first.
    const isPast = threadTs === undefined && Number(messages.at(-1)?.ts) < oldest;
    if (!cursor || isPast) return { state: 'absent' };
  }
  // It may be further back than anybody can look.
  return { state: 'unreadable' };
}

function readKey(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'key' in payload
    ? payload.key
    : undefined;
}

function isPassing(error: unknown): boolean {
  if (error instanceof WebAPIPlatformError) return PASSING_ERRORS.has(error.data.error);
  return (
    error instanceof WebAPIRateLimitedError ||
    error instanceof WebAPIHTTPError ||
    error instanceof WebAPIRequestError
  );
}
