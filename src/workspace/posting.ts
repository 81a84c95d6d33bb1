/**
 * How a message comes into being, whoever asks: chat.* methods, response URLs, acks of commands,
 * people. Content is checked as Slack checks it, the message gets its ids, and the app hears of
 * it where it is subscribed.
 */
import { countTextChars, fillIds, isJson, isJsonList } from './block-kit.ts';
import type { Events } from './events.ts';
import { isRefusal, type Refusal, refuse } from './refusals.ts';
import type { Json, Message, NewMessage, State } from './state.ts';

const MAX_TEXT_CHARS = 40_000; // docs.slack.dev/reference/methods/chat.postMessage
const MAX_BLOCKS = 50; // docs.slack.dev/reference/block-kit/blocks
const MAX_BLOCK_CHARS = 13_200; // github.com/slackapi/bolt-js/issues/2509

/**
 * Block Kit's limits, from outside: one line a fault, e.g. `/0/text: over 3000 characters`.
 * `suggestions` are the options an app answers a `block_suggestion` with.
 */
export type ValidateBlocks = (
  kind: 'message' | 'modal' | 'home' | 'suggestions',
  payload: Json,
) => readonly string[];

export type Content = { readonly ok: true } & Pick<
  Message,
  'text' | 'blocks' | 'metadata' | 'options'
>;

export type Posting = ReturnType<typeof createPosting>;

const STYLE_KEYS = ['unfurl_links', 'unfurl_media', 'mrkdwn', 'parse', 'link_names'];

export function createPosting(state: State, events: Events, validateBlocks: ValidateBlocks) {
  return {
    /** The content of a post, or why Slack refuses it. `payload` holds parsed JSON. */
    parseContent(payload: Json): Content | Refusal {
      const text = payload['text'] ?? '';
      const blocks = payload['blocks'] ?? [];
      if (typeof text !== 'string') return refuse('invalid_arguments');
      if (!isJsonList(blocks)) return refuse('invalid_blocks_format');
      const refusal = checkContent(text, blocks, validateBlocks);
      if (refusal !== undefined) return refusal;
      const metadata = parseMetadata(payload['metadata']);
      if (metadata !== undefined && isRefusal(metadata)) return metadata;
      const style = STYLE_KEYS.filter((key) => payload[key] !== undefined);
      return {
        ok: true,
        text,
        blocks: fillIds(blocks, state),
        metadata,
        options: Object.fromEntries(style.map((key) => [key, payload[key]])),
      };
    },
    post(message: NewMessage): Message {
      const added = state.addMessage(message);
      if (added.ephemeralFor === undefined) events.messagePosted(added);
      return added;
    },
    change(message: Message, change: Partial<Message>): Message {
      const changed = state.changeMessage(message, change);
      if (changed.ephemeralFor === undefined) events.messageChanged(changed, message);
      return changed;
    },
    remove(message: Message): void {
      state.removeMessage(message);
      if (message.ephemeralFor === undefined) events.messageDeleted(message);
    },
  };
}

/**
 * `{event_type, event_payload}`: https://docs.slack.dev/messaging/message-metadata (read 2026-11).
 * Slack posts a message whose type has other characters without its metadata, and says nothing:
 * https://github.com/slackapi/bolt-python/issues/863. Schemas a manifest may state are not modelled.
 */
function parseMetadata(value: unknown): Json | Refusal | undefined {
  if (value === undefined || value === '') return undefined;
  if (!isJson(value)) return refuse('invalid_metadata_format');
  const { event_type: type, event_payload: payload } = value;
  if (typeof type !== 'string' || !isJson(payload)) return refuse('invalid_metadata_format');
  return /^[\w-]+$/.test(type) ? { event_type: type, event_payload: payload } : undefined;
}

function checkContent(
  text: string,
  blocks: readonly Json[],
  validateBlocks: ValidateBlocks,
): Refusal | undefined {
  if (text.trim() === '' && blocks.length === 0) return refuse('no_text');
  if (text.length > MAX_TEXT_CHARS) return refuse('msg_too_long');
  const problems = [...listBlockProblems(blocks), ...validateBlocks('message', { text, blocks })];
  // The whole is reported before its parts, so that a message too long in all is told apart.
  if (countTextChars(blocks) > MAX_BLOCK_CHARS) return refuse('msg_blocks_too_long');
  return problems.length > 0 ? refuse('invalid_blocks', problems) : undefined;
}

function listBlockProblems(blocks: readonly Json[]): readonly string[] {
  const problems: string[] = [];
  if (blocks.length > MAX_BLOCKS) {
    problems.push(`[ERROR] no more than ${MAX_BLOCKS} items allowed [json-pointer:/blocks]`);
  }
  for (const [index, block] of blocks.entries()) {
    if (typeof block['type'] !== 'string') {
      problems.push(`[ERROR] missing required field: type [json-pointer:/blocks/${index}]`);
    }
  }
  return problems;
}
