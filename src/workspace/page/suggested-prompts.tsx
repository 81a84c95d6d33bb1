/** What the app suggests to ask, for a box that is empty; each is sent at a press. */
import './suggested-prompts.css';
import { useState } from 'react';
import type { SuggestedPrompts as Suggested } from '../page-protocol.ts';
import { useBox, useChat, useWorld } from './chat-context.ts';
import { focusBox } from './composer.tsx';
import type { Place } from './outbox.ts';

type SuggestedPromptsProps = {
  suggested: Pick<Suggested, 'title' | 'prompts'>;
  place: Place;
  /** Of the box, which gets the focus of a button that is gone. */
  boxId: string;
};

export function SuggestedPrompts({ suggested, place, boxId }: SuggestedPromptsProps) {
  const { outbox } = useChat();
  const world = useWorld();
  const { draft } = useBox(place);
  /** One of these was pressed; the news that they are gone is still on its way. */
  const [sent, setSent] = useState<Suggested['prompts']>();
  const { title = 'Suggested questions', prompts } = suggested;
  if (draft !== '' || sent === prompts || prompts.length === 0) return null;
  const say = async (message: string) => {
    setSent(prompts);
    focusBox(document.getElementById(boxId));
    const isOut = await outbox.say(place, message, world);
    if (!isOut) setSent(undefined);
  };
  return (
    <section className="prompts" aria-label={title}>
      <h3 className="prompts-title">{title}</h3>
      <ul className="prompts-list">
        {prompts.map((prompt) => (
          <li key={prompt.message}>
            <button
              type="button"
              className="prompts-button"
              title={prompt.message}
              onClick={() => void say(prompt.message)}
            >
              {prompt.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
