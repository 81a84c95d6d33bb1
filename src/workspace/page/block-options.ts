/** What a select menu offers: the app's own options, or people and conversations of the workspace. */
import type { Json, PageChannel } from '../page-protocol.ts';
import { isJson, readList, readPlain, readString } from './block-json.ts';
import { type Directory, nameChannel } from './directory.ts';

export type Option = {
  readonly value: string;
  readonly label: string;
  /** '' = none. */
  readonly description: string;
};

export type OptionGroup = {
  /** '' = the options stand without a heading. */
  readonly label: string;
  readonly options: readonly Option[];
};

/** In the app's order; people and conversations by name. */
export function listOptions(element: Json, directory: Directory): readonly OptionGroup[] {
  switch (readString(element['type']).replace(/^multi_/, '')) {
    case 'users_select':
      return [sortedGroup([...directory.users.values()].map(toPerson))];
    case 'conversations_select':
      return [sortedGroup(listConversations(element, directory))];
    case 'channels_select':
      return [sortedGroup(listChannels(directory))];
    case 'external_select':
      // What is chosen from the start; the rest is asked for as somebody types.
      return [
        { label: '', options: readOptions(element['initial_options'], element['initial_option']) },
      ];
    default:
      return readGroups(element);
  }
}

/** Of a menu, or of an app's answer for one. */
export function readGroups(element: Json): readonly OptionGroup[] {
  const groups = readList(element['option_groups']);
  if (groups.length === 0) return [{ label: '', options: readOptions(element['options']) }];
  return groups.map((group) => {
    return { label: readPlain(group['label']), options: readOptions(group['options']) };
  });
}

function readOptions(list: unknown, single?: unknown): readonly Option[] {
  return [...readList(list), ...(isJson(single) ? [single] : [])].map((option) => ({
    value: readString(option['value']),
    label: readPlain(option['text']),
    description: readPlain(option['description']),
  }));
}

function sortedGroup(options: readonly Option[]): OptionGroup {
  return { label: '', options: options.toSorted((a, b) => a.label.localeCompare(b.label, 'en')) };
}

function toPerson({ id, name, realName }: { id: string; name: string; realName: string }): Option {
  return { value: id, label: realName, description: `@${name}` };
}

function listChannels(directory: Directory): readonly Option[] {
  return directory.channels
    .filter(({ kind, isArchived }) => kind === 'public' && !isArchived)
    .map((channel) => toConversation(channel, directory));
}

/** Those "visible to the current user": also public channels they are not in. */
function listConversations(element: Json, directory: Directory): readonly Option[] {
  const filter = isJson(element['filter']) ? element['filter'] : {};
  const kinds: unknown = filter['include'];
  return directory.channels
    .filter(({ isArchived }) => !isArchived)
    .filter(({ kind }) => !Array.isArray(kinds) || kinds.includes(kind))
    .filter((channel) => filter['exclude_bot_users'] !== true || !isWithBot(channel, directory))
    .filter(
      (channel) =>
        filter['exclude_external_shared_channels'] !== true || !isShared(channel, directory),
    )
    .map((channel) => toConversation(channel, directory));
}

function isWithBot({ kind, members }: PageChannel, { users }: Directory): boolean {
  return kind === 'im' && members.some((id) => users.get(id)?.role === 'bot');
}

function isShared({ members }: PageChannel, { users }: Directory): boolean {
  return members.some((id) => users.get(id)?.teamId !== undefined);
}

function toConversation(channel: PageChannel, directory: Directory): Option {
  const description = { public: '', private: 'Private channel', im: 'Direct message' }[
    channel.kind
  ];
  return { value: channel.id, label: nameChannel(channel, directory), description };
}

/** The name of what is chosen, also where it is not (or no longer) offered. */
export function nameChoice(
  value: string,
  groups: readonly OptionGroup[],
  directory: Directory,
): string {
  const offered = groups.flatMap(({ options }) => options).find((each) => each.value === value);
  if (offered !== undefined) return offered.label;
  const channel = directory.channels.find(({ id }) => id === value);
  if (channel !== undefined) return nameChannel(channel, directory);
  return directory.users.get(value)?.realName ?? value;
}

/** Options whose label or description has every typed word in it; groups left empty are dropped. */
export function filterOptions(
  groups: readonly OptionGroup[],
  query: string,
): readonly OptionGroup[] {
  const words = query.toLowerCase().split(/\s+/);
  return groups
    .map(({ label, options }) => ({
      label,
      options: options.filter((option) => {
        const text = `${option.label} ${option.description}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ options }) => options.length > 0);
}
