/** What a person reads and can press on a message or a view of the stand-in. */
import type { KnownBlock } from '@slack/types';
import { renderTwin } from '../../src/blocks/twin.ts';
import { findElements, listOptions } from '../../src/workspace/block-kit.ts';
import type { Target } from '../../src/workspace/clicks.ts';
import type { Json } from '../../src/workspace/state.ts';
import type { Stage } from './stage.ts';

/** Anything with blocks, as the stand-in keeps it. */
export type Screen = { readonly blocks: readonly Readonly<Record<string, unknown>>[] };

/** The text people read, without markup. */
export function read(screen: Screen): string {
  // Everything on a screen was rendered by our own code.
  return renderTwin(screen.blocks as unknown as KnownBlock[]);
}

/** The bot's messages in a conversation that `userId` sees, oldest first. */
export function botMessages(stage: Stage, channelId: string, userId: string) {
  return stage.workspace
    .messages(channelId, { as: userId })
    .filter(({ botId }) => botId !== undefined);
}

/** The entry of the `rank`-th paper's menu (from 1) whose value starts with `action`. */
export function menuEntry(screen: Screen, rank: number, action: string): Target {
  const menus = findElements(screen.blocks).filter(({ element }) => element['type'] === 'overflow');
  const menu = menus[rank - 1];
  const options = menu?.element['options'];
  const values = Array.isArray(options) ? options.map((option) => String(option.value)) : [];
  const value = values.find((each) => each.startsWith(`${action} `));
  if (menu === undefined || value === undefined) {
    throw new Error(`paper ${rank} has no ${action}; its menu has ${values.join(', ')}`);
  }
  return { actionId: menu.actionId, blockId: menu.blockId, value };
}

/** The only element whose action id starts with `prefix`. */
export function button(screen: Screen, prefix: string): Target {
  const found = findElements(screen.blocks).filter(({ actionId }) => actionId.startsWith(prefix));
  const [first] = found;
  if (first === undefined) throw new Error(`there is no ${prefix} to press`);
  return { actionId: first.actionId, blockId: first.blockId };
}

/** The values of the options an app answered a menu with. */
export function listValues(offered: Json | undefined): string[] {
  return listOptions(offered ?? {}).map((option) => String(option['value']));
}
