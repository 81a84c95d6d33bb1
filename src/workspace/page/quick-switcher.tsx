/** Type a few letters of a conversation's name, press Enter, be there. */
import './quick-switcher.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { PageChannel } from '../page-protocol.ts';
import { nameChannel, useDirectory } from './directory.ts';
import { goTo } from './use-route.ts';

const LIST_ID = 'switcher-list';

export function QuickSwitcher({ onClose }: { onClose: () => void }) {
  const directory = useDirectory();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const found = directory.channels
    .map((channel) => ({ channel, name: nameChannel(channel, directory) }))
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const go = (channel: PageChannel | undefined) => {
    if (channel === undefined) return;
    // Closed first: closing gives the focus back, going takes it to the box.
    dialog.current?.close();
    goTo({ userId: directory.viewer.id, channelId: channel.id });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && found.length > 0) {
      event.preventDefault();
      setActive((active + by + found.length) % found.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(found[active]?.channel);
    }
  };

  return (
    <dialog ref={dialog} className="switcher" aria-label="Jump to a conversation" onClose={onClose}>
      <input
        className="switcher-box"
        type="text"
        role="combobox"
        aria-label="Conversation"
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls={LIST_ID}
        aria-activedescendant={found.length > 0 ? `${LIST_ID}-${active}` : undefined}
        placeholder="Jump to…"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="switcher-list" id={LIST_ID} role="listbox" aria-label="Conversations">
        {found.map(({ channel, name }, index) => (
          // The keys are heard by the box, which has the focus.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
          <div
            key={channel.id}
            id={`${LIST_ID}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="switcher-item"
            onClick={() => go(channel)}
          >
            {name}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="switcher-none" role="status">
          No conversation is called so.
        </p>
      )}
    </dialog>
  );
}
