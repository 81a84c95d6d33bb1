/**
 * Ways to answer a person. A listener gets one of these and need not know which: privately
 * through the response URL, by direct message, or in a thread.
 */
import { RespondError, type RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { renderElsewhere } from '../blocks/elsewhere.ts';
import type { Content, Message } from '../blocks/message.ts';
import type { PostOutcome } from '../digest/digest.ts';
import { AppError } from '../model/app-error.ts';
import type { Desk } from './desk.ts';
import { type Address, isUnreached, type Posted, sendPost } from './send.ts';

/** Says `message` to the person; `replace` puts it in place of the message that was pressed. */
export type Tell = (message: Message, options?: { readonly replace: boolean }) => Promise<void>;

/** What telling needs of the desk. */
type Telling = Pick<Desk, 'clock' | 'log'>;

export type PressedAt = {
  readonly respond: RespondFn;
  /** The thread to answer in; undefined = the conversation itself. */
  readonly threadTs?: string | undefined;
  /** True when what was pressed is no ephemeral message. */
  readonly isOpen?: boolean;
};

/**
 * Only to the person, where they asked. A response URL that is dead (30 minutes, five uses) is
 * made up for with one direct message, so that an answer is never lost. Blocks that Slack does not
 * take there are made up for with the message's fallback.
 */
export function createPrivateTell(
  desk: Telling,
  client: WebClient,
  userId: string,
  { respond, threadTs, isOpen = false }: PressedAt,
): Tell {
  const tellByDm = createPostTell(desk, client, { channelId: userId });
  return async (message, options) => {
    const replace = options?.replace ?? false;
    const say = ({ text, blocks }: Content) =>
      tryToRespond(() =>
        respond({
          text,
          blocks,
          // A message keeps the kind it has: what is open to all is replaced as it is.
          ...(replace && isOpen ? {} : { response_type: 'ephemeral' as const }),
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
          replace_original: replace,
        }),
      );
    let said = message;
    let outcome = await say(said);
    if (outcome.state === 'refused' && message.fallback !== undefined) {
      desk.log.warn({ userId }, 'blocks were refused, answering with older ones');
      said = message.fallback;
      outcome = await say(said);
    }
    if (outcome.state === 'said') return;
    if (outcome.state === 'unknown') {
      // It may be there: another answer could be a second one.
      desk.log.warn({ err: outcome.error, userId }, 'the fate of an answer is unknown');
      return;
    }
    desk.log.warn({ userId }, 'response_url takes no answer, answering by direct message');
    await tellByDm(said);
  };
}

type Response = Awaited<ReturnType<RespondFn>>;

/** `refused`: the URL works, but not with this message. `dead`: nothing more can be said there. */
type RespondOutcome =
  | { readonly state: 'said' | 'refused' | 'dead' }
  | { readonly state: 'unknown'; readonly error: unknown };

/** Slack's status for a message it cannot take; a URL used up or expired is a 404. */
const BAD_REQUEST = 400;

/**
 * Bolt drops the body of what is not a success, so a 400 says all there is to know; whether the
 * `invalid_blocks` of a response URL comes so or as a success is not documented.
 */
async function tryToRespond(respond: () => Promise<Response>): Promise<RespondOutcome> {
  try {
    return { state: (await isRefusedInside(await respond())) ? 'refused' : 'said' };
  } catch (error) {
    if (error instanceof RespondError && error.statusCode === BAD_REQUEST) {
      return { state: 'refused' };
    }
    return isDeadResponseUrl(error) ? { state: 'dead' } : { state: 'unknown', error };
  }
}

/** True for `{"ok":false,"error":"invalid_blocks"}`. Whatever else a success holds is one. */
async function isRefusedInside(response: Response): Promise<boolean> {
  const body = await response.text();
  return /"ok"\s*:\s*false/.test(body) && body.includes(`"${INVALID_BLOCKS}"`);
}

/** docs.slack.dev/reference/methods/chat.postMessage, errors */
const INVALID_BLOCKS = 'invalid_blocks';

/** Posts, and says where; undefined when that is not known, or it is no thread of a channel. */
export type Post = (message: Message) => Promise<Posted | undefined>;

/**
 * Errors that come again however often it is tried: the bot may not post there
 * (docs.slack.dev/reference/methods/chat.postMessage, errors).
 */
const FORBIDDEN = new Set([
  ...['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'],
  ...['restricted_action_read_only_channel', 'restricted_action_thread_locked'],
  ...['restricted_action_thread_only_channel', 'restricted_action_non_threadable_channel'],
  ...['no_permission', 'missing_scope', 'access_denied', 'ekm_access_denied'],
  ...['team_access_not_granted', 'org_login_required'],
]);

/** In a thread; where Slack refuses it, to the person alone, with the question that it answers. */
export function createThreadPost(
  desk: Telling,
  client: WebClient,
  address: Address,
  asked: { readonly userId: string; readonly question: string },
): Post {
  const { channelId } = address;
  const tellByDm = createPostTell(desk, client, { channelId: asked.userId });
  return async (message) => {
    const outcome = await sendKnown(desk, client, address, message);
    if (outcome.state === 'sent') return { channelId, ts: outcome.ts };
    if (outcome.state === 'refused') {
      const { error } = outcome;
      desk.log.warn({ error }, 'could not post there, answering by direct message');
      const place = { channelId, question: asked.question, isForbidden: FORBIDDEN.has(error) };
      await tellByDm(renderElsewhere(message, place));
    }
    return undefined;
  };
}

/** As a post: in a thread, or with a user id as the channel in their DM. Throws when refused. */
export function createPostTell(desk: Telling, client: WebClient, address: Address): Tell {
  return async (message) => {
    const outcome = await sendKnown(desk, client, address, message);
    if (outcome.state === 'refused') {
      throw new AppError('slack_failed', `Slack refused the post: ${outcome.error}.`);
    }
  };
}

/**
 * As `sendPost`; where Slack takes none of the blocks, the fallback. What may be there is not posted
 * again: that could say it twice.
 */
async function sendKnown(
  desk: Telling,
  client: WebClient,
  address: Address,
  message: Message,
): Promise<PostOutcome> {
  const outcome = await sendPost(client, desk.clock, address, message);
  if (outcome.state === 'unknown') desk.log.warn(address, 'the fate of a post is unknown');
  if (outcome.state === 'refused' && outcome.error === INVALID_BLOCKS && message.fallback) {
    desk.log.warn(address, 'blocks were refused, posting older ones');
    return sendKnown(desk, client, address, message.fallback);
  }
  return outcome;
}

/** True when Slack certainly did not take the message, so that a DM does not say it twice. */
export function isDeadResponseUrl(error: unknown): boolean {
  return (error instanceof RespondError && error.statusCode < 500) || isUnreached(error);
}
