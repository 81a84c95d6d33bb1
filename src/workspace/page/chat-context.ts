/** What every part of the chat needs to do its work: the app, acts, what is being written. */
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { PageApp } from '../page-protocol.ts';
import type { Form } from './blocks.tsx';
import { useDirectory } from './directory.ts';
import type { MessageForms } from './message-forms.ts';
import type { Box, Outbox, Place, World } from './outbox.ts';
import type { DoAct } from './use-workspace.ts';

/** Stays the same object while the person and the app do. */
export type Chat = {
  readonly app: PageApp;
  readonly act: DoAct;
  readonly outbox: Outbox;
  readonly forms: MessageForms;
  readonly openThread: (channelId: string, threadTs: string) => void;
};

const ChatContext = createContext<Chat | undefined>(undefined);
export const ChatProvider = ChatContext.Provider;

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (chat === undefined) throw new Error('there is no ChatProvider around this');
  return chat;
}

/** The draft and the notices of a place. */
export function useBox(place: Place): Box {
  const { outbox } = useChat();
  return useSyncExternalStore(outbox.listen, () => outbox.get(place));
}

/** What the elements of a message hold. */
export function useMessageForm(ts: string): Form {
  const { forms } = useChat();
  const values = useSyncExternalStore(forms.listen, () => forms.get(ts));
  return useMemo(
    () => ({
      values,
      setValue: (key, choice) => forms.setValue(ts, key, choice),
      errors: {},
    }),
    [forms, values, ts],
  );
}

/** Who and what a text can name. */
export function useWorld(): World {
  const { users, channels } = useDirectory();
  const { commands } = useChat().app;
  return { users, channels, commands };
}
