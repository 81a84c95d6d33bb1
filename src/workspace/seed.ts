/**
 * Who and what is in the workspace when it opens: people, other bots and conversations.
 *
 * Ids are fixed and readable (`U0ADA`, `C0GENERAL`), so that a test can name them. The app's own
 * bot user is part of every workspace and is not listed here.
 */

export type Role = 'owner' | 'admin' | 'member' | 'guest' | 'bot';

export type SeedUser = {
  readonly id: string;
  /** What people type after `@`. */
  readonly name: string;
  readonly realName: string;
  readonly role: Role;
  /** IANA zone. */
  readonly tz: string;
  /** Of another workspace, for somebody who is here by Slack Connect; absent = of this one. */
  readonly teamId?: string;
};

export type ConversationKind = 'public' | 'private' | 'im';

export type SeedChannel = {
  readonly id: string;
  /** Without `#`. Slack names a direct message `directmessage` towards apps. */
  readonly name: string;
  readonly kind: ConversationKind;
  readonly isArchived: boolean;
  /** User ids; `U0PAPERBOT` (BOT_USER_ID) puts the app's bot in. */
  readonly members: readonly string[];
};

export type WorkspaceSeed = {
  readonly users: readonly SeedUser[];
  readonly channels: readonly SeedChannel[];
};

export const TEAM_ID = 'T0LOCAL';
export const TEAM_DOMAIN = 'local';
export const APP_ID = 'A0LOCAL';
/** The app's bot, as a user (in mentions, as member) and as a bot (in `bot_id`). */
export const BOT_USER_ID = 'U0PAPERBOT';
export const BOT_ID = 'B0PAPERBOT';
export const BOT_NAME = 'paperboy';

/**
 * An admin, two members, a guest (in #reading only) and a bot of another app; public channels
 * with and without our bot, the same for private ones, an archived one, and a direct message
 * between two people. Each person's direct message with our bot opens when it is first used.
 */
export const DEFAULT_SEED: WorkspaceSeed = {
  users: [
    { id: 'U0ADA', name: 'ada', realName: 'Ada Admin', role: 'admin', tz: 'Europe/Berlin' },
    { id: 'U0BEN', name: 'ben', realName: 'Ben Member', role: 'member', tz: 'America/New_York' },
    { id: 'U0CHEN', name: 'chen', realName: 'Chen Member', role: 'member', tz: 'Asia/Shanghai' },
    { id: 'U0GIA', name: 'gia', realName: 'Gia Guest', role: 'guest', tz: 'Europe/Rome' },
    { id: 'U0OTHERBOT', name: 'otherbot', realName: 'Other Bot', role: 'bot', tz: 'Etc/UTC' },
  ],
  channels: [
    channel('C0GENERAL', 'general', 'public', ['U0ADA', 'U0BEN', 'U0CHEN', BOT_USER_ID]),
    channel('C0READING', 'reading', 'public', [
      'U0ADA',
      'U0BEN',
      'U0CHEN',
      'U0GIA',
      'U0OTHERBOT',
      BOT_USER_ID,
    ]),
    channel('C0RANDOM', 'random', 'public', ['U0ADA', 'U0BEN', 'U0CHEN']),
    channel('C0LAB', 'lab-private', 'private', ['U0ADA', 'U0BEN', BOT_USER_ID]),
    channel('C0LEADS', 'leads', 'private', ['U0ADA']),
    {
      ...channel('C0OLD', 'old-project', 'public', ['U0ADA', 'U0BEN', BOT_USER_ID]),
      isArchived: true,
    },
    channel('D0ADABEN', 'directmessage', 'im', ['U0ADA', 'U0BEN']),
  ],
};

function channel(
  id: string,
  name: string,
  kind: ConversationKind,
  members: readonly string[],
): SeedChannel {
  return { id, name, kind, isArchived: false, members };
}
