/** Lists of subscriptions, what became of one, and a new alert. */
import type {
  KnownBlock,
  Overflow,
  PlainTextOption,
  RichTextElement,
  RichTextSection,
} from '@slack/types';
import { isConfigured } from '../digest/subscription.ts';
import type { Preview } from '../requests/preview.ts';
import type {
  AlertReply,
  ChangeReply,
  SubscriptionItem,
  SubscriptionsReply,
} from '../requests/replies.ts';
import { ACTION_IDS } from './actions.ts';
import { button, buttonRow, contextLine, plainText } from './elements.ts';
import { cutText, quoteLine } from './escape.ts';
import { formatCount, formatPapers } from './facts.ts';
import { buildFittingMessage, type Message } from './message.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';
import { encodeSubscriptionChoice, type SubscriptionAction } from './subscribe-values.ts';
import { describeAbout, describeSchedule, nextRun, placeRun } from './subscription-facts.ts';

/** Of each of two lists: a message holds no more of them with their menus. */
const MAX_LISTED = 6;
/** On Home, where there is room for more. */
const MAX_OWN = 20;

const MENU_LABELS: Readonly<Record<SubscriptionAction, string>> = {
  edit: 'Edit',
  pause: 'Pause a week',
  resume: 'Resume',
  end: 'Unsubscribe…',
};

export function renderSubscriptions(reply: SubscriptionsReply): Message {
  const { lead, isHereDirect, here, yours } = reply;
  const where = isHereDirect ? 'What comes to you here' : 'What comes here';
  return buildFittingMessage(({ noteChars }) => [
    ...sentence(lead),
    ...heading(where),
    ...(here.length === 0
      ? sentence('Nothing. “/papers subscribe” brings a digest, “/papers alert words…” an alert.')
      : renderItems(here, { noteChars, max: MAX_LISTED })),
    ...(yours.length === 0
      ? []
      : [
          ...heading('What you subscribed elsewhere'),
          ...renderItems(yours, { noteChars, max: MAX_LISTED }),
        ]),
    contextLine('Only visible to you'),
  ]);
}

/** For Home and messages: a line, and a menu beside when it comes next. */
export function renderItems(
  items: readonly SubscriptionItem[],
  { noteChars, max }: { readonly noteChars: number; readonly max: number },
): KnownBlock[] {
  const rest = items.length - max;
  return [
    ...items.slice(0, max).flatMap((item) => renderItem(item, noteChars)),
    ...(rest > 0
      ? sentence(`${formatCount(rest)} more; my Home lists up to ${MAX_OWN} of yours.`)
      : []),
  ];
}

function renderItem(item: SubscriptionItem, noteChars: number): KnownBlock[] {
  const { subscription } = item;
  const menu = renderMenu(item);
  const about = describeAbout(subscription, noteChars);
  return [
    ...richText(
      ...paragraph(
        ...placeRun(subscription),
        ...textRun(`: ${describeSchedule(subscription.schedule)}; `),
        ...nextRun(item),
      ),
    ),
    {
      type: 'section',
      text: plainText(`${about.slice(0, 1).toUpperCase()}${about.slice(1)}`, noteChars),
      ...(menu && { accessory: menu }),
    },
  ];
}

/** Undefined for an id that is none of ours. */
function renderMenu({ subscription, nextDueMs }: SubscriptionItem): Overflow | undefined {
  const actions: readonly SubscriptionAction[] = [
    ...(subscription.kind === 'digest' ? (['edit'] as const) : []),
    nextDueMs === undefined ? 'resume' : 'pause',
    'end',
  ];
  const options = actions.flatMap((action): PlainTextOption[] => {
    const value = encodeSubscriptionChoice({ action, id: subscription.id });
    return value === undefined ? [] : [{ text: plainText(MENU_LABELS[action], 75), value }];
  });
  if (options.length === 0) return undefined;
  return { type: 'overflow', action_id: ACTION_IDS.subscriptionMenu, options };
}

function renderLine(item: SubscriptionItem, noteChars: number): RichTextSection[] {
  return paragraph(...nameRun(item, noteChars), ...textRun('; '), ...nextRun(item));
}

/** Where, when and what about. */
function nameRun({ subscription }: SubscriptionItem, noteChars: number): RichTextElement[] {
  const { schedule } = subscription;
  const about = describeAbout(subscription, noteChars);
  return [
    ...placeRun(subscription),
    ...textRun(`: ${describeSchedule(schedule)}, ${cutText(about, noteChars)}`),
  ];
}

const CHANGES: Readonly<Record<ChangeReply['change'], string>> = {
  saved: 'Saved.',
  paused: 'Paused. “/papers resume” starts it again; what was shown stays remembered.',
  resumed: 'It comes again.',
  ended: 'Ended. What was shown stays remembered, so that nothing comes twice.',
};

/** Said where the change was made. */
export function renderChange({ change, items }: ChangeReply): Message {
  return buildFittingMessage(({ noteChars }) => {
    const shown = items.slice(0, MAX_LISTED);
    const kept = items.filter(({ subscription }) => isConfigured(subscription));
    const note =
      change === 'ended' && kept.length > 0
        ? 'One is set where I run (PAPERBOY_DIGEST_CHANNEL), so it is paused and not removed.'
        : '';
    return [
      ...sentence(CHANGES[change]),
      ...richText(
        ...bulletList(
          shown.flatMap((item) =>
            change === 'ended' ? renderEnded(item, noteChars) : renderLine(item, noteChars),
          ),
        ),
      ),
      ...sentence(items.length > shown.length ? `And ${items.length - shown.length} more.` : ''),
      ...sentence(note),
    ];
  });
}

/** Without a next occasion. */
export function renderEnded(item: SubscriptionItem, noteChars: number): RichTextSection[] {
  return paragraph(...nameRun(item, noteChars));
}

/** A saved search, and what it would have brought. */
export function renderAlert({ item, isNew, preview }: AlertReply): Message {
  return buildFittingMessage(({ noteChars }) => [
    ...sentence(isNew ? 'I will tell you by direct message when there is something new.' : ''),
    ...sentence(isNew ? '' : 'You have this alert already.'),
    ...richText(...renderLine(item, noteChars)),
    ...richText(...renderWeek(preview, noteChars)),
    contextLine('“/papers subscriptions” lists your alerts. Only visible to you'),
  ]);
}

/** What the last seven days would have brought, in a sentence or two. */
export function renderWeek(preview: Preview, noteChars: number): RichTextSection[] {
  const { count, examples, matching, isListing } = preview;
  if (count > 0) {
    const titles = examples.map(({ title }) => `“${quoteLine(title, noteChars) || 'untitled'}”`);
    return paragraph(
      ...textRun('The last 7 days would have brought '),
      ...textRun(formatPapers(count), { bold: true }),
      ...textRun(titles.length === 0 ? '.' : `, for example ${titles.join(', ')}.`),
    );
  }
  const all = `In the whole collection ${matching === 1 ? '1 paper matches' : `${formatCount(matching)} papers match`}.`;
  if (!isListing) {
    return paragraph(
      ...textRun('Nothing was listed here in the last 7 days, so there was nothing new. '),
      ...textRun(all),
    );
  }
  return paragraph(
    ...textRun('Nothing in the last 7 days matches.', { bold: true }),
    ...textRun(` ${all} Fewer or other words bring more.`),
  );
}

/** Home's section. */
export function renderOwn(items: readonly SubscriptionItem[]): KnownBlock[] {
  return [
    ...(items.length === 0
      ? sentence(
          'None yet. A digest brings a channel, or you alone, the best new papers each morning, about everything or about topics.',
        )
      : renderItems(items, { noteChars: 300, max: MAX_OWN })),
    ...buttonRow(
      button(ACTION_IDS.subscribe, { label: 'Subscribe a channel or yourself', value: 'new' }),
    ),
  ];
}

function heading(text: string): KnownBlock[] {
  return richText(...paragraph(...textRun(text, { bold: true })));
}

function sentence(text: string): KnownBlock[] {
  return richText(...paragraph(...textRun(text)));
}
