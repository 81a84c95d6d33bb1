/**
 * Entries of listing pages → papers. Entries with the same normalised title are one paper, which
 * remembers every listing. The fullest abstract wins; metadata comes from whichever listing has
 * it; where two listings disagree the first one counts and the conflict is reported.
 */
import type { Listing, Paper, Span } from '../model/paper.ts';
import { splitSentences } from '../model/sentence.ts';
import { normalizeTitle } from '../model/title.ts';
import { type CleanText, cleanAbstract, cleanTitle } from './clean-text.ts';
import { findLinks } from './find-links.ts';
import type { RawEntry } from './parse-page.ts';
import { buildTitleId } from './title-id.ts';

const METADATA = ['publishedOn', 'authorCount', 'organization', 'comments'] as const;

/** Two listings of one paper that say different things. */
export type Conflict = {
  readonly id: string;
  readonly field: 'abstract' | (typeof METADATA)[number];
  /** What is kept, then each other value. Abstracts are named by their pages. */
  readonly values: readonly string[];
};

/**
 * Papers in the order of their first listing: by page, then by place. Total; entries whose title
 * is blank after cleaning cannot come from `parsePage`.
 */
export function mergeEntries(entries: readonly RawEntry[]): {
  readonly papers: Paper[];
  readonly conflicts: Conflict[];
} {
  const byTitle = new Map<string, [RawEntry, ...RawEntry[]]>();
  for (const entry of [...entries].sort(byListing)) {
    const key = normalizeTitle(cleanTitle(entry.title));
    const same = byTitle.get(key);
    if (same === undefined) byTitle.set(key, [entry]);
    else same.push(entry);
  }
  const conflicts: Conflict[] = [];
  const papers = [...byTitle.values()].map((group) => buildPaper(group, conflicts));
  return { papers, conflicts };
}

/** `group` in the order of listings. Adds to `conflicts` what its entries disagree on. */
function buildPaper(group: readonly [RawEntry, ...RawEntry[]], conflicts: Conflict[]): Paper {
  const [first] = group;
  const title = cleanTitle(first.title) || first.title;
  const id = buildTitleId(title);
  const { entry: fullest, clean } = selectFullest(group);

  const others = group.filter(
    (entry) =>
      entry !== fullest && !entry.truncated && cleanAbstract(entry.abstract).text !== clean.text,
  );
  if (others.length > 0) {
    const values = [fullest, ...others].map(({ page, line }) => `page ${page}, line ${line}`);
    conflicts.push({ id, field: 'abstract', values });
  }
  for (const field of METADATA) {
    const values = new Set(group.flatMap((entry) => entry[field] ?? []));
    if (values.size > 1) conflicts.push({ id, field, values: [...values].map(String) });
  }
  const publishedOn = firstKnown(group, 'publishedOn');
  const authorCount = firstKnown(group, 'authorCount');
  const organization = firstKnown(group, 'organization');
  const comments = firstKnown(group, 'comments');
  return {
    id,
    aliases: [],
    title,
    abstract: clean.text,
    rawTitle: first.title,
    rawAbstract: fullest.abstract,
    damaged: fullest.truncated ? withLastSentence(clean) : [...clean.damaged],
    truncated: fullest.truncated,
    links: findLinks(clean.text),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(authorCount !== undefined && { authorCount }),
    ...(organization !== undefined && { organization }),
    ...(comments !== undefined && { comments }),
    listings: group.map(buildListing),
  };
}

/** Not cut off before cut off, then the longest, then the first listed. */
function selectFullest(group: readonly [RawEntry, ...RawEntry[]]): {
  readonly entry: RawEntry;
  readonly clean: CleanText;
} {
  const [first, ...others] = group;
  let best = { entry: first, clean: cleanAbstract(first.abstract) };
  for (const entry of others) {
    const clean = cleanAbstract(entry.abstract);
    const isFuller =
      best.entry.truncated === entry.truncated
        ? clean.text.length > best.clean.text.length
        : best.entry.truncated;
    if (isFuller) best = { entry, clean };
  }
  return best;
}

/** A sentence the page cuts off cannot be quoted as fact either. */
function withLastSentence({ text, damaged }: CleanText): Span[] {
  const last = splitSentences(text).at(-1);
  const isListed = last === undefined || damaged.some(({ start }) => start === last.start);
  return isListed ? [...damaged] : [...damaged, last];
}

function firstKnown<Field extends (typeof METADATA)[number]>(
  group: readonly RawEntry[],
  field: Field,
): RawEntry[Field] | undefined {
  return group.find((entry) => entry[field] !== undefined)?.[field];
}

function buildListing({ page, place, capturedOn }: RawEntry): Listing {
  return { page, place, ...(capturedOn !== undefined && { day: capturedOn }) };
}

function byListing(one: RawEntry, other: RawEntry): number {
  if (one.page !== other.page) return one.page < other.page ? -1 : 1;
  return one.place - other.place;
}
