/**
 * What the windows and menus about subscriptions carry, and how it is read back. As in `actions.ts`
 * each `parse…` is total: anybody could have made up what comes back. Whether what is in a form can
 * be used is `readForm`'s part.
 */
import { z } from 'zod';
import type { SubscriptionForm } from '../requests/subscription-form.ts';
import type { Target } from '../requests/subscriptions.ts';

/** The form; its `private_metadata` is the conversation, where that cannot be chosen, else ''. */
export const SUBSCRIBE_CALLBACK_ID = 'subscribe';
/** The preview; its `private_metadata` is `encodeForm`. */
export const SAVE_CALLBACK_ID = 'subscribe_save';
/** Asks whether to end; its `private_metadata` is `encodeTarget`. */
export const END_CALLBACK_ID = 'subscribe_end';

/** Block and action ids of the form's fields; a block's id is what a problem is shown at. */
export const FIELDS: Readonly<Record<keyof SubscriptionForm, string>> = {
  channelId: 'subscribe_where',
  topics: 'subscribe_topics',
  exclusions: 'subscribe_exclusions',
  level: 'subscribe_level',
  time: 'subscribe_time',
  zone: 'subscribe_zone',
  weekdays: 'subscribe_weekdays',
  weekly: 'subscribe_weekly',
};

/** https://docs.slack.dev/reference/views/modal-views */
const MAX_METADATA_CHARS = 3000;

const optionSchema = z.object({ value: z.string() });
const elementSchema = z.object({
  value: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: optionSchema.nullish(),
  selected_options: z.array(optionSchema).nullish(),
});
const viewSchema = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), elementSchema)) }),
});

/** The submitted form; undefined for what is no such form. */
export function parseSubscribeForm(view: unknown): SubscriptionForm | undefined {
  const parsed = viewSchema.safeParse(view);
  if (!parsed.success) return undefined;
  const { private_metadata: fixed, state } = parsed.data;
  const fieldOf = (name: keyof SubscriptionForm) =>
    state.values[FIELDS[name]]?.[FIELDS[name]] ?? {};
  const listOf = (name: keyof SubscriptionForm) =>
    (fieldOf(name).selected_options ?? []).map(({ value }) => value);
  return {
    channelId: fixed === '' ? (fieldOf('channelId').selected_conversation ?? '') : fixed,
    topics: fieldOf('topics').value ?? '',
    exclusions: fieldOf('exclusions').value ?? '',
    level: fieldOf('level').selected_option?.value ?? '',
    time: fieldOf('time').selected_time ?? '',
    zone: fieldOf('zone').selected_option?.value ?? '',
    weekdays: listOf('weekdays'),
    weekly: listOf('weekly').length > 0,
  };
}

const formSchema = z.strictObject({
  channelId: z.string(),
  topics: z.string(),
  exclusions: z.string(),
  level: z.string(),
  time: z.string(),
  zone: z.string(),
  weekdays: z.array(z.string()),
  weekly: z.boolean(),
}) satisfies z.ZodType<SubscriptionForm>;

/** Undefined when it is more than a window can carry. */
export function encodeForm(form: SubscriptionForm): string | undefined {
  const text = JSON.stringify(form);
  return text.length > MAX_METADATA_CHARS ? undefined : text;
}

export function parseForm(text: string): SubscriptionForm | undefined {
  try {
    return formSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const ID = '[\\w-]{1,40}';
const TARGET = new RegExp(`^(one|all) (${ID})$`);

/** Undefined for an id that is none of ours. */
export function encodeTarget(target: Target): string | undefined {
  const value = 'id' in target ? `one ${target.id}` : `all ${target.channelId}`;
  return TARGET.test(value) ? value : undefined;
}

export function parseTarget(value: string): Target | undefined {
  const [, what, id] = TARGET.exec(value) ?? [];
  if (id === undefined) return undefined;
  return what === 'one' ? { id } : { channelId: id };
}

export type SubscriptionAction = 'edit' | 'pause' | 'resume' | 'end';
const CHOICE = new RegExp(`^(edit|pause|resume|end) (${ID})$`);

export type SubscriptionChoice = { readonly action: SubscriptionAction; readonly id: string };

/** Undefined for an id that is none of ours. */
export function encodeSubscriptionChoice({ action, id }: SubscriptionChoice): string | undefined {
  const value = `${action} ${id}`;
  return CHOICE.test(value) ? value : undefined;
}

export function parseSubscriptionChoice(value: string): SubscriptionChoice | undefined {
  const [, action, id] = CHOICE.exec(value) ?? [];
  return id === undefined ? undefined : { action: action as SubscriptionAction, id };
}
