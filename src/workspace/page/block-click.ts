/** What a press, or typing into a menu, asks the workspace to do. */
import type { Act } from '../page-protocol.ts';
import type { SuggestRequest } from './block-surface.ts';
import type { Press } from './blocks.tsx';

type Click = Extract<Act, { kind: 'click' }>;

/** `surface`: the modal, the Home tab, or a message by its place. */
export function buildClick(surface: Click['surface'], { value, ...target }: Press): Click {
  const chosen = value === undefined || typeof value === 'string' ? value : [...value];
  return { kind: 'click', surface, ...target, ...(chosen !== undefined && { value: chosen }) };
}

export function buildSuggest(surface: Click['surface'], request: SuggestRequest): Act {
  return { kind: 'suggest', surface, ...request };
}
