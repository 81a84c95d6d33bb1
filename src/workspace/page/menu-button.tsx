/** A button that opens a menu beside it. Keyboard as the ARIA menu button pattern has it. */
import './menu-button.css';
import { type KeyboardEvent, type ToggleEvent, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icons.tsx';

export type MenuItem = { readonly label: string; readonly onSelect: () => void };

/** Room a menu needs below its button before it opens above it. */
const ROOM_PX = 180;

export function MenuButton(props: {
  label: string;
  icon: IconName;
  items: readonly MenuItem[];
  className: string;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  const onToggle = ({ newState }: ToggleEvent) => {
    setOpen(newState === 'open');
    if (newState !== 'open' || menu.current === null || button.current === null) return;
    place(menu.current, button.current);
    focusItem(menu.current, 0);
  };
  const select = (item: MenuItem) => {
    menu.current?.hidePopover();
    item.onSelect();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={props.className}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={props.label}
        title={props.label}
      >
        <Icon name={props.icon} />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="menu"
        aria-label={props.label}
        onToggle={onToggle}
        onKeyDown={onMenuKeyDown}
      >
        {props.items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="menu-item"
            onClick={() => select(item)}
          >
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}

/** Below the button and flush with its right edge; above it where there is no room. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const { top, bottom, right } = button.getBoundingClientRect();
  const isAbove = window.innerHeight - bottom < ROOM_PX;
  const y = isAbove ? top - menu.offsetHeight - 4 : bottom + 4;
  menu.style.top = `${Math.max(4, y)}px`;
  menu.style.left = `${Math.max(4, right - menu.offsetWidth)}px`;
}

function onMenuKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const menu = event.currentTarget;
  const items: readonly (Element | null)[] = [...menu.querySelectorAll('[role=menuitem]')];
  const at = items.indexOf(document.activeElement);
  // The browser closes the menu on Escape; what is around the menu stays open.
  event.stopPropagation();
  if (event.key === 'Tab') menu.hidePopover();
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  focusItem(menu, next);
}

/** Goes round at both ends. */
function focusItem(menu: HTMLElement, index: number): void {
  const items = menu.querySelectorAll<HTMLElement>('[role=menuitem]');
  items[(index + items.length) % items.length]?.focus();
}
