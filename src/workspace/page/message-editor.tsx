/** A person's own message, open to be changed where it stands. */
import './message-editor.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Message } from '../page-protocol.ts';
import { useChat } from './chat-context.ts';
import { useDirectory } from './directory.ts';
import { toTypedText } from './typed-text.ts';

export function MessageEditor({ message, onDone }: { message: Message; onDone: () => void }) {
  const { act } = useChat();
  const { users } = useDirectory();
  const [before] = useState(() => toTypedText(message.text, users));
  const [text, setText] = useState(before);
  const [problem, setProblem] = useState<string>();
  const box = useFocusWhileOpen();

  const save = async () => {
    if (text.trim() === before) {
      onDone();
      return;
    }
    const { channelId, ts } = message;
    const reply = await act({ kind: 'edit', channelId, ts, text: text.trim() });
    if (reply.ok) onDone();
    else setProblem(reply.shown ?? 'That could not be saved.');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that end a composed character are not meant for us.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };

  return (
    <div className="editor">
      <textarea
        ref={box}
        className="editor-box"
        aria-label="Edit message"
        rows={Math.min(8, text.split('\n').length + 1)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && (
        <p className="editor-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="editor-buttons">
        <button type="button" className="app-button" onClick={onDone}>
          Cancel
        </button>
        <button
          type="button"
          className="app-button app-button-main"
          disabled={text.trim() === ''}
          onClick={() => void save()}
        >
          Save
        </button>
      </div>
    </div>
  );
}

/** Takes the focus with the caret at the end, and gives it back where it was. */
function useFocusWhileOpen() {
  const ref = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const box = ref.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return ref;
}
