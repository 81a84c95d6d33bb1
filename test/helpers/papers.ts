/** Makers of papers and of what requests come back with, and text that means harm. */
import fc from 'fast-check';
import type { DigestEntry } from '../../src/digest/digest.ts';
import type { Paper } from '../../src/model/paper.ts';
import type { ResultItem, ResultsReply } from '../../src/requests/replies.ts';

/** A paper known by its arXiv id alone; say what matters to the test. */
export function paper(known: Partial<Paper> = {}): Paper {
  const title = known.title ?? 'Retrieval augmented generation';
  const abstract = known.abstract ?? 'We retrieve passages. Then we generate from them.';
  return {
    id: 'arxiv:2503.02130',
    aliases: [],
    title,
    abstract,
    rawTitle: title,
    rawAbstract: abstract,
    damaged: [],
    truncated: false,
    links: [],
    listings: [{ page: '000', place: 1 }],
    ...known,
  };
}

export function resultItem(known: Partial<ResultItem> = {}): ResultItem {
  return {
    paper: paper(),
    excerpt: undefined,
    why: { matches: [], related: [], meaning: 'no' },
    saved: false,
    ...known,
  };
}

export function resultsReply(known: Partial<ResultsReply> = {}): ResultsReply {
  const items = known.items ?? [resultItem()];
  return {
    kind: 'results',
    list: 'search',
    subject: 'retrieval',
    filters: '',
    items,
    firstRank: 1,
    total: items.length,
    words: 1,
    exact: known.total ?? items.length,
    setId: 'set-1',
    page: 0,
    nextPage: undefined,
    corrections: [],
    uncorrected: '',
    suggestion: undefined,
    unknown: [],
    missingFields: [],
    problems: [],
    lead: '',
    followUp: undefined,
    ...known,
  };
}

export function digestEntry(known: Partial<DigestEntry> = {}): DigestEntry {
  const entryPaper = known.paper ?? paper();
  return {
    paper: entryPaper,
    trending: {
      paperId: entryPaper.id,
      score: 0.5,
      parts: { recency: 1, prior: 0.9, team: 0, fit: 0 },
    },
    sentence: 'We retrieve passages.',
    reason: 'top 4 % of its day',
    ...known,
  };
}

/** What a stranger may write into a title, an abstract, a query or a feed. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<!channel> free GPUs',
  '<@U0ADMIN> and <!subteam^S1> see <#C1>',
  '<https://evil.example|arXiv>',
  '*bold* _it_ ~no~ `code` ```pre```',
  'a | b > c & d < e',
  'x'.repeat(300),
  'word '.repeat(600).trim(),
  'تعلم الآلة العميق للغة العربية',
  'abc \u202Egnp.exe\u202C def',
  'unclosed \u2067 isolate',
  '👩‍👩‍👧‍👦 family 🏳️‍🌈 flags 🇩🇪'.repeat(20),
  'zero\u200Bwidth\u2060joiner\uFEFF',
  '\u200B\u200B',
  'lone \uD83D half \uDE00 pair',
  'new\nlines\r\nand\u2028more\ttabs',
  `e${'\u0301'.repeat(500)}`,
  '"quoted" \\ back\\slash \u0000 \u0007',
  ':smile: &amp; {{x}} %s',
];

/** Any text, hostile more often than chance has it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.constantFrom(...HOSTILE_TEXTS), { maxLength: 6 }).map((parts) => parts.join(' ')),
);

/** As `anyText`, never empty, as a title is. */
const anyTitle = anyText.map((text) => text || 'x');

const anyId: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[0-9]{4}\.[0-9]{5}$/).map((id) => `arxiv:${id}`),
  fc.stringMatching(/^[0-9a-f]{16}$/).map((hash) => `title:${hash}`),
  fc.constant('arxiv:cond-mat.XX/0501001'),
);

const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anySpans = (text: string) =>
  fc
    .array(fc.nat({ max: Math.max(1, text.length) }), { maxLength: 12 })
    .map((cuts) => [...new Set(cuts)].sort((a, b) => a - b))
    .map((cuts) =>
      cuts.flatMap((start, index) => {
        const end = cuts[index + 1];
        return index % 2 === 0 && end !== undefined ? [{ start, end }] : [];
      }),
    );

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** A paper with every field there or absent, in any wording. */
export const anyPaper: fc.Arbitrary<Paper> = fc
  .record({
    id: anyId,
    title: anyTitle,
    abstract: fc.oneof(
      anyText,
      anyText.map((text) => text.repeat(20)),
    ),
    truncated: fc.boolean(),
    damaged: fc.boolean().map((isDamaged) => (isDamaged ? [{ start: 0, end: 1 }] : [])),
    links: fc.array(
      fc.record({
        url: fc.oneof(fc.webUrl(), fc.constant('https://example.org/a|b<c>"d"')),
        kind: fc.constantFrom('code' as const, 'page' as const),
      }),
      { maxLength: 12 },
    ),
    listings: fc.array(fc.record({ page: anyTitle, place: fc.integer({ min: 1 }), day: anyDay }), {
      minLength: 1,
      maxLength: 12,
    }),
    publishedOn: maybe(anyDay),
    authorCount: maybe(fc.integer({ min: 1, max: 5000 })),
    organization: maybe(anyTitle),
    comments: maybe(fc.nat()),
    upvotes: maybe(fc.nat()),
  })
  .map(({ publishedOn, authorCount, organization, comments, upvotes, ...certain }) =>
    paper({
      ...certain,
      ...(publishedOn !== undefined && { publishedOn }),
      ...(authorCount !== undefined && { authorCount }),
      ...(organization !== undefined && { organization }),
      ...(comments !== undefined && { comments }),
      ...(upvotes !== undefined && { upvotes }),
    }),
  );

export const anyExcerpt = anyText.chain((text) =>
  fc.record({
    text: fc.constant(text),
    cutStart: fc.boolean(),
    cutEnd: fc.boolean(),
    marks: anySpans(text),
  }),
);

const anyWhy: fc.Arbitrary<ResultItem['why']> = fc.record({
  matches: fc.array(
    fc.record({
      field: fc.constantFrom('title' as const, 'abstract' as const),
      words: fc.array(anyText, { maxLength: 12 }),
    }),
    { maxLength: 2 },
  ),
  related: fc.array(fc.record({ typed: anyText, found: anyText }), { maxLength: 6 }),
  meaning: fc.constantFrom('no', 'also', 'only'),
});

export const anyItem: fc.Arbitrary<ResultItem> = anyPaper.chain((each) =>
  fc.record({
    paper: fc.constant(each),
    excerpt: maybe(anyExcerpt),
    why: anyWhy,
    saved: fc.boolean(),
  }),
);
