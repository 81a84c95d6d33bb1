/** Time zones by a part of their name, for a field that completes them. */
import { DateTime } from 'luxon';
import { parseZone } from '../digest/schedule.ts';

export type ZoneOption = {
  /** IANA name. */
  readonly zone: string;
  /** From UTC at that instant, e.g. `+01:00`. */
  readonly offset: string;
};

/** More than anybody reads through; Slack takes 100. */
const MAX_OFFERED = 30;

/** Names in use that the list of zones has only under an older one. */
const NEWER_NAMES = [
  ...['America/Argentina/Buenos_Aires', 'America/Nuuk', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu'],
  ...['Asia/Kolkata', 'Asia/Yangon', 'Europe/Kyiv', 'UTC'],
];

const ZONES: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf('timeZone'), ...NEWER_NAMES]),
].sort();

/** Those with every word of `typed`; the ones whose place begins with it first. Total. */
export function completeZone(typed: string, nowMs: number): readonly ZoneOption[] {
  const words = readable(typed).split(' ');
  const known = parseZone(typed);
  const exact = ZONES.find((zone) => zone.toLowerCase() === known?.toLowerCase()) ?? known;
  const found = ZONES.filter((zone) => words.every((word) => readable(zone).includes(word)));
  const begins = (zone: string) =>
    readable(zone.split('/').at(-1) ?? '').startsWith(words[0] ?? '');
  const ordered = [...found.filter(begins), ...found.filter((zone) => !begins(zone))];
  const all = exact === undefined ? ordered : [exact, ...ordered.filter((zone) => zone !== exact)];
  return all.slice(0, MAX_OFFERED).map((zone) => describeZone(zone, nowMs));
}

/** `zone` is a known one. */
export function describeZone(zone: string, nowMs: number): ZoneOption {
  return { zone, offset: DateTime.fromMillis(nowMs, { zone }).toFormat('ZZ') };
}

/** `America/New_York` → `america new york`; accents count for nothing. */
function readable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
