/**
 * What a menu asks for while somebody types into it: the acknowledgement is the answer. There is
 * nowhere to say that it failed; without an acknowledgement Slack's menu says so itself.
 */
import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { renderCompletions } from '../blocks/completions.ts';
import { renderZone } from '../blocks/subscribe-modal.ts';
import { completeTitle } from '../requests/complete.ts';
import { completeZone } from '../requests/zones.ts';
import { runTurn } from './boundary.ts';
import type { Desk } from './desk.ts';

type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

export function handleTitleOptions(desk: Desk, args: OptionsArgs): Promise<void> {
  return handleOptions(desk, args, (typed) =>
    renderCompletions(completeTitle(desk.library, typed)),
  );
}

export function handleZoneOptions(desk: Desk, args: OptionsArgs): Promise<void> {
  return handleOptions(desk, args, (typed) => ({
    options: completeZone(typed, desk.clock.nowMs()).map(renderZone),
  }));
}

async function handleOptions(
  desk: Desk,
  { ack, options }: OptionsArgs,
  complete: (typed: string) => { options: PlainTextOption[] },
): Promise<void> {
  const name = `options ${options.action_id}`;
  const tell = async () => undefined;
  await runTurn(desk, { name, userId: options.user.id, tell }, () => ack(complete(options.value)));
}
