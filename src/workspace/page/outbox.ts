/**
 * What a person is writing and sending, for each conversation and thread: the draft, and the lines
 * about what became of what they sent. Outlives the conversation's being on the screen, so that
 * a text that could not be sent is put back where it was written.
 */
import type { Act, ActReply, PageChannel, PageCommand, User } from '../page-protocol.ts';
import { listAbsent, parseCommand, type TypedCommand } from './typed-text.ts';

/** Where something is written. */
export type Place = {
  readonly channelId: string;
  /** The parent's ts, in a thread. */
  readonly threadTs?: string;
};

/** A line above the box. `typed`: the text it is about. */
export type Notice = { readonly id: number; readonly typed: string } & (
  | { readonly kind: 'sending' }
  /** `isUnreachable`: true of nothing once the workspace can be reached again. */
  | { readonly kind: 'failed'; readonly shown: string; readonly isUnreachable?: boolean }
  | { readonly kind: 'unknownCommand'; readonly command: string }
  /** Mentioned, but not in the channel. */
  | { readonly kind: 'absent'; readonly userIds: readonly string[] }
  /** Were mentioned before they came. */
  | { readonly kind: 'arrived'; readonly userIds: readonly string[] }
);
export type NoticeOf<K extends Notice['kind']> = Extract<Notice, { kind: K }>;
type NewNotice = { [K in Notice['kind']]: Omit<NoticeOf<K>, 'id'> }[Notice['kind']];

export type Box = {
  readonly draft: string;
  /** Oldest first. */
  readonly notices: readonly Notice[];
  /** Grows with each text that left the box. */
  readonly sentCount: number;
  /** What the draft starts with because it could not be sent, oldest first. */
  readonly failed: string;
};

/** Who and what a text can name. */
export type World = {
  /** By id. */
  readonly users: ReadonlyMap<string, User>;
  readonly channels: readonly PageChannel[];
  readonly commands: readonly PageCommand[];
};

/** Where drafts outlast the page; by a key for each place. Total. */
export type Drafts = {
  /** Empty = none. */
  readonly read: (key: string) => string;
  readonly keep: (key: string, draft: string) => void;
};

export type Outbox = ReturnType<typeof createOutbox>;

/** As much as Slack takes in one message; docs.slack.dev/reference/methods/chat.postMessage */
const MAX_CHARS = 40_000;
/** The error of a reply that never came. */
export const UNREACHABLE = 'unreachable';
const EMPTY: Box = { draft: '', notices: [], sentCount: 0, failed: '' };

export function createOutbox(act: (wanted: Act) => Promise<ActReply>, drafts: Drafts) {
  const boxes = createBoxes(drafts);
  const { get, setDraft, tell, dismiss } = boxes;
  let lastSaid: Promise<unknown> = Promise.resolve();

  /** True = it is out. On failure the text is back in the box, before what is there by now. */
  function settle(place: Place, typed: string, reply: ActReply): boolean {
    if (reply.ok) return true;
    boxes.putBack(place, typed);
    const isUnreachable = reply.error === UNREACHABLE;
    const shown = reply.shown ?? 'That could not be sent.';
    tell(place, { kind: 'failed', typed, shown, isUnreachable });
    return false;
  }

  async function command(place: Place, typed: string, parts: TypedCommand): Promise<boolean> {
    boxes.leave(place, typed);
    const id = tell(place, { kind: 'sending', typed });
    const reply = await act({ kind: 'command', ...place, ...parts });
    dismiss(place, id);
    return settle(place, typed, reply);
  }

  /** Sends as a message, whatever it starts with. */
  async function say(place: Place, typed: string, { channels, users }: World): Promise<boolean> {
    boxes.leave(place, typed);
    // One after the other: requests side by side may arrive in another order.
    const said = lastSaid.then(() => act({ kind: 'say', ...place, text: typed }));
    lastSaid = said;
    const reply = await said;
    if (!settle(place, typed, reply)) return false;
    const channel = channels.find(({ id }) => id === place.channelId);
    const absent =
      channel?.kind === 'im' ? [] : listAbsent(typed, channel?.members ?? [], users.values());
    const userIds = absent.map(({ id }) => id);
    if (userIds.length > 0) tell(place, { kind: 'absent', typed, userIds });
    return true;
  }

  return {
    get,
    setDraft,
    showDraft: boxes.showDraft,
    dismiss,
    listen: boxes.listen,
    settleUnreachable: boxes.settleUnreachable,
    say,
    /** Sends a text as typed, a command or a message. Resolves to whether it is out; total. */
    async send(place: Place, draft: string, world: World): Promise<boolean> {
      const typed = draft.trim();
      if (typed === '') return false;
      if (typed.length > MAX_CHARS) {
        tell(place, { kind: 'failed', typed, shown: renderTooLong(typed.length) });
        return false;
      }
      const parts = parseCommand(typed);
      if (parts === undefined) return await say(place, typed, world);
      if (world.commands.some((each) => each.command === parts.command)) {
        return await command(place, typed, parts);
      }
      tell(place, { kind: 'unknownCommand', typed, command: parts.command });
      return false;
    },
    /** Brings those that were mentioned into the channel. */
    async invite(place: Place, { id, typed, userIds }: NoticeOf<'absent'>): Promise<void> {
      const { channelId } = place;
      dismiss(place, id);
      for (const userId of userIds) {
        const reply = await act({ kind: 'invite', channelId, userId });
        if (reply.ok) continue;
        tell(place, { kind: 'failed', typed, shown: reply.shown ?? 'That did not work.' });
        return;
      }
      tell(place, { kind: 'arrived', typed, userIds });
    },
  };
}

/** What is in the boxes, and who wants to know when it changes. */
function createBoxes(drafts: Drafts) {
  const boxes = new Map<string, Box>();
  const listeners = new Set<() => void>();
  let count = 0;

  /** The same object until it changes. */
  const get = (place: Place): Box => {
    const key = toKey(place);
    const box = boxes.get(key) ?? { ...EMPTY, draft: drafts.read(key) };
    boxes.set(key, box);
    return box;
  };
  const change = (place: Place, next: Partial<Box>): void => {
    const key = toKey(place);
    const box = { ...get(place), ...next };
    boxes.set(key, box);
    drafts.keep(key, box.draft);
    for (const listener of listeners) listener();
  };
  /** What was said about an earlier text is settled by what is said about a later one. */
  const listSending = (place: Place) => get(place).notices.filter(({ kind }) => kind === 'sending');

  return {
    get,
    setDraft: (place: Place, draft: string) => change(place, { draft }),
    /** For a moment: what is kept stays as it is. */
    showDraft(place: Place, draft: string): void {
      boxes.set(toKey(place), { ...get(place), draft });
      for (const listener of listeners) listener();
    },
    /** Before what is there by now, after what failed earlier. */
    putBack(place: Place, typed: string): void {
      const { draft, failed } = get(place);
      const before = failed !== '' && draft.startsWith(failed) ? failed : '';
      const after = draft.slice(before.length).replace(/^\n/, '');
      const front = before === '' ? typed : joinTexts(before, typed);
      change(place, { draft: joinTexts(front, after), failed: front });
    },
    /** Gives the notice's id. */
    tell(place: Place, notice: NewNotice): number {
      count += 1;
      change(place, { notices: [...listSending(place), { ...notice, id: count }] });
      return count;
    },
    dismiss(place: Place, id: number): void {
      change(place, { notices: get(place).notices.filter((each) => each.id !== id) });
    },
    /** The workspace can be reached again: nothing more is said of texts that could not be sent. */
    settleUnreachable(): void {
      for (const [key, box] of boxes) {
        const notices = box.notices.filter(
          (notice) => notice.kind !== 'failed' || notice.isUnreachable !== true,
        );
        boxes.set(key, notices.length === box.notices.length ? box : { ...box, notices });
      }
      for (const listener of listeners) listener();
    },
    /** The text is on its way; a draft that is another one stays. */
    leave(place: Place, typed: string): void {
      const { draft, sentCount } = get(place);
      change(place, {
        draft: draft.trim() === typed ? '' : draft,
        sentCount: sentCount + 1,
        failed: '',
        notices: listSending(place),
      });
    },
    listen(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The earlier one first, each on lines of its own. */
export function joinTexts(earlier: string, later: string): string {
  return later === '' ? earlier : `${earlier}\n${later}`;
}

function renderTooLong(chars: number): string {
  const [most, these] = [MAX_CHARS, chars].map((count) => count.toLocaleString('en'));
  return `A message can have ${most} characters; this one has ${these}.`;
}

function toKey({ channelId, threadTs }: Place): string {
  return threadTs === undefined ? channelId : `${channelId}/${threadTs}`;
}
