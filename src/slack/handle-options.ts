/**
 * What a menu asks for while somebody types into it: the acknowledgement is the answer. There is
 * nowhere to say that it failed; without an acknowledgement Slack's menu says so itself.
 */
import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { renderCompletions } from '../blocks/completions.ts';
import { completeTitle } from '../requests/complete.ts';
import { runTurn } from './boundary.ts';
import type { Desk } from './desk.ts';

export async function handleTitleOptions(
  desk: Desk,
  { ack, options }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs,
): Promise<void> {
  const name = `options ${options.action_id}`;
  const tell = async () => undefined;
  await runTurn(desk, { name, userId: options.user.id, tell }, async () => {
    await ack(renderCompletions(completeTitle(desk.library, options.value)));
  });
}
