/**
 * Who sends what is due: once a minute it asks which destinations are, and works through them on a
 * Slack client of its own, so that a digest that Slack slows down never delays an answer.
 */
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { chooseDue, LOOK_BACK_MS, type Occasion } from '../digest/choose-due.ts';
import { type DeliveryReport, deliverEdition } from '../digest/deliver-edition.ts';
import type { Edition, EditionEnd, Poster } from '../digest/digest.ts';
import { nextDue } from '../digest/schedule.ts';
import { isPaused, runsSinceMs, type Subscription } from '../digest/subscription.ts';
import type { Clock } from '../model/clock.ts';
import type { DeliveryNotice } from '../requests/delivery-notices.ts';
import { buildEdition, type Outlook, openOutlook, planEdition } from '../requests/editions.ts';
import type { Library } from '../requests/library.ts';
import type { DeliveryState } from '../requests/status.ts';
import type { InFlight } from '../slack/in-flight.ts';
import type { Store } from '../store/store.ts';
import { localDay } from '../trending/workdays.ts';

/** Destinations at a time: Slack takes several hundred posts a minute, and one a second each. */
const AT_A_TIME = 4;

/** The zone that is the furthest ahead. */
const MAX_OFFSET_MS = 14 * 3_600_000;

/** Days on which a digest was due and none was delivered, after which somebody is told. */
const ALARM_AFTER = 3;

/** What is past its time is kept for days: an hour more is none. */
const PURGE_EVERY_MS = 60 * 60_000;

export type Dispatcher = {
  /**
   * Finds what is due and begins to send it. Resolves when that is known; `done` when it was sent,
   * refused or put off. Ticks take turns; undefined when this one failed.
   */
  tick(): Promise<{ readonly done: Promise<readonly DeliveryReport[]> } | undefined>;
  /** Begins no more editions; those at work are not waited for. */
  stop(): void;
  state(): Promise<DeliveryState>;
};

export type DispatcherOptions = {
  readonly teamId: string;
  readonly library: Library;
  readonly store: Pick<Store, 'ledger' | 'subscriptions' | 'purge'>;
  readonly poster: Poster;
  /** Tells people by direct message; undefined as `userId` = those who run Paperboy. Never throws. */
  readonly notify: (userId: string | undefined, notice: DeliveryNotice) => Promise<void>;
  readonly inFlight: InFlight;
  readonly clock: Clock;
  readonly log: Logger;
};

/** An edition that has begun, and whose it is; undefined = nobody's any more. */
type Begun = { readonly edition: Edition; readonly ownerId: string | undefined };

/** What one destination has to be sent, in order. */
type Work = { readonly open: Begun[]; readonly occasions: Occasion[] };

/**
 * Why nothing is sent any more: the token works nowhere (`by` is Slack's error code), until a
 * restart; or Paperboy is stopping, and goes on from the ledger at its next start.
 */
type Halt = { by: string | undefined; isStopping: boolean };

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { teamId, library, store, inFlight, clock, log } = options;
  const limit = pLimit(AT_A_TIME);
  /** Destinations at work: a slow one is not given a second worker. */
  const busy = new Set<string>();
  const halt: Halt = { by: undefined, isStopping: false };
  let lastTurn: Promise<unknown> = Promise.resolve();
  let lastTickMs: number | undefined;
  let purgedMs = Number.NEGATIVE_INFINITY;

  const choose = async () => {
    const nowMs = clock.nowMs();
    if (Math.abs(nowMs - purgedMs) >= PURGE_EVERY_MS) {
      await store.purge(nowMs);
      purgedMs = nowMs;
    }
    lastTickMs = nowMs;
    if (halt.by !== undefined || halt.isStopping) return [];
    // Asked first: what the ledger says of those at work is out of date when they are done.
    const atWork = new Set(busy);
    const all = await store.subscriptions.list(teamId);
    const findOwner = createOwnerFinder(all);
    const open = (await store.ledger.open(teamId)).map((edition): Begun => {
      return { edition, ownerId: findOwner(edition)?.id };
    });
    const occasions = await findDue(options, all, nowMs);
    const work = [...groupWork(open, occasions)].filter(([channelId]) => !atWork.has(channelId));
    let outlook: Promise<Outlook> | undefined;
    return work.map(([channelId, each]) => {
      busy.add(channelId);
      const serving = limit(() => {
        outlook ??= openOutlook(library, { teamId, nowMs });
        return serve(options, outlook, each, halt);
      });
      return inFlight.track(serving.finally(() => busy.delete(channelId)));
    });
  };

  return {
    async tick() {
      const turn = lastTurn.then(choose);
      lastTurn = turn.catch(() => undefined);
      try {
        const jobs = await inFlight.track(turn);
        return { done: Promise.all(jobs).then((reports) => reports.flat()) };
      } catch (error) {
        log.error({ err: error }, 'a tick failed');
        return undefined;
      }
    },
    stop() {
      halt.isStopping = true;
    },
    state: async () => ({ lastTickMs, ...(await findState(options)), haltedBy: halt.by }),
  };
}

/** The occasions of these subscriptions that nothing is recorded for. */
async function findDue(
  { store, teamId }: DispatcherOptions,
  subscriptions: readonly Subscription[],
  nowMs: number,
): Promise<readonly Occasion[]> {
  const since = localDay(nowMs - LOOK_BACK_MS, 'utc');
  const until = localDay(nowMs + MAX_OFFSET_MS, 'utc');
  return chooseDue(subscriptions, await store.ledger.newest(teamId, since, until), nowMs);
}

async function findState(
  options: DispatcherOptions,
): Promise<Omit<DeliveryState, 'lastTickMs' | 'haltedBy'>> {
  const { store, clock, teamId } = options;
  const nowMs = clock.nowMs();
  const all = await store.subscriptions.list(teamId);
  const running = all.filter((each) => !isPaused(each, nowMs));
  const findOwner = createOwnerFinder(running);
  const overdue = (await findDue(options, running, nowMs)).map(({ due }) => due.dueMs);
  const open = (await store.ledger.open(teamId))
    .filter((edition) => findOwner(edition) !== undefined)
    .map(({ dueMs }) => dueMs);
  // Thousands share a few schedules, and asking calendars is slow.
  const schedules = new Map(running.map(({ schedule }) => [JSON.stringify(schedule), schedule]));
  const next = [...schedules.values()].map((schedule) => nextDue(schedule, nowMs).dueMs);
  return {
    lastDeliveryMs: await store.ledger.lastDeliveredMs(teamId),
    nextDueMs: next.length === 0 ? undefined : Math.min(...next),
    lagMs: nowMs - [...overdue, ...open].reduce((oldest, dueMs) => Math.min(oldest, dueMs), nowMs),
  };
}

/** By channel. What has begun goes first. */
function groupWork(
  open: readonly Begun[],
  occasions: readonly Occasion[],
): ReadonlyMap<string, Work> {
  const work = new Map<string, Work>();
  const workOf = (channelId: string) => {
    const known = work.get(channelId) ?? { open: [], occasions: [] };
    work.set(channelId, known);
    return known;
  };
  for (const begun of open) workOf(begun.edition.destination.channelId).open.push(begun);
  for (const occasion of occasions) {
    workOf(occasion.subscription.destination.channelId).occasions.push(occasion);
  }
  return work;
}

/** One destination's editions, one after another; one that fails does not hold up the others. */
async function serve(
  options: DispatcherOptions,
  outlook: Promise<Outlook>,
  { open, occasions }: Work,
  halt: Halt,
): Promise<readonly DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  for (const each of [...open, ...occasions]) {
    // One that brings nothing waits for nothing, and thousands of them would hold up answers.
    await new Promise((resolve) => setImmediate(resolve));
    // The token may have been found dead while this waited for its turn.
    if (halt.by !== undefined || halt.isStopping || reports.some(({ step }) => step === 'paused'))
      break;
    // A roll-up waits for what it lists.
    const { series } = 'edition' in each ? each.edition : each;
    const isEarly = series === 'weekly' && reports.some(({ step }) => step === 'waiting');
    if (isEarly) continue;
    try {
      const report = await deliverOne(options, await outlook, each);
      if (report?.step === 'halted') halt.by = report.error;
      if (report !== undefined) reports.push(report);
    } catch (error) {
      // The next tick goes on from what the ledger holds.
      options.log.error({ err: error, series }, 'a delivery failed');
    }
  }
  return reports;
}

/** Goes on with an edition, or begins that of an occasion; undefined when there is nothing to do. */
async function deliverOne(
  options: DispatcherOptions,
  outlook: Outlook,
  work: Begun | Occasion,
): Promise<DeliveryReport | undefined> {
  const { store, clock, teamId } = options;
  if ('edition' in work) {
    const { edition: begun, ownerId } = work;
    // Read again: it may have been changed while it waited for its turn.
    const owner = ownerId && (await store.subscriptions.find(teamId, ownerId));
    return deliver(options, outlook, begun, owner || undefined);
  }
  const subscription = await store.subscriptions.find(teamId, work.subscription.id);
  // It may have been changed while it waited for its turn.
  if (subscription === undefined || !isStillDue(subscription, work, clock.nowMs()))
    return undefined;
  const plan = await planEdition(outlook, store.ledger, { ...work, subscription });
  if (!(await store.ledger.begin(plan, clock.nowMs()))) return undefined;
  const edition = await store.ledger.load(plan);
  if (edition?.end === 'missed') await raiseAlarm(options, edition);
  if (edition === undefined || edition.end !== undefined) return undefined;
  return deliver(options, outlook, edition, subscription);
}

function isStillDue(
  subscription: Subscription,
  { subscription: before, due }: Occasion,
  nowMs: number,
): boolean {
  return (
    !isPaused(subscription, nowMs) &&
    runsSinceMs(subscription) <= due.dueMs &&
    subscription.destination.channelId === before.destination.channelId
  );
}

/** Whose an edition is, of these; asked by conversation, for there may be thousands. */
function createOwnerFinder(
  all: readonly Subscription[],
): (edition: Edition) => Subscription | undefined {
  const byChannel = new Map<string, Subscription[]>();
  for (const each of all) {
    const { channelId } = each.destination;
    byChannel.set(channelId, [...(byChannel.get(channelId) ?? []), each]);
  }
  return (edition) =>
    byChannel.get(edition.destination.channelId)?.find((each) => isOwner(each, edition));
}

function isOwner({ id, kind, destination }: Subscription, edition: Edition): boolean {
  if (destination.channelId !== edition.destination.channelId) return false;
  return edition.series === `alert:${id}` || (kind === 'digest' && !edition.series.includes(':'));
}

/** Goes on with one edition; one that nobody wants any more, or whose papers are gone, ends. */
async function deliver(
  options: DispatcherOptions,
  outlook: Outlook,
  edition: Edition,
  owner: Subscription | undefined,
): Promise<DeliveryReport | undefined> {
  const { store, poster, clock, log } = options;
  const { ledger } = store;
  const isHeld = owner !== undefined && isPaused(owner, clock.nowMs());
  // Its thread is completed when it is resumed.
  if (isHeld && isUnderWay(edition)) return undefined;
  const content = owner && (await buildEdition(outlook, ledger, edition, owner));
  if (owner === undefined || isHeld || content === undefined) {
    await ledger.finish(edition, endOf(edition), clock.nowMs());
    return undefined;
  }
  const report = await deliverEdition({ edition, content, ledger, poster, clock });
  if (report.sent.length + report.refused.length + report.unknown.length > 0) {
    log.info(report, 'delivery');
  }
  if (report.step === 'paused') await pauseDestination(options, edition, report.error ?? '');
  if (report.step === 'halted') log.error({ error: report.error }, 'sending has stopped');
  if (report.unknown.length > 0) {
    const { destination } = edition;
    await options.notify(undefined, { kind: 'unknown', destination, posts: report.unknown.length });
  }
  if (report.end === 'missed' || report.end === 'unknown') await raiseAlarm(options, edition);
  return report;
}

/** Whether its parent is there, or may be. */
function isUnderWay({ posts }: Edition): boolean {
  const parent = posts.get('parent')?.state;
  return parent === 'sent' || parent === 'claimed';
}

/** How an edition ends that is not gone on with. */
function endOf({ posts }: Edition): EditionEnd {
  const parent = posts.get('parent')?.state;
  if (parent === 'sent') return 'delivered';
  return parent === 'claimed' || parent === 'unknown' ? 'unknown' : 'missed';
}

/** Slack says that nothing can be posted there, so nothing is tried until somebody resumes it. */
async function pauseDestination(
  { store, notify, teamId }: DispatcherOptions,
  { destination }: Edition,
  error: string,
): Promise<void> {
  const all = await store.subscriptions.list(teamId);
  const here = all.filter((each) => each.destination.channelId === destination.channelId);
  for (const subscription of here) {
    await store.subscriptions.save({ ...subscription, pause: { untilMs: undefined, error } });
  }
  for (const userId of new Set(here.map(({ createdBy }) => createdBy))) {
    await notify(userId, { kind: 'paused', destination, error });
  }
}

/** Tells those who run Paperboy when nothing has reached a destination for some workdays, once. */
async function raiseAlarm(
  { store, notify }: DispatcherOptions,
  { destination, series }: Edition,
): Promise<void> {
  if (series !== 'digest') return;
  const last = await store.ledger.recent({ destination, series }, ALARM_AFTER + 1);
  const ok = last.findIndex(({ end }) => end !== 'missed' && end !== 'unknown');
  const failed = ok === -1 ? last : last.slice(0, ok);
  const days = countDays(failed);
  // What was enough before was told then.
  if (days < ALARM_AFTER || countDays(failed.slice(1)) >= ALARM_AFTER) return;
  await notify(undefined, { kind: 'silent', destination, days });
}

/** An edition may name as missed what has an edition of its own. */
function countDays(editions: readonly Edition[]): number {
  return new Set(editions.flatMap(({ missed, day }) => [...missed, day])).size;
}
