/**
 * An instant as people read it in a zone: `Mon 23 November`, `09:00`, `09:00:07`. Pure; the same in
 * every browser, because no locale decides the order. Throws `RangeError` for a zone that is none.
 */

type Length = 'long' | 'short';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Monday 23 November`; short: `Mon 23 November`. */
export function formatDay(atMs: number, zone: string, weekday: Length): string {
  const parts = readParts(atMs, zone, weekday);
  return `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`;
}

/** `09:00`, from 00:00 to 23:59. */
export function formatMinute(atMs: number, zone: string): string {
  const parts = readParts(atMs, zone, 'short');
  return `${parts.get('hour')}:${parts.get('minute')}`;
}

/** `09:00:07`. */
export function formatSecond(atMs: number, zone: string): string {
  return `${formatMinute(atMs, zone)}:${readParts(atMs, zone, 'short').get('second')}`;
}

/** `Monday 23 November, 09:00`; short: `Mon 23 November, 09:00`. */
export function formatMoment(atMs: number, zone: string, weekday: Length): string {
  return `${formatDay(atMs, zone, weekday)}, ${formatMinute(atMs, zone)}`;
}

function readParts(atMs: number, zone: string, weekday: Length): ReadonlyMap<string, string> {
  const key = `${zone} ${weekday}`;
  // Made once for each zone: making one costs far more than using it.
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday,
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(key, format);
  return new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
}
