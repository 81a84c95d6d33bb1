/**
 * What comes of a press on a message, brought to who pressed: another page in the message's place is
 * shown from its top and keeps the focus; an answer only they see is scrolled to.
 */
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import type { Message } from '../page-protocol.ts';

/** What comes later is no answer to the press. */
const ANSWER_MS = 5_000;

type Options = {
  readonly list: RefObject<HTMLElement | null>;
  /** Those of the list, oldest first. */
  readonly messages: readonly Message[];
  readonly viewerId: string;
  readonly toEnd: (behavior: ScrollBehavior) => void;
  readonly toStartOf: (element: HTMLElement | null) => void;
};

type Pressed = {
  readonly message: Message;
  readonly atMs: number;
  /** Of the list, before the answer. */
  readonly newestTs: string;
  /** Undefined = the focus was elsewhere. */
  readonly button: ButtonPlace | undefined;
};

/** The how-manieth button of that name it is. */
type ButtonPlace = { readonly name: string; readonly rank: number };

/** Gives what to call on a press, the same function each time. */
export function useAfterPress(options: Options): (message: Message) => void {
  const { list, messages, viewerId, toEnd, toStartOf } = options;
  const pressed = useRef<Pressed>(undefined);
  const newestTs = useRef('');

  useLayoutEffect(() => {
    newestTs.current = messages.at(-1)?.ts ?? '';
    const press = pressed.current;
    if (press === undefined || performance.now() - press.atMs > ANSWER_MS) return;
    const now = messages.find(({ ts }) => ts === press.message.ts) ?? press.message;
    if (now !== press.message) {
      pressed.current = { ...press, message: now };
      const article = findArticle(list.current, now.ts);
      keepFocus(article, press.button);
      if (now.text !== press.message.text) toStartOf(article);
    }
    if (!messages.some((each) => isAnswer(each, press, viewerId))) return;
    pressed.current = undefined;
    toEnd(chooseBehavior());
  }, [messages, list, viewerId, toEnd, toStartOf]);

  return useCallback(
    (message) => {
      pressed.current = {
        message,
        atMs: performance.now(),
        newestTs: newestTs.current,
        button: findPlace(findArticle(list.current, message.ts)),
      };
    },
    [list],
  );
}

function isAnswer({ ts, ephemeralFor }: Message, press: Pressed, viewerId: string): boolean {
  return ephemeralFor === viewerId && ts > press.newestTs;
}

function findArticle(list: HTMLElement | null, ts: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-ts="${ts}"]`) ?? null;
}

function chooseBehavior(): ScrollBehavior {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}

function findPlace(article: HTMLElement | null): ButtonPlace | undefined {
  const buttons = listButtons(article);
  const own = buttons.find((button) => button === document.activeElement);
  if (own === undefined) return undefined;
  const name = readName(own);
  return { name, rank: buttons.filter((each) => readName(each) === name).indexOf(own) };
}

/** Where there is no such button any more, the message itself gets the focus that was lost. */
function keepFocus(article: HTMLElement | null, place: ButtonPlace | undefined): void {
  if (document.activeElement !== document.body) return;
  const alike = listButtons(article).filter((button) => readName(button) === place?.name);
  const next = alike[place?.rank ?? 0] ?? alike.at(-1) ?? article;
  next?.focus({ preventScroll: true });
}

function listButtons(article: HTMLElement | null): readonly HTMLElement[] {
  return [...(article?.querySelectorAll<HTMLElement>('.message-body button') ?? [])];
}

/** Without what is in brackets, which differs from page to page: `More (6–10 of 128)`. */
function readName(button: HTMLElement): string {
  const name = button.getAttribute('aria-label') ?? button.textContent;
  return name.replace(/\s*\(.*\)/, '');
}
