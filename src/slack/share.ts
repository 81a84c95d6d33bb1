/**
 * Posting papers where people can see them. Where the bot is not a member, the response URL posts
 * in its place, because Slack lets the answer to a press through anywhere.
 */
import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { renderReply } from '../blocks/render-reply.ts';
import type { PostOutcome } from '../digest/digest.ts';
import type { Asker } from '../requests/library.ts';
import type { SharedReply } from '../requests/replies.ts';
import { confirmShare, releaseShare } from '../requests/share.ts';
import type { Desk } from './desk.ts';
import { sendPost } from './send.ts';
import { isDeadResponseUrl } from './tell.ts';

export const ALREADY_SHARED = 'You have shared this here before, so it was not posted again.';

const NOT_A_MEMBER = new Set(['not_in_channel', 'channel_not_found']);

/** What the person needs to hear when the papers are not there for all to see. */
const REFUSALS: Readonly<Record<string, string>> = {
  not_in_channel: 'I am not in that conversation. Invite me with “/invite”, then share again.',
  channel_not_found: 'I cannot see that conversation. Invite me with “/invite”, then share again.',
  is_archived: 'That channel is archived, so nothing can be posted there.',
  restricted_action: 'This workspace does not let me post there.',
  ratelimited: 'Slack is asking me to slow down. Nothing was posted; please try again in a minute.',
  unreachable: 'Slack could not be reached. Nothing was posted; please try again.',
};

const UNKNOWN_FATE =
  'Slack did not say whether it was posted. Please look there before sharing it another way; to be safe I will not post it twice.';

/**
 * Posts `shared`, which is claimed. Resolves to a sentence for the person when it is not there,
 * undefined when it is.
 */
export async function postShare(
  desk: Desk,
  client: WebClient,
  wish: {
    readonly asker: Asker;
    readonly channelId: string;
    readonly shared: SharedReply;
    readonly respond: RespondFn | undefined;
  },
): Promise<string | undefined> {
  const { asker, channelId, shared, respond } = wish;
  const message = renderReply(shared);
  let outcome: PostOutcome = await sendPost(client, desk.clock, { channelId }, message);
  if (outcome.state === 'refused' && NOT_A_MEMBER.has(outcome.error) && respond !== undefined) {
    outcome = await postByResponse(respond, message, outcome);
  }

  switch (outcome.state) {
    case 'sent':
      // It is there for all to see; a signal that could not be stored is no reason to say otherwise.
      await recordShare(desk, asker, channelId, shared).catch((error: unknown) => {
        desk.log.error({ err: error }, 'a share was not recorded as a signal');
      });
      return undefined;
    case 'unknown':
      return UNKNOWN_FATE;
    case 'refused':
      await releaseShare(desk.library, asker, channelId, shared);
      return REFUSALS[outcome.error] ?? `Slack did not accept the post (${outcome.error}).`;
    default:
      return outcome satisfies never;
  }
}

async function recordShare(
  desk: Desk,
  asker: Asker,
  channelId: string,
  shared: SharedReply,
): Promise<void> {
  if (await desk.isPublicChannel(channelId)) await confirmShare(desk.library, asker, shared);
}

async function postByResponse(
  respond: RespondFn,
  message: ReturnType<typeof renderReply>,
  refused: PostOutcome,
): Promise<PostOutcome> {
  try {
    await respond({ ...message, response_type: 'in_channel', replace_original: false });
    // A response URL does not tell the message's timestamp, and nothing here needs it.
    return { state: 'sent', ts: '' };
  } catch (error) {
    return isDeadResponseUrl(error) ? refused : { state: 'unknown' };
  }
}
