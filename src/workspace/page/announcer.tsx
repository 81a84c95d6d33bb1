/** Says aloud what others post where the person is looking. */
import { useEffect, useRef, useState } from 'react';
import type { Message } from '../page-protocol.ts';
import { useDirectory } from './directory.ts';
import { toTypedText } from './typed-text.ts';

/** Enough to know what it is about. */
const MAX_CHARS = 120;

/** `messages`: of the conversation on the screen, oldest first. */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const { users, viewer } = useDirectory();
  const [line, setLine] = useState({ ts: '', text: '' });
  const heardTs = useRef(messages.at(-1)?.ts ?? '');

  useEffect(() => {
    const fresh = messages.filter(({ ts, userId }) => ts > heardTs.current && userId !== viewer.id);
    heardTs.current = messages.at(-1)?.ts ?? heardTs.current;
    const last = fresh.at(-1);
    if (last === undefined) return;
    const name = users.get(last.userId)?.realName ?? last.userId;
    const others = fresh.length > 1 ? `${fresh.length} new messages. ` : '';
    const text = `${others}${name}: ${toTypedText(last.text, users).slice(0, MAX_CHARS)}`;
    setLine({ ts: last.ts, text });
  }, [messages, users, viewer]);

  return (
    <div className="visually-hidden" aria-live="polite">
      {/* A new element each time, or the same words twice would be said once. */}
      <span key={line.ts}>{line.text}</span>
    </div>
  );
}
