/** Where a person writes: one box for a channel or a thread, with what became of what they sent. */
import './composer.css';
import {
  type ChangeEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PageChannel } from '../page-protocol.ts';
import { useBox, useChat, useWorld } from './chat-context.ts';
import { CompletionList, toOptionId } from './completion-list.tsx';
import { Icon } from './icons.tsx';
import { Notices } from './notices.tsx';
import type { Box, Place } from './outbox.ts';
import { useCompletion } from './use-completion.ts';

/** Others are told so often that somebody types. */
const TYPING_EVERY_MS = 2_000;

type ComposerProps = {
  /** Of the box itself. */
  id: string;
  channel: PageChannel;
  place: Place;
  /** e.g. "Message #reading". */
  label: string;
  /** Up arrow in the empty box. */
  onEditLast: () => void;
};

export function Composer({ id, channel, place, label, onEditLast }: ComposerProps) {
  const { outbox } = useChat();
  const { draft, notices } = useBox(place);
  const world = useWorld();
  const tellTyping = useTypingAct(place);
  const box = useBoxElement(draft, notices);
  const [caret, setCaret] = useState<number>();
  const listId = useId();
  const sources = useSources(channel, place);
  const { open, onKeyDown } = useCompletion({
    text: draft,
    caret,
    sources,
    onPick: (picked) => {
      box.moveCaret(picked.caret);
      setCaret(picked.caret);
      outbox.setDraft(place, picked.text);
    },
  });

  const send = () => void outbox.send(place, draft, world);
  const onChange = ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
    outbox.setDraft(place, target.value);
    setCaret(target.selectionStart);
    tellTyping(target.value);
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends a composed character is not meant for us.
    if (event.nativeEvent.isComposing || onKeyDown(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && draft === '') {
      event.preventDefault();
      onEditLast();
    }
  };

  return (
    <div className="composer">
      <Notices place={place} channel={channel} />
      <div className="composer-frame">
        <CompletionList id={listId} open={open} />
        <textarea
          ref={box.ref}
          id={id}
          className="composer-box"
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={open && listId}
          aria-activedescendant={open && toOptionId(listId, open.activeIndex)}
          value={draft}
          onChange={onChange}
          onKeyDown={onKey}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onBlur={() => setCaret(undefined)}
        />
        <button
          type="button"
          className="composer-send"
          aria-label="Send"
          title="Send"
          disabled={draft.trim() === ''}
          onClick={() => {
            send();
            box.ref.current?.focus();
          }}
        >
          <Icon name="send" />
        </button>
      </div>
      <p className="composer-help">
        <kbd>Enter</kbd> sends, <kbd>Shift</kbd> + <kbd>Enter</kbd> adds a line
      </p>
    </div>
  );
}

function useSources(channel: PageChannel, { threadTs }: Place) {
  const { commands, users, channels } = useWorld();
  return useMemo(
    () => ({
      commands: threadTs === undefined ? commands : [],
      users: [...users.values()],
      channels,
      members: channel.members,
    }),
    [commands, users, channels, channel, threadTs],
  );
}

/**
 * The box grows with its text, the caret goes where it is sent once the text is there, and the
 * focus comes from a notice's button that is gone.
 */
function useBoxElement(draft: string, notices: Box['notices']) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const nextCaret = useRef<number>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
    if (nextCaret.current === undefined) return;
    box.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = undefined;
  }, [draft]);

  useEffect(() => {
    focusBox(ref.current);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a notice that is gone had the focus.
  useEffect(() => {
    if (document.activeElement === document.body) focusBox(ref.current);
  }, [notices]);

  return {
    ref,
    moveCaret: (caret: number) => {
      nextCaret.current = caret;
    },
  };
}

/** Where there is no mouse, focus would bring up the keyboard over what was asked for. */
export function focusBox(box: HTMLElement | null): void {
  if (window.matchMedia('(pointer: fine)').matches) box?.focus({ preventScroll: true });
}

function useTypingAct({ channelId }: Place): (typed: string) => void {
  const { act } = useChat();
  const toldMs = useRef(Number.NEGATIVE_INFINITY);
  return (typed) => {
    const nowMs = performance.now();
    if (typed === '' || typed.startsWith('/') || nowMs - toldMs.current < TYPING_EVERY_MS) return;
    toldMs.current = nowMs;
    void act({ kind: 'typing', channelId });
  };
}
