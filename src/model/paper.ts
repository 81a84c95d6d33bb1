/**
 * The paper: the one noun every part of Paperboy shares, and its schema at every boundary.
 *
 * What a source did not say is absent (`undefined`, the key is missing in JSON), never guessed:
 * of the listing pages only one carries dates and author counts, and none carries author names.
 */
import { z } from 'zod';

/**
 * `arxiv:` + the arXiv identifier without version suffix (`arxiv:2503.02130`,
 * `arxiv:cs.CL/0501001`), or `title:` + 16 hex digits hashed from the normalised title.
 * Always a string: `2503.02130` read as a number loses its last digit.
 */
export const paperIdSchema = z
  .string()
  .regex(/^(?:arxiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})|title:[0-9a-f]{16})$/);
export type PaperId = z.infer<typeof paperIdSchema>;

/** A calendar day, `YYYY-MM-DD`. Compares correctly as a string. */
export const daySchema = z.iso.date();
export type Day = z.infer<typeof daySchema>;

/** One appearance of a paper on a listing. */
export const listingSchema = z.strictObject({
  /** Which listing: the page's id in `data/raw/pages.json`, or a feed's own name. */
  page: z.string().min(1),
  /** Rank on that listing, counted from 1 at its top. */
  place: z.number().int().positive(),
  /** The day the listing is of, as far as is known: for a captured page, of its capture. */
  day: daySchema.optional(),
});
export type Listing = z.infer<typeof listingSchema>;

/** Half-open range of UTF-16 code units: `start` included, `end` excluded. */
export const spanSchema = z
  .strictObject({ start: z.number().int().nonnegative(), end: z.number().int().positive() })
  .refine((span) => span.start < span.end, 'a span ends after it starts');
export type Span = z.infer<typeof spanSchema>;

/** A link found in an abstract. `code` = a source repository, `page` = anything else. */
export const linkSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  kind: z.enum(['code', 'page']),
});
export type Link = z.infer<typeof linkSchema>;

export const paperSchema = z.strictObject({
  id: paperIdSchema,
  /** Earlier ids of the same paper, so that saves and deliveries follow it. */
  aliases: z.array(paperIdSchema),
  /** Cleaned, one line, never empty. */
  title: z.string().min(1),
  /** Cleaned; what people read and what every quote is a substring of. May be empty. */
  abstract: z.string(),
  /** As the source had it, before cleaning. */
  rawTitle: z.string(),
  rawAbstract: z.string(),
  /**
   * Sentences of `abstract` whose meaning the source's formatting may have lost, or that the
   * source cut off, in order, not overlapping. They are shown with the abstract, never quoted alone as fact.
   */
  damaged: z.array(spanSchema),
  /** True when the source ends inside the abstract. */
  truncated: z.boolean(),
  /** In order of appearance, each URL once. */
  links: z.array(linkSchema),
  /** The date the listing shows beside the paper: when it was published, not when listed. */
  publishedOn: daySchema.optional(),
  authorCount: z.number().int().positive().optional(),
  organization: z.string().min(1).optional(),
  /** Comments under the paper when the listing was captured. */
  comments: z.number().int().nonnegative().optional(),
  /** Upvotes when the listing was captured; comparable only within one listing day. */
  upvotes: z.number().int().nonnegative().optional(),
  /** Every listing that has it, sorted by page, then place. At least one. */
  listings: z.array(listingSchema).min(1),
});
export type Paper = z.infer<typeof paperSchema>;
