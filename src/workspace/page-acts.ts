/**
 * What a person can do in the page: read off the wire, then done as that person. Everything the
 * page could ask for wrongly comes back as a line to show, never as a broken page.
 */
import { z } from 'zod';
import type { Surface } from './clicks.ts';
import type { Faults } from './faults.ts';
import type { AppReply } from './interactions.ts';
import type { ActReply } from './page-protocol.ts';
import type { Person } from './people.ts';
import type { Message } from './state.ts';

/** As much as Slack takes in one message of a person; docs.slack.dev/reference/methods/chat.postMessage */
const MAX_TYPED_CHARS = 40_000;

const idSchema = z.string().min(1).max(100);
const typedSchema = z.string().max(MAX_TYPED_CHARS, 'That is longer than a message can be.');
const choiceSchema = z.union([z.string().max(10_000), z.array(z.string().max(1000)).max(200)]);
const placeSchema = { channelId: idSchema, threadTs: idSchema.optional() };

const targetSchema = {
  surface: z.union([
    z.literal('modal'),
    z.literal('home'),
    z.object({ channelId: idSchema, ts: idSchema }),
  ]),
  actionId: z.string().max(255),
  blockId: z.string().max(255),
};

const actSchema = z.discriminatedUnion('kind', [
  /** `text` as typed: `@ben`, `#general`. */
  z.object({ kind: z.literal('say'), ...placeSchema, text: typedSchema }),
  z.object({ kind: z.literal('edit'), channelId: idSchema, ts: idSchema, text: typedSchema }),
  z.object({
    kind: z.literal('command'),
    ...placeSchema,
    /** With its slash. */
    command: z.string().regex(/^\/\S{1,32}$/),
    text: typedSchema,
  }),
  z.object({
    kind: z.literal('click'),
    ...targetSchema,
    /** A button's value, or what was chosen. */
    value: choiceSchema.optional(),
  }),
  /** Asks the app for the options of a menu, for what was typed into it so far. */
  z.object({ kind: z.literal('suggest'), ...targetSchema, typed: z.string().max(3000) }),
  /** `form`: `block_id/action_id` → what is in the input. */
  z.object({ kind: z.literal('submit'), form: z.record(z.string().max(511), choiceSchema) }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('openHome'), tab: z.enum(['home', 'messages']) }),
  z.object({
    kind: z.literal('messageShortcut'),
    callbackId: idSchema,
    channelId: idSchema,
    ts: idSchema,
  }),
  z.object({ kind: z.literal('globalShortcut'), callbackId: idSchema }),
  /** Brings the app's bot, or `userId`, into a channel. */
  z.object({ kind: z.literal('invite'), channelId: idSchema, userId: idSchema.optional() }),
  z.object({ kind: z.literal('join'), channelId: idSchema }),
  /** The client was loaded anew: ephemeral messages and modals are gone. */
  z.object({ kind: z.literal('reload') }),
  z.object({ kind: z.literal('typing'), channelId: idSchema }),
  z.object({ kind: z.literal('passTime'), stopId: idSchema }),
  z.object({
    kind: z.literal('fault'),
    fault: z.enum(['rateLimit', 'slow', 'fail', 'deadResponseUrl', 'retryEvent', 'expireTrigger']),
    /** The Web API method that the first three meet, e.g. `chat.postMessage`. */
    method: z.string().max(100).optional(),
  }),
]);

export type Act = z.infer<typeof actSchema>;
type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>;

export const pageRequestSchema = z.object({ as: idSchema, act: actSchema });
export type PageRequest = z.infer<typeof pageRequestSchema>;

/** What acts reach besides the person. */
export type ActStage = {
  readonly isPerson: (userId: string) => boolean;
  readonly as: (userId: string) => Person;
  readonly findMessage: (channelId: string, ts: string) => Message | undefined;
  readonly faults: Faults;
  readonly isTimePassing: () => boolean;
  readonly passTime: (stopId: string) => Promise<void>;
  /** Without a channel: no longer. */
  readonly showTyping: (userId: string, channelId?: string) => void;
};

const DONE: ActReply = { ok: true };

/** Acts the app hears nothing of, or hears of again: they need not wait until time stands. */
const ALWAYS: ReadonlySet<Act['kind']> = new Set([
  'reload',
  'typing',
  'passTime',
  'fault',
  'openHome',
]);

/** Total: what cannot be done is answered with why. */
export async function performAct(stage: ActStage, { as, act }: PageRequest): Promise<ActReply> {
  if (!stage.isPerson(as)) {
    return { ok: false, error: 'not_possible', shown: 'There is nobody of that name.' };
  }
  // What travels while the clock leaps would look as if it had taken days.
  if (stage.isTimePassing() && !ALWAYS.has(act.kind)) {
    const shown = 'Time is passing. Try again when it stands.';
    return { ok: false, error: 'time_is_passing', shown };
  }
  try {
    return await perform(stage, stage.as(as), act);
  } catch (error) {
    // A person's act throws when Slack's client would not have offered it.
    const shown = error instanceof Error ? error.message : String(error);
    return { ok: false, error: 'not_possible', shown };
  }
}

async function perform(stage: ActStage, person: Person, act: Act): Promise<ActReply> {
  switch (act.kind) {
    case 'say':
      stage.showTyping(person.id);
      person.say(act.channelId, act.text, inThread(act));
      return DONE;
    case 'edit':
      person.edit(findMessage(stage, act), act.text);
      return DONE;
    case 'command':
      stage.showTyping(person.id);
      return toActReply(await person.command(act.channelId, act.command, act.text, inThread(act)));
    case 'click':
      return await click(stage, person, act);
    case 'suggest':
      return await suggest(stage, person, act);
    case 'submit':
      return toActReply(await person.submit(act.form));
    case 'close':
      return toActReply(await person.close());
    case 'messageShortcut':
      return toActReply(await person.messageShortcut(act.callbackId, findMessage(stage, act)));
    case 'globalShortcut':
      return toActReply(await person.globalShortcut(act.callbackId));
    case 'passTime':
      await stage.passTime(act.stopId);
      return DONE;
    case 'fault':
      setFault(stage.faults, act);
      return DONE;
    case 'typing':
      stage.showTyping(person.id, act.channelId);
      return DONE;
    case 'openHome':
    case 'invite':
    case 'join':
    case 'reload':
      return move(person, act);
  }
}

/** Acts that change where the person is or what they see. */
function move(person: Person, act: ActOf<'openHome' | 'invite' | 'join' | 'reload'>): ActReply {
  switch (act.kind) {
    case 'openHome':
      person.openHome(act.tab);
      break;
    case 'invite':
      person.invite(act.channelId, act.userId);
      break;
    case 'join':
      person.join(act.channelId);
      break;
    case 'reload':
      person.reload();
      break;
  }
  return DONE;
}

async function click(stage: ActStage, person: Person, act: ActOf<'click'>): Promise<ActReply> {
  const { actionId, blockId, value } = act;
  const target = { actionId, blockId, ...(value !== undefined && { value }) };
  return toActReply(await person.click(findSurface(stage, act), target));
}

async function suggest(stage: ActStage, person: Person, act: ActOf<'suggest'>): Promise<ActReply> {
  const { actionId, blockId, typed } = act;
  const reply = await person.suggest(findSurface(stage, act), { actionId, blockId }, typed);
  const { offered } = reply;
  return { ...toActReply(reply), ...(offered !== undefined && { offered }) };
}

function findSurface(stage: ActStage, { surface }: ActOf<'click' | 'suggest'>): Surface {
  return typeof surface === 'string' ? surface : findMessage(stage, surface);
}

function setFault(faults: Faults, { fault, method = 'chat.postMessage' }: ActOf<'fault'>): void {
  switch (fault) {
    case 'rateLimit':
      faults.rateLimit(method, { retryAfterSeconds: 3 });
      break;
    case 'slow':
      faults.slow(method, 5000);
      break;
    case 'fail':
      faults.failNext(method, 'restricted_action');
      break;
    case 'deadResponseUrl':
      faults.deadResponseUrls();
      break;
    case 'retryEvent':
      faults.retryEvents();
      break;
    case 'expireTrigger':
      faults.expireTriggers();
      break;
  }
}

function findMessage(stage: ActStage, at: { channelId: string; ts: string }): Message {
  const found = stage.findMessage(at.channelId, at.ts);
  if (found === undefined) throw new Error('That message is not there any more.');
  return found;
}

function inThread({ threadTs }: { threadTs?: string | undefined }): { threadTs?: string } {
  return threadTs === undefined ? {} : { threadTs };
}

function toActReply(reply: AppReply | undefined): ActReply {
  if (reply?.error === undefined) return DONE;
  return { ok: false, error: reply.error, shown: reply.shown ?? reply.error };
}
