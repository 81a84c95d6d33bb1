/** Opens the windows about subscriptions. False when the trigger was spent and `again` was said. */
import { renderNotice } from '../blocks/notice.ts';
import { renderEnding, renderSubscribeForm } from '../blocks/subscribe-modal.ts';
import type { Asker } from '../requests/library.ts';
import { isDirectMessage } from '../requests/manage-rights.ts';
import { fillForm, type WantedDigest } from '../requests/subscription-form.ts';
import {
  findDigest,
  findEditable,
  findEnding,
  suggestDigest,
  type Target,
} from '../requests/subscriptions.ts';
import { describeZone } from '../requests/zones.ts';
import type { Desk } from './desk.ts';
import { openView, type Trigger } from './open-view.ts';

export type Opening = Trigger & { readonly desk: Desk; readonly asker: Asker };

/** A line of topics as it is typed after the command; more than fits the field is cut. */
const MAX_TYPED_CHARS = 500;

/**
 * The digest of a conversation: its form where there is one, else a new one's. `topics` are typed
 * already, and stand in the form in place of those it has; nothing is saved.
 */
export async function openSubscribe(
  opening: Opening,
  { channelId, topics = '' }: { readonly channelId: string | undefined; readonly topics?: string },
  again: string,
): Promise<boolean> {
  const { desk, asker } = opening;
  const typed = topics === '' ? undefined : [topics.slice(0, MAX_TYPED_CHARS)];
  const { teamId, userId } = asker.person;
  if (channelId !== undefined && (await findDigest(desk, teamId, channelId)) !== undefined) {
    return openEdit(opening, { channelId, typed }, again);
  }
  const isChannel = channelId !== undefined && !isDirectMessage(channelId);
  const where = isChannel ? channelId : ((await desk.findDirectMessage(userId)) ?? '');
  const suggested = await suggestDigest(desk, asker, where);
  return openForm(opening, withTopics(suggested, typed), { isFixed: false, again });
}

/** What is there may only be seen by those who may change it. */
export async function openEdit(
  opening: Opening,
  target: Target & { readonly typed?: readonly string[] | undefined },
  again: string,
): Promise<boolean> {
  const { desk, asker, tell } = opening;
  const found = await findEditable(desk, asker, target);
  if ('text' in found) {
    await tell(renderNotice(found));
    return true;
  }
  const { channelId } = found.destination;
  return openForm(opening, withTopics({ ...found, channelId }, target.typed), {
    isFixed: true,
    again,
  });
}

/** Asks before it ends. */
export async function openEnding(
  opening: Opening,
  target: Target,
  again: string,
): Promise<boolean> {
  const { desk, asker, tell } = opening;
  const found = await findEnding(desk, asker, target);
  const view = 'text' in found ? undefined : renderEnding(found, target);
  if (view !== undefined) return openView(opening, view, again);
  const text = 'text' in found ? found.text : 'That subscription is not there any more.';
  await tell(renderNotice({ kind: 'notice', text }));
  return true;
}

function withTopics(wanted: WantedDigest, typed: readonly string[] | undefined): WantedDigest {
  if (typed === undefined) return wanted;
  return { ...wanted, interest: { ...wanted.interest, topics: typed } };
}

function openForm(
  opening: Opening,
  wanted: WantedDigest,
  { isFixed, again }: { readonly isFixed: boolean; readonly again: string },
): Promise<boolean> {
  const zone = describeZone(wanted.schedule.zone, opening.asker.nowMs);
  return openView(opening, renderSubscribeForm(fillForm(wanted), { isFixed, zone }), again);
}
