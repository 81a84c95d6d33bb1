/**
 * Who may say what comes to a conversation: whoever is in it at that moment, of this workspace and
 * no guest; in a direct message with us the person of it, a guest too. What Slack does not say
 * counts as no.
 */
import type { Asker } from './library.ts';

/** What Slack says of somebody. */
export type PersonFacts = {
  /** Of their profile, as Slack has it; undefined when it says none. */
  readonly zone: string | undefined;
  readonly isGuest: boolean;
  /** Of another workspace: here by Slack Connect. */
  readonly isForeign: boolean;
  /** The account was closed. */
  readonly isGone: boolean;
};

/** Asked anew each time; undefined = Slack did not say. None ever throws. */
export type People = {
  readonly describePerson: (userId: string) => Promise<PersonFacts | undefined>;
  /** Of a channel; false also where it cannot be seen. */
  readonly isMember: (userId: string, channelId: string) => Promise<boolean | undefined>;
  /** The id of the direct message between us and this person. */
  readonly findDirectMessage: (userId: string) => Promise<string | undefined>;
};

export type Office = People & { readonly botUserId: string };

const UNANSWERED =
  'Slack did not tell me whether you may do that, so nothing was changed. Please try again.';
const OUTSIDER = 'Only people of this workspace can change what comes here.';
const GUEST =
  'As a guest you can read what comes to a channel, but not change it. Ask a member of it, or use our direct message.';
const NOT_OURS =
  'That is not our direct message. I can bring papers to you in ours, or to a channel that both of us are in.';
const NOT_THERE =
  'I can only do that where both of us are. Join the channel, invite me there with “/invite @paperboy”, then try again.';
const NOT_INVITED = 'I am not in that channel. Invite me with “/invite @paperboy”, then try again.';

/** Whether a conversation is a direct message between two. */
export function isDirectMessage(channelId: string): boolean {
  return channelId.startsWith('D');
}

/** A sentence that says why not; undefined = they may. `toPost`: the bot must be there, too. */
export async function refuseManaging(
  office: Office,
  { person: { userId } }: Asker,
  channelId: string,
  { toPost }: { readonly toPost: boolean },
): Promise<string | undefined> {
  const person = await office.describePerson(userId);
  if (person === undefined) return UNANSWERED;
  if (person.isGone || person.isForeign) return OUTSIDER;
  if (isDirectMessage(channelId)) {
    const own = await office.findDirectMessage(userId);
    if (own === undefined) return UNANSWERED;
    return own === channelId ? undefined : NOT_OURS;
  }
  if (person.isGuest) return GUEST;
  const [isThere, isBotThere] = await Promise.all([
    office.isMember(userId, channelId),
    toPost ? office.isMember(office.botUserId, channelId) : true,
  ]);
  if (isThere === undefined) return UNANSWERED;
  if (!isThere) return NOT_THERE;
  if (isBotThere === undefined) return UNANSWERED;
  return isBotThere ? undefined : NOT_INVITED;
}

/** Whether they can read what comes there now. */
export async function canRead(
  office: Office,
  { person: { userId } }: Asker,
  channelId: string,
): Promise<boolean> {
  if (!isDirectMessage(channelId)) return (await office.isMember(userId, channelId)) === true;
  return (await office.findDirectMessage(userId)) === channelId;
}
