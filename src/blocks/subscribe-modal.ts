/** The windows about subscriptions: the form, what it would bring, and whether to end one. */
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { DigestPreviewReply, SubscriptionItem } from '../requests/replies.ts';
import {
  type FormProblems,
  LEVELS,
  MAX_TOPIC_CHARS,
  MAX_TOPICS,
  type SubscriptionForm,
} from '../requests/subscription-form.ts';
import { MAX_ALERTS, type Target } from '../requests/subscriptions.ts';
import type { ZoneOption } from '../requests/zones.ts';
import { contextLine, plainText } from './elements.ts';
import { cleanText, cutText, quoteLine } from './escape.ts';
import { formatCount, formatPapers, formatWeekday } from './facts.ts';
import { bulletList, paragraph, richText, textRun } from './rich-text.ts';
import {
  END_CALLBACK_ID,
  encodeForm,
  encodeTarget,
  FIELDS,
  SAVE_CALLBACK_ID,
  SUBSCRIBE_CALLBACK_ID,
} from './subscribe-values.ts';
import {
  describeAbout,
  describeClock,
  describeSchedule,
  LEVEL_NAMES,
  nextRun,
  placeRun,
} from './subscription-facts.ts';
import { renderEnded, renderWeek } from './subscriptions.ts';

const MAX_LINE_CHARS = 3000;
const MAX_TITLE_CHARS = 200;
const MAX_INTEREST_CHARS = 600;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `isFixed`: it is about that conversation and no other. `zone` is the form's, with its offset. */
export function renderSubscribeForm(
  form: SubscriptionForm,
  { isFixed, zone }: { readonly isFixed: boolean; readonly zone: ZoneOption },
): ModalView {
  return {
    type: 'modal',
    callback_id: SUBSCRIBE_CALLBACK_ID,
    private_metadata: isFixed ? form.channelId : '',
    title: plainText(isFixed ? 'Change a digest' : 'Subscribe', 24),
    submit: plainText('Preview', 24),
    close: plainText('Cancel', 24),
    blocks: [
      ...(isFixed ? renderPlace(form.channelId) : [renderWhere(form.channelId)]),
      renderSearches('topics', form.topics, {
        label: 'Topics',
        hint: `Searches with commas between them, up to ${MAX_TOPICS}, each up to ${MAX_TOPIC_CHARS} characters. Empty: everything. Whoever reads there can see them.`,
        example: 'diffusion models, "key-value cache"',
      }),
      renderSearches('exclusions', form.exclusions, {
        label: 'Leave out',
        hint: 'The same for what should never come.',
        example: 'medical, robotics',
      }),
      renderLevel(form.level),
      input('time', 'Time of day', {
        type: 'timepicker',
        initial_time: form.time,
        placeholder: plainText('Pick a time', 150),
      }),
      input(
        'zone',
        'Time zone',
        {
          type: 'external_select',
          initial_option: renderZone(zone),
          min_query_length: 2,
          placeholder: plainText('Type a city', 150),
        },
        { hint: 'Of your Slack profile, until you choose another: type a city.' },
      ),
      renderWeekdays(form.weekdays),
      renderWeekly(form.weekly),
    ],
  };
}

/** As an option of the menu that completes zones. */
export function renderZone({ zone, offset }: ZoneOption): PlainTextOption {
  return { text: plainText(`${zone} (UTC${offset})`, 75), value: zone };
}

function input(
  field: keyof SubscriptionForm,
  label: string,
  element: InputBlock['element'],
  { hint, isOptional = false }: { readonly hint?: string; readonly isOptional?: boolean } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: FIELDS[field],
    label: plainText(label, 2000),
    element: { ...element, action_id: FIELDS[field] },
    ...(hint !== undefined && { hint: plainText(hint, 2000) }),
    ...(isOptional && { optional: true }),
  };
}

function renderPlace(channelId: string): KnownBlock[] {
  const place = channelId.startsWith('D')
    ? textRun('your direct message', { bold: true })
    : [{ type: 'channel', channel_id: channelId } as const];
  return richText(...paragraph(...textRun('The digest of '), ...place));
}

function renderWhere(channelId: string): InputBlock {
  return input(
    'channelId',
    'Where',
    {
      type: 'conversations_select',
      placeholder: plainText('Pick a channel, or our direct message', 150),
      ...(channelId === '' ? {} : { initial_conversation: channelId }),
      filter: { include: ['public', 'private', 'im'] },
    },
    {
      hint: 'A channel that both of us are in, or our direct message: then it comes to you alone.',
    },
  );
}

function renderSearches(
  field: 'topics' | 'exclusions',
  typed: string,
  { label, hint, example }: Readonly<Record<'label' | 'hint' | 'example', string>>,
): InputBlock {
  const value = cutText(cleanText(typed), MAX_LINE_CHARS);
  return input(
    field,
    label,
    {
      type: 'plain_text_input',
      placeholder: plainText(example, 150),
      ...(value !== '' && { initial_value: value }),
    },
    { hint, isOptional: true },
  );
}

function renderLevel(level: string): InputBlock {
  const options = LEVELS.map(({ name }): PlainTextOption => {
    return { text: plainText(LEVEL_NAMES[name], 75), value: name };
  });
  const chosen = options.find(({ value }) => value === level);
  return input(
    'level',
    'At least',
    { type: 'static_select', options, ...(chosen && { initial_option: chosen }) },
    {
      hint: 'By upvotes among the papers listed the same day, seen one workday later. A paper that fits the topics well, or that people here share, like or ask about, passes more easily; an older one less.',
    },
  );
}

function renderWeekdays(weekdays: readonly string[]): InputBlock {
  const options = WEEKDAYS.map((name, index): PlainTextOption => {
    return { text: plainText(name, 75), value: String(index + 1) };
  });
  const chosen = options.filter(({ value }) => weekdays.includes(value ?? ''));
  return input('weekdays', 'On', {
    type: 'multi_static_select',
    options,
    ...(chosen.length > 0 && { initial_options: chosen }),
    placeholder: plainText('Pick days', 150),
  });
}

function renderWeekly(weekly: boolean): InputBlock {
  const option: PlainTextOption = {
    text: plainText('After the week’s last digest, list its papers once more', 75),
    value: 'weekly',
  };
  return input(
    'weekly',
    'Weekly roll-up',
    { type: 'checkboxes', options: [option], ...(weekly && { initial_options: [option] }) },
    { isOptional: true },
  );
}

/** The problems as `view_submission` takes them: by block, at a field that the form has. */
export function renderFormProblems(
  problems: FormProblems,
  { isFixed }: { readonly isFixed: boolean },
): Record<string, string> {
  const { channelId, ...others } = problems;
  return Object.fromEntries([
    ...(channelId === undefined ? [] : [[FIELDS[isFixed ? 'topics' : 'channelId'], channelId]]),
    ...Object.entries(others).map(([field, problem]) => [
      FIELDS[field as keyof typeof others],
      problem,
    ]),
  ]);
}

/** Saving it saves what it shows. Undefined when the form is more than a window can carry. */
export function renderPreview(
  reply: DigestPreviewReply,
  form: SubscriptionForm,
): ModalView | undefined {
  const { subscription, preview, nowMs } = reply;
  const carried = encodeForm(form);
  if (carried === undefined) return undefined;
  const { next, unmatched } = preview;
  const missing = unmatched.map((topic) => `“${quoteLine(topic, 100)}”`).join(', ');
  return {
    type: 'modal',
    callback_id: SAVE_CALLBACK_ID,
    private_metadata: carried,
    title: plainText('What it would bring', 24),
    submit: plainText('Save', 24),
    close: plainText('Back', 24),
    blocks: [
      ...richText(
        ...paragraph(
          ...placeRun(subscription),
          ...textRun(
            `: ${describeSchedule(subscription.schedule)}, ${describeAbout(subscription, MAX_INTEREST_CHARS)}`,
          ),
        ),
      ),
      ...richText(...renderWeek(preview, MAX_TITLE_CHARS)),
      ...richText(
        ...paragraph(
          ...textRun(
            missing === '' ? '' : `No paper of the collection is about ${missing} so far.`,
          ),
        ),
      ),
      ...richText(
        ...paragraph(
          ...textRun('Next: '),
          ...textRun(
            `${formatWeekday(next.day)}, ${describeClock(subscription.schedule)} (in ${describeSpan(next.dueMs - nowMs)})`,
            { bold: true },
          ),
        ),
      ),
      ...renderFirst(preview.first),
      ...renderReplaced(reply),
    ],
  };
}

const MINUTE_MS = 60_000;

/** `1 day 21 hours`, `3 hours 5 minutes`, `20 minutes`: two units at most, rounded down. */
export function describeSpan(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const units: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ];
  const from = units.findIndex(([count]) => count > 0);
  if (from === -1) return 'less than a minute';
  return units
    .slice(from, from + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

function renderFirst({ kind, papers, remaining }: DigestPreviewReply['preview']['first']) {
  if (kind === 'exhausted') {
    const none =
      'As things stand there is nothing for it. It would say so once, and then wait for something new.';
    return richText(...paragraph(...textRun(none)));
  }
  const what =
    kind === 'archive'
      ? 'As things stand nothing is new, and it would hold this from the archive:'
      : 'As things stand it would hold:';
  const rest = remaining > 0 ? `${formatPapers(remaining)} more would rank lower.` : '';
  return richText(
    ...paragraph(...textRun(what)),
    ...bulletList(
      papers.flatMap(({ title }) =>
        paragraph(...textRun(quoteLine(title, MAX_TITLE_CHARS) || 'untitled')),
      ),
    ),
    ...paragraph(...textRun(rest)),
  );
}

/** What is there now, and whether it stays paused. */
function renderReplaced({ current, subscription }: DigestPreviewReply): KnownBlock[] {
  if (current === undefined) return [];
  const now = `${describeSchedule(current.schedule)}, ${describeAbout(current, MAX_INTEREST_CHARS)}`;
  return [
    ...richText(...paragraph(...textRun(`It takes the place of what comes there now: ${now}.`))),
    ...(subscription.pause === undefined
      ? []
      : richText(
          ...paragraph(
            ...textRun('It stays '),
            ...nextRun({ subscription, nextDueMs: undefined }),
            ...textRun('.'),
          ),
        )),
  ];
}

/** Why nothing was saved or ended, in place of the window that asked for it. */
export function renderProblem(text: string): ModalView {
  return {
    type: 'modal',
    title: plainText('Nothing was changed', 24),
    close: plainText('Close', 24),
    blocks: richText(...paragraph(...textRun(cutText(cleanText(text), MAX_LINE_CHARS)))),
  };
}

/** A direct message has no more: its digest, and the alerts that a person may have. */
const MAX_ENDED = 1 + MAX_ALERTS;

/** Asks before it ends. Undefined for a target that is none of ours. */
export function renderEnding(
  items: readonly SubscriptionItem[],
  target: Target,
): ModalView | undefined {
  const carried = encodeTarget(target);
  if (carried === undefined) return undefined;
  const shown = items.slice(0, MAX_ENDED);
  return {
    type: 'modal',
    callback_id: END_CALLBACK_ID,
    private_metadata: carried,
    title: plainText('Unsubscribe?', 24),
    submit: plainText('Unsubscribe', 24),
    close: plainText('Keep', 24),
    blocks: [
      ...richText(
        ...paragraph(...textRun('This ends:')),
        ...bulletList(shown.flatMap((item) => renderEnded(item, MAX_INTEREST_CHARS))),
      ),
      contextLine(
        'What was shown stays remembered: if it is subscribed again, nothing comes twice.',
      ),
    ],
  };
}
