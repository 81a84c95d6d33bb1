/**
 * One file of Hugging Face's `/api/daily_papers` → papers, and what could not be read.
 *
 * A file is a JSON list with a record a paper, best first. Its keys came over time (`githubRepo`,
 * `projectPage`, `submittedOnDailyAt`), and more will, so unknown ones are passed over. What names
 * a paper (id, title) or is quoted (abstract) must be right or the record is rejected; of the rest,
 * what cannot be used is left out as if the source had not said it.
 */
import { z } from 'zod';
import { type Day, daySchema, type Link, type Listing, type Paper } from '../model/paper.ts';
import { cleanAbstract, cleanTitle } from './clean-text.ts';
import { findLinks, normalizeUrl, readLink } from './find-links.ts';

/** The feed's name in `listings`. */
export const DAILY_PAPERS = 'hf_daily_papers';

export type RejectedRecord = {
  /** Its number in the file, from 1; undefined when the file is no list. */
  readonly index: number | undefined;
  /** As the file has it, cut; undefined when it has none that is text. */
  readonly id: string | undefined;
  readonly why: string;
};

/** arXiv takes abstracts of up to 1,920 characters and the feed's longest title has 172. */
const MAX_TITLE_CHARS = 1000;
const MAX_ABSTRACT_CHARS = 20_000;
const MAX_NAME_CHARS = 200;
/** As much of an id or a name as a reason shows. */
const MAX_QUOTED_CHARS = 40;

/** With or without the version that is dropped; the older form has an archive before a slash. */
const ARXIV_ID = /^(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/;

/** Text that must be right where there is any. */
const textSchema = (maxChars: number) =>
  z
    .string({ error: ({ input }) => notText(input) })
    .refine((text) => text.length <= maxChars, {
      error: ({ input }) => `has ${String(input).length} characters, more than ${maxChars}`,
    })
    .nullish();

const idSchema = z
  .string({
    error: ({ input }) =>
      typeof input === 'number'
        ? `is ${describe(input)}, which may have lost a zero at its end; an id is text`
        : notText(input),
  })
  .regex(ARXIV_ID, { error: ({ input }) => `is no arXiv id: ${describe(input)}` });

/** An instant or a day → the day it is in UTC. */
const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString().slice(0, 10))
  .or(z.iso.date())
  .pipe(daySchema)
  .optional()
  .catch(undefined);

const countSchema = z.int().nonnegative().optional().catch(undefined);
const urlSchema = z.string().optional().catch(undefined);

const organizationSchema = z
  .object({ fullname: z.string().nullish().catch(undefined), name: z.string().nullish() })
  .transform(({ fullname, name }) => fullname ?? name)
  .or(z.string())
  .transform((name) => cleanTitle((name ?? '').slice(0, MAX_NAME_CHARS)) || undefined)
  .optional()
  .catch(undefined);

const isObject = {
  error: ({ input }: { readonly input?: unknown }) =>
    input === undefined ? 'is missing' : `is ${describe(input)}, no object`,
};

const recordSchema = z.object(
  {
    title: textSchema(MAX_TITLE_CHARS),
    summary: textSchema(MAX_ABSTRACT_CHARS),
    numComments: countSchema,
    organization: organizationSchema,
    paper: z.object(
      {
        id: idSchema,
        title: textSchema(MAX_TITLE_CHARS),
        summary: textSchema(MAX_ABSTRACT_CHARS),
        authors: z.array(z.unknown()).optional().catch(undefined),
        publishedAt: instantSchema,
        submittedOnDailyAt: instantSchema,
        upvotes: countSchema,
        githubRepo: urlSchema,
        projectPage: urlSchema,
        organization: organizationSchema,
      },
      isObject,
    ),
  },
  isObject,
);
type DailyRecord = z.infer<typeof recordSchema>;

/** Only what says which day's list the record is on: looked at also where the rest is no use. */
const daySourceSchema = z.object({ paper: z.object({ submittedOnDailyAt: instantSchema }) });
const idSourceSchema = z.object({ paper: z.object({ id: z.string() }) });

/**
 * `day` is the day the file is of; undefined = not known, then each record must say its own. A
 * paper's place is counted from 1 among the records of its day, rejected ones too. A paper that is
 * there twice comes out twice. Both lists in the order of the file. Total: any text has a result.
 */
export function parseDailyPapers(
  text: string,
  day: Day | undefined,
): { readonly papers: Paper[]; readonly rejected: RejectedRecord[] } {
  const records = parseJson(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(records)) {
    const why = records === undefined ? 'it is no JSON' : `it is ${describe(records)}, not a list`;
    return { papers: [], rejected: [{ index: undefined, id: undefined, why }] };
  }
  const papers: Paper[] = [];
  const rejected: RejectedRecord[] = [];
  const places = new Map<Day, number>();
  for (const [index, record] of records.entries()) {
    const listedOn = day ?? daySourceSchema.safeParse(record).data?.paper.submittedOnDailyAt;
    const listing = listedOn === undefined ? undefined : nextListing(places, listedOn);
    const read = readRecord(record, listing);
    if (typeof read === 'string')
      rejected.push({ index: index + 1, id: findId(record), why: read });
    else papers.push(read);
  }
  return { papers, rejected };
}

/** Counts on in `places`. */
function nextListing(places: Map<Day, number>, day: Day): Listing {
  const place = (places.get(day) ?? 0) + 1;
  places.set(day, place);
  return { page: DAILY_PAPERS, place, day };
}

/** The paper, or why there is none. */
function readRecord(record: unknown, listing: Listing | undefined): Paper | string {
  const result = recordSchema.safeParse(record);
  if (!result.success) {
    const [issue] = result.error.issues;
    return [issue?.path.join('.') || 'the record', issue?.message].join(' ');
  }
  const rawTitle = result.data.paper.title ?? result.data.title ?? '';
  const title = cleanTitle(rawTitle);
  if (title === '') return 'paper.title has nothing to read';
  if (listing === undefined) {
    return 'no day: neither the name of the file nor paper.submittedOnDailyAt gives one';
  }
  return buildPaper(result.data, { title, rawTitle, listings: [listing] });
}

function buildPaper(
  record: DailyRecord,
  known: Pick<Paper, 'title' | 'rawTitle' | 'listings'>,
): Paper {
  const { paper, numComments: comments } = record;
  const { publishedAt: publishedOn, upvotes } = paper;
  const rawAbstract = paper.summary ?? record.summary ?? '';
  const { text, damaged } = cleanAbstract(rawAbstract);
  const organization = record.organization ?? paper.organization;
  const authorCount = paper.authors?.length ?? 0;
  return {
    id: `arxiv:${ARXIV_ID.exec(paper.id)?.[1]}`,
    aliases: [],
    title: known.title,
    abstract: text,
    rawTitle: known.rawTitle,
    rawAbstract,
    damaged: [...damaged],
    truncated: false,
    links: collectLinks(text, paper),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(authorCount > 0 && { authorCount }),
    ...(organization !== undefined && { organization }),
    ...(comments !== undefined && { comments }),
    ...(upvotes !== undefined && { upvotes }),
    listings: known.listings,
  };
}

/** Those of the abstract, then the repository, then the project's page, each address once. */
function collectLinks(abstract: string, paper: DailyRecord['paper']): Link[] {
  const { githubRepo = '', projectPage = '' } = paper;
  const links = findLinks(abstract);
  const repository = readLink(githubRepo);
  const page = readLink(projectPage);
  const given = [repository && { ...repository, kind: 'code' as const }, page];
  const seen = new Set(links.map(({ url }) => normalizeUrl(url)));
  for (const link of given) {
    if (link === undefined || seen.has(normalizeUrl(link.url))) continue;
    seen.add(normalizeUrl(link.url));
    links.push(link);
  }
  return links;
}

function findId(record: unknown): string | undefined {
  const id = idSourceSchema.safeParse(record).data?.paper.id;
  return id === undefined ? undefined : cut(id);
}

function notText(value: unknown): string {
  return value === undefined ? 'is missing' : `is ${describe(value)}, not text`;
}

/** What a value is, for a reason: `a list`, `the number 7`, `“x”`. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `“${cut(value)}”`;
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${String(value)}`;
}

function cut(text: string): string {
  return text.length <= MAX_QUOTED_CHARS ? text : `${text.slice(0, MAX_QUOTED_CHARS - 1)}…`;
}

/** Undefined for text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
