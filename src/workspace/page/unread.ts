/**
 * What a person has not read. A mark says, for each conversation, up to which ts they have; a
 * conversation without a mark is all unread. Pure; the marks are kept by whoever shows messages.
 */
import type { Message, PageChannel } from '../page-protocol.ts';
import { isTopLevel } from './message-rows.ts';
import { toMs } from './time-text.ts';

/** Channel id → ts of the newest message that was read. */
export type ReadMarks = Readonly<Record<string, string>>;

export type Unread = {
  readonly count: number;
  /** Those that speak to the person: by name, or in a direct message. */
  readonly mentions: number;
};

/** Total: what is not a list of marks is none. */
export function parseReadMarks(kept: unknown): ReadMarks {
  if (typeof kept !== 'object' || kept === null) return {};
  const marks = Object.entries(kept).filter(([, ts]) => typeof ts === 'string');
  return Object.fromEntries(marks);
}

/** Undefined = nothing was read; a mark ahead of the clock is of a workspace begun anew since. */
export function findReadTs(marks: ReadMarks, channelId: string, nowMs: number): string | undefined {
  const ts = marks[channelId];
  return ts === undefined || toMs(ts) > nowMs ? undefined : ts;
}

export type UnreadOptions = {
  readonly messages: readonly Message[];
  readonly channels: readonly PageChannel[];
  readonly viewerId: string;
  readonly marks: ReadMarks;
  readonly nowMs: number;
};

/**
 * By channel id; a conversation without unread messages is absent. A message counts when somebody
 * else posted it for all to see, in the channel itself or in a thread the person is part of.
 */
export function countUnread(options: UnreadOptions): ReadonlyMap<string, Unread> {
  const { messages, viewerId, marks, nowMs } = options;
  const direct = new Set(options.channels.filter(({ kind }) => kind === 'im').map(({ id }) => id));
  const threads = listThreadsOf(messages, viewerId);
  const unread = new Map<string, Unread>();
  for (const message of messages) {
    const { channelId, ts, threadTs = ts, userId, ephemeralFor } = message;
    if (userId === viewerId || ephemeralFor !== undefined) continue;
    if (!isTopLevel(message) && !threads.has(threadTs)) continue;
    if (ts <= (findReadTs(marks, channelId, nowMs) ?? '')) continue;
    const known = unread.get(channelId);
    const isMention = direct.has(channelId) || isMentioned(message, viewerId);
    unread.set(channelId, {
      count: (known?.count ?? 0) + 1,
      mentions: (known?.mentions ?? 0) + Number(isMention),
    });
  }
  return unread;
}

/** Parents of the threads somebody began, replied in or was mentioned in. */
function listThreadsOf(messages: readonly Message[], userId: string): ReadonlySet<string> {
  const theirs = messages.filter(
    (message) => message.userId === userId || isMentioned(message, userId),
  );
  return new Set(theirs.map(({ ts, threadTs = ts }) => threadTs));
}

function isMentioned({ text }: Message, userId: string): boolean {
  return text.includes(`<@${userId}>`);
}
