/**
 * Modals and Home tabs: a stack of at most three modals a person, one Home tab a person.
 * https://docs.slack.dev/surfaces/modals (read 2026-11)
 */
import {
  fillIds,
  findElements,
  isJson,
  isJsonList,
  type PlacedElement,
  toElementValue,
} from './block-kit.ts';
import type { ValidateBlocks } from './posting.ts';
import { type Refusal, refuse } from './refusals.ts';
import { APP_ID, BOT_ID, TEAM_ID } from './seed.ts';
import type { Json, State } from './state.ts';

const MAX_STACK = 3;
const MAX_BLOCKS = 100; // docs.slack.dev/reference/block-kit/blocks
const MAX_VIEW_BYTES = 250_000; // docs.slack.dev/reference/methods/views.open

export type View = {
  readonly id: string;
  readonly kind: 'modal' | 'home';
  readonly userId: string;
  /** As the app sent it, with `blocks` completed by their ids. */
  readonly payload: Json;
  readonly blocks: readonly Json[];
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | undefined;
  /** The conversation it was opened from, when there was one. */
  readonly channelId: string | undefined;
  /** block_id → what is wrong with the input, after a submission was sent back. */
  readonly errors: Readonly<Record<string, string>>;
};

type ViewContent = { readonly ok: true } & Pick<View, 'payload' | 'blocks'>;

export class Views {
  readonly #stacks = new Map<string, readonly View[]>();
  readonly #homes = new Map<string, View>();
  readonly #state: State;
  readonly #validateBlocks: ValidateBlocks;
  readonly #onChange: () => void;

  constructor(state: State, validateBlocks: ValidateBlocks, onChange: () => void) {
    this.#state = state;
    this.#validateBlocks = validateBlocks;
    this.#onChange = onChange;
  }

  /** What the app sent as a view, or why Slack refuses it. `ownId` = the view it replaces. */
  parseView(view: unknown, kind: View['kind'], ownId?: string): ViewContent | Refusal {
    if (!isJson(view)) return refuse('invalid_arguments', ['[ERROR] view is not an object']);
    if (new TextEncoder().encode(JSON.stringify(view)).length > MAX_VIEW_BYTES)
      return refuse('view_too_large');
    const problems = listViewProblems(view, kind);
    if (problems.length > 0) return refuse('invalid_arguments', problems);
    const faults = this.#validateBlocks(kind, view);
    if (faults.length > 0) return refuse('invalid_arguments', faults);
    const holder = this.findView(undefined, view['external_id']);
    if (holder !== undefined && holder.id !== ownId) return refuse('duplicate_external_id');
    const blocks = isJsonList(view['blocks']) ? fillIds(view['blocks'], this.#state) : [];
    return { ok: true, payload: { ...view, blocks }, blocks };
  }

  /** An open modal or a Home tab, by its id or by the app's own name for it. */
  findView(id: unknown, externalId: unknown): View | undefined {
    const open = [...this.#homes.values(), ...[...this.#stacks.values()].flat()];
    const isNamed = typeof externalId === 'string' && externalId !== '';
    return open.find(
      (view) => view.id === id || (isNamed && view.payload['external_id'] === externalId),
    );
  }

  /** The modal on top of a person's screen. */
  topModal(userId: string): View | undefined {
    return this.#stackOf(userId).at(-1);
  }

  home(userId: string): View | undefined {
    return this.#homes.get(userId);
  }

  /** Shows a modal in place of whatever modals were open. */
  open(userId: string, content: ViewContent, channelId: string | undefined): View {
    const view = this.#create(userId, content, { channelId, previous: undefined });
    this.#setStack(userId, [view]);
    return view;
  }

  push(userId: string, content: ViewContent): View | Refusal {
    const stack = this.#stackOf(userId);
    const previous = stack.at(-1);
    if (previous === undefined) return refuse('not_found');
    if (stack.length >= MAX_STACK) return refuse('push_limit_reached');
    const view = this.#create(userId, content, { channelId: previous.channelId, previous });
    this.#setStack(userId, [...stack, view]);
    return view;
  }

  update(view: View, { payload, blocks }: ViewContent): View {
    const hash = this.#state.nextId('hash.');
    return this.#replace({ ...view, payload, blocks, hash, errors: {} });
  }

  publish(userId: string, content: ViewContent): View {
    const place = { channelId: undefined, previous: undefined };
    const view = this.#homes.get(userId) ?? this.#create(userId, content, place);
    return this.update(view, content);
  }

  setErrors(view: View, errors: Readonly<Record<string, string>>): void {
    this.#replace({ ...view, errors });
  }

  /** Takes the top modal away; the one under it shows again. */
  pop(userId: string): void {
    this.#setStack(userId, this.#stackOf(userId).slice(0, -1));
  }

  clear(userId: string): void {
    this.#setStack(userId, []);
  }

  #stackOf(userId: string): readonly View[] {
    return this.#stacks.get(userId) ?? [];
  }

  #setStack(userId: string, stack: readonly View[]): void {
    this.#stacks.set(userId, stack);
    this.#onChange();
  }

  #replace(view: View): View {
    const { id, userId, kind } = view;
    if (kind === 'home') this.#homes.set(userId, view);
    this.#setStack(
      userId,
      this.#stackOf(userId).map((each) => (each.id === id ? view : each)),
    );
    return view;
  }

  #create(
    userId: string,
    { payload, blocks }: ViewContent,
    { channelId, previous }: { channelId: string | undefined; previous: View | undefined },
  ): View {
    const id = this.#state.nextId('V0LOCAL');
    return {
      id,
      kind: payload['type'] === 'home' ? 'home' : 'modal',
      userId,
      payload,
      blocks,
      hash: this.#state.nextId('hash.'),
      rootViewId: previous?.rootViewId ?? id,
      previousViewId: previous?.id,
      channelId,
      errors: {},
    };
  }
}

/** `block_id` → `action_id` → what the element holds. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** The values the elements start with. */
export function buildInitialValues(blocks: readonly Json[], channelId?: string): StateValues {
  const values: Record<string, Record<string, Json>> = {};
  for (const { blockId, actionId, element } of findElements(blocks)) {
    const fromPlace = element['default_to_current_conversation'] === true ? channelId : undefined;
    const value = toElementValue(element, fromPlace);
    if (value === undefined || element['type'] === 'overflow') continue;
    values[blockId] = { ...values[blockId], [actionId]: value };
  }
  return values;
}

/** The values with one more; an overflow menu and a button hold none. */
export function withValue(values: StateValues, placed: PlacedElement, value: Json): StateValues {
  const { blockId, actionId, element } = placed;
  if (element['type'] === 'overflow' || Object.keys(value).length === 0) return values;
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

/** A view as Slack writes it into payloads and answers. */
export function toWireView(view: View, values: StateValues = {}): Json {
  const { payload } = view;
  return {
    id: view.id,
    team_id: TEAM_ID,
    app_id: APP_ID,
    app_installed_team_id: TEAM_ID,
    bot_id: BOT_ID,
    type: view.kind,
    title: payload['title'] ?? null,
    submit: payload['submit'] ?? null,
    close: payload['close'] ?? null,
    blocks: view.blocks,
    callback_id: payload['callback_id'] ?? '',
    private_metadata: payload['private_metadata'] ?? '',
    external_id: payload['external_id'] ?? '',
    clear_on_close: payload['clear_on_close'] ?? false,
    notify_on_close: payload['notify_on_close'] ?? false,
    state: { values },
    hash: view.hash,
    root_view_id: view.rootViewId,
    previous_view_id: view.previousViewId ?? null,
  };
}

function listViewProblems(view: Json, kind: View['kind']): readonly string[] {
  const { type, title, blocks, submit } = view;
  const problems: string[] = [];
  if (type !== kind) problems.push(`[ERROR] type must be ${kind} [json-pointer:/view/type]`);
  if (kind === 'modal' && !isJson(title)) {
    problems.push('[ERROR] missing required field: title [json-pointer:/view]');
  }
  if (!isJsonList(blocks)) {
    problems.push('[ERROR] missing required field: blocks [json-pointer:/view]');
  } else if (blocks.length > MAX_BLOCKS) {
    problems.push(`[ERROR] no more than ${MAX_BLOCKS} items allowed [json-pointer:/view/blocks]`);
  } else if (kind === 'modal' && submit === undefined && blocks.some(isInput)) {
    problems.push('[ERROR] a view with input blocks needs submit [json-pointer:/view/submit]');
  }
  return problems;
}

function isInput(block: Json): boolean {
  return block['type'] === 'input';
}
