/**
 * What an agent shows around its messages: the status of a thread it works on, and the prompts it
 * suggests in a direct message. In memory; both are gone with the process.
 *
 * When they go away:
 * - a status: the app posts in its thread, an empty status is set, or two minutes pass
 *   (https://docs.slack.dev/reference/methods/assistant.threads.setStatus, read 2026-11)
 * - prompts: there is a newer message, for they are those of the latest one
 *   (https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts, read 2026-11)
 */
import type { Clock } from '../model/clock.ts';
import { BOT_USER_ID } from './seed.ts';
import type { State } from './state.ts';

const STATUS_MS = 2 * 60_000;

export type ThreadStatus = {
  readonly channelId: string;
  /** The parent's ts, also while nobody has replied yet. */
  readonly threadTs: string;
  /** What follows the app's name: `is reading abstracts…`. */
  readonly status: string;
  /** Shown in turn in place of the status; empty = the status itself. */
  readonly loadingMessages: readonly string[];
};

export type SuggestedPrompt = {
  /** What the button says. */
  readonly title: string;
  /** What the person says by pressing it. */
  readonly message: string;
};

export type SuggestedPrompts = {
  readonly channelId: string;
  /** Of the list; undefined = none. */
  readonly title: string | undefined;
  readonly prompts: readonly SuggestedPrompt[];
};

export type AssistantThreads = ReturnType<typeof createAssistantThreads>;

type Working = ThreadStatus & { readonly sinceTs: string; readonly forget: () => void };

export function createAssistantThreads(clock: Clock, state: State, changed: () => void) {
  const working = new Map<string, Working>();
  const suggested = new Map<string, SuggestedPrompts & { readonly latestTs: string | undefined }>();

  const visible = (channelId: string) =>
    state.messagesOf(channelId).filter(({ ephemeralFor }) => ephemeralFor === undefined);
  const isUnanswered = ({ channelId, threadTs, sinceTs }: Working) =>
    !visible(channelId).some(
      (each) => each.userId === BOT_USER_ID && each.threadTs === threadTs && each.ts > sinceTs,
    );
  const findLatest = (channelId: string) => visible(channelId).at(-1)?.ts;

  return {
    /** An empty status takes it away. */
    setStatus(wanted: ThreadStatus): void {
      const key = `${wanted.channelId}/${wanted.threadTs}`;
      working.get(key)?.forget();
      working.delete(key);
      if (wanted.status !== '') {
        const forget = clock.after(STATUS_MS, () => {
          working.delete(key);
          changed();
        });
        working.set(key, { ...wanted, sinceTs: state.nextTs(), forget });
      }
      changed();
    },
    /** No prompts take away those that are there. */
    suggest(wanted: SuggestedPrompts): void {
      suggested.set(wanted.channelId, { ...wanted, latestTs: findLatest(wanted.channelId) });
      changed();
    },
    /** Oldest first. */
    statuses: (): readonly ThreadStatus[] =>
      [...working.values()].filter(isUnanswered).map(({ sinceTs: _, forget: __, ...status }) => {
        return status;
      }),
    prompts: (): readonly SuggestedPrompts[] =>
      [...suggested.values()]
        .filter(({ channelId, latestTs }) => findLatest(channelId) === latestTs)
        .map(({ latestTs: _, ...prompts }) => prompts)
        .filter(({ prompts }) => prompts.length > 0),
  };
}
