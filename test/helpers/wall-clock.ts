/** What clocks show, asked of `Intl` itself: the yardstick for everything that computes with zones. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A zone's stretches of one offset: from `fromMs` on until the next. */
export type Stretch = { readonly fromMs: number; readonly offsetMs: number };

/** How far clocks in `zone` are ahead of UTC at an instant. */
function createOffset(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (atMs) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
      format.format(atMs).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
  };
}

/** The stretches that cover `fromMs` to `toMs`; none in them is shorter than five days. */
export function listStretches(zone: string, fromMs: number, toMs: number): readonly Stretch[] {
  const offsetAt = createOffset(zone);
  const found: Stretch[] = [{ fromMs, offsetMs: offsetAt(fromMs) }];
  for (let atMs = fromMs; atMs < toMs; atMs += 5 * DAY_MS) {
    let low = atMs;
    let high = Math.min(toMs, atMs + 5 * DAY_MS);
    const before = offsetAt(low);
    const offsetMs = offsetAt(high);
    if (before === offsetMs) continue;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ fromMs: high, offsetMs });
  }
  return found;
}

/** The wall clock at an instant, written as if it were UTC. */
export function wallAt(stretches: readonly Stretch[], atMs: number): number {
  const stretch = stretches.findLast(({ fromMs }) => fromMs <= atMs);
  return atMs + (stretch?.offsetMs ?? Number.NaN);
}

/** The calendar day at an instant. */
export function dayAt(stretches: readonly Stretch[], atMs: number): string {
  return new Date(wallAt(stretches, atMs)).toISOString().slice(0, 10);
}

/**
 * When a wall-clock minute (as if it were UTC) comes: the first time it is shown; where it is
 * skipped, the first minute after it, or the last before it if that one is of the next day.
 * Undefined when the whole day is skipped.
 */
export function instantOf(stretches: readonly Stretch[], wallMs: number): number | undefined {
  const day = new Date(wallMs).toISOString().slice(0, 10);
  for (const [index, { fromMs, offsetMs }] of stretches.entries()) {
    const endMs = stretches[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const shown = wallMs - offsetMs;
    // It begins after this minute: it has been skipped.
    const atMs = Math.max(shown, fromMs);
    if (atMs >= endMs) continue;
    if (index === 0 && shown < fromMs) return undefined;
    return [atMs, atMs - MINUTE_MS].find((each) => dayAt(stretches, each) === day);
  }
  return undefined;
}
