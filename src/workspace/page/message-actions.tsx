/** What can be done with a message: over it, while the mouse or the focus is in it. */
import type { Message } from '../page-protocol.ts';
import { useChat } from './chat-context.ts';
import { useDirectory } from './directory.ts';
import { Icon } from './icons.tsx';
import { MenuButton, type MenuItem } from './menu-button.tsx';
import type { RunAct } from './message-item.tsx';

export function MessageActions(props: {
  message: Message;
  isInThread: boolean;
  onEdit: (ts: string) => void;
  run: RunAct;
}) {
  const { app, act, openThread } = useChat();
  const { viewer } = useDirectory();
  const { channelId, ts, threadTs = ts, userId } = props.message;
  const reply = () => openThread(channelId, threadTs);
  const shortcuts = app.shortcuts.filter(({ type }) => type === 'message');
  const items: readonly MenuItem[] = [
    ...(props.isInThread ? [] : [{ label: 'Reply in thread', onSelect: reply }]),
    ...shortcuts.map(({ name, callbackId }) => ({
      label: name,
      onSelect: () =>
        void props.run(callbackId, () =>
          act({ kind: 'messageShortcut', callbackId, channelId, ts }),
        ),
    })),
    ...(userId === viewer.id ? [{ label: 'Edit message', onSelect: () => props.onEdit(ts) }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <div className="message-actions">
      {!props.isInThread && (
        <button
          type="button"
          className="message-action message-action-reply"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={reply}
        >
          <Icon name="reply" />
        </button>
      )}
      <MenuButton
        label="More message actions"
        icon="more"
        items={items}
        className="message-action"
      />
    </div>
  );
}
