/**
 * What Slack knows of channels and people, asked when it matters; what opens nothing but a view is
 * remembered for some minutes. What Slack does not say counts as "no": nothing opens by mistake.
 */
import {
  type ConversationsMembersResponse,
  type UsersInfoResponse,
  WebAPIPlatformError,
  type WebClient,
} from '@slack/web-api';
import type { Logger } from 'pino';
import { parseZone } from '../digest/schedule.ts';
import type { Clock } from '../model/clock.ts';
import type { People, PersonFacts } from '../requests/manage-rights.ts';

/** None ever throws. What `People` says is asked anew each time: who was there may be gone. */
export type WorkspaceFacts = People & {
  /** Whether everybody of the workspace, and nobody of another, can read along. */
  readonly isPublicChannel: (channelId: string) => Promise<boolean>;
  /** Those who run Paperboy: the configured ones, else admins and owners of the workspace. */
  readonly isAdmin: (userId: string) => Promise<boolean>;
  /** All of them, a hundred at most; empty when Slack does not say. */
  readonly listAdmins: () => Promise<readonly string[]>;
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

/** Whoever has more admins than that has told Paperboy which of them are its own. */
const MAX_ADMINS = 100;

/**
 * A window waits three seconds for its answer, so there is time for a few pages
 * (docs.slack.dev/reference/methods/conversations.members: under 1000 a page).
 */
const MEMBERS_PAGE_SIZE = 999;
const MAX_MEMBER_PAGES = 10;

export function createWorkspaceFacts(
  client: WebClient,
  options: {
    readonly clock: Clock;
    readonly log: Logger;
    /** The workspace whose people may manage things. */
    readonly teamId: string;
    /** User ids; empty = Slack's own admins. */
    readonly admins: readonly string[];
  },
): WorkspaceFacts {
  const { clock, log, teamId, admins } = options;
  const askAdmin = remember(clock, log, async (user) => {
    const { user: found } = await client.users.info({ user });
    return found?.is_admin === true || found?.is_owner === true;
  });
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
    describePerson: (user) =>
      askAnew(log, async () => describe((await client.users.info({ user })).user, teamId)),
    isMember: (user, channel) => askAnew(log, () => findMember(client, channel, user)),
    findDirectMessage: (users) =>
      askAnew(log, async () => (await client.conversations.open({ users })).channel?.id),
    isAdmin: async (user) => (admins.length > 0 ? admins.includes(user) : askAdmin(user)),
    listAdmins: async () => {
      if (admins.length > 0) return admins;
      try {
        return await fetchAdmins(client);
      } catch (error) {
        log.warn({ err: error }, 'Slack did not say who its admins are');
        return [];
      }
    },
  };
}

/** Undefined where it throws. */
async function askAnew<T>(log: Logger, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    log.warn({ err: error }, 'Slack did not say what it was asked; it counts as no');
    return undefined;
  }
}

function describe(user: UsersInfoResponse['user'], teamId: string): PersonFacts | undefined {
  if (user === undefined) return undefined;
  // Of an organisation with several workspaces, somebody may be of this one and come from another.
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  return {
    zone: parseZone(user.tz ?? ''),
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isForeign: user.is_stranger === true || !teams.includes(teamId),
    isGone: user.deleted === true,
  };
}

/** Page by page until they are found; undefined when the channel is too large to look through. */
async function findMember(
  client: WebClient,
  channel: string,
  user: string,
): Promise<boolean | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_MEMBER_PAGES; page++) {
    const asked = { channel, limit: MEMBERS_PAGE_SIZE, ...(cursor && { cursor }) };
    const { members = [], response_metadata } = await client.conversations
      .members(asked)
      .catch(readAbsence);
    if (members.includes(user)) return true;
    cursor = response_metadata?.next_cursor;
    if (!cursor) return false;
  }
  return undefined;
}

/** A channel that is not there, or that the bot cannot see, has nobody in it for us. */
function readAbsence(error: unknown): ConversationsMembersResponse {
  if (error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found') {
    return { ok: true, members: [] };
  }
  throw error;
}

async function fetchAdmins(client: WebClient): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.users.list({ limit: 200, ...(cursor && { cursor }) });
    for (const { id, deleted, is_admin, is_bot } of page.members ?? []) {
      if (id && is_admin === true && deleted !== true && is_bot !== true) found.push(id);
    }
    cursor = page.response_metadata?.next_cursor;
  } while (cursor && found.length < MAX_ADMINS);
  return found.slice(0, MAX_ADMINS);
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
