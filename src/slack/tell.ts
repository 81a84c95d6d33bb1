/**
 * Ways to answer a person. A listener gets one of these and need not know which: privately
 * through the response URL, by direct message, or in a thread.
 */
import { RespondError, type RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Message } from '../blocks/message.ts';
import { AppError } from '../model/app-error.ts';
import type { Desk } from './desk.ts';
import { type Address, isUnreached, sendPost } from './send.ts';

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
 * made up for with one direct message, so that an answer is never lost.
 */
export function createPrivateTell(
  desk: Telling,
  client: WebClient,
  userId: string,
  { respond, threadTs, isOpen = false }: PressedAt,
): Tell {
  const tellByDm = createPostTell(desk, client, { channelId: userId });
  return async (message, options) => {
    try {
      const replace = options?.replace ?? false;
      await respond({
        ...message,
        // A message keeps the kind it has: what is open to all is replaced as it is.
        ...(replace && isOpen ? {} : { response_type: 'ephemeral' as const }),
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        replace_original: replace,
      });
    } catch (error) {
      if (!isDeadResponseUrl(error)) {
        // It may be there: another answer could be a second one.
        desk.log.warn({ err: error, userId }, 'the fate of an answer is unknown');
        return;
      }
      desk.log.warn({ userId }, 'response_url is dead, answering by direct message');
      await tellByDm(message);
    }
  };
}

/** In a thread; where Slack lets nobody post there, to the person alone. */
export function createThreadTell(
  desk: Telling,
  client: WebClient,
  address: Address,
  userId: string,
): Tell {
  const tellInThread = createPostTell(desk, client, address);
  const tellByDm = createPostTell(desk, client, { channelId: userId });
  return async (message) => {
    try {
      await tellInThread(message);
    } catch (error) {
      desk.log.warn({ err: error }, 'may not post there, answering by direct message');
      await tellByDm(message);
    }
  };
}

/** As a post: in a thread, or with a user id as the channel in their DM. Throws when refused. */
export function createPostTell(desk: Telling, client: WebClient, address: Address): Tell {
  return async (message) => {
    const outcome = await sendPost(client, desk.clock, address, message);
    if (outcome.state === 'refused') {
      throw new AppError('slack_failed', `Slack refused the post: ${outcome.error}.`);
    }
    // Unknown: it may be there. Posting again could say it twice.
    if (outcome.state === 'unknown') desk.log.warn(address, 'the fate of a post is unknown');
  };
}

/** True when Slack certainly did not take the message, so that a DM does not say it twice. */
export function isDeadResponseUrl(error: unknown): boolean {
  return (error instanceof RespondError && error.statusCode < 500) || isUnreached(error);
}
