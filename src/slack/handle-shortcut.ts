/** The message shortcut "Find related papers": answered only to the person who used it. */
import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { renderReply } from '../blocks/render-reply.ts';
import { listRelated } from '../requests/lists.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk } from './desk.ts';
import { parseIncomingText } from './incoming-text.ts';
import { createPrivateTell } from './tell.ts';

export async function handleRelatedShortcut(
  desk: Desk,
  {
    ack,
    shortcut,
    client,
    respond,
  }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs,
): Promise<void> {
  await ack();
  const userId = shortcut.user.id;
  const tell = createPrivateTell(desk, client, userId, { respond });
  await runTurn(desk, { name: `shortcut ${shortcut.callback_id}`, userId, tell }, async () => {
    const text = parseIncomingText(shortcut.message.text ?? '');
    await tell(renderReply(await listRelated(desk.library, buildAsker(desk, userId), text)));
  });
}
