/**
 * The details window's "Share": acknowledged after looking into our own store only, then posted.
 */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { parseDetailsSubmission, SHARE_BLOCK_ID } from '../blocks/actions.ts';
import { renderNotice } from '../blocks/notice.ts';
import { GONE_PAPER } from '../requests/paper.ts';
import { claimShare } from '../requests/share.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk } from './desk.ts';
import { ALREADY_SHARED, postShare } from './share.ts';
import { createPostTell, type Tell } from './tell.ts';

export async function handleShareSubmit(
  desk: Desk,
  {
    ack,
    body,
    view,
    client,
    respond,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
): Promise<void> {
  const userId = body.user.id;
  const tellByDm = createPostTell(desk, client, { channelId: userId });
  const refuse = (problem: string) =>
    ack({ response_action: 'errors', errors: { [SHARE_BLOCK_ID]: problem } });
  let isAcknowledged = false;
  // While the window is open it says what is wrong, and a direct message only after.
  const tell: Tell = (message) => (isAcknowledged ? tellByDm(message) : refuse(message.text));
  await runTurn(desk, { name: `submit ${view.callback_id}`, userId, tell }, async () => {
    const asker = buildAsker(desk, userId);
    const wish = parseDetailsSubmission(view);
    if (wish === undefined || !desk.library.byId.has(wish.paperId)) {
      await refuse(GONE_PAPER.text);
      return;
    }
    const { channelId, paperId } = wish;
    const shared = await claimShare(desk.library, asker, {
      channelId,
      paperIds: [paperId],
      excerpts: new Map(),
    });
    if (shared === undefined) {
      await refuse(ALREADY_SHARED);
      return;
    }
    isAcknowledged = true;
    await ack();
    const hasResponseUrl = (body.response_urls ?? []).length > 0;
    const problem = await postShare(desk, client, {
      asker,
      channelId,
      shared,
      respond: hasResponseUrl ? respond : undefined,
    });
    if (problem !== undefined) await tellByDm(renderNotice({ kind: 'notice', text: problem }));
  });
}
