/**
 * What happens to a workspace over an app's head: people and the app itself lose access, channels
 * go away. The app hears of it only where it is subscribed (`member_left_channel`,
 * `tokens_revoked`); otherwise by what its next call is refused with.
 */
import type { Events } from './events.ts';
import { BOT_USER_ID, type Role } from './seed.ts';
import type { Channel, State, User } from './state.ts';
import type { DeadToken, WebApi } from './web-api.ts';

/** Every act throws for somebody, or a channel, that is not there. */
export function createAdministration(state: State, events: Events, webApi: WebApi) {
  function find(channelId: string): Channel {
    const channel = state.channels.get(channelId);
    if (channel === undefined) throw new Error(`there is no channel ${channelId}`);
    return channel;
  }

  function findUser(userId: string): User {
    const user = state.users.get(userId);
    if (user === undefined) throw new Error(`there is no user ${userId}`);
    return user;
  }

  function kick(channelId: string, userId: string = BOT_USER_ID): void {
    const channel = find(channelId);
    if (!channel.members.has(userId)) throw new Error(`${userId} is not in ${channelId}`);
    state.removeMember(channelId, userId);
    events.memberLeft(channel, userId);
  }

  return {
    /** Takes our bot, or somebody else, out of a channel. */
    kick,
    archive: (channelId: string): void => state.archiveChannel(find(channelId).id),
    /** For good: the channel and everything in it are not found any more. */
    deleteChannel: (channelId: string): void => state.removeChannel(find(channelId).id),
    /** From a guest to a member, say. What they are in stays as it is. */
    setRole: (userId: string, role: Role): void => state.changeUser(findUser(userId), { role }),
    /**
     * Closes an account: `deleted` in users.info, and in no channel any more. What is posted to the
     * direct message is taken all the same: https://github.com/slackapi/python-slack-sdk/issues/1156
     */
    deactivate(userId: string): void {
      const user = findUser(userId);
      for (const { id, kind, members } of state.channels.values()) {
        if (kind !== 'im' && members.has(userId)) kick(id, userId);
      }
      state.changeUser(user, { isDeactivated: true });
    },
    /**
     * Every call with the bot's token is refused from now on, until the returned function makes it
     * good again, as no Slack does: there, the app is installed anew and gets another one.
     */
    revokeToken(why: DeadToken = 'token_revoked'): () => void {
      webApi.setDeadToken(why);
      events.tokensRevoked();
      return () => webApi.setDeadToken(undefined);
    },
  };
}
