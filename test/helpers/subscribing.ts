/** What people do about subscriptions on the stage, and what they are told. */
import { findElements, listOptions } from '../../src/workspace/block-kit.ts';
import type { Target } from '../../src/workspace/clicks.ts';
import { APP_ID, TEAM_ID } from '../../src/workspace/seed.ts';
import { createSignedHttp } from '../../src/workspace/signed-http.ts';
import type { Json } from '../../src/workspace/state.ts';
import { read, type Screen } from './screen.ts';
import { SIGNING_SECRET, type Stage } from './stage.ts';

/** `/papers text`, answered. */
export async function send(stage: Stage, userId: string, channelId: string, text: string) {
  await stage.workspace.as(userId).command(channelId, '/papers', text);
  await stage.idle();
}

/** As `send`; what was said to that person in reply. */
export async function ask(stage: Stage, userId: string, channelId: string, text: string) {
  const seen = () => stage.workspace.messages(channelId, { as: userId });
  const before = seen().length;
  await send(stage, userId, channelId, text);
  return seen().slice(before).map(read).join('\n');
}

export function modalOf(stage: Stage, userId: string) {
  const modal = stage.workspace.modal(userId);
  if (modal === undefined) throw new Error(`${userId} has no modal open`);
  return modal;
}

/** Fills the form on top and asks for the preview. */
export async function fill(
  stage: Stage,
  userId: string,
  typed: {
    readonly where?: string;
    readonly topics?: string;
    readonly exclusions?: string;
    readonly time?: string;
    readonly weekdays?: readonly number[];
  },
): Promise<void> {
  const { where, topics, exclusions, time, weekdays } = typed;
  await stage.workspace.as(userId).submit({
    ...(where !== undefined && { subscribe_where: where }),
    ...(topics !== undefined && { subscribe_topics: topics }),
    ...(exclusions !== undefined && { subscribe_exclusions: exclusions }),
    ...(time !== undefined && { subscribe_time: time }),
    ...(weekdays !== undefined && { subscribe_weekdays: weekdays.map(String) }),
  });
  await stage.idle();
}

/** The entry of the only subscription's menu that begins with `action`. */
export function pick(screen: Screen, action: string): Target {
  const menu = findElements(screen.blocks).find(({ actionId }) => actionId === 'subscription_menu');
  const values = listOptions(menu?.element ?? {}).map((option) => String(option['value']));
  const value = values.find((each) => each.startsWith(`${action} `));
  if (menu === undefined || value === undefined) throw new Error(`no ${action} in ${values}`);
  return { actionId: menu.actionId, blockId: menu.blockId, value };
}

/** What everybody in the conversation sees of the bot's, oldest first. */
export function postsIn(stage: Stage, channelId: string) {
  return stage.workspace.messages(channelId).filter(({ botId }) => botId !== undefined);
}

/** The last direct message to somebody. */
export function said(stage: Stage, userId: string): string {
  const last = postsIn(stage, stage.workspace.as(userId).directMessage()).at(-1);
  return last === undefined ? '' : read(last);
}

/** Moves the clock to an instant and sends what is due by then. */
export async function waitUntil(stage: Stage, atMs: number): Promise<void> {
  stage.clock.advance(atMs - stage.clock.nowMs());
  const ticked = await stage.paperboy.tick();
  await ticked?.done;
}

/** An interaction that Slack's client would not send, in a person's name; what the app acked. */
export async function forge(stage: Stage, userId: string, payload: Json): Promise<unknown> {
  const url = `${stage.paperboy.url}/slack/events`;
  const user = { id: userId, username: userId, name: userId, team_id: TEAM_ID };
  const body = { user, team: { id: TEAM_ID }, trigger_id: '1.2.forged', api_app_id: APP_ID };
  const reply = await createSignedHttp(url, SIGNING_SECRET).send(
    {
      kind: 'interactive',
      body: { ...body, ...payload },
      attempt: 0,
      retryReason: undefined,
    },
    AbortSignal.timeout(3000),
  );
  await stage.idle();
  return reply.acked ? reply.body : reply;
}

/** A menu's entry, pressed on Home. */
export function forgeChoice(stage: Stage, userId: string, value: string): Promise<unknown> {
  const action = { type: 'overflow', action_id: 'subscription_menu', block_id: 'b' };
  return forge(stage, userId, {
    type: 'block_actions',
    container: { type: 'view', view_id: 'V1' },
    actions: [{ ...action, selected_option: { value } }],
  });
}

/** A window, submitted. */
export function forgeSubmission(
  stage: Stage,
  userId: string,
  { callbackId, metadata, values }: { callbackId: string; metadata: string; values?: Json },
): Promise<unknown> {
  return forge(stage, userId, {
    type: 'view_submission',
    view: {
      id: `V${metadata.length}`,
      type: 'modal',
      callback_id: callbackId,
      private_metadata: metadata,
      state: { values: values ?? {} },
    },
  });
}
