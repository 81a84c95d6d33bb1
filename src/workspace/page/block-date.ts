/**
 * Slack's date tokens, e.g. `{date_short} at {time}`, in the viewer's time zone.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting (read 2026-11)
 */

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const SHORT_DAY = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;

/** "Pretty" tokens say the day as the others do: `yesterday` would go stale on the screen. */
const TOKENS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: DAY,
  date_pretty: DAY,
  date_long: { ...DAY, weekday: 'long' },
  date_long_full: { ...DAY, weekday: 'long' },
  date_long_pretty: { ...DAY, weekday: 'long' },
  date_short: SHORT_DAY,
  date_short_pretty: SHORT_DAY,
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: TIME,
  time_secs: { ...TIME, second: '2-digit' },
  ago: { ...SHORT_DAY, ...TIME },
};

/** `seconds` since 1970, `zone` an IANA name. Undefined when it is no date or no known format. */
export function formatDate(seconds: number, format: string, zone: string): string | undefined {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || !/\{\w+\}/.test(format)) return undefined;
  let isKnown = true;
  const shown = format.replaceAll(/\{(\w+)\}/g, (_, token: string) => {
    const options = Object.hasOwn(TOKENS, token) ? TOKENS[token] : undefined;
    if (options === undefined) {
      isKnown = false;
      return '';
    }
    // ISO order for `date_num`, as Slack has it.
    const locale = token === 'date_num' ? 'en-CA' : 'en-US';
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(date);
  });
  return isKnown ? shown : undefined;
}
