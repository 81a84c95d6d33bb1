/**
 * Response URLs: five answers within thirty minutes to one interaction, wherever it happened and
 * whether or not the bot is in that conversation.
 * https://docs.slack.dev/interactivity/handling-user-interaction (read 2026-11)
 *
 * Without `replace_original` a new message is posted, ephemeral unless `in_channel`. A command
 * has no original: `replace_original` then posts as well.
 */
import type { Clock } from '../model/clock.ts';
import type { Activity } from './activity.ts';
import { isJson } from './block-kit.ts';
import { describeFault, type Faults } from './faults.ts';
import { type Carried, carryOut, type Reply, replyTo } from './faulty-call.ts';
import type { Content, Posting } from './posting.ts';
import { type Answer, isRefusal, type Refusal, refuse } from './refusals.ts';
import { BOT_ID, BOT_USER_ID } from './seed.ts';
import type { Json, Message, State } from './state.ts';

const MAX_USES = 5;
const LIFETIME_MS = 30 * 60_000;

/** Where an interaction happened, and hence where its answers appear. */
export type Place = {
  readonly userId: string;
  readonly channelId: string;
  /** The ts of the message that was clicked; absent for commands and modals. */
  readonly originalTs: string | undefined;
};

export type ResponseUrlOptions = {
  readonly clock: Clock;
  readonly state: State;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly posting: Posting;
  readonly baseUrl: () => string;
};

export type ResponseUrls = ReturnType<typeof createResponseUrls>;

export function createResponseUrls(options: ResponseUrlOptions) {
  const { clock, state, activity, faults, posting, baseUrl } = options;
  const issued = new Map<string, { place: Place; expiresMs: number; uses: number }>();

  function answer(place: Place, payload: Json): Answer {
    const original = state.findMessage(place.channelId, place.originalTs ?? '');
    if (isTrue(payload['delete_original'])) {
      if (original === undefined) return refuse('message_not_found');
      posting.remove(original);
      return { ok: true };
    }
    const content = posting.parseContent(payload);
    if (isRefusal(content)) return content;
    const { text, blocks } = content;
    if (isTrue(payload['replace_original']) && original !== undefined) {
      posting.change(original, { text, blocks, isEdited: original.ephemeralFor === undefined });
      return { ok: true };
    }
    postAnswer(posting, place, payload, content);
    return { ok: true };
  }

  /** What is refused does not count as a use. */
  function use(token: string, payload: Json): Answer {
    const entry = issued.get(token);
    if (entry === undefined || clock.nowMs() > entry.expiresMs) return refuse('expired_url');
    if (entry.uses >= MAX_USES) return refuse('used_url');
    const result = answer(entry.place, payload);
    if (result.ok) entry.uses += 1;
    return result;
  }

  return {
    issue(place: Place): string {
      const token = state.nextId('response-');
      const lifetimeMs = faults.take('deadResponseUrl') ? -1 : LIFETIME_MS;
      issued.set(token, { place, expiresMs: clock.nowMs() + lifetimeMs, uses: 0 });
      return `${baseUrl()}/response/${token}`;
    },
    /** One POST to a response URL. */
    async handle(token: string, payload: Json): Promise<Reply> {
      const fault = faults.takeCall('response_url', payload);
      const carried = carryOut(fault, clock, () => {
        return { response: use(token, payload), httpStatus: 200, scope: undefined };
      });
      const call = { ...carried, httpStatus: chooseStatus(carried) };
      activity.recordCall({
        method: 'response_url',
        atMs: clock.nowMs(),
        token: 'none',
        payload,
        ...call,
        fault: fault && describeFault(fault),
      });
      return await replyTo(fault, clock, call);
    },
  };
}

/** Other than a method of the Web API, a response URL says no with an HTTP status as well. */
function chooseStatus({ response, httpStatus }: Carried): number {
  const { ok, error } = response;
  if (httpStatus !== 200 || ok === true) return httpStatus;
  return error === 'used_url' || error === 'expired_url' ? 404 : 400;
}

/**
 * The message that comes with the ack of a command: ephemeral unless `in_channel`. Absent when
 * the ack carries none.
 */
export function postAck(
  posting: Posting,
  place: Place,
  body: unknown,
): Message | Refusal | undefined {
  const payload = typeof body === 'string' ? { text: body } : body;
  if (!isJson(payload)) return undefined;
  if (payload['text'] === undefined && payload['blocks'] === undefined) return undefined;
  const content = posting.parseContent(payload);
  return isRefusal(content) ? content : postAnswer(posting, place, payload, content);
}

/** In the conversation itself; only `thread_ts` puts it into a thread. */
function postAnswer(posting: Posting, place: Place, payload: Json, content: Content): Message {
  const { text, blocks, options } = content;
  return posting.post({
    channelId: place.channelId,
    userId: BOT_USER_ID,
    botId: BOT_ID,
    text,
    blocks,
    options,
    threadTs: typeof payload['thread_ts'] === 'string' ? payload['thread_ts'] : undefined,
    ephemeralFor: payload['response_type'] === 'in_channel' ? undefined : place.userId,
  });
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
