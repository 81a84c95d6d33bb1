/**
 * What is submitted in the windows about subscriptions: the form, which shows what it would bring;
 * that preview, which saves; and the question whether to end. Each is checked as if it were the
 * first that is heard of it.
 */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { renderReply } from '../blocks/render-reply.ts';
import { renderFormProblems, renderPreview, renderProblem } from '../blocks/subscribe-modal.ts';
import { parseForm, parseSubscribeForm, parseTarget } from '../blocks/subscribe-values.ts';
import type { ChangeReply, NoticeReply } from '../requests/replies.ts';
import { type FormProblems, readForm } from '../requests/subscription-form.ts';
import { end, previewWanted, saveWanted } from '../requests/subscriptions.ts';
import { runTurn } from './boundary.ts';
import { buildAsker, type Desk, isFirst } from './desk.ts';
import { publishHome } from './publish-home.ts';
import { createPostTell, type Tell } from './tell.ts';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

const UNREADABLE =
  'This window is not one I know any more, so nothing was changed. Please begin again with “/papers subscribe”.';
const TOO_MUCH = 'That is too much for one subscription. Fewer or shorter topics, please.';

/** The form: pushes the preview over it, or says what is wrong beside the field. */
export async function handleSubscribeForm(
  desk: Desk,
  { ack, body, view }: Submitted,
): Promise<void> {
  const userId = body.user.id;
  const isFixed = view.private_metadata !== '';
  const refuse = (problems: FormProblems) =>
    ack({ response_action: 'errors', errors: renderFormProblems(problems, { isFixed }) });
  const tell: Tell = ({ text }) => refuse({ channelId: text });
  await runTurn(desk, { name: `submit ${view.callback_id}`, userId, tell }, async () => {
    const form = parseSubscribeForm(view);
    if (form === undefined) return refuse({ channelId: UNREADABLE });
    const read = readForm(form);
    if ('problems' in read) return refuse(read.problems);
    const reply = await previewWanted(desk, buildAsker(desk, userId), read.wanted);
    if (reply.kind === 'notice') return refuse({ channelId: reply.text });
    const preview = renderPreview(reply, form);
    if (preview === undefined) return refuse({ topics: TOO_MUCH });
    return ack({ response_action: 'push', view: preview });
  });
}

/** The preview's "Save". A second press of it saves nothing more. */
export async function handleSubscribeSave(desk: Desk, submitted: Submitted): Promise<void> {
  const { body, view, ack } = submitted;
  const key = `save ${view.id} ${body.user.id}`;
  await handleChange(desk, submitted, async (userId) => {
    const form = parseForm(view.private_metadata);
    const read = form && readForm(form);
    if (read === undefined || 'problems' in read) return { kind: 'notice', text: UNREADABLE };
    if (!(await isFirst(desk, key))) {
      await ack({ response_action: 'clear' });
      return undefined;
    }
    const saved = await saveWanted(desk, buildAsker(desk, userId), read.wanted).catch(
      async (error: unknown) => {
        await desk.deliveries.forget(desk.teamId, key);
        throw error;
      },
    );
    if (saved.kind === 'notice') await desk.deliveries.forget(desk.teamId, key);
    return saved;
  });
}

/** The answer to "Unsubscribe?". */
export async function handleUnsubscribe(desk: Desk, submitted: Submitted): Promise<void> {
  const target = parseTarget(submitted.view.private_metadata);
  await handleChange(desk, submitted, async (userId) =>
    target === undefined
      ? { kind: 'notice', text: UNREADABLE }
      : end(desk, buildAsker(desk, userId), target),
  );
}

/**
 * While the window is open it says why nothing was changed; what was is confirmed by direct
 * message. Undefined from `change`: that was done before.
 */
async function handleChange(
  desk: Desk,
  { ack, body, view, client }: Submitted,
  change: (userId: string) => Promise<ChangeReply | NoticeReply | undefined>,
): Promise<void> {
  const userId = body.user.id;
  const tellByDm = createPostTell(desk, client, { channelId: userId });
  let isAcknowledged = false;
  const refuse = async (text: string) => {
    isAcknowledged = true;
    await ack({ response_action: 'update', view: renderProblem(text) });
  };
  const tell: Tell = (message) => (isAcknowledged ? tellByDm(message) : refuse(message.text));
  await runTurn(desk, { name: `submit ${view.callback_id}`, userId, tell }, async (log) => {
    const reply = await change(userId);
    if (reply === undefined) return;
    if (reply.kind === 'notice') {
      await refuse(reply.text);
      return;
    }
    isAcknowledged = true;
    await ack({ response_action: 'clear' });
    await tellByDm(renderReply(reply));
    await publishHome(desk, client, userId).catch((error: unknown) => {
      log.warn({ err: error }, 'Home is not up to date');
    });
  });
}
