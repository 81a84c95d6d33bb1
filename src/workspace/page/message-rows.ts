/**
 * Messages in the order and the groups people read them in: days, what is new, threads. Pure.
 * "Messages" are what the workspace's state holds: of all conversations, oldest first.
 */
import type { Message } from '../page-protocol.ts';
import { renderDay, toDay, toMs } from './time-text.ts';

/** Messages of one author follow under one name for so long, as in Slack. */
const SAME_AUTHOR_MS = 5 * 60_000;

export type Row =
  | { readonly kind: 'divider'; readonly key: string; readonly label: string }
  /** Below it is what the person had not read when they came. */
  | { readonly kind: 'new'; readonly key: string }
  | MessageRow;

export type MessageRow = {
  readonly kind: 'message';
  readonly message: Message;
  /** Under the name of the message before. */
  readonly isContinued: boolean;
  /** The parent of the thread it is in, where that is not plain from the message before. */
  readonly repliedTo?: Message;
};

export type RowOptions = {
  readonly nowMs: number;
  /** IANA zone of the person looking. */
  readonly zone: string;
  readonly viewerId: string;
  /** The last ts that was read on coming; undefined = never been here: nothing is marked. */
  readonly readTs: string | undefined;
};

export type ThreadSummary = {
  readonly count: number;
  readonly lastTs: string;
  /** Who replied, each once, first reply first. */
  readonly userIds: readonly string[];
};

export function buildRows(messages: readonly Message[], options: RowOptions): readonly Row[] {
  const { nowMs, zone, viewerId, readTs } = options;
  const firstNew = messages.find(
    ({ ts, userId }) => readTs !== undefined && ts > readTs && userId !== viewerId,
  );
  const rows: Row[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const ms = toMs(message.ts);
    const isNewDay = before === undefined || toDay(toMs(before.ts), zone) !== toDay(ms, zone);
    if (isNewDay) {
      rows.push({ kind: 'divider', key: `day-${message.ts}`, label: renderDay(ms, nowMs, zone) });
    }
    const isFirstNew = message === firstNew;
    if (isFirstNew) rows.push({ kind: 'new', key: 'new' });
    const isContinued = !isNewDay && !isFirstNew && isSameRun(before, message);
    rows.push({ kind: 'message', message, isContinued });
    before = message;
  }
  return rows;
}

function isSameRun(before: Message | undefined, message: Message): boolean {
  return (
    before?.userId === message.userId &&
    before.ephemeralFor === message.ephemeralFor &&
    toMs(message.ts) - toMs(before.ts) < SAME_AUTHOR_MS
  );
}

/**
 * For replies that stand among the messages of a conversation: one that does not follow its own
 * thread says which message it is about.
 */
export function markReplies(rows: readonly Row[]): readonly Row[] {
  const messages = rows.filter((row) => row.kind === 'message').map(({ message }) => message);
  const parents = new Map(messages.map((message) => [message.ts, message]));
  let threadBefore: string | undefined;
  return rows.map((row) => {
    if (row.kind !== 'message') return row;
    const { ts, threadTs = ts } = row.message;
    const repliedTo =
      threadTs === threadBefore || threadTs === ts ? undefined : parents.get(threadTs);
    threadBefore = threadTs;
    return repliedTo === undefined ? row : { ...row, isContinued: false, repliedTo };
  });
}

/** Is it in the channel itself, not only in a thread? */
export function isTopLevel({ ts, threadTs, isBroadcast }: Message): boolean {
  return threadTs === undefined || threadTs === ts || isBroadcast;
}

/** The parent first; without it where it is gone. */
export function selectThread(
  messages: readonly Message[],
  channelId: string,
  threadTs: string,
): readonly Message[] {
  return messages.filter(
    (each) => each.channelId === channelId && (each.ts === threadTs || each.threadTs === threadTs),
  );
}

/** By the parent's ts. What only one person sees does not count. */
export function summarizeThreads(messages: readonly Message[]): ReadonlyMap<string, ThreadSummary> {
  const threads = new Map<string, ThreadSummary>();
  for (const { ts, threadTs, userId, ephemeralFor } of messages) {
    if (threadTs === undefined || threadTs === ts || ephemeralFor !== undefined) continue;
    const known = threads.get(threadTs);
    threads.set(threadTs, {
      count: (known?.count ?? 0) + 1,
      lastTs: ts,
      userIds: [...new Set([...(known?.userIds ?? []), userId])],
    });
  }
  return threads;
}
