/**
 * Buttons and menus: acknowledged at once, then answered only to the person who pressed, in
 * their own list where it was pressed in one, by direct message where it was pressed in App Home.
 */
import type {
  AllMiddlewareArgs,
  BlockAction,
  BlockElementAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk } from './desk.ts';
import type { Press } from './presses.ts';
import { createPostTell, createPrivateTell } from './tell.ts';

/** Wraps what a press does into what Bolt calls. */
export async function handlePress(
  desk: Desk,
  run: (press: Press) => Promise<void>,
  args: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs,
): Promise<void> {
  const { ack, action, body, client, respond } = args;
  await ack();
  const userId = body.user.id;
  const hasResponseUrl = body.response_url !== undefined && body.response_url !== '';
  const tell = hasResponseUrl
    ? createPrivateTell(desk, client, userId, {
        respond,
        threadTs: body.container['thread_ts'],
        isOpen: body.container['is_ephemeral'] === false,
      })
    : createPostTell(desk, client, { channelId: userId });
  const value = readValue(action);
  const place = body.container['message_ts'] ?? body.container['view_id'] ?? '';
  await runTurn(desk, { name: `press ${action.action_id}`, userId, tell }, async (log) => {
    const key = `${userId} ${place} ${action.action_id} ${value}`;
    if (!desk.presses.isPress(key)) {
      log.info('double click');
      return;
    }
    const forget = () => desk.presses.forget(key);
    const done = run({
      desk,
      client,
      asker: buildAsker(desk, userId),
      tell,
      value,
      triggerId: body.trigger_id,
      channelId: body.channel?.id,
      respond: hasResponseUrl ? respond : undefined,
      forget,
    });
    await done.catch((error: unknown) => {
      forget();
      throw error;
    });
  });
}

/** What the button or the chosen entry carries; empty when it carries nothing. */
function readValue(action: BlockElementAction): string {
  if (action.type === 'button' || action.type === 'feedback_buttons') return action.value ?? '';
  if (action.type === 'overflow') return action.selected_option.value;
  if (action.type === 'external_select') return action.selected_option?.value ?? '';
  return '';
}
