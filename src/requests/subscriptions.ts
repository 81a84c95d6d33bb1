/**
 * What people do with subscriptions: make, change, list, pause, resume and end them. Whether they
 * may is asked each time, right before. Whatever cannot be done comes back as a notice.
 */
import type { Ledger } from '../digest/digest.ts';
import { nextDue } from '../digest/schedule.ts';
import {
  buildDigestSubscription,
  isConfigured,
  isPaused,
  isSameSchedule,
  runsSinceMs,
  type Subscription,
  type Subscriptions,
} from '../digest/subscription.ts';
import type { Asker, Library } from './library.ts';
import { canRead, isDirectMessage, type Office, refuseManaging } from './manage-rights.ts';
import { PAUSE_EXAMPLES, parsePauseLength } from './pause-length.ts';
import { previewAlert, previewDigest } from './preview.ts';
import type {
  AlertReply,
  ChangeReply,
  DigestPreviewReply,
  NoticeReply,
  SubscriptionItem,
  SubscriptionsReply,
} from './replies.ts';
import { findSearchProblem, tidy, type WantedDigest } from './subscription-form.ts';

/** Everything subscriptions need. */
export type SubscriptionOffice = Office & {
  readonly library: Library;
  readonly subscriptions: Subscriptions;
  readonly ledger: Pick<Ledger, 'shown' | 'shownSince'>;
  /** IANA; of whoever has none in their profile. */
  readonly defaultZone: string;
};

/** A person's saved searches: more than anybody reads the results of. */
export const MAX_ALERTS = 20;

/** Whose membership is asked of Slack for one list; whoever has more sees the first. */
const MAX_CONVERSATIONS = 30;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const GONE = 'That subscription is not there any more.';
const NOTHING_HERE = 'Nothing comes here. “/papers subscribe” changes that.';
const NO_PROFILE =
  'Slack did not tell me where to write to you, so nothing was changed. Please try again.';

/** One of them, or all of a conversation. */
export type Target = { readonly id: string } | { readonly channelId: string };

function notice(text: string): NoticeReply {
  return { kind: 'notice', text };
}

export function describeItem(subscription: Subscription, nowMs: number): SubscriptionItem {
  const isIdle = isPaused(subscription, nowMs);
  return {
    subscription: isIdle ? subscription : { ...subscription, pause: undefined },
    nextDueMs: isIdle ? undefined : nextDue(subscription.schedule, nowMs).dueMs,
  };
}

/** The digest of a conversation. */
export async function findDigest(
  { subscriptions }: SubscriptionOffice,
  teamId: string,
  channelId: string,
): Promise<Subscription | undefined> {
  const all = await subscriptions.list(teamId);
  return all.find(({ kind, destination }) => {
    return kind === 'digest' && destination.channelId === channelId;
  });
}

/** A digest as the form begins with it, where there is none: everything, workdays at nine. */
export async function suggestDigest(
  office: SubscriptionOffice,
  { person, nowMs }: Asker,
  channelId: string,
): Promise<WantedDigest> {
  const zone = (await office.describePerson(person.userId))?.zone ?? office.defaultZone;
  const { teamId } = person;
  return { ...buildDigestSubscription({ teamId, channelId, zone, nowMs }), channelId };
}

/** What saving it would bring. */
export async function previewWanted(
  office: SubscriptionOffice,
  asker: Asker,
  wanted: WantedDigest,
): Promise<DigestPreviewReply | NoticeReply> {
  const { channelId } = wanted;
  const refusal = await refuseManaging(office, asker, channelId, { toPost: true });
  if (refusal !== undefined) return notice(refusal);
  const current = await findDigest(office, asker.person.teamId, channelId);
  const subscription = buildWanted(office, asker, wanted, current);
  return {
    kind: 'digest preview',
    subscription,
    current,
    preview: await previewDigest(office, subscription, asker.nowMs),
    nowMs: asker.nowMs,
  };
}

/** In place of the destination's digest, if it has one. */
export async function saveWanted(
  office: SubscriptionOffice,
  asker: Asker,
  wanted: WantedDigest,
): Promise<ChangeReply | NoticeReply> {
  const { channelId } = wanted;
  const refusal = await refuseManaging(office, asker, channelId, { toPost: true });
  if (refusal !== undefined) return notice(refusal);
  const current = await findDigest(office, asker.person.teamId, channelId);
  const subscription = buildWanted(office, asker, wanted, current);
  await office.subscriptions.save(subscription);
  return { kind: 'change', change: 'saved', items: [describeItem(subscription, asker.nowMs)] };
}

/**
 * One whose time was changed runs from now on: what would have been due earlier today, or on a
 * weekday that it did not have, is neither sent at once nor missed.
 */
function buildWanted(
  { library }: SubscriptionOffice,
  { person, nowMs }: Asker,
  { channelId, schedule, interest, weekly }: WantedDigest,
  current: Subscription | undefined,
): Subscription {
  const isSameTime = current !== undefined && isSameSchedule(current.schedule, schedule);
  const isPausedByPerson =
    current !== undefined && isPaused(current, nowMs) && current.pause?.error === undefined;
  return {
    id: current?.id ?? library.newId(),
    kind: 'digest',
    destination: { teamId: person.teamId, channelId },
    schedule,
    interest,
    weekly,
    createdBy: current?.createdBy ?? person.userId,
    sinceMs: isSameTime ? sinceOf(current, isPausedByPerson) : nowMs,
    // Where Slack refused a post we are now, so it may go on.
    pause: isPausedByPerson ? current.pause : undefined,
  };
}

/** A pause that is over is dropped, and what was due in it still does not count. */
function sinceOf(current: Subscription, staysPaused: boolean): number {
  return staysPaused ? current.sinceMs : runsSinceMs(current);
}

/** A saved search that is answered in the asker's own direct message, on workdays at nine. */
export async function addAlert(
  office: SubscriptionOffice,
  asker: Asker,
  words: string,
): Promise<AlertReply | NoticeReply> {
  const { person, nowMs } = asker;
  const { teamId, userId } = person;
  const topic = tidy(words);
  const problem = findSearchProblem(topic);
  if (problem !== undefined) return notice(problem);
  const channelId = await office.findDirectMessage(userId);
  if (channelId === undefined) return notice(NO_PROFILE);
  const refusal = await refuseManaging(office, asker, channelId, { toPost: true });
  if (refusal !== undefined) return notice(refusal);
  const alerts = (await listHere(office, teamId, channelId)).filter(({ kind }) => kind === 'alert');
  const known = alerts.find(
    ({ interest }) => interest.topics[0]?.toLowerCase() === topic.toLowerCase(),
  );
  if (known === undefined && alerts.length >= MAX_ALERTS) {
    return notice(
      `You have ${MAX_ALERTS} alerts, and that is all I keep. “/papers subscriptions” lists them; end one first.`,
    );
  }
  const { schedule } = await suggestDigest(office, asker, channelId);
  const made: Subscription = known ?? {
    id: office.library.newId(),
    kind: 'alert',
    destination: { teamId, channelId },
    schedule,
    interest: { topics: [topic], exclusions: [], minScore: 0 },
    weekly: false,
    createdBy: userId,
    sinceMs: nowMs,
    pause: undefined,
  };
  if (known === undefined) await office.subscriptions.save(made);
  const preview = await previewAlert(office.library, made, nowMs);
  return { kind: 'alert', item: describeItem(made, nowMs), isNew: known === undefined, preview };
}

/** Of the conversation it is asked in, and the asker's own in others that they can read now. */
export async function listSubscriptions(
  office: SubscriptionOffice,
  asker: Asker,
  channelId: string | undefined,
): Promise<SubscriptionsReply> {
  const { person, nowMs } = asker;
  const all = await office.subscriptions.list(person.teamId);
  const wanted = all.filter(({ createdBy, destination }) => {
    return createdBy === person.userId || destination.channelId === channelId;
  });
  // Of more than can be asked about, the one it is asked in and direct messages come first.
  const rank = (place: string) => (place === channelId ? 0 : isDirectMessage(place) ? 1 : 2);
  const places = [...new Set(wanted.map(({ destination }) => destination.channelId))].sort(
    (a, b) => rank(a) - rank(b),
  );
  const readable = new Set<string>();
  await Promise.all(
    places.slice(0, MAX_CONVERSATIONS).map(async (place) => {
      if (await canRead(office, asker, place)) readable.add(place);
    }),
  );
  const items = wanted
    .filter(({ destination }) => readable.has(destination.channelId))
    .map((subscription) => describeItem(subscription, nowMs));
  const isHere = (item: SubscriptionItem) => item.subscription.destination.channelId === channelId;
  return {
    kind: 'subscriptions',
    lead: '',
    isHereDirect: channelId !== undefined && isDirectMessage(channelId),
    here: items.filter(isHere),
    yours: items.filter((item) => !isHere(item)),
  };
}

/** `length` as typed; undefined = a week. */
export async function pause(
  office: SubscriptionOffice,
  asker: Asker,
  target: Target,
  length: string | undefined,
): Promise<ChangeReply | NoticeReply> {
  const { nowMs } = asker;
  const until =
    length === undefined ? { untilMs: nowMs + WEEK_MS } : parsePauseLength(length, nowMs);
  if (until === undefined) return notice(PAUSE_EXAMPLES);
  const found = await findManaged(office, asker, target, { toPost: false });
  if ('kind' in found) return found;
  const paused = found.chosen.map((each) => ({ ...each, pause: { ...until, error: undefined } }));
  for (const each of paused) await office.subscriptions.save(each);
  return {
    kind: 'change',
    change: 'paused',
    items: paused.map((each) => describeItem(each, nowMs)),
  };
}

/** Ends the pause now: what was due meanwhile is neither sent nor missed. */
export async function resume(
  office: SubscriptionOffice,
  asker: Asker,
  target: Target,
): Promise<ChangeReply | NoticeReply> {
  const { nowMs } = asker;
  const found = await findManaged(office, asker, target, { toPost: true });
  if ('kind' in found) return found;
  const paused = found.chosen.filter((each) => isPaused(each, nowMs));
  if (paused.length === 0) return notice('Nothing is paused here.');
  const resumed = paused.map((each) => ({ ...each, pause: { untilMs: nowMs, error: undefined } }));
  for (const each of resumed) await office.subscriptions.save(each);
  return {
    kind: 'change',
    change: 'resumed',
    items: resumed.map((each) => describeItem(each, nowMs)),
  };
}

/** What ending them would end, to be confirmed. */
export async function findEnding(
  office: SubscriptionOffice,
  asker: Asker,
  target: Target,
): Promise<readonly SubscriptionItem[] | NoticeReply> {
  const found = await findManaged(office, asker, target, { toPost: false });
  return 'kind' in found ? found : found.chosen.map((each) => describeItem(each, asker.nowMs));
}

/**
 * Ends them. What the configuration made would be made again at the next start, so it stays and is
 * paused until somebody resumes it.
 */
export async function end(
  office: SubscriptionOffice,
  asker: Asker,
  target: Target,
): Promise<ChangeReply | NoticeReply> {
  const { person, nowMs } = asker;
  const found = await findManaged(office, asker, target, { toPost: false });
  if ('kind' in found) return found;
  for (const each of found.chosen) {
    if (isConfigured(each)) {
      const pauseForGood = { untilMs: undefined, error: undefined };
      await office.subscriptions.save({ ...each, pause: pauseForGood });
    } else {
      await office.subscriptions.remove(person.teamId, each.id);
    }
  }
  const items = found.chosen.map((each) => describeItem(each, nowMs));
  return { kind: 'change', change: 'ended', items };
}

/** One to be edited; an alert is its words, so there is nothing else to edit. */
export async function findEditable(
  office: SubscriptionOffice,
  asker: Asker,
  target: Target,
): Promise<Subscription | NoticeReply> {
  const found = await findManaged(office, asker, target, { toPost: false });
  if ('kind' in found) return found;
  return found.chosen.find(({ kind }) => kind === 'digest') ?? notice(GONE);
}

type Managed = { readonly chosen: readonly Subscription[] };

/** At least one, which the asker may manage at this moment. */
async function findManaged(
  office: SubscriptionOffice,
  asker: Asker,
  target: Target,
  need: { readonly toPost: boolean },
): Promise<Managed | NoticeReply> {
  const { teamId } = asker.person;
  const known = 'id' in target ? await office.subscriptions.find(teamId, target.id) : undefined;
  if ('id' in target && known === undefined) return notice(GONE);
  const channelId = 'id' in target ? (known?.destination.channelId ?? '') : target.channelId;
  const refusal = await refuseManaging(office, asker, channelId, need);
  if (refusal !== undefined) return notice(refusal);
  // Slack was asked meanwhile: somebody else may have changed or ended it.
  const here = await listHere(office, teamId, channelId);
  const chosen = known === undefined ? here : here.filter(({ id }) => id === known.id);
  if (known !== undefined && chosen.length === 0) return notice(GONE);
  return chosen.length === 0 ? notice(NOTHING_HERE) : { chosen };
}

async function listHere(
  { subscriptions }: SubscriptionOffice,
  teamId: string,
  channelId: string,
): Promise<readonly Subscription[]> {
  const all = await subscriptions.list(teamId);
  return all.filter(({ destination }) => destination.channelId === channelId);
}
