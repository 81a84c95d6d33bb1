/** What somebody is told about a delivery that went wrong. */
import type { RichTextElement } from '@slack/types';
import type { Destination } from '../model/actor.ts';
import type { DeliveryNotice } from '../requests/delivery-notices.ts';
import { quoteLine } from './escape.ts';
import { formatCount } from './facts.ts';
import { buildMessage, type Message } from './message.ts';
import { paragraph, richText, textRun } from './rich-text.ts';

export function renderDeliveryNotice(notice: DeliveryNotice): Message {
  const [before, after] = describe(notice);
  // Of a pause its own person is told, of the rest those who run Paperboy.
  const direct =
    notice.kind === 'paused' ? 'our direct message' : 'somebody’s direct message with me';
  return buildMessage(
    richText(
      ...paragraph(
        ...textRun(before),
        ...nameDestination(notice.destination, direct),
        ...textRun(after),
      ),
    ),
  );
}

/** Slack shows a channel's name only to those who may know it. */
function nameDestination({ channelId }: Destination, direct: string): RichTextElement[] {
  // Ids of direct messages start with D; Slack has no link to somebody else's.
  return channelId.startsWith('D') ? textRun(direct) : [{ type: 'channel', channel_id: channelId }];
}

/** What stands before and after the name of the destination. */
function describe(notice: DeliveryNotice): readonly [before: string, after: string] {
  switch (notice.kind) {
    case 'paused':
      return [
        'I can no longer post in ',
        `: ${explainRefusal(notice.error)} What came there is paused. When that is mended, “/papers resume” there starts it again; nothing is sent twice.`,
      ];
    case 'unknown':
      return [
        `Slack never said whether ${notice.posts === 1 ? 'a message' : `${formatCount(notice.posts)} messages`} arrived in `,
        ', and I cannot read there to find out. I do not send it again, because nothing at all is better than twice.',
      ];
    case 'silent':
      return [
        'No digest has reached ',
        ` on the last ${formatCount(notice.days)} days it was due. My log says why.`,
      ];
    default:
      return notice satisfies never;
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  not_in_channel: 'I am not in it. Invite me with “/invite”.',
  channel_not_found: 'it is gone, or I am not in it any more.',
  is_archived: 'it is archived.',
  account_inactive: 'the account is not active any more.',
  user_disabled: 'the account is not active any more.',
  restricted_action: 'the workspace does not let me post there.',
};

/** Why Slack refuses a destination for good, as a sentence that follows a colon. */
export function explainRefusal(error: string): string {
  return REFUSALS[error] ?? `Slack refuses it (${quoteLine(error, 60)}).`;
}
