/**
 * Every select menu, single and multiple: a text field with a list below it that goes by what is
 * typed. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (read 2026-11)
 */
import { useId, useRef } from 'react';
import { Icon } from './block-icons.tsx';
import { readPlain } from './block-json.ts';
import { ListBox } from './block-list-box.tsx';
import { onListKey, useListState } from './block-list-state.ts';
import { isExternalSelect, type Offer, useOffer } from './block-offer.ts';
import { nameChoice, type Option } from './block-options.ts';
import { type ElementProps, useChoice } from './block-surface.ts';
import { useDirectory } from './directory.ts';

export function Select(props: ElementProps) {
  const { element, label } = props;
  const { choice, choose } = useChoice(props);
  const directory = useDirectory();
  const isMultiple = typeof choice !== 'string';
  const chosen = isMultiple ? choice : [choice].filter((value) => value !== '');
  const list = useListState();
  const offer = useOffer(props, list.isOpen ? list.query : undefined);
  const options = offer.groups.flatMap((group) => group.options);
  // Enter must not choose what was offered for something else.
  const at = offer.isWaiting ? -1 : list.at;
  const fieldRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const id = useId();

  const open = () => {
    const all = offer.known.flatMap((group) => group.options);
    list.open(all.findIndex(({ value }) => chosen.includes(value)));
  };
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
  const name = (value: string) => nameChoice(value, offer.known, directory);
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
        aria-activedescendant={options[at] === undefined ? undefined : `${id}-${at}`}
        placeholder={shown || (chosen.length === 0 ? placeholder : '')}
        value={list.isOpen ? list.query : shown}
        onChange={(event) => list.filter(event.target.value)}
        onClick={open}
        onBlur={list.close}
        onKeyDown={(event) => {
          const isEmpty = list.query === '' && isMultiple;
          const last = chosen.at(-1);
          if (event.key === 'Backspace' && isEmpty && last !== undefined) remove(last);
          else onListKey(event, { ...list, at }, { options, open, pick });
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
          groups={offer.groups}
          {...{ at, chosen, isMultiple, pick }}
          anchorRef={fieldRef}
          emptyText={offer.note}
          isBusy={offer.isWaiting}
        />
      )}
      {isExternalSelect(element) && <OfferStatus offer={offer} count={options.length} />}
    </div>
  );
}

function isFull(max: unknown, choice: readonly string[]): boolean {
  return typeof max === 'number' && choice.length >= max;
}

function defaultPlaceholder(isMultiple: boolean): string {
  return isMultiple ? 'Select options' : 'Select an option';
}

/** For those who hear the page: the list comes without a key being pressed. */
function OfferStatus({ offer, count }: { offer: Offer; count: number }) {
  const found = count === 0 ? offer.note : `${count} ${count === 1 ? 'option' : 'options'}`;
  return (
    <span className="visually-hidden" role="status">
      {offer.isWaiting ? '' : found}
    </span>
  );
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
