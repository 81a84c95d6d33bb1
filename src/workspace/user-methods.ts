/** users.info, users.list, auth.test. https://docs.slack.dev/reference/objects/user-object (read 2026-11) */
import type { Clock } from '../model/clock.ts';
import { takePage } from './paging.ts';
import { isRefusal, refuse } from './refusals.ts';
import { BOT_ID, BOT_NAME, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID } from './seed.ts';
import type { Json, State, User } from './state.ts';
import type { Methods } from './web-api.ts';

export function createUserMethods(state: State, clock: Clock, baseUrl: () => string): Methods {
  const toWire = (user: User) => toWireUser(state, user, clock.nowMs());
  return {
    'auth.test': () => ({
      ok: true,
      url: `${baseUrl()}/`,
      team: TEAM_DOMAIN,
      user: BOT_NAME,
      team_id: TEAM_ID,
      user_id: BOT_USER_ID,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
    'users.info': (args) => {
      const user = state.users.get(String(args['user']));
      return user === undefined ? refuse('user_not_found') : { ok: true, user: toWire(user) };
    },
    // "This includes both invited users and deleted/deactivated users", all of them without a limit.
    'users.list': (args) => {
      const page = takePage([...state.users.values()], args, state.users.size);
      if (isRefusal(page)) return page;
      return {
        ok: true,
        members: page.items.map(toWire),
        cache_ts: Math.floor(clock.nowMs() / 1000),
        response_metadata: { next_cursor: page.nextCursor },
      };
    },
  };
}

function toWireUser(state: State, user: User, nowMs: number): Json {
  const { id, name, realName, role, tz, teamId = TEAM_ID, isDeactivated = false } = user;
  const known = {
    id,
    team_id: teamId,
    name,
    deleted: isDeactivated,
    is_bot: role === 'bot',
    is_app_user: false,
    profile: { real_name: realName, display_name: name },
  };
  // Of a closed account Slack tells no more: https://github.com/Forescout/eyeExtend-Connect/issues/1
  if (isDeactivated) return known;
  return {
    ...known,
    real_name: realName,
    tz,
    tz_offset: readOffsetSeconds(tz, nowMs),
    is_admin: role === 'admin' || role === 'owner',
    is_owner: role === 'owner',
    is_primary_owner: role === 'owner',
    is_restricted: role === 'guest',
    is_ultra_restricted: role === 'guest' && countChannels(state, id) <= 1,
  };
}

/** A guest in one channel only is a single-channel guest. */
function countChannels(state: State, userId: string): number {
  const channels = [...state.channels.values()].filter(({ kind }) => kind !== 'im');
  return channels.filter(({ members }) => members.has(userId)).length;
}

/** Of an IANA zone from UTC, at that moment: summer time counts. */
function readOffsetSeconds(zone: string, atMs: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const { value = '' } =
    format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName') ?? {};
  // "GMT+05:30"; UTC itself is "GMT".
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(value) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}
