/** Opens a window, or says that Slack's time for it ran out. */
import type { ModalView } from '@slack/types';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { renderNotice } from '../blocks/notice.ts';
import { AppError } from '../model/app-error.ts';
import type { Tell } from './tell.ts';

/** What a press or a command gives the right to. */
export type Trigger = {
  readonly client: WebClient;
  readonly tell: Tell;
  readonly triggerId: string;
};

export const PRESS_AGAIN = 'Slack’s time for opening a window ran out. Please press again.';
export const SEND_AGAIN =
  'Slack’s time for opening a window ran out. Please send the command again.';

/** A trigger works once, for three seconds (docs.slack.dev/interactivity/handling-user-interaction). */
const SPENT_TRIGGER = new Set(['expired_trigger_id', 'exchanged_trigger_id']);

/** False when the trigger was spent and the person was told `again`. */
export async function openView(
  { client, tell, triggerId }: Trigger,
  view: ModalView,
  again: string,
): Promise<boolean> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return true;
  } catch (error) {
    if (!isSpentTrigger(error)) {
      throw new AppError('slack_failed', 'Slack did not open the window.', { cause: error });
    }
    await tell(renderNotice({ kind: 'notice', text: again }));
    return false;
  }
}

/** A rate limit outlasts the trigger's three seconds, so it comes to the same. */
function isSpentTrigger(error: unknown): boolean {
  return (
    error instanceof WebAPIRateLimitedError ||
    (error instanceof WebAPIPlatformError && SPENT_TRIGGER.has(error.data.error))
  );
}
