/**
 * Opens a paper's details in a modal, or says why Slack would not. False when the trigger was
 * spent and the person was told `again`.
 */
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { renderDetails } from '../blocks/details-modal.ts';
import { renderNotice } from '../blocks/notice.ts';
import { AppError } from '../model/app-error.ts';
import type { PaperId } from '../model/paper.ts';
import type { Asker } from '../requests/library.ts';
import { showPaper } from '../requests/paper.ts';
import type { Desk } from './desk.ts';
import type { Tell } from './tell.ts';

/** A trigger works once, for three seconds (docs.slack.dev/interactivity/handling-user-interaction). */
const SPENT_TRIGGER = new Set(['expired_trigger_id', 'exchanged_trigger_id']);

export async function openDetails(
  press: {
    readonly desk: Desk;
    readonly client: WebClient;
    readonly asker: Asker;
    readonly tell: Tell;
    readonly triggerId: string;
  },
  id: PaperId,
  again: string,
): Promise<boolean> {
  const { desk, client, asker, tell, triggerId } = press;
  const details = await showPaper(desk.library, asker, id);
  if (details.kind === 'notice') {
    await tell(renderNotice(details));
    return true;
  }
  try {
    await client.views.open({ trigger_id: triggerId, view: renderDetails(details) });
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
