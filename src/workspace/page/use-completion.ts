/** Keeps which option is the chosen one while a person types, and hears the keys that choose. */
import { type KeyboardEvent, useState } from 'react';
import type { CompletionSources } from './completion.ts';
import { type Completion, type CompletionOption, complete, pickOption } from './completion.ts';

type Options = {
  readonly text: string;
  /** Where the caret stands; undefined = the box has no focus. */
  readonly caret: number | undefined;
  readonly sources: CompletionSources;
  readonly onPick: (picked: { readonly text: string; readonly caret: number }) => void;
};

export type OpenCompletion = Completion & {
  readonly activeIndex: number;
  readonly pick: (option: CompletionOption) => void;
};

export function useCompletion({ text, caret, sources, onPick }: Options) {
  // What was chosen or closed holds for the text it was said of.
  const [active, setActive] = useState({ text, index: 0 });
  const [closedText, setClosedText] = useState<string>();

  const isClosed = caret === undefined || closedText === text;
  const completion = isClosed ? undefined : complete(text, caret, sources);
  const activeIndex = active.text === text ? active.index : 0;

  const pick = (option: CompletionOption | undefined) => {
    if (completion === undefined || option === undefined) return;
    onPick(pickOption(text, completion, option));
  };

  /** True = the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (completion === undefined) return false;
    const { options } = completion;
    const move = (by: number) =>
      setActive({ text, index: (activeIndex + by + options.length) % options.length });
    const reactions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => pick(options[activeIndex]),
      Tab: () => pick(options[activeIndex]),
      Escape: () => setClosedText(text),
    };
    const react = event.shiftKey ? undefined : reactions[event.key];
    if (react === undefined) return false;
    event.preventDefault();
    event.stopPropagation();
    react();
    return true;
  };

  const open: OpenCompletion | undefined = completion && { ...completion, activeIndex, pick };
  return { open, onKeyDown };
}
