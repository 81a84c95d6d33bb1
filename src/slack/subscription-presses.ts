/** What the buttons and menus about subscriptions do. */
import { renderNotice } from '../blocks/notice.ts';
import { renderReply } from '../blocks/render-reply.ts';
import { parseSubscriptionChoice } from '../blocks/subscribe-values.ts';
import type { MessageReply } from '../requests/replies.ts';
import { listSubscriptions, pause, resume } from '../requests/subscriptions.ts';
import { openEdit, openEnding, openSubscribe } from './open-subscribe.ts';
import { PRESS_AGAIN } from './open-view.ts';
import type { Press } from './presses.ts';
import { publishHome } from './publish-home.ts';

/** Subscribe, from Home. */
export async function pressSubscribe(press: Press): Promise<void> {
  if (!(await openSubscribe(press, { channelId: press.channelId }, PRESS_AGAIN))) press.forget();
}

/** A subscription's menu. */
export async function chooseSubscriptionAction(press: Press): Promise<void> {
  const { desk, asker, tell, value } = press;
  const choice = parseSubscriptionChoice(value);
  if (choice === undefined) {
    const text = 'That subscription is not there any more.';
    await tell(renderNotice({ kind: 'notice', text }));
    return;
  }
  const { action, id } = choice;
  if (action === 'edit' || action === 'end') {
    const open = action === 'edit' ? openEdit : openEnding;
    if (!(await open(press, { id }, PRESS_AGAIN))) press.forget();
  } else {
    const change =
      action === 'pause' ? pause(desk, asker, { id }, undefined) : resume(desk, asker, { id });
    await showChange(press, await change);
  }
}

/** Where the list stands it is shown anew; a refusal is said beside it. */
async function showChange(press: Press, reply: MessageReply): Promise<void> {
  const { desk, client, asker, tell, channelId } = press;
  if (reply.kind !== 'change') {
    await tell(renderReply(reply));
  } else if (channelId === undefined) {
    await publishHome(desk, client, asker.person.userId);
  } else {
    const list = await listSubscriptions(desk, asker, channelId);
    const lead = reply.change === 'paused' ? 'Paused for a week.' : 'It comes again.';
    await tell(renderReply({ ...list, lead }), { replace: true });
  }
}
