/**
 * The little the stand-in knows of Block Kit by itself: ids Slack fills in, interactive elements
 * wherever they stand, and what choosing something in one of them sends. Limits of single blocks
 * come from the checker that is passed in (`validateBlocks`).
 */
import type { Json, State } from './state.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements (read 2026-11) */
const INTERACTIVE =
  /^(?:button|overflow|checkboxes|radio_buttons|(?:multi_)?(?:static|external|users|conversations|channels)_select|datepicker|timepicker|datetimepicker|plain_text_input|rich_text_input|email_text_input|url_text_input|number_input|feedback_buttons|icon_button)$/;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value) && value.every(isJson);
}

/** Gives each block a `block_id` and each interactive element an `action_id`, as Slack does. */
export function fillIds(blocks: readonly Json[], state: State): readonly Json[] {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (!isJson(value)) return value;
    const filled = Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, fill(each)]),
    );
    const needsId = isInteractive(value) && typeof value['action_id'] !== 'string';
    return needsId ? { ...filled, action_id: state.nextId('action') } : filled;
  };
  return blocks.map((block) => ({ block_id: state.nextId('block'), ...(fill(block) as Json) })); // an object stays one
}

function isInteractive(value: Json): boolean {
  return typeof value['type'] === 'string' && INTERACTIVE.test(value['type']);
}

export type PlacedElement = {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Json;
  /** The input block around it; absent elsewhere. */
  readonly input: Json | undefined;
};

/** Every interactive element, in the order of the blocks. Blocks have their ids (`fillIds`). */
export function findElements(blocks: readonly Json[]): readonly PlacedElement[] {
  const found: PlacedElement[] = [];
  const visit = (value: unknown, blockId: string, input: Json | undefined): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, blockId, input);
      return;
    }
    if (!isJson(value)) return;
    const actionId = value['action_id'];
    if (isInteractive(value) && typeof actionId === 'string') {
      found.push({ blockId, actionId, element: value, input });
      return;
    }
    const ownId = String(value['block_id'] ?? blockId);
    visit(Object.values(value), ownId, value['type'] === 'input' ? value : input);
  };
  visit(blocks, '', undefined);
  return found;
}

/** Characters people would read: the `text` strings of all blocks together. */
export function countTextChars(value: unknown): number {
  if (Array.isArray(value))
    return value.reduce<number>((sum, each) => sum + countTextChars(each), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (key === 'text' && typeof each === 'string' ? each.length : countTextChars(each)),
    0,
  );
}

/** What a person picked: an option's value, an id, a date, or what they typed. */
export type Choice = string | readonly string[];

/** Element type → the field its value stands in and the field of its initial value. */
const FIELDS: ReadonlyMap<string, readonly [value: string, initial: string]> = new Map([
  ['static_select', ['selected_option', 'initial_option']],
  ['external_select', ['selected_option', 'initial_option']],
  ['radio_buttons', ['selected_option', 'initial_option']],
  ['overflow', ['selected_option', '']],
  ['checkboxes', ['selected_options', 'initial_options']],
  ['multi_static_select', ['selected_options', 'initial_options']],
  ['multi_external_select', ['selected_options', 'initial_options']],
  ['users_select', ['selected_user', 'initial_user']],
  ['conversations_select', ['selected_conversation', 'initial_conversation']],
  ['channels_select', ['selected_channel', 'initial_channel']],
  ['multi_users_select', ['selected_users', 'initial_users']],
  ['multi_conversations_select', ['selected_conversations', 'initial_conversations']],
  ['multi_channels_select', ['selected_channels', 'initial_channels']],
  ['datepicker', ['selected_date', 'initial_date']],
  ['timepicker', ['selected_time', 'initial_time']],
  ['datetimepicker', ['selected_date_time', 'initial_date_time']],
  ['plain_text_input', ['value', 'initial_value']],
  ['email_text_input', ['value', 'initial_value']],
  ['url_text_input', ['value', 'initial_value']],
  ['number_input', ['value', 'initial_value']],
]);

/**
 * What the element holds after the choice, as it stands in `state.values` and in `actions`.
 * Without a choice: its initial value, `null` (or an empty list) where it has none. Absent for
 * elements that hold nothing (buttons). Throws when an option is chosen that is not offered.
 */
export function toElementValue(element: Json, choice: Choice | undefined): Json | undefined {
  const type = String(element['type']);
  const fields = FIELDS.get(type);
  if (fields === undefined) return undefined;
  const [field, initial] = fields;
  const { timezone } = element;
  // Shown under the picker, and "also passed to the app":
  // docs.slack.dev/reference/block-kit/block-elements/time-picker-element
  const held = { type, ...(type === 'timepicker' && timezone !== undefined && { timezone }) };
  if (choice === undefined) {
    return { ...held, [field]: element[initial] ?? (field.endsWith('s') ? [] : null) };
  }
  const isOption = field.startsWith('selected_option');
  const pick = (value: string) => (isOption ? findOption(element, value) : value);
  // Seconds since 1970, the one choice that is a number.
  if (type === 'datetimepicker') return { type, [field]: Number(choice) };
  return { ...held, [field]: typeof choice === 'string' ? pick(choice) : choice.map(pick) };
}

/** The options of a menu, or of an app's answer for one: those in groups, too. */
export function listOptions(holder: Json): readonly Json[] {
  const groups = isJsonList(holder['option_groups']) ? holder['option_groups'] : [];
  return [holder, ...groups].flatMap((each) =>
    isJsonList(each['options']) ? each['options'] : [],
  );
}

function findOption(element: Json, value: string): Json {
  const options = listOptions(element);
  const found = options.find((option) => option['value'] === value);
  if (found === undefined) {
    const offered = options.map((option) => String(option['value'])).join(', ');
    throw new Error(`no option has the value ${value}; offered: ${offered}`);
  }
  return found;
}

/** True when nothing was chosen or typed: such an input cannot be submitted unless optional. */
export function isEmptyValue(value: Json): boolean {
  return Object.entries(value).every(
    ([key, each]) =>
      key === 'type' ||
      key === 'timezone' ||
      each === null ||
      each === '' ||
      (Array.isArray(each) && each.length === 0),
  );
}
