/** One person presses a button or picks from a menu: what the app gets, and what Slack needs for it. */
import {
  type Choice,
  findElements,
  isJson,
  type PlacedElement,
  toElementValue,
} from './block-kit.ts';
import { type AppReply, buildEnvelope, type Stage, toPlace, toReply } from './interactions.ts';
import { type Json, type Message, toWireMessage, type User } from './state.ts';
import { buildInitialValues, type StateValues, toWireView, type View, withValue } from './views.ts';

/** Where the element is: on a message, on the modal on top, or on the Home tab. */
export type Surface = Message | 'modal' | 'home';

export type Target = {
  readonly actionId: string;
  /** Only needed where several elements share an action_id. */
  readonly blockId?: string;
  /**
   * A button's value, to tell buttons apart, the two feedback buttons of one element too; in a
   * menu or an input, what is chosen or typed.
   */
  readonly value?: Choice;
};

/** Throws when the element is not there to be clicked: Slack's client would not show it. */
export async function click(
  stage: Stage,
  user: User,
  surface: Surface,
  target: Target,
): Promise<AppReply> {
  const place = findPlace(stage, user, surface);
  const placed = findTarget(place.blocks, target);
  if (placed.element['type'] === 'overflow' && target.value === undefined) {
    throw new Error(`the menu ${target.actionId} opens; name the value to choose from it`);
  }
  const offering = stage.offeredOptions.fill(user.id, placed);
  const chosen = toElementValue(offering, target.value) ?? {};
  const { text, value, url, icon } = findPressed(placed.element, target, user);
  const action = {
    type: placed.element['type'],
    block_id: placed.blockId,
    action_id: placed.actionId,
    action_ts: stage.state.nextTs(),
    ...(text !== undefined && { text }),
    ...(value !== undefined && { value }),
    ...(url !== undefined && { url }),
    ...(icon !== undefined && { icon }),
    ...chosen,
  };
  const values = withValue(buildInitialValues(place.blocks, place.channelId), placed, chosen);
  const trigger = { viewId: place.view?.id, channelId: place.channelId };
  const ack = await stage.delivery.sendInteraction({
    kind: 'interactive',
    type: 'block_actions',
    scope: undefined,
    body: {
      ...buildEnvelope('block_actions', user),
      ...place.describe(values),
      ...place.answerTo(values),
      trigger_id: stage.triggers.issue(user.id, trigger),
      actions: [action],
    },
  });
  return toReply(ack, 'This action');
}

/**
 * What the payload tells of what was pressed: the element itself, or one of two feedback buttons.
 * https://docs.slack.dev/tools/bolt-js/reference/interfaces/FeedbackButtonsAction (read 2026-11)
 */
function findPressed(element: Json, { actionId, value }: Target, user: User): Json {
  const seenBy = element['visible_to_user_ids'];
  if (Array.isArray(seenBy) && !seenBy.includes(user.id)) {
    throw new Error(`${user.name} does not see ${actionId}`);
  }
  if (element['type'] !== 'feedback_buttons') return element;
  const sides = [element['positive_button'], element['negative_button']].filter(isJson);
  const pressed = sides.find((side) => side['value'] === value);
  if (pressed === undefined) {
    const offered = sides.map((side) => String(side['value'])).join(', ');
    throw new Error(`${actionId} has two buttons; name the value of one: ${offered}`);
  }
  return pressed;
}

export type ClickPlace = {
  readonly blocks: readonly Json[];
  readonly channelId: string | undefined;
  readonly view: View | undefined;
  /** Where it is, as every payload says it. */
  readonly describe: (values: StateValues) => Json;
  /** What a press adds to that. */
  readonly answerTo: (values: StateValues) => Json;
};

/** Throws where the person does not see it. */
export function findPlace(stage: Stage, user: User, surface: Surface): ClickPlace {
  return typeof surface === 'string'
    ? viewOf(stage, user, surface)
    : messageOf(stage, user, surface);
}

function viewOf(stage: Stage, user: User, surface: 'modal' | 'home'): ClickPlace {
  const view = surface === 'modal' ? stage.views.topModal(user.id) : stage.views.home(user.id);
  if (view === undefined) throw new Error(`${user.name} has no ${surface} open`);
  return {
    blocks: view.blocks,
    channelId: view.channelId,
    view,
    describe: (values) => ({
      container: { type: 'view', view_id: view.id },
      view: toWireView(view, values),
    }),
    answerTo: () => ({}),
  };
}

function messageOf(stage: Stage, user: User, shown: Message): ClickPlace {
  const { state, responseUrls } = stage;
  const { channelId, ts } = shown;
  const message = state.findMessage(channelId, ts);
  const channel = state.channels.get(channelId);
  if (message === undefined || channel === undefined || !canSee(user, message, channel.members)) {
    throw new Error(`${user.name} does not see the message ${ts} in ${channelId}`);
  }
  const isEphemeral = message.ephemeralFor !== undefined;
  return {
    blocks: message.blocks,
    channelId,
    view: undefined,
    describe: () => ({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channelId,
        is_ephemeral: isEphemeral,
        ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
      },
      channel: toPlace(channel),
      // Slack keeps no copy of an ephemeral message, so its payload carries none.
      ...(!isEphemeral && { message: toWireMessage(message) }),
    }),
    answerTo: (values) => ({
      state: { values },
      response_url: responseUrls.issue({ userId: user.id, channelId, originalTs: ts }),
    }),
  };
}

function canSee(user: User, message: Message, members: ReadonlySet<string>): boolean {
  return message.ephemeralFor === undefined
    ? members.has(user.id)
    : message.ephemeralFor === user.id;
}

export function findTarget(blocks: readonly Json[], target: Target): PlacedElement {
  const elements = findElements(blocks);
  const found = elements.find(({ actionId, blockId, element }) => {
    if (actionId !== target.actionId) return false;
    if (target.blockId !== undefined && blockId !== target.blockId) return false;
    const isButton = element['type'] === 'button';
    return !isButton || target.value === undefined || element['value'] === target.value;
  });
  if (found === undefined) {
    const offered = elements.map(({ actionId }) => actionId).join(', ') || 'none';
    throw new Error(`no element ${JSON.stringify(target)}; there are: ${offered}`);
  }
  return found;
}
