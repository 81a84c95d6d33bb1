/** Replies of every kind with arbitrary and hostile content, for the properties of `blocks/`. */
import fc from 'fast-check';
import type { Digest, DigestEntry } from '../../src/digest/digest.ts';
import type {
  CompletionsReply,
  CorpusFacts,
  HomeReply,
  MessageReply,
} from '../../src/requests/replies.ts';
import { anyExcerpt, anyItem, anyPaper, anyText, digestEntry } from './papers.ts';

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

export const anyDigest: fc.Arbitrary<Digest> = fc.record({
  day: fc.constantFrom('2026-11-21', '2024-02-29'),
  zone: fc.constant('Europe/Berlin'),
  entries: fc.array(anyEntry, { maxLength: 5 }),
  remaining: anyCount,
});

const anyCorpus: fc.Arbitrary<CorpusFacts> = fc.record({
  papers: anyCount,
  dated: anyCount,
  withCode: anyCount,
  from: fc.constantFrom(undefined, '2015-06-09'),
  listedTo: fc.constantFrom(undefined, '2025-10-31'),
  to: fc.constantFrom(undefined, '2025-10-20'),
});

const anyStatus = fc.record({
  kind: fc.constant('status' as const),
  version: anyText,
  corpus: anyCorpus,
  digest: fc.option(
    fc.record({
      channelId: fc.constant('C1'),
      zone: anyText,
      time: anyText,
      nextDueMs: fc.nat({ max: 2 ** 41 }),
      lastDay: fc.constantFrom(undefined, '2026-11-20'),
    }),
    { nil: undefined },
  ),
  startedMs: fc.nat({ max: 2 ** 41 }),
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
  anyStatus,
  anyPrivacy,
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
