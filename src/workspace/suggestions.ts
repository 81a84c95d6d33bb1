/**
 * One person types into a menu whose options the app makes (`external_select`): the app is asked,
 * and its ack is the list. https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
 * (read 2026-11)
 */
import { isJson } from './block-kit.ts';
import { findPlace, findTarget, type Surface, type Target } from './clicks.ts';
import { type AppReply, buildEnvelope, type Stage, toReply } from './interactions.ts';
import type { Json, User } from './state.ts';
import { buildInitialValues } from './views.ts';

/** `offered`: the app's `options` or `option_groups`; absent when there is an error. */
export type Suggested = AppReply & { readonly offered: Json | undefined };

/** docs.slack.dev/reference/block-kit/block-elements/select-menu-element (read 2026-11) */
const DEFAULT_MIN_LENGTH = 3;

/** What Slack's client says in the menu itself. */
const NOT_LOADED = 'The options could not be loaded. Go on typing to try again.';

/** Throws when the menu is not there, or would not ask for so few letters. */
export async function suggest(
  stage: Stage,
  user: User,
  asked: { readonly surface: Surface; readonly target: Target; readonly typed: string },
): Promise<Suggested> {
  const { surface, target, typed } = asked;
  const place = findPlace(stage, user, surface);
  const placed = findTarget(place.blocks, target);
  const { type, min_query_length: minLength = DEFAULT_MIN_LENGTH } = placed.element;
  if (!String(type).endsWith('external_select')) throw new Error(`${type} has options of its own`);
  if (typed.length < Number(minLength)) {
    throw new Error(`the menu ${placed.actionId} asks from ${minLength} letters on`);
  }
  const ack = await stage.delivery.sendInteraction({
    kind: 'interactive',
    type: 'block_suggestion',
    scope: undefined,
    body: {
      ...buildEnvelope('block_suggestion', user),
      ...place.describe(buildInitialValues(place.blocks, place.channelId)),
      block_id: placed.blockId,
      action_id: placed.actionId,
      value: typed,
    },
  });
  const reply = toReply(ack, 'This menu');
  if (!ack.acked) return { ...reply, shown: NOT_LOADED, offered: undefined };
  const isList = isJson(ack.body) && ('options' in ack.body || 'option_groups' in ack.body);
  if (!isList || stage.validateBlocks('suggestions', ack.body).length > 0) {
    return { ...reply, error: 'invalid_response', shown: NOT_LOADED, offered: undefined };
  }
  stage.offeredOptions.add(user.id, placed, ack.body);
  return { ...reply, offered: ack.body };
}
