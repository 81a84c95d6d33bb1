/**
 * The overflow menu (⋯). Arrow keys, Home, End and the first letters of an entry move; Escape, Tab
 * and a press elsewhere close it, and the focus goes back to the button.
 * https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ (read 2026-11)
 */

import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { Json } from '../page-protocol.ts';
import { drawEach } from './block-each.tsx';
import { Icon } from './block-icons.tsx';
import { readHref, readPlain, readString, requireJson, requireList } from './block-json.ts';
import { toLinkProps } from './block-link.tsx';
import { usePopup } from './block-popup.ts';
import { type ElementProps, useSurface } from './block-surface.ts';
import { PlainText } from './block-text.tsx';
import { useDirectory } from './directory.ts';

/** Letters typed within this time of each other are one word. */
const TYPE_AHEAD_MS = 700;

export function OverflowMenu({ element, blockId, label }: ElementProps) {
  const { press } = useSurface();
  const [openAt, setOpenAt] = useState<'first' | 'last'>();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const id = useId();
  const options = requireList(element, 'options');
  const isOpen = openAt !== undefined;

  const close = () => {
    setOpenAt(undefined);
    buttonRef.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the focus leave
    <span
      onBlur={(event) => {
        if (!isInside(event)) setOpenAt(undefined);
      }}
    >
      <button
        ref={buttonRef}
        type="button"
        className="block-icon-button block-menu-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpenAt(isOpen ? undefined : 'first')}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpenAt(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
        {...label}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <Menu
          {...{ id, options, openAt, buttonRef, close }}
          name={label['aria-label'] ?? 'More actions'}
          onChoose={(option) => {
            close();
            press({ element, blockId, value: readString(option['value']) });
          }}
        />
      )}
    </span>
  );
}

function isInside({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
  return relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
}

type MenuProps = {
  id: string;
  name: string;
  options: readonly Json[];
  openAt: 'first' | 'last';
  buttonRef: RefObject<HTMLButtonElement | null>;
  close: () => void;
  onChoose: (option: Json) => void;
};

function Menu({ id, name, options, openAt, buttonRef, close, onChoose }: MenuProps) {
  const menuRef = useRef<HTMLDivElement>(null);
  const typeAhead = useTypeAhead();
  usePopup(menuRef, buttonRef, 'end');
  useEffect(() => {
    const items = listItems(menuRef.current);
    items.at(openAt === 'first' ? 0 : -1)?.focus();
  }, [openAt]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = listItems(menuRef.current);
    const { activeElement } = document;
    const at = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
    if (event.key === 'Escape') {
      // Only the menu: a modal around it stays.
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const next = findNext(event.key, at, items.length) ?? typeAhead(event, items, at);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };

  return (
    <div
      ref={menuRef}
      id={id}
      role="menu"
      tabIndex={-1}
      aria-label={name}
      popover="manual"
      className="block-popup"
      onKeyDown={onKeyDown}
    >
      {drawEach(options, (option) => (
        <MenuItem option={option} onChoose={onChoose} />
      ))}
    </div>
  );
}

function MenuItem({ option, onChoose }: { option: Json; onChoose: (option: Json) => void }) {
  const { viewer } = useDirectory();
  const description = readPlain(option['description']);
  const content = (
    <>
      <PlainText text={requireJson(option, 'text')} />
      {description !== '' && <span className="block-option-description">{description}</span>}
    </>
  );
  const shared = {
    role: 'menuitem',
    tabIndex: -1,
    className: 'block-popup-item',
    onClick: () => onChoose(option),
  };
  const href = readHref(option['url']);
  if (href !== undefined) {
    const { href: address, ...how } = toLinkProps(href, viewer.id);
    return (
      <a {...shared} href={address} {...how}>
        {content}
      </a>
    );
  }
  return (
    <button type="button" {...shared}>
      {content}
    </button>
  );
}

function listItems(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
}

function findNext(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Finds the next item that begins with what is being typed. */
function useTypeAhead() {
  const typed = useRef({ text: '', atMs: 0 });
  return (
    { key, timeStamp, ctrlKey, metaKey, altKey }: KeyboardEvent,
    items: readonly HTMLElement[],
    at: number,
  ): number | undefined => {
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
    const isGoingOn = timeStamp - typed.current.atMs < TYPE_AHEAD_MS;
    const text = (isGoingOn ? typed.current.text : '') + key.toLowerCase();
    typed.current = { text, atMs: timeStamp };
    const order = items.map((_, step) => (at + step + (text.length > 1 ? 0 : 1)) % items.length);
    return order.find((index) => items[index]?.textContent.toLowerCase().startsWith(text));
  };
}
