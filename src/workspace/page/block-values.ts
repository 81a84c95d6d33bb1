/**
 * What the interactive elements of a message or a view hold. A choice is a string (an option's
 * value, an id, a date, what was typed) or a list of them; '' and [] are nothing.
 */
import type { Json } from '../page-protocol.ts';
import { isJson, readList, readString } from './block-json.ts';

export type Choice = string | readonly string[];

/** `block_id/action_id` → what was put in since. Elements nobody touched are missing. */
export type Values = ReadonlyMap<string, Choice>;

/** https://docs.slack.dev/reference/block-kit/block-elements (read 2026-11) */
const INITIAL_FIELDS: ReadonlyMap<string, string> = new Map([
  ['static_select', 'initial_option'],
  ['external_select', 'initial_option'],
  ['radio_buttons', 'initial_option'],
  ['users_select', 'initial_user'],
  ['conversations_select', 'initial_conversation'],
  ['channels_select', 'initial_channel'],
  ['checkboxes', 'initial_options'],
  ['multi_static_select', 'initial_options'],
  ['multi_external_select', 'initial_options'],
  ['multi_users_select', 'initial_users'],
  ['multi_conversations_select', 'initial_conversations'],
  ['multi_channels_select', 'initial_channels'],
  ['datepicker', 'initial_date'],
  ['timepicker', 'initial_time'],
  ['datetimepicker', 'initial_date_time'],
  ['plain_text_input', 'initial_value'],
  ['email_text_input', 'initial_value'],
  ['url_text_input', 'initial_value'],
  ['number_input', 'initial_value'],
]);

export function toKey(blockId: string, element: Json): string {
  return `${blockId}/${readString(element['action_id'])}`;
}

export function isEmptyChoice(choice: Choice): boolean {
  return choice.length === 0;
}

/** What the element starts with; `channelId` is the conversation it is seen in. */
export function readInitial(element: Json, channelId: string | undefined): Choice {
  const type = readString(element['type']);
  const isMultiple = type.startsWith('multi_') || type === 'checkboxes';
  const initial = element[INITIAL_FIELDS.get(type) ?? ''];
  if (element['default_to_current_conversation'] === true && channelId !== undefined) {
    return isMultiple ? [channelId] : channelId;
  }
  if (isMultiple) return Array.isArray(initial) ? initial.map(readOne) : [];
  return readOne(initial);
}

function readOne(initial: unknown): string {
  if (isJson(initial)) return readString(initial['value']);
  return initial === undefined || initial === null ? '' : String(initial);
}

/**
 * A modal's form: every element that holds something. One that was emptied is there as empty, or
 * else it would count as untouched.
 */
export function buildForm(
  blocks: readonly Json[],
  values: Values,
  channelId: string | undefined,
): Readonly<Record<string, string | string[]>> {
  const entries = findHolders(blocks).flatMap(({ key, element }) => {
    const initial = readInitial(element, channelId);
    const choice = values.get(key) ?? initial;
    if (isEmptyChoice(choice) && isEmptyChoice(initial)) return [];
    return [[key, typeof choice === 'string' ? choice : [...choice]] as const];
  });
  return Object.fromEntries(entries);
}

function findHolders(blocks: readonly Json[]): readonly { key: string; element: Json }[] {
  return blocks.flatMap((block) => {
    const inside = [block['element'], block['accessory']].filter(isJson);
    const elements = [...inside, ...readList(block['elements'])];
    const blockId = readString(block['block_id']);
    return elements
      .filter((element) => INITIAL_FIELDS.has(readString(element['type'])))
      .map((element) => ({ key: toKey(blockId, element), element }));
  });
}
