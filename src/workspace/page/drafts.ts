/** Keeps a person's drafts for as long as this tab is open, over a reload too. */
import type { Drafts } from './outbox.ts';

export function openDrafts(userId: string): Drafts {
  const toName = (key: string) => `paperboy.draft.${userId}.${key}`;
  return {
    read: (key) => sessionStorage.getItem(toName(key)) ?? '',
    keep(key, draft) {
      try {
        if (draft === '') sessionStorage.removeItem(toName(key));
        else sessionStorage.setItem(toName(key), draft);
      } catch {
        // Longer than a tab can keep: it is in the box, and only a reload would lose it.
      }
    },
  };
}
