/**
 * Every select menu, single and multiple: a text field that filters a list below it.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (read 2026-11)
 */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Icon } from './block-icons.tsx';
import { readPlain, readString } from './block-json.ts';
import { ListBox } from './block-list-box.tsx';
import {
  filterOptions,
  listOptions,
  nameChoice,
  type Option,
  type OptionGroup,
} from './block-options.ts';
import { type ElementProps, useChoice } from './block-surface.ts';
import { useDirectory } from './directory.ts';

export function Select(props: ElementProps) {
  const { element, label } = props;
  const { choice, choose } = useChoice(props);
  const directory = useDirectory();
  const groups = listOptions(element, directory);
  const isMultiple = typeof choice !== 'string';
  const chosen = isMultiple ? choice : [choice].filter((value) => value !== '');
  const list = useListState(groups);
  const fieldRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const id = useId();

  const pick = ({ value }: Option) => {
    list.close();
    if (!isMultiple) choose(value);
    else if (choice.includes(value)) choose(choice.filter((each) => each !== value));
    else if (!isFull(element['max_selected_items'], choice)) choose([...choice, value]);
  };
  const remove = (value: string) => {
    choose(chosen.filter((each) => each !== value));
    inputRef.current?.focus();
  };
  const name = (value: string) => nameChoice(value, groups, directory);
  const shown = isMultiple ? '' : chosen.map(name).join('');
  const placeholder = readPlain(element['placeholder']) || defaultPlaceholder(isMultiple);

  return (
    <div className={`block-select${isMultiple ? ' block-select-multiple' : ''}`} ref={fieldRef}>
      {isMultiple &&
        chosen.map((value) => <Chip key={value} name={name(value)} remove={() => remove(value)} />)}
      <input
        ref={inputRef}
        role="combobox"
        className="block-select-input"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={list.isOpen}
        aria-controls={list.isOpen ? `${id}-list` : undefined}
        aria-activedescendant={list.active === undefined ? undefined : `${id}-${list.at}`}
        placeholder={shown || (chosen.length === 0 ? placeholder : '')}
        value={list.isOpen ? list.query : shown}
        onChange={(event) => list.filter(event.target.value)}
        onClick={() => list.open(chosen)}
        onBlur={list.close}
        onKeyDown={(event) => {
          const isEmpty = list.query === '' && isMultiple;
          const last = chosen.at(-1);
          if (event.key === 'Backspace' && isEmpty && last !== undefined) remove(last);
          else onListKey(event, list, pick, chosen);
        }}
        {...label}
      />
      <span className="block-select-arrow">
        <Icon name="chevron" />
      </span>
      {list.isOpen && (
        <ListBox
          id={id}
          name={label['aria-label'] ?? placeholder}
          groups={list.groups}
          {...{ at: list.at, chosen, isMultiple, pick }}
          anchorRef={fieldRef}
          emptyText={emptyText(readString(element['type']))}
        />
      )}
    </div>
  );
}

function isFull(max: unknown, choice: readonly string[]): boolean {
  return typeof max === 'number' && choice.length >= max;
}

function defaultPlaceholder(isMultiple: boolean): string {
  return isMultiple ? 'Select options' : 'Select an option';
}

function emptyText(type: string): string {
  return type.endsWith('external_select')
    ? 'The app makes this list as you type, which works in Slack only.'
    : 'Nothing matches.';
}

function Chip({ name, remove }: { name: string; remove: () => void }) {
  return (
    <span className="block-chip">
      {name}
      <button type="button" aria-label={`Remove ${name}`} onClick={remove}>
        <Icon name="close" />
      </button>
    </span>
  );
}

type ListState = {
  readonly isOpen: boolean;
  readonly query: string;
  /** Those that match the query. */
  readonly groups: readonly OptionGroup[];
  readonly count: number;
  /** Of the marked option, counted through all groups. */
  readonly at: number;
  readonly active: Option | undefined;
  /** The first option that is chosen is marked. */
  readonly open: (chosen: readonly string[]) => void;
  readonly close: () => void;
  readonly filter: (query: string) => void;
  readonly mark: (at: number) => void;
};

function useListState(all: readonly OptionGroup[]): ListState {
  const [state, setState] = useState({ isOpen: false, query: '', at: 0 });
  const groups = filterOptions(all, state.query);
  const options = groups.flatMap((group) => group.options);
  return {
    ...state,
    groups,
    count: options.length,
    active: state.isOpen ? options[state.at] : undefined,
    open: (chosen) => {
      if (state.isOpen) return;
      const at = options.findIndex(({ value }) => chosen.includes(value));
      setState({ isOpen: true, query: '', at: Math.max(at, 0) });
    },
    close: () => setState({ isOpen: false, query: '', at: 0 }),
    filter: (query) => setState({ isOpen: true, query, at: 0 }),
    mark: (at) => setState((now) => ({ ...now, at })),
  };
}

function onListKey(
  event: KeyboardEvent<HTMLInputElement>,
  list: ListState,
  pick: (option: Option) => void,
  chosen: readonly string[],
): void {
  if (event.nativeEvent.isComposing) return;
  if (!list.isOpen) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    event.preventDefault();
    list.open(chosen);
    return;
  }
  if (event.key === 'Tab') return;
  const next = findNext(event.key, list);
  if (next !== undefined) list.mark(next);
  else if (event.key === 'Enter' && list.active !== undefined) pick(list.active);
  else if (event.key === 'Escape') list.close();
  else if (event.key !== 'Enter') return;
  // Neither does Enter submit the form around it, nor Escape close it.
  event.preventDefault();
  event.stopPropagation();
}

function findNext(key: string, { at, count }: ListState): number | undefined {
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
