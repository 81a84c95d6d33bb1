/**
 * The options an app has offered a person in menus that ask for them (`external_select`). Slack's
 * client lets nothing else be chosen there, and sends the whole option back.
 */
import { listOptions, type PlacedElement } from './block-kit.ts';
import type { Json } from './state.ts';

export type OfferedOptions = ReturnType<typeof createOfferedOptions>;

export function createOfferedOptions() {
  /** By person, block and action; then by value. */
  const offered = new Map<string, Map<string, Json>>();
  const keyOf = (userId: string, { blockId, actionId }: PlacedElement) =>
    `${userId} ${blockId} ${actionId}`;

  return {
    /** Earlier ones stay: in a menu of several choices they may be chosen already. */
    add(userId: string, placed: PlacedElement, answer: Json): void {
      const key = keyOf(userId, placed);
      const known = offered.get(key) ?? new Map<string, Json>();
      for (const option of listOptions(answer)) known.set(String(option['value']), option);
      offered.set(key, known);
    },
    /** The element as it stands; a menu that asks for its options, with all it has offered. */
    fill(userId: string, placed: PlacedElement): Json {
      const { element } = placed;
      if (!/^(?:multi_)?external_select$/.test(String(element['type']))) return element;
      const initial = [element['initial_option'], element['initial_options']].flat();
      const known = offered.get(keyOf(userId, placed))?.values() ?? [];
      return { ...element, options: [...initial.filter((each) => each !== undefined), ...known] };
    },
  };
}
