/** One person submits or closes a modal, and the app's answer changes the screen. */
import { type Choice, findElements, isEmptyValue, isJson, toElementValue } from './block-kit.ts';
import {
  type AppReply,
  buildEnvelope,
  type Stage,
  toRefusedReply,
  toReply,
} from './interactions.ts';
import { isRefusal } from './refusals.ts';
import type { Json, User } from './state.ts';
import {
  buildInitialValues,
  type StateValues,
  toWireView,
  type View,
  type Views,
  withValue,
} from './views.ts';

/** action_id (or `block_id/action_id`) → what is put in. Others keep their initial value. */
export type FormValues = Readonly<Record<string, Choice>>;

/** What Slack's client itself tells the person. */
const TROUBLE = 'We had some trouble connecting. Try again?';
const REQUIRED = 'Please complete this required field.';

/** Submits the modal on top and does with it what the ack says. */
export async function submit(stage: Stage, user: User, form: FormValues): Promise<AppReply> {
  const view = stage.views.topModal(user.id);
  if (view === undefined) throw new Error(`${user.name} has no modal open`);
  const { values, missing } = fillForm(stage, view, form);
  if (missing.length > 0) {
    stage.views.setErrors(view, Object.fromEntries(missing.map((id) => [id, REQUIRED])));
    return toRefusedReply('input_required', REQUIRED);
  }
  const trigger = { viewId: view.id, channelId: view.channelId };
  const ack = await stage.delivery.sendInteraction({
    kind: 'interactive',
    type: 'view_submission',
    scope: undefined,
    body: {
      ...buildEnvelope('view_submission', user),
      trigger_id: stage.triggers.issue(user.id, trigger),
      view: toWireView(view, values),
      response_urls: issueResponseUrls(stage, user, view, values),
    },
  });
  const reply = toReply(ack, 'This form');
  if (!ack.acked) return { ...reply, shown: TROUBLE };
  const isDone = applyResponse(stage, view, ack.body);
  return isDone ? reply : { ...reply, error: 'invalid_response', shown: TROUBLE };
}

function fillForm(
  { offeredOptions }: Stage,
  view: View,
  form: FormValues,
): { values: StateValues; missing: readonly string[] } {
  let values = buildInitialValues(view.blocks, view.channelId);
  const elements = findElements(view.blocks);
  for (const [key, choice] of Object.entries(form)) {
    const placed = elements.find(
      ({ actionId, blockId }) => key === actionId || key === `${blockId}/${actionId}`,
    );
    if (placed === undefined) throw new Error(`the modal has no input ${key}`);
    const offering = offeredOptions.fill(view.userId, placed);
    values = withValue(values, placed, toElementValue(offering, choice) ?? {});
  }
  const missing = elements
    .filter(({ input }) => input !== undefined && input['optional'] !== true)
    .filter(({ blockId, actionId }) => isEmptyValue(values[blockId]?.[actionId] ?? {}))
    .map(({ blockId }) => blockId);
  return { values, missing };
}

/** One response URL for each conversation picked in a menu that asks for one. */
function issueResponseUrls(
  stage: Stage,
  user: User,
  view: View,
  values: StateValues,
): readonly Json[] {
  return findElements(view.blocks).flatMap(({ blockId, actionId, element }) => {
    if (element['response_url_enabled'] !== true) return [];
    const value = values[blockId]?.[actionId];
    const channelId = value?.['selected_conversation'] ?? value?.['selected_channel'];
    if (typeof channelId !== 'string') return [];
    const responseUrl = stage.responseUrls.issue({
      userId: user.id,
      channelId,
      originalTs: undefined,
    });
    return [
      { block_id: blockId, action_id: actionId, channel_id: channelId, response_url: responseUrl },
    ];
  });
}

/** Carries out `response_action`; false when the app's answer cannot be carried out. */
function applyResponse({ views }: Stage, view: View, body: unknown): boolean {
  const response = isJson(body) ? body : {};
  const action = response['response_action'];
  switch (action) {
    case undefined:
      // Something the app opened meanwhile stays.
      if (views.topModal(view.userId)?.id === view.id) views.pop(view.userId);
      return true;
    case 'clear':
      views.clear(view.userId);
      return true;
    case 'errors':
      return applyErrors(views, view, response['errors']);
    case 'update':
    case 'push': {
      const ownId = action === 'update' ? view.id : undefined;
      const content = views.parseView(response['view'], 'modal', ownId);
      if (isRefusal(content)) return false;
      views.setErrors(view, {});
      if (action === 'update') views.update(view, content);
      else return !('ok' in views.push(view.userId, content));
      return true;
    }
    default:
      return false;
  }
}

/** Errors must name input blocks, or Slack shows none of them. */
function applyErrors(views: Views, view: View, errors: unknown): boolean {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const inputIds = new Set(inputs.map((block) => block['block_id']));
  if (!isJson(errors) || !Object.keys(errors).every((id) => inputIds.has(id))) return false;
  const texts = Object.entries(errors).map(([id, text]) => [id, String(text)] as const);
  views.setErrors(view, Object.fromEntries(texts));
  return true;
}

/** Closes the modal on top; the app hears of it where it asked to. */
export async function close(stage: Stage, user: User): Promise<AppReply | undefined> {
  const view = stage.views.topModal(user.id);
  if (view === undefined) throw new Error(`${user.name} has no modal open`);
  if (view.payload['clear_on_close'] === true) stage.views.clear(user.id);
  else stage.views.pop(user.id);
  if (view.payload['notify_on_close'] !== true) return undefined;
  const ack = await stage.delivery.sendInteraction({
    kind: 'interactive',
    type: 'view_closed',
    scope: undefined,
    body: {
      ...buildEnvelope('view_closed', user),
      view: toWireView(view, buildInitialValues(view.blocks, view.channelId)),
      is_cleared: view.payload['clear_on_close'] === true,
    },
  });
  return toReply(ack, 'Closing');
}
