/** The list of a select menu: whether it is open, what is typed, which option is marked. */
import { type KeyboardEvent, useState } from 'react';
import type { Option } from './block-options.ts';

export type ListState = {
  readonly isOpen: boolean;
  readonly query: string;
  /** Of the marked option, counted through all groups. */
  readonly at: number;
  readonly open: (at: number) => void;
  readonly close: () => void;
  readonly filter: (query: string) => void;
  readonly mark: (at: number) => void;
};

export function useListState(): ListState {
  const [state, setState] = useState({ isOpen: false, query: '', at: 0 });
  return {
    ...state,
    open: (at) => {
      if (!state.isOpen) setState({ isOpen: true, query: '', at: Math.max(at, 0) });
    },
    close: () => setState({ isOpen: false, query: '', at: 0 }),
    filter: (query) => setState({ isOpen: true, query, at: 0 }),
    mark: (at) => setState((now) => ({ ...now, at })),
  };
}

/** Arrow keys, Home and End mark, Enter picks, Escape closes; anything else is typed. */
export function onListKey(
  event: KeyboardEvent<HTMLInputElement>,
  list: ListState,
  menu: {
    readonly options: readonly Option[];
    readonly open: () => void;
    readonly pick: (option: Option) => void;
  },
): void {
  if (event.nativeEvent.isComposing) return;
  const { options, open, pick } = menu;
  if (!list.isOpen) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    event.preventDefault();
    open();
    return;
  }
  if (event.key === 'Tab') return;
  const marked = options[list.at];
  const next = findNext(event.key, list.at, options.length);
  if (next !== undefined) list.mark(next);
  else if (event.key === 'Enter' && marked !== undefined) pick(marked);
  else if (event.key === 'Escape') list.close();
  else if (event.key !== 'Enter') return;
  // Neither does Enter submit the form around it, nor Escape close it.
  event.preventDefault();
  event.stopPropagation();
}

function findNext(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return count === 0 ? 0 : (at + 1) % count;
    case 'ArrowUp':
      return count === 0 ? 0 : (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return Math.max(count - 1, 0);
    default:
      return undefined;
  }
}
