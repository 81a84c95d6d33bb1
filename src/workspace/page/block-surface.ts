/** What the blocks of one message or view share: what their elements hold, and where presses go. */
import { createContext, useContext } from 'react';
import type { ActReply, Json } from '../page-protocol.ts';
import type { LabelProps } from './block-label.ts';
import { type Choice, readInitial, toKey, type Values } from './block-values.ts';

/** A press on the way: asked about first where the element has a `confirm`. */
export type PressRequest = {
  readonly element: Json;
  readonly blockId: string;
  readonly value?: Choice;
  /** Done once the press goes through. */
  readonly onGo?: () => void;
};

/** A menu asks the app for its options. */
export type SuggestRequest = {
  readonly actionId: string;
  readonly blockId: string;
  readonly typed: string;
};

export type Surface = {
  /** Makes ids in the page's HTML unique. */
  readonly idPrefix: string;
  readonly channelId: string | undefined;
  readonly values: Values;
  readonly setValue: (key: string, choice: Choice) => void;
  /** block_id → what is wrong with its input. */
  readonly errors: Readonly<Record<string, string>>;
  readonly press: (request: PressRequest) => void;
  readonly suggest: (request: SuggestRequest) => Promise<ActReply>;
};

const SurfaceContext = createContext<Surface | undefined>(undefined);
export const SurfaceProvider = SurfaceContext.Provider;

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === undefined) throw new Error('an element stands outside of Blocks');
  return surface;
}

/** What every interactive element is given. */
export type ElementProps = {
  readonly element: Json;
  readonly blockId: string;
  /** The app hears of each choice at once; otherwise it waits for the form to be submitted. */
  readonly isDispatched: boolean;
  /** What it is called and described by. */
  readonly label: LabelProps;
};

/** What an element holds, and the two ways of changing it. */
export function useChoice({ element, blockId, isDispatched }: ElementProps): {
  readonly choice: Choice;
  /** Not for the app yet: typing. */
  readonly keep: (choice: Choice) => void;
  /** A finished choice. */
  readonly choose: (choice: Choice) => void;
} {
  const { values, setValue, press, channelId } = useSurface();
  const key = toKey(blockId, element);
  const keep = (choice: Choice) => setValue(key, choice);
  return {
    choice: values.get(key) ?? readInitial(element, channelId),
    keep,
    choose: (choice) => {
      if (!isDispatched) keep(choice);
      else press({ element, blockId, value: choice, onGo: () => keep(choice) });
    },
  };
}
