/** Brings the message a link leads to before the eyes of who pressed it. */
import { type RefObject, useEffect } from 'react';
import { leaveMessage } from './use-route.ts';

const FLASH_MS = 2_500;

type Options = {
  readonly list: RefObject<HTMLElement | null>;
  /** Undefined = nobody is on the way. */
  readonly targetTs: string | undefined;
  /** Changes when messages come: the wanted one may be among them. */
  readonly messages: readonly unknown[];
  readonly toStartOf: (element: HTMLElement) => void;
};

export function useJump({ list, targetTs, messages, toStartOf }: Options): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on the page goes by the messages
  useEffect(() => {
    if (targetTs === undefined) return;
    const article = list.current?.querySelector<HTMLElement>(`[data-ts="${targetTs}"]`);
    if (article === null || article === undefined) return;
    toStartOf(article);
    // The box below takes the focus when it comes, which is in the same moment.
    queueMicrotask(() => article.focus({ preventScroll: true }));
    const ground = getComputedStyle(article).getPropertyValue('--ground-selected');
    article.animate({ backgroundColor: [ground, 'transparent'] }, FLASH_MS);
    leaveMessage();
  }, [list, targetTs, messages, toStartOf]);
}
