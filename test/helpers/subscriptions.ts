/** Makers of subscriptions and of what is said about them, hostile topics more often than not. */
import fc from 'fast-check';
import { buildDigestSubscription, type Subscription } from '../../src/digest/subscription.ts';
import type { DigestPreview } from '../../src/requests/preview.ts';
import type {
  AlertReply,
  ChangeReply,
  DigestPreviewReply,
  SubscriptionItem,
  SubscriptionsReply,
} from '../../src/requests/replies.ts';
import { LEVELS, type SubscriptionForm } from '../../src/requests/subscription-form.ts';
import { anyPaper, anyText } from './papers.ts';

/** A digest of everything in #C1; say what matters to the test. */
export function subscription(known: Partial<Subscription> = {}): Subscription {
  return {
    ...buildDigestSubscription({ teamId: 'T1', channelId: 'C1', zone: 'Europe/Berlin', nowMs: 0 }),
    id: 'aB3_-xyz9012',
    createdBy: 'U1',
    ...known,
  };
}

const anyMs = fc.nat({ max: 2 ** 41 });
/** As long as the form lets them be. */
const anyTopics = fc.array(
  anyText.map((text) => text.slice(0, 100)),
  { maxLength: 10 },
);

export const anySubscription: fc.Arbitrary<Subscription> = fc
  .record({
    id: fc.oneof(fc.constantFrom('aB3_-xyz9012', 'configured'), anyText),
    kind: fc.constantFrom('digest' as const, 'alert' as const),
    destination: fc.record({
      teamId: fc.constant('T1'),
      channelId: fc.constantFrom('C1', 'D1', 'G1'),
    }),
    schedule: fc.record({
      zone: fc.constantFrom('UTC', 'America/Argentina/ComodRivadavia'),
      hour: fc.nat({ max: 23 }),
      minute: fc.nat({ max: 59 }),
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    }),
    interest: fc.record({
      topics: anyTopics,
      exclusions: anyTopics,
      minScore: fc.constantFrom(...LEVELS.map(({ minScore }) => minScore), 0.33),
    }),
    weekly: fc.boolean(),
    createdBy: fc.constantFrom('U1', undefined),
    pause: fc.option(
      fc.record({
        untilMs: fc.option(anyMs, { nil: undefined }),
        error: fc.option(anyText, { nil: undefined }),
      }),
      { nil: undefined },
    ),
  })
  .map(subscription);

export const anySubscriptionItem: fc.Arbitrary<SubscriptionItem> = fc.record({
  subscription: anySubscription,
  nextDueMs: fc.option(anyMs, { nil: undefined }),
});

const anyPreview: fc.Arbitrary<DigestPreview> = fc.record({
  count: fc.nat({ max: 40 }),
  examples: fc.array(anyPaper, { maxLength: 3 }),
  isListing: fc.boolean(),
  matching: fc.nat({ max: 5000 }),
  unmatched: anyTopics,
  next: fc.record({ day: fc.constantFrom('2026-11-23', '2024-02-29'), dueMs: anyMs }),
  first: fc.record({
    kind: fc.constantFrom('papers' as const, 'archive' as const, 'exhausted' as const),
    papers: fc.array(anyPaper, { maxLength: 5 }),
    remaining: fc.nat({ max: 5000 }),
  }),
});

export const anyDigestPreview: fc.Arbitrary<DigestPreviewReply> = fc.record({
  kind: fc.constant('digest preview' as const),
  subscription: anySubscription,
  current: fc.option(anySubscription, { nil: undefined }),
  preview: anyPreview,
  nowMs: anyMs,
});

const anyList: fc.Arbitrary<SubscriptionsReply> = fc.record({
  kind: fc.constant('subscriptions' as const),
  lead: fc.constantFrom('', 'Paused for a week.'),
  isHereDirect: fc.boolean(),
  here: fc.array(anySubscriptionItem, { maxLength: 14 }),
  yours: fc.array(anySubscriptionItem, { maxLength: 14 }),
});

const anyChange: fc.Arbitrary<ChangeReply> = fc.record({
  kind: fc.constant('change' as const),
  change: fc.constantFrom(
    'saved' as const,
    'paused' as const,
    'resumed' as const,
    'ended' as const,
  ),
  items: fc.array(anySubscriptionItem, { minLength: 1, maxLength: 14 }),
});

const anyAlert: fc.Arbitrary<AlertReply> = fc.record({
  kind: fc.constant('alert' as const),
  item: anySubscriptionItem,
  isNew: fc.boolean(),
  preview: anyPreview,
});

export const anySubscriptionReply = fc.oneof(anyList, anyChange, anyAlert);

export const anyForm: fc.Arbitrary<SubscriptionForm> = fc.record({
  channelId: fc.constantFrom('C1', 'D1', ''),
  topics: anyText,
  exclusions: anyText,
  level: fc.constantFrom('all', 'half', 'best', 'other'),
  time: fc.constantFrom('09:00', '23:59'),
  zone: fc.constant('Europe/Berlin'),
  weekdays: fc.subarray(['1', '2', '3', '4', '5', '6', '7']),
  weekly: fc.boolean(),
});
