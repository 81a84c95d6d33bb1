/** The list of a select menu, in a popup. The focus stays in the field it belongs to. */

import { type RefObject, useEffect, useRef } from 'react';
import { drawEach } from './block-each.tsx';
import { Icon } from './block-icons.tsx';
import type { Option, OptionGroup } from './block-options.ts';
import { usePopup } from './block-popup.ts';

type ListBoxProps = {
  /** The list is `${id}-list`, its options `${id}-0`, `${id}-1` … */
  id: string;
  name: string;
  groups: readonly OptionGroup[];
  /** Of the marked option, counted through all groups. */
  at: number;
  chosen: readonly string[];
  isMultiple: boolean;
  pick: (option: Option) => void;
  anchorRef: RefObject<HTMLElement | null>;
  /** Said in place of the options when there are none. */
  emptyText: string;
  /** Other options are on their way. */
  isBusy: boolean;
};

export function ListBox(props: ListBoxProps) {
  const { id, name, groups, at, isMultiple, anchorRef, emptyText, isBusy } = props;
  const listRef = useRef<HTMLDivElement>(null);
  usePopup(listRef, anchorRef, 'start');
  useEffect(() => {
    listRef.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, { options }) => sum + options.length, 0),
  );
  return (
    <div
      ref={listRef}
      id={`${id}-list`}
      role="listbox"
      tabIndex={-1}
      aria-label={name}
      aria-multiselectable={isMultiple || undefined}
      aria-busy={isBusy || undefined}
      popover="manual"
      className="block-popup"
      // The field keeps the focus, so that leaving it is what closes the list.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.length === 0 && (
        <div
          role="option"
          tabIndex={-1}
          aria-disabled="true"
          aria-selected="false"
          className="block-popup-empty"
        >
          {emptyText}
        </div>
      )}
      {drawEach(groups, (group, index) => (
        <Group group={group} start={starts[index] ?? 0} {...props} />
      ))}
    </div>
  );
}

function Group({ group, start, ...props }: ListBoxProps & { group: OptionGroup; start: number }) {
  const options = group.options.map((option, index) => (
    <ListOption key={option.value} option={option} place={start + index} {...props} />
  ));
  if (group.label === '') return options;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a list box may hold groups, but no fieldset
    <div role="group" aria-label={group.label}>
      <div className="block-popup-heading" aria-hidden="true">
        {group.label}
      </div>
      {options}
    </div>
  );
}

function ListOption({
  option,
  place,
  id,
  at,
  chosen,
  pick,
}: ListBoxProps & { option: Option; place: number }) {
  const isChosen = chosen.includes(option.value);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
    <div
      id={`${id}-${place}`}
      data-at={place}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={`block-popup-item${place === at ? ' block-popup-item-marked' : ''}`}
      onClick={() => pick(option)}
    >
      <span className="block-option-name">
        {option.label}
        {option.description !== '' && (
          <span className="block-option-description">{option.description}</span>
        )}
      </span>
      {isChosen && <Icon name="check" />}
    </div>
  );
}
