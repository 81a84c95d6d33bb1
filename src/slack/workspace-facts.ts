/**
 * What Slack knows of channels and people, asked when it matters and remembered for some minutes.
 * What Slack does not say counts as "no": the two facts open something up, and never by mistake.
 */
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from '../model/clock.ts';

/** Neither ever throws. */
export type WorkspaceFacts = {
  /** Whether everybody of the workspace, and nobody of another, can read along. */
  readonly isPublicChannel: (channelId: string) => Promise<boolean>;
  /** Admins and owners of the workspace. */
  readonly isAdmin: (userId: string) => Promise<boolean>;
};

/**
 * Spares Slack a call a question in a busy hour. Not longer: a channel that was made private, or
 * somebody who is no admin any more, must not count as what they were for long.
 */
const REMEMBERED_MS = 5 * 60_000;

/** After Slack did not say: soon enough for the next try, late enough not to press it. */
const FAILURE_REMEMBERED_MS = 30_000;

/** Enough for the people and channels at work in five minutes of any workspace. */
const MAX_REMEMBERED = 1000;

export function createWorkspaceFacts(client: WebClient, clock: Clock, log: Logger): WorkspaceFacts {
  return {
    isPublicChannel: remember(clock, log, async (channel) => {
      // Ids of direct messages start with D or G; asking about them would take another scope.
      if (!channel.startsWith('C')) return false;
      const { channel: found } = await client.conversations.info({ channel });
      return (
        found?.is_channel === true &&
        found.is_private === false &&
        found.is_im !== true &&
        found.is_mpim !== true &&
        found.is_ext_shared !== true
      );
    }),
    isAdmin: remember(clock, log, async (user) => {
      const { user: found } = await client.users.info({ user });
      return found?.is_admin === true || found?.is_owner === true;
    }),
  };
}

type Answer = { readonly answer: Promise<boolean>; untilMs: number };

/** `ask`, once at a time for each id, its answer kept; false where it throws. */
function remember(
  clock: Clock,
  log: Logger,
  ask: (id: string) => Promise<boolean>,
): (id: string) => Promise<boolean> {
  const answers = new Map<string, Answer>();
  return (id) => {
    const nowMs = clock.nowMs();
    const known = answers.get(id);
    if (known !== undefined && nowMs < known.untilMs) return known.answer;
    answers.delete(id);
    const entry: Answer = {
      answer: ask(id).catch((error: unknown) => {
        log.warn({ err: error }, 'Slack did not say what it was asked; it counts as no');
        entry.untilMs = nowMs + FAILURE_REMEMBERED_MS;
        return false;
      }),
      untilMs: nowMs + REMEMBERED_MS,
    };
    answers.set(id, entry);
    // A map keeps the order of asking, so the first is the oldest.
    const [oldest] = answers.keys();
    if (answers.size > MAX_REMEMBERED && oldest !== undefined) answers.delete(oldest);
    return entry.answer;
  };
}
