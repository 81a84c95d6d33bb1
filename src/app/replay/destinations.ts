/**
 * The destinations of a replay: one of each kind that differs in what can go wrong. Zones north
 * and south of the equator, with and without daylight saving, ahead and behind, by half hours and
 * by more than half a day; the hours 2 and 23, which changes of the clock skip or repeat.
 */
import { type Subscription, WORKWEEK } from '../../digest/subscription.ts';

type Row = {
  /** Of a channel or, with D, of a direct message. */
  readonly channelId: string;
  readonly zone: string;
  readonly time: readonly [hour: number, minute: number];
  readonly weekdays?: readonly number[];
  readonly topics?: readonly string[];
  readonly exclusions?: readonly string[];
  readonly minScore?: number;
  readonly weekly?: boolean;
  readonly alerts?: readonly string[];
};

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const ROWS: readonly Row[] = [
  { channelId: 'C0BERLIN', zone: 'Europe/Berlin', time: [9, 0] },
  { channelId: 'C0YORK', zone: 'America/New_York', time: [9, 0], alerts: ['mixture of experts'] },
  { channelId: 'C0SHANGHAI', zone: 'Asia/Shanghai', time: [9, 0], topics: ['diffusion models'] },
  { channelId: 'C0KOLKATA', zone: 'Asia/Kolkata', time: [9, 30], topics: ['speech', 'audio'] },
  { channelId: 'C0SYDNEY', zone: 'Australia/Sydney', time: [2, 30] },
  { channelId: 'C0ADELAIDE', zone: 'Australia/Adelaide', time: [8, 15], exclusions: ['video'] },
  { channelId: 'C0LORDHOWE', zone: 'Australia/Lord_Howe', time: [2, 0], weekly: false },
  { channelId: 'C0CHATHAM', zone: 'Pacific/Chatham', time: [2, 45], topics: ['agents'] },
  { channelId: 'C0KIRITIMATI', zone: 'Pacific/Kiritimati', time: [7, 0], weekly: false },
  { channelId: 'C0HONOLULU', zone: 'Pacific/Honolulu', time: [9, 0], weekdays: EVERY_DAY },
  { channelId: 'C0TOKYO', zone: 'Asia/Tokyo', time: [10, 0], topics: ['benchmark'], minScore: 0.3 },
  { channelId: 'C0PAULO', zone: 'America/Sao_Paulo', time: [9, 0], weekdays: [3] },
  {
    ...{ channelId: 'C0LONDON', zone: 'Europe/London', time: [1, 30] },
    ...{ topics: ['retrieval augmented generation', 'long context', 'embedding'] },
    ...{ exclusions: ['survey'], alerts: ['hallucination'] },
  },
  { channelId: 'C0CASABLANCA', zone: 'Africa/Casablanca', time: [2, 30], topics: ['reasoning'] },
  { channelId: 'D0ADA', zone: 'Europe/Berlin', time: [9, 0], topics: ['reinforcement learning'] },
  { channelId: 'D0BEN', zone: 'America/New_York', time: [2, 30], weekdays: EVERY_DAY },
  {
    ...{ channelId: 'D0CHEN', zone: 'America/Los_Angeles', time: [23, 45], weekdays: [2, 4] },
    ...{ topics: ['robot'], alerts: ['quantization', 'video generation'] },
  },
  { channelId: 'D0GIA', zone: 'America/St_Johns', time: [0, 1], topics: ['multimodal'] },
  { channelId: 'D0HALIFAX', zone: 'America/Halifax', time: [8, 0], minScore: 0.45, weekly: false },
  { channelId: 'D0KATHMANDU', zone: 'Asia/Kathmandu', time: [9, 0], topics: ['theorem proving'] },
];

/**
 * Subscriptions of `count` destinations; of more than the table has, copies of its rows. They run
 * from `sinceMs` on.
 */
export function listDestinations(options: {
  readonly teamId: string;
  readonly count: number;
  readonly sinceMs: number;
}): readonly Subscription[] {
  const { count } = options;
  return Array.from({ length: count }, (_, at) => {
    const row = ROWS[at % ROWS.length];
    const copy = Math.floor(at / ROWS.length);
    return row === undefined ? [] : subscribe(row, copy === 0 ? '' : `X${copy}`, options);
  }).flat();
}

function subscribe(
  row: Row,
  suffix: string,
  { teamId, sinceMs }: { readonly teamId: string; readonly sinceMs: number },
): readonly Subscription[] {
  const { zone, time, weekdays = WORKWEEK, topics = [], exclusions = [], minScore = 0 } = row;
  const [hour, minute] = time;
  const channelId = `${row.channelId}${suffix}`;
  const common = {
    destination: { teamId, channelId },
    schedule: { zone, hour, minute, weekdays },
    createdBy: 'U0ADA',
    sinceMs,
    pause: undefined,
  };
  const digest: Subscription = {
    ...common,
    id: `digest-${channelId}`,
    kind: 'digest',
    interest: { topics, exclusions, minScore },
    weekly: row.weekly ?? true,
  };
  const alerts = (row.alerts ?? []).map((topic, at): Subscription => {
    const interest = { topics: [topic], exclusions: [], minScore: 0 };
    return { ...common, id: `alert-${channelId}-${at}`, kind: 'alert', interest, weekly: false };
  });
  return [digest, ...alerts];
}
