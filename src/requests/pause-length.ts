/** Reads how long somebody wants a pause: `1w`, `3 days`, `2h`, `until resumed`. */

const HOUR_MS = 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  h: HOUR_MS,
  d: 24 * HOUR_MS,
  w: 7 * 24 * HOUR_MS,
};

/** Whoever wants it longer wants it off. */
const MAX_MS = 366 * 24 * HOUR_MS;

/** What to say of anything else. */
export const PAUSE_EXAMPLES =
  'For how long? For example “/papers pause 1w”, “pause 3d”, “pause 2h” (at most a year), or “/papers pause until resumed”. To find papers with these words, “/papers search pause …”.';

/** `untilMs` is undefined until somebody resumes it, also for ''; total, undefined for no length. */
export function parsePauseLength(
  text: string,
  nowMs: number,
): { readonly untilMs: number | undefined } | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/^for\s+/, '');
  if (typed === '' || /^until\s+resumed?$/.test(typed)) return { untilMs: undefined };
  const [, count, unit] = /^(\d{1,4})\s*(h|d|w)(?:ours?|ays?|eeks?)?$/.exec(typed) ?? [];
  const ms = Number(count) * (UNITS_MS[unit ?? ''] ?? 0);
  return ms > 0 && ms <= MAX_MS ? { untilMs: nowMs + ms } : undefined;
}
