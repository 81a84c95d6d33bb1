/**
 * A finished message: blocks, and the text that stands for them in notifications. Blocks that
 * would be too long for one message are rendered again with less in them.
 */
import type { KnownBlock } from '@slack/types';
import type { ChartBlock } from './chart.ts';
import { cutText, escapeText } from './escape.ts';
import { countBlockChars } from './limits.ts';
import { renderTwin } from './twin.ts';

export type MessageBlock = KnownBlock | ChartBlock;

export type Content = {
  /** The blocks' plain-text twin, escaped. */
  readonly text: string;
  readonly blocks: MessageBlock[];
};

export type Message = Content & {
  /** The same in older blocks, for where Slack answers `invalid_blocks`; never beside it. */
  readonly fallback?: Content;
};

/** https://docs.slack.dev/reference/methods/chat.postMessage: "aim for 4,000 characters". */
const MAX_TEXT_CHARS = 4000;

/** Under the 12,000 that `limits.ts` allows, because Slack's own count of a block is unknown. */
export const MAX_BLOCK_CHARS = 11_000;

/** The twin of `blocks` as top-level text: escaped, at most 4,000 characters after that. */
export function buildMessage(blocks: MessageBlock[]): Content {
  const twin = renderTwin(blocks);
  const whole = escapeText(twin);
  if (whole.length <= MAX_TEXT_CHARS) return { text: whole, blocks };
  const cut = cutText(twin, MAX_TEXT_CHARS, (character) => escapeText(character).length);
  return { text: escapeText(cut), blocks };
}

/** How much of each text a message shows, in UTF-16 code units. */
export type Detail = {
  readonly titleChars: number;
  /** Of a sentence quoted as an answer. */
  readonly quoteChars: number;
  /** Of other passages; 0 = they are left out. */
  readonly excerptChars: number;
  /** Of queries, filters, hints and reasons. */
  readonly noteChars: number;
};

/** From all that is useful to the least that still says something. */
const DETAILS: readonly Detail[] = [
  { titleChars: 300, quoteChars: 900, excerptChars: 600, noteChars: 400 },
  { titleChars: 200, quoteChars: 500, excerptChars: 300, noteChars: 200 },
  { titleChars: 120, quoteChars: 250, excerptChars: 120, noteChars: 120 },
];
const LEAST: Detail = { titleChars: 80, quoteChars: 120, excerptChars: 0, noteChars: 80 };

/** The message with the most detail that fits Slack's limit for a whole message. */
export function buildFittingMessage(render: (detail: Detail) => MessageBlock[]): Content {
  const fitting = DETAILS.find((detail) => countBlockChars(render(detail)) <= MAX_BLOCK_CHARS);
  return buildMessage(render(fitting ?? LEAST));
}
