/** Titles for what somebody has typed of one so far. Called at each pause in typing. */
import type { Library } from './library.ts';
import type { CompletionsReply } from './replies.ts';

/** More than a person reads through; another letter serves better. */
const MAX_TITLES = 20;

/** Longer than any title of the listings. */
const MAX_TYPED_CHARS = 200;

/** Total, whatever was typed. Keeps nothing: nobody has asked for anything yet. */
export function completeTitle({ index }: Library, text: string): CompletionsReply {
  // Cut before anything else looks at it: what is pasted may be long.
  const line = text.slice(0, MAX_TYPED_CHARS).replace(/\s+/g, ' ').trim();
  const typed = /[\p{L}\p{N}]/u.test(line) ? line : '';
  const titles = typed === '' ? [] : index.complete(typed, MAX_TITLES);
  return { kind: 'completions', typed, titles };
}
