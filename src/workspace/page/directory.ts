/** Who and what is in the workspace, for whatever has to name it: mentions, pickers, authors. */
import { createContext, useContext } from 'react';
import type { PageChannel, User } from '../page-protocol.ts';

export type Directory = {
  /** The person looking. */
  readonly viewer: User;
  readonly botUserId: string;
  /** By id. */
  readonly users: ReadonlyMap<string, User>;
  readonly channels: readonly PageChannel[];
};

const DirectoryContext = createContext<Directory | undefined>(undefined);
export const DirectoryProvider = DirectoryContext.Provider;

export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext);
  if (directory === undefined) throw new Error('there is no DirectoryProvider around this');
  return directory;
}

/** `#general`; for a direct message, the other one's name. */
export function nameChannel(channel: PageChannel, { viewer, users }: Directory): string {
  if (channel.kind !== 'im') return `#${channel.name}`;
  const other = channel.members.find((id) => id !== viewer.id) ?? viewer.id;
  return users.get(other)?.realName ?? other;
}
