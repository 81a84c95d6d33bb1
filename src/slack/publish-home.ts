/** Publishes App Home for a person, as it is now. */
import type { WebClient } from '@slack/web-api';
import { renderHome } from '../blocks/home.ts';
import { AppError } from '../model/app-error.ts';
import { buildHome } from '../requests/home.ts';
import { listSubscriptions } from '../requests/subscriptions.ts';
import { buildAsker, type Desk } from './desk.ts';

export async function publishHome(desk: Desk, client: WebClient, userId: string): Promise<void> {
  const isAdmin = await desk.isAdmin(userId);
  const asker = buildAsker(desk, userId);
  const { yours } = await listSubscriptions(desk, asker, undefined);
  const view = renderHome(await buildHome(desk.library, asker, { isAdmin, subscriptions: yours }));
  try {
    await client.views.publish({ user_id: userId, view });
  } catch (error) {
    throw new AppError('slack_failed', 'Slack did not take the Home view.', { cause: error });
  }
}
