/**
 * Brings an edition to its destination, message by message, so that each is there once: a post is
 * claimed before it is sent and confirmed after, and one whose fate is not known is looked for
 * before anything else is sent. It goes on from what the ledger holds, so a crash or a restart
 * between any two steps changes nothing.
 */
import type { Clock } from '../model/clock.ts';
import {
  buildPostKey,
  type Content,
  type Digest,
  type Edition,
  type EditionEnd,
  type EditionKey,
  type Found,
  type Ledger,
  type Part,
  type PostAddress,
  type Poster,
  type PostState,
  type RollUp,
} from './digest.ts';
import { CATCH_UP_MS } from './schedule.ts';

const MINUTE_MS = 60_000;

/**
 * A post whose reply was lost is looked for only after so long: it may still be on its way. Slack
 * is given 10 s to reply, so what is not there after two minutes was never taken.
 */
const LOOK_AFTER_MS = 2 * MINUTE_MS;

/** What Slack refused is tried again after so long. */
const RETRY_AFTER_MS = 5 * MINUTE_MS;

/**
 * The destination is not there for the bot any more, until a person does something about it
 * (docs.slack.dev/reference/methods/chat.postMessage, errors).
 */
const PAUSING_ERRORS = new Set([
  ...['not_in_channel', 'is_archived', 'channel_not_found', 'account_inactive'],
  ...['restricted_action', 'restricted_action_read_only_channel', 'cannot_dm_bot', 'user_disabled'],
  ...['restricted_action_thread_only_channel', 'restricted_action_non_threadable_channel'],
]);

/** Refused for anything else, an entry would be refused every time (its blocks, its length). */
const PASSING_ERRORS = new Set(['ratelimited', 'unreachable', 'service_unavailable']);

/** The token works nowhere any more. */
const HALTING_ERRORS = new Set(['invalid_auth', 'token_revoked', 'token_expired', 'not_authed']);

/** What an edition says, made again when it is resumed. */
export type EditionContent =
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'rollUp'; readonly rollUp: RollUp };

export type DeliveryReport = {
  readonly key: EditionKey;
  /**
   * - `ended`: nothing is left to do (`end` says how it ended);
   * - `waiting`: a later call goes on: something has to be looked for or tried again;
   * - `paused`: Slack says that nothing can be posted there (`error`);
   * - `halted`: Slack says that the token works nowhere (`error`).
   */
  readonly step: 'ended' | 'waiting' | 'paused' | 'halted';
  readonly end: EditionEnd | undefined;
  readonly error: string | undefined;
  /** Messages that stand there since this call, sent or found, in order. */
  readonly sent: readonly Part[];
  readonly refused: readonly { readonly part: Part; readonly error: string }[];
  readonly unknown: readonly Part[];
};

type Step = Pick<DeliveryReport, 'step' | 'end' | 'error'>;

/** What became of one part: it stands there, it is left out, or the edition cannot go on now. */
type PartResult = { readonly ts: string } | 'skipped' | Step;

/** Parts a roll-up shows in its parent; the others follow in its thread. */
export const ROLL_UP_LISTED = 5;

/**
 * Sends what is missing of `edition`, as the ledger has it now. Throws what the ledger throws; a
 * later call then goes on.
 */
export async function deliverEdition(options: {
  readonly edition: Edition;
  readonly content: EditionContent;
  readonly ledger: Ledger;
  readonly poster: Poster;
  readonly clock: Clock;
}): Promise<DeliveryReport> {
  const { edition, content, ledger, clock } = options;
  const report = { sent: [] as Part[], refused: [] as Refusal[], unknown: [] as Part[] };
  const run = { ...options, report };
  const { step, end, error } = await deliverParts(run, listParts(edition, content));
  if (end !== undefined) await ledger.finish(edition, end, clock.nowMs());
  const { destination, series, day } = edition;
  return { key: { destination, series, day }, step, end, error, ...report };
}

type Refusal = { readonly part: Part; readonly error: string };

type Run = Parameters<typeof deliverEdition>[0] & {
  readonly report: { readonly sent: Part[]; readonly refused: Refusal[]; readonly unknown: Part[] };
};

type Planned = { readonly part: Part; readonly content: Content };

/** The parent, then its thread in order. */
function listParts(edition: Edition, content: EditionContent): readonly [Planned, ...Planned[]] {
  if (content.kind === 'rollUp') {
    const { rollUp } = content;
    const parent: Planned = { part: 'parent', content: { kind: 'rollUp', rollUp } };
    if (rollUp.items.length <= ROLL_UP_LISTED) return [parent];
    return [parent, { part: 'rest', content: { kind: 'rollUpRest', rollUp } }];
  }
  const { digest } = content;
  const entries = digest.entries.map((entry): Planned => {
    const { id, aliases } = entry.paper;
    // The id it had when the edition began: a post made then stands under that.
    const part = edition.paperIds.find((known) => known === id || aliases.includes(known)) ?? id;
    return { part, content: { kind: 'entry', entry } };
  });
  return [{ part: 'parent', content: { kind: 'digest', digest } }, ...entries];
}

async function deliverParts(
  run: Run,
  [parent, ...entries]: readonly [Planned, ...Planned[]],
): Promise<Step> {
  const { edition, clock, report } = run;
  const isLate = clock.nowMs() - edition.dueMs > CATCH_UP_MS;
  const posted = await deliverPart(run, parent, { isLate });
  if (posted === 'skipped') {
    const isUnknown =
      report.unknown.includes('parent') || edition.posts.get('parent')?.state === 'unknown';
    return ended(isUnknown ? 'unknown' : 'missed');
  }
  if (!('ts' in posted)) return posted.step === 'paused' ? { ...posted, end: 'missed' } : posted;
  for (const entry of entries) {
    // However late: what the parent lists is in its thread.
    const result = await deliverPart(run, entry, { threadTs: posted.ts, isLate: false });
    if (result !== 'skipped' && !('ts' in result)) return result;
  }
  return ended('delivered');
}

/** `threadTs` is undefined for the parent. `isLate`: it is looked for, but not sent any more. */
type At = { readonly threadTs?: string; readonly isLate: boolean };

/** Looks for a post that may be there, sends one that is not. */
async function deliverPart(run: Run, planned: Planned, at: At): Promise<PartResult> {
  const { edition, clock } = run;
  const { part } = planned;
  const before = edition.posts.get(part);
  const state = before?.state === 'claimed' ? await lookUp(run, part, before.atMs, at) : before;
  if (state === 'waiting') return WAITING;
  if (state?.state === 'sent') return { ts: state.ts };
  if (state?.state === 'unknown' || at.isLate) return 'skipped';
  if (state?.state === 'refused' && state.error !== ABSENT && !PAUSING_ERRORS.has(state.error)) {
    if (isFinal(part, state.error)) return 'skipped';
    if (Math.abs(clock.nowMs() - state.atMs) < RETRY_AFTER_MS) return WAITING;
  }
  return sendPart(run, planned, at);
}

/** Claims the part, sends it, and records what became of it. */
async function sendPart(run: Run, { part, content }: Planned, at: At): Promise<PartResult> {
  const { edition, ledger, clock, poster, report } = run;
  if (!(await ledger.claim(edition, part, clock.nowMs()))) return WAITING;
  const outcome = await poster.post(addressOf(edition, part, at), content);
  if (outcome.state === 'unknown') {
    // It stays claimed, and is looked for later: Slack's patience may have taken minutes by now.
    await ledger.settle(edition, part, { state: 'claimed', atMs: clock.nowMs() });
    return WAITING;
  }
  if (outcome.state === 'sent') {
    await ledger.settle(edition, part, outcome);
    report.sent.push(part);
    return { ts: outcome.ts };
  }
  const { error } = outcome;
  await ledger.settle(edition, part, { ...outcome, atMs: clock.nowMs() });
  report.refused.push({ part, error });
  if (PAUSING_ERRORS.has(error)) return { step: 'paused', end: undefined, error };
  if (HALTING_ERRORS.has(error)) return { step: 'halted', end: undefined, error };
  return isFinal(part, error) ? 'skipped' : WAITING;
}

/** An entry is left out where the parent would be tried again: it may be its own text. */
function isFinal(part: Part, error: string): boolean {
  return part !== 'parent' && !PASSING_ERRORS.has(error) && !HALTING_ERRORS.has(error);
}

/** As an error of a post: it was looked for and is not there. */
const ABSENT = 'absent';

type Settled = Exclude<PostState, { readonly state: 'claimed' }>;

/** What became of a post that was claimed at `claimedMs` and never confirmed. */
async function lookUp(
  { edition, ledger, poster, clock, report }: Run,
  part: Part,
  claimedMs: number,
  at: At,
): Promise<Settled | 'waiting'> {
  const nowMs = clock.nowMs();
  // Of a clock that was set back the distance counts, or it would wait until then.
  if (Math.abs(nowMs - claimedMs) < LOOK_AFTER_MS) return 'waiting';
  const found = await poster.find(addressOf(edition, part, at), claimedMs);
  if (found.state === 'later') return 'waiting';
  const state = settle(found, nowMs);
  await ledger.settle(edition, part, state);
  if (state.state === 'sent') report.sent.push(part);
  if (state.state === 'unknown') report.unknown.push(part);
  return state;
}

function settle(found: Exclude<Found, { readonly state: 'later' }>, nowMs: number): Settled {
  switch (found.state) {
    case 'found':
      return { state: 'sent', ts: found.ts };
    case 'absent':
      return { state: 'refused', error: ABSENT, atMs: nowMs };
    case 'unreadable':
      return { state: 'unknown' };
    default:
      return found satisfies never;
  }
}

function addressOf(edition: Edition, part: Part, { threadTs }: At): PostAddress {
  return { destination: edition.destination, threadTs, key: buildPostKey(edition, part) };
}

const WAITING: Step = { step: 'waiting', end: undefined, error: undefined };

function ended(end: EditionEnd): Step {
  return { step: 'ended', end, error: undefined };
}
