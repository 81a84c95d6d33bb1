/** Times as people read them, each in an IANA zone. Instants are epoch milliseconds. */

const DAY_MS = 86_400_000;
/** A formatter takes longer to make than to use a thousand times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** When a message was posted, from its ts. */
export function toMs(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

/** `2026-11-23` */
export function toDay(ms: number, zone: string): string {
  return format(ms, zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
}

/** `09:14` */
export function renderTime(ms: number, zone: string): string {
  return format(ms, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `09:14:07` */
export function renderSecond(ms: number, zone: string): string {
  const parts = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  return format(ms, zone, parts);
}

/** `Monday 23 November`; short: `Mon 23 November`. */
export function renderDate(ms: number, zone: string, weekday: 'long' | 'short'): string {
  const date = format(ms, zone, { day: 'numeric', month: 'long' });
  return `${format(ms, zone, { weekday })} ${date}`;
}

/** `Monday 23 November, 09:14`; short: `Mon 23 November, 09:14`. */
export function renderDateAndTime(ms: number, zone: string, weekday: 'long' | 'short'): string {
  return `${renderDate(ms, zone, weekday)}, ${renderTime(ms, zone)}`;
}

/** `Today`, `Yesterday`, `Monday, 23 November`; with the year where it is another one. */
export function renderDay(ms: number, nowMs: number, zone: string): string {
  const day = toDay(ms, zone);
  const today = toDay(nowMs, zone);
  if (day === today) return 'Today';
  if (Date.parse(day) === Date.parse(today) - DAY_MS) return 'Yesterday';
  const year = day.slice(0, 4);
  const date = format(ms, zone, { day: 'numeric', month: 'long' });
  const named = `${format(ms, zone, { weekday: 'long' })}, ${date}`;
  return year === today.slice(0, 4) ? named : `${named} ${year}`;
}

/** `today at 09:14`, `on Monday, 23 November at 09:14` */
export function renderMoment(ms: number, nowMs: number, zone: string): string {
  const day = renderDay(ms, nowMs, zone);
  const isNear = day === 'Today' || day === 'Yesterday';
  return `${isNear ? day.toLowerCase() : `on ${day}`} at ${renderTime(ms, zone)}`;
}

function format(
  ms: number,
  timeZone: string,
  parts: Intl.DateTimeFormatOptions,
  locale = 'en-GB',
): string {
  const key = JSON.stringify([locale, timeZone, parts]);
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, { ...parts, timeZone });
    formatters.set(key, formatter);
  }
  return formatter.format(ms);
}
