/** Replies of every kind with arbitrary and hostile content, for the properties of `blocks/`. */
import fc from 'fast-check';
import type { Digest, DigestEntry, RollUp, Silence } from '../../src/digest/digest.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import type {
  CompletionsReply,
  CorpusFacts,
  HomeReply,
  MessageReply,
} from '../../src/requests/replies.ts';
import { anyExcerpt, anyItem, anyPaper, anyText, digestEntry } from './papers.ts';
import { anySubscriptionItem, anySubscriptionReply } from './subscriptions.ts';

const anyCount = fc.nat({ max: 1_000_000 });
const anyTexts = fc.array(anyText, { maxLength: 6 });

const anyFollowUp = fc.constantFrom('by mention' as const, 'by message' as const, undefined);
const anyNumber = fc.integer({ min: 1, max: 99 });

const anyResults = fc.record({
  kind: fc.constant('results' as const),
  list: fc.constantFrom(
    'search' as const,
    'similar' as const,
    'related' as const,
    'saved' as const,
  ),
  subject: anyText,
  filters: fc.oneof(fc.constant(''), anyText),
  items: fc.array(anyItem, { maxLength: 5 }),
  firstRank: fc.integer({ min: 1, max: 500 }),
  total: anyCount,
  words: fc.nat({ max: 60 }),
  exact: anyCount,
  setId: fc.constantFrom('a1b2c3d4', 'x'.repeat(40)),
  page: fc.nat({ max: 99 }),
  nextPage: fc.option(fc.nat({ max: 99 }), { nil: undefined }),
  corrections: fc.array(fc.record({ typed: anyText, used: anyText }), { maxLength: 6 }),
  uncorrected: anyText,
  suggestion: fc.option(anyText, { nil: undefined }),
  unknown: fc.array(anyText, { maxLength: 6 }),
  missingFields: fc.array(fc.record({ filter: anyText, missing: anyCount, withoutIt: anyText }), {
    maxLength: 4,
  }),
  problems: fc.array(fc.record({ text: anyText, offset: fc.nat(), hint: anyText }), {
    maxLength: 6,
  }),
  lead: fc.constantFrom('', 'That list had expired, so it was made again.'),
  followUp: anyFollowUp,
});

const anyAnswer = fc.record({
  kind: fc.constant('answer' as const),
  question: anyText,
  understoodAs: fc.option(anyText, { nil: undefined }),
  outcome: fc.constantFrom('answer' as const, 'closest' as const, 'nothing' as const),
  quotes: fc.array(fc.record({ paper: anyPaper, text: anyText }), { maxLength: 5 }),
  papers: fc.array(anyPaper, { maxLength: 5 }),
  among: fc.option(fc.array(anyNumber, { maxLength: 5 }), { nil: undefined }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  corpusSize: anyCount,
  answerId: fc.oneof(anyText, fc.constantFrom('aB3_-xyz9012', undefined)),
  followUp: anyFollowUp,
  written: fc.option(
    fc.record({
      host: anyText,
      sentences: fc.array(
        fc.record({ text: anyText, cites: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }) }),
        { maxLength: 5 },
      ),
    }),
    { nil: undefined },
  ),
});

export const anyEntry: fc.Arbitrary<DigestEntry> = fc
  .record({
    paper: anyPaper,
    sentence: fc.option(anyText, { nil: undefined }),
    reason: anyText,
  })
  .map(digestEntry);

const anyDay = fc.constantFrom(
  '2026-11-23',
  '2026-11-21',
  '2024-02-29',
  '2026-09-30',
  '2027-01-01',
);

export const anySilence: fc.Arbitrary<Silence> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'weekend' as const,
      'no source' as const,
      'unmatched' as const,
      'shown' as const,
    ),
  }),
  fc.record({ kind: fc.constantFrom('incomplete' as const, 'down' as const), newest: anyDay }),
);

const anyEdition = fc.record({
  day: anyDay,
  remaining: anyCount,
  silence: fc.option(anySilence, { nil: undefined }),
  missed: fc.array(anyDay, { maxLength: 30 }),
});

export const anyDigest: fc.Arbitrary<Digest> = fc.oneof(
  fc
    .tuple(
      anyEdition,
      fc.constantFrom('papers' as const, 'archive' as const),
      fc.array(anyEntry, { minLength: 1, maxLength: 5 }),
    )
    .map(([edition, kind, entries]) => ({ ...edition, kind, entries, alert: undefined })),
  fc
    .tuple(
      anyEdition,
      fc.array(anyEntry, { minLength: 1, maxLength: 5 }),
      fc.oneof(
        anyText,
        anyText.map((text) => text.repeat(1 + Math.floor(3000 / (text.length + 1)))),
      ),
    )
    .map(([edition, entries, alert]) => ({ ...edition, kind: 'papers' as const, entries, alert })),
  anyEdition.map((edition) => ({
    ...edition,
    kind: 'exhausted' as const,
    entries: [],
    alert: undefined,
  })),
);

const anyTs = fc
  .tuple(fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }), fc.nat({ max: 999_999 }))
  .map(([seconds, rest]) => `${seconds}.${String(rest).padStart(6, '0')}`);

export const anyRollUp: fc.Arbitrary<RollUp> = fc.record({
  day: anyDay,
  items: fc.array(fc.record({ paper: anyPaper, ts: anyTs, threadTs: anyTs }), {
    minLength: 2,
    maxLength: 60,
  }),
});

const anyCorpus: fc.Arbitrary<CorpusFacts> = fc.record({
  papers: anyCount,
  dated: anyCount,
  withCode: anyCount,
  from: fc.constantFrom(undefined, '2015-06-09'),
  listedTo: fc.constantFrom(undefined, '2025-10-31'),
  to: fc.constantFrom(undefined, '2025-10-20'),
});

const anyShare = fc.record({ papers: fc.nat({ max: 2000 }), of: fc.nat({ max: 2000 }) });

const anyTrending = fc.record({
  kind: fc.constant('trending' as const),
  rising: fc.record({
    period: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    spans: fc.constantFrom(
      [{ from: '2026-11-16', to: '2026-11-20', papers: 0 }],
      [{ from: '2026-11-20', to: '2026-11-20', papers: 62 }],
      [
        { from: '2026-10-26', to: '2026-11-06', papers: 310 },
        { from: '2026-11-09', to: '2026-11-20', papers: 62 },
      ],
    ),
    topics: fc.array(
      fc.record({
        name: anyText,
        now: anyShare,
        before: anyShare,
        ratio: fc.double({ min: 1, noNaN: true }),
        p: fc.double({ min: 0, max: 1, noNaN: true }),
        counts: fc.array(anyShare, { minLength: 2, maxLength: 2 }),
        paperIds: fc.constant([]),
      }),
      { maxLength: 9 },
    ),
  }),
  best: fc.array(fc.record({ paper: anyPaper, reason: anyText }), { maxLength: 5 }),
  listedTo: fc.constantFrom(undefined, '2025-10-31'),
});

const anyInstant = fc.nat({ max: 2 ** 41 });
const maybeInstant = fc.option(anyInstant, { nil: undefined });

const anySubscription: fc.Arbitrary<Subscription> = fc
  .record({
    id: fc.constant('a1'),
    kind: fc.constantFrom('digest' as const, 'alert' as const),
    destination: fc.constant({ teamId: 'T1', channelId: 'C1' }),
    schedule: fc.record({
      zone: anyText,
      hour: fc.nat({ max: 23 }),
      minute: fc.nat({ max: 59 }),
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    }),
    interest: fc.record({
      topics: fc.array(anyText, { maxLength: 20 }),
      exclusions: fc.array(anyText, { maxLength: 20 }),
      minScore: fc.double({ min: 0, max: 2, noNaN: true }),
    }),
    weekly: fc.boolean(),
    createdBy: fc.constant('U1'),
    sinceMs: anyInstant,
  })
  .chain((subscription) =>
    fc
      .option(fc.record({ untilMs: maybeInstant, error: fc.option(anyText, { nil: undefined }) }), {
        nil: undefined,
      })
      .map((pause) => ({ ...subscription, pause })),
  );

const anyStatus = fc.record({
  kind: fc.constant('status' as const),
  version: anyText,
  corpus: anyCorpus,
  delivery: fc.record({
    lastTickMs: maybeInstant,
    lastDeliveryMs: maybeInstant,
    nextDueMs: maybeInstant,
    lagMs: anyCount,
    haltedBy: fc.option(anyText, { nil: undefined }),
  }),
  here: fc.array(fc.record({ subscription: anySubscription, nextDueMs: maybeInstant }), {
    maxLength: 40,
  }),
  startedMs: anyInstant,
});

const anyServer = fc.option(fc.record({ host: anyText }), { nil: undefined });

const anyReport = fc.record({
  misses: fc.array(
    fc.record({
      question: anyText,
      outcome: fc.constantFrom('answer' as const, 'closest' as const, 'nothing' as const),
      asked: anyCount,
      reported: anyCount,
      lastMs: fc.nat({ max: 2 ** 41 }),
    }),
    { maxLength: 10 },
  ),
  votes: fc.record({ good: anyCount, bad: anyCount }),
});

const anyPrivacy = fc.record({
  kind: fc.constant('privacy' as const),
  searches: anyCount,
  listDays: anyCount,
  messageDays: anyCount,
  answerDays: anyCount,
  reportDays: anyCount,
  misses: anyCount,
  deliveryDays: anyCount,
  outside: anyServer,
  writer: anyServer,
});

export const anyReply: fc.Arbitrary<MessageReply> = fc.oneof(
  { weight: 4, arbitrary: anyResults },
  { weight: 3, arbitrary: anyAnswer },
  fc.record({
    kind: fc.constantFrom('help' as const, 'hello' as const),
    examples: anyTexts,
    corpusSize: anyCount,
    outside: anyServer,
    writer: anyServer,
  }),
  fc.record({ kind: fc.constant('notice' as const), text: anyText }),
  fc.record({
    kind: fc.constant('noted' as const),
    text: anyText,
    undo: anyPaper.map(({ id }) => ({ action: 'retract' as const, paperId: id })),
  }),
  fc.record({
    kind: fc.constant('bibtex' as const),
    titles: fc.array(anyText, { minLength: 1, maxLength: 5 }),
    entries: anyText,
    isOpen: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('paper' as const),
    paper: anyPaper,
    number: fc.option(anyNumber, { nil: undefined }),
    followUp: anyFollowUp,
  }),
  fc.record({
    kind: fc.constant('papers' as const),
    lead: anyText,
    items: fc.array(fc.record({ paper: anyPaper, number: anyNumber }), { maxLength: 12 }),
    followUp: anyFollowUp,
  }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('today' as const), digest: anyDigest }) },
  anyTrending,
  anyStatus,
  anyPrivacy,
  anySubscriptionReply,
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('shared' as const),
      sharedBy: fc.constant('U0ALICE'),
      items: fc.array(
        fc.record({ paper: anyPaper, excerpt: fc.option(anyExcerpt, { nil: undefined }) }),
        { minLength: 1, maxLength: 5 },
      ),
      alreadyShared: fc.nat({ max: 5 }),
    }),
  },
);

export const anyHome: fc.Arbitrary<HomeReply> = fc.record({
  kind: fc.constant('home' as const),
  corpus: anyCorpus,
  saved: fc.array(anyPaper, { maxLength: 10 }),
  savedTotal: fc.nat({ max: 200 }),
  searches: fc.array(anyText, { maxLength: 5 }),
  examples: anyTexts,
  subscriptions: fc.array(anySubscriptionItem, { maxLength: 24 }),
  outside: anyServer,
  writer: anyServer,
  report: fc.option(anyReport, { nil: undefined }),
});

export const anyCompletions: fc.Arbitrary<CompletionsReply> = fc.record({
  kind: fc.constant('completions' as const),
  typed: anyText,
  titles: fc.array(
    anyPaper.map(({ id, title }) => ({ id, title })),
    { maxLength: 20 },
  ),
});
