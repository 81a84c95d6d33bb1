/** Tells people by direct message what became of deliveries. Extras: nothing waits for them. */
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { renderDeliveryNotice } from '../blocks/delivery-notice.ts';
import type { Clock } from '../model/clock.ts';
import type { DeliveryNotice } from '../requests/delivery-notices.ts';
import { sendPost } from './send.ts';

/** Undefined as `userId` = those who run Paperboy. Never throws. */
export function createNotify(
  client: WebClient,
  options: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly listAdmins: () => Promise<readonly string[]>;
  },
): (userId: string | undefined, notice: DeliveryNotice) => Promise<void> {
  const { clock, log, listAdmins } = options;
  return async (userId, notice) => {
    const message = renderDeliveryNotice(notice);
    for (const channelId of userId === undefined ? await listAdmins() : [userId]) {
      const outcome = await sendPost(client, clock, { channelId }, message);
      if (outcome.state !== 'sent') log.warn({ userId: channelId, outcome, notice }, 'not told');
    }
  };
}
