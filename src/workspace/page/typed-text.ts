/**
 * What people type, and how it goes back into a box: `/papers graphs` is a command, `@ben` names
 * somebody, and `<@U0BEN> &amp; co.` of a sent message is edited as `@ben & co.`.
 */
import type { User } from '../page-protocol.ts';

export type TypedCommand = {
  /** With its slash. */
  readonly command: string;
  readonly text: string;
};

/** Undefined = a message. */
export function parseCommand(typed: string): TypedCommand | undefined {
  const match = /^(\/\S+)(?:\s+(.*))?$/s.exec(typed.trim());
  if (match === null) return undefined;
  return { command: match[1] ?? '', text: match[2] ?? '' };
}

/** Mentioned by `@name` and not among the members; each once, in the order of the text. */
export function listAbsent(
  typed: string,
  memberIds: readonly string[],
  users: Iterable<User>,
): readonly User[] {
  const byName = new Map([...users].map((user) => [user.name, user]));
  const named = [...typed.matchAll(/@([\w-]+(?:\.[\w-]+)*)/g)]
    .map(([, name = '']) => byName.get(name))
    .filter((user) => user !== undefined);
  return [...new Set(named)].filter(({ id }) => !memberIds.includes(id));
}

/** The text of a message as its author typed it. */
export function toTypedText(text: string, users: ReadonlyMap<string, User>): string {
  return text
    .replaceAll(/<([^<>]*)>/g, (_, inner: string) => toTypedReference(inner, users))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function toTypedReference(inner: string, users: ReadonlyMap<string, User>): string {
  const [target = '', label] = inner.split('|', 2);
  if (target.startsWith('@'))
    return `@${users.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
  return label ?? target;
}
