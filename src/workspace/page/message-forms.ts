/**
 * What people put into the elements of messages: which thumb was pressed, what a menu holds. Kept
 * by the message's ts, so that it is the same in the channel and in the thread beside it, and still
 * there on coming back; a page that is loaded anew forgets it.
 */
import type { Choice, Values } from './block-values.ts';

export type MessageForms = ReturnType<typeof createMessageForms>;

const UNTOUCHED: Values = new Map();

export function createMessageForms() {
  const forms = new Map<string, Values>();
  const listeners = new Set<() => void>();

  return {
    /** The same object until it changes. */
    get: (ts: string): Values => forms.get(ts) ?? UNTOUCHED,
    setValue(ts: string, key: string, choice: Choice): void {
      forms.set(ts, new Map(forms.get(ts)).set(key, choice));
      for (const listener of listeners) listener();
    },
    listen(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
