/**
 * The one table of what Paperboy listens to. The manifest is checked against it, so that nothing
 * is handled that Slack would not send, and nothing is asked for that is not handled.
 */
import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  MessageShortcut,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { ACTION_IDS, DETAILS_CALLBACK_ID } from '../blocks/actions.ts';
import {
  END_CALLBACK_ID,
  FIELDS,
  SAVE_CALLBACK_ID,
  SUBSCRIBE_CALLBACK_ID,
} from '../blocks/subscribe-values.ts';
import type { Desk } from './desk.ts';
import { handleCommand } from './handle-command.ts';
import { handleHomeOpened, handleJoined, handleMention, handleMessage } from './handle-events.ts';
import { handleTitleOptions, handleZoneOptions } from './handle-options.ts';
import { handlePress } from './handle-press.ts';
import { handleShareSubmit } from './handle-share-submit.ts';
import { handleRelatedShortcut } from './handle-shortcut.ts';
import { handleSubscribeForm, handleSubscribeSave, handleUnsubscribe } from './handle-subscribe.ts';
import {
  castAnswerVote,
  chooseAnswerAction,
  chooseCompletion,
  choosePaperAction,
  listAnswerPapers,
  type Press,
  runSearch,
  sharePage,
  turnPage,
} from './presses.ts';
import { chooseSubscriptionAction, pressSubscribe } from './subscription-presses.ts';

type Attach = (app: App, desk: Desk) => void;

/**
 * Slash commands, message shortcuts and events by their names in the manifest; menus that ask for
 * their options by their action id.
 */
export const LISTENERS: Readonly<
  Record<'commands' | 'shortcuts' | 'events' | 'options', Readonly<Record<string, Attach>>>
> = {
  commands: {
    '/papers': (app, desk) => app.command('/papers', (args) => handleCommand(desk, args)),
  },
  shortcuts: {
    related_papers: (app, desk) =>
      app.shortcut<MessageShortcut>(
        { type: 'message_action', callback_id: 'related_papers' },
        (args) => handleRelatedShortcut(desk, args),
      ),
  },
  events: {
    app_home_opened: (app, desk) =>
      app.event('app_home_opened', (args) => handleHomeOpened(desk, args)),
    app_mention: (app, desk) => app.event('app_mention', (args) => handleMention(desk, args)),
    member_joined_channel: (app, desk) =>
      app.event('member_joined_channel', (args) => handleJoined(desk, args)),
    'message.im': (app, desk) => app.event('message', (args) => handleMessage(desk, args)),
  },
  options: {
    [ACTION_IDS.findPaper]: (app, desk) =>
      app.options<'block_suggestion'>(
        { type: 'block_suggestion', action_id: ACTION_IDS.findPaper },
        (args) => handleTitleOptions(desk, args),
      ),
    [FIELDS.zone]: (app, desk) =>
      app.options<'block_suggestion'>(
        { type: 'block_suggestion', action_id: FIELDS.zone },
        (args) => handleZoneOptions(desk, args),
      ),
  },
};

/** Every kind of button and menu a message of ours can carry. */
const PRESSES: Readonly<Record<keyof typeof ACTION_IDS, (press: Press) => Promise<void>>> = {
  more: turnPage,
  back: turnPage,
  share: sharePage,
  runSearch,
  answerPapers: listAnswerPapers,
  answerMenu: chooseAnswerAction,
  vote: castAnswerVote,
  paperMenu: choosePaperAction,
  paperButton: choosePaperAction,
  findPaper: chooseCompletion,
  subscribe: pressSubscribe,
  subscriptionMenu: chooseSubscriptionAction,
};

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** Windows that are submitted, by their callback id. */
const SUBMISSIONS: Readonly<Record<string, (desk: Desk, args: Submitted) => Promise<void>>> = {
  [DETAILS_CALLBACK_ID]: handleShareSubmit,
  [SUBSCRIBE_CALLBACK_ID]: handleSubscribeForm,
  [SAVE_CALLBACK_ID]: handleSubscribeSave,
  [END_CALLBACK_ID]: handleUnsubscribe,
};

export function registerListeners(app: App, desk: Desk): void {
  // From before the acknowledgement to after the answer, so that a shutdown waits for all of it.
  app.use(({ next }) => desk.inFlight.track(next()));
  for (const group of Object.values(LISTENERS)) {
    for (const attach of Object.values(group)) attach(app, desk);
  }

  for (const name of Object.keys(PRESSES) as (keyof typeof PRESSES)[]) {
    // Buttons of one kind in one block are numbered: `run_search:2`.
    const actionId = new RegExp(`^${ACTION_IDS[name]}(?::\\d+)?$`);
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, (args) =>
      handlePress(desk, PRESSES[name], args),
    );
  }
  for (const [callbackId, handle] of Object.entries(SUBMISSIONS)) {
    app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: callbackId }, (args) =>
      handle(desk, args),
    );
  }
}
