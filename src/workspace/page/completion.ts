/**
 * What can be completed where the caret stands: `/` commands at the start, `@` people, `#`
 * channels. Pure.
 *
 *     complete('ask @be', 7, sources) → the word from 4 to 7, with Ben as an option
 */
import type { PageChannel, PageCommand, User } from '../page-protocol.ts';

export type CompletionSources = {
  /** Empty where commands cannot be used. */
  readonly commands: readonly PageCommand[];
  readonly users: readonly User[];
  readonly channels: readonly PageChannel[];
  /** Ids of who is in the conversation: they come first. */
  readonly members: readonly string[];
};

export type CompletionOption = {
  readonly id: string;
  /** What stands in the text when it is picked: `@ben`. */
  readonly word: string;
  /** What it is, beside the word: "Ben Member". */
  readonly label: string;
  readonly hint: string | undefined;
  /** Whose picture goes with it. */
  readonly user: User | undefined;
};

export type Completion = {
  /** The word under way: UTF-16 offsets, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** Best first, at least one. */
  readonly options: readonly CompletionOption[];
};

const MAX_OPTIONS = 8;

/** Undefined = nothing to offer, also where the only option is typed out already. */
export function complete(
  text: string,
  caret: number,
  sources: CompletionSources,
): Completion | undefined {
  const match = /(?:^|(?<=[\s(]))[@#/][\w.-]*$/.exec(text.slice(0, caret));
  if (match === null) return undefined;
  const word = match[0];
  if (word.startsWith('/') && match.index > 0) return undefined;
  const options = listOptions(word, sources).slice(0, MAX_OPTIONS);
  const isWhole = options.length === 1 && options[0]?.word === word;
  if (options.length === 0 || isWhole) return undefined;
  return { start: match.index, end: caret, options };
}

/** The text with the option in it and a space after it, and where the caret goes. */
export function pickOption(
  text: string,
  { start, end }: Completion,
  option: CompletionOption,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(end).replace(/^ /, '');
  const before = `${text.slice(0, start)}${option.word} `;
  return { text: before + after, caret: before.length };
}

function listOptions(word: string, sources: CompletionSources): readonly CompletionOption[] {
  const typed = word.slice(1).toLowerCase();
  if (word.startsWith('/')) return listCommands(typed, sources.commands);
  return word.startsWith('@') ? listUsers(typed, sources) : listChannels(typed, sources.channels);
}

function listCommands(
  typed: string,
  commands: readonly PageCommand[],
): readonly CompletionOption[] {
  return commands
    .filter(({ command }) => command.toLowerCase().startsWith(`/${typed}`))
    .map(({ command, description, usageHint }) => ({
      id: command,
      word: command,
      label: description,
      hint: usageHint,
      user: undefined,
    }));
}

/** By the start of the name or of a word of the real name; those in the conversation first. */
function listUsers(
  typed: string,
  { users, members }: CompletionSources,
): readonly CompletionOption[] {
  const isMatch = ({ name, realName }: User) =>
    [name, ...realName.split(' ')].some((each) => each.toLowerCase().startsWith(typed));
  const isMember = ({ id }: User) => members.includes(id);
  return users
    .filter(isMatch)
    .toSorted((a, b) => Number(isMember(b)) - Number(isMember(a)) || compare(a.name, b.name))
    .map((user) => ({
      id: user.id,
      word: `@${user.name}`,
      label: user.realName,
      hint: isMember(user) ? undefined : 'not in this conversation',
      user,
    }));
}

function listChannels(
  typed: string,
  channels: readonly PageChannel[],
): readonly CompletionOption[] {
  return channels
    .filter(({ kind, name }) => kind !== 'im' && name.startsWith(typed))
    .toSorted((a, b) => compare(a.name, b.name))
    .map(({ id, name, kind }) => ({
      id,
      word: `#${name}`,
      label: kind === 'private' ? 'Private channel' : 'Channel',
      hint: undefined,
      user: undefined,
    }));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
