/**
 * Cursor-based pages of a list. https://docs.slack.dev/apis/web-api/pagination (read 2026-11)
 *
 * A cursor is the place in the list, written as Slack does, opaque.
 */
import { type Refusal, refuse } from './refusals.ts';
import type { Json } from './state.ts';

/**
 * "Must be an integer with a max value of 999":
 * docs.slack.dev/tools/node-slack-sdk/reference/web-api/interfaces/ConversationsMembersArguments
 */
const MAX_LIMIT = 999;

export type Page<T> = {
  readonly ok: true;
  readonly items: readonly T[];
  /** '' = these were the last. */
  readonly nextCursor: string;
};

/** What `cursor` and `limit` of the arguments ask for. */
export function takePage<T>(
  list: readonly T[],
  { cursor, limit }: Json,
  defaultLimit: number,
): Page<T> | Refusal {
  const start = readCursor(cursor);
  if (start === undefined || start > list.length) return refuse('invalid_cursor');
  // Forms bring it as text; 0 and nothing at all are the default.
  const wanted = Number(limit ?? 0);
  const isLimit = Number.isInteger(wanted) && wanted >= 0 && wanted <= MAX_LIMIT;
  if (!isLimit) return refuse('invalid_limit');
  const end = start + (wanted === 0 ? defaultLimit : wanted);
  const nextCursor = list.length > end ? `at:${end}` : '';
  return { ok: true, items: list.slice(start, end), nextCursor };
}

function readCursor(cursor: unknown): number | undefined {
  if (cursor === undefined || cursor === '') return 0;
  const [, place] = /^at:(\d+)$/.exec(String(cursor)) ?? [];
  return place === undefined ? undefined : Number(place);
}
