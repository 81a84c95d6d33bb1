/**
 * The judged collections that ranking is measured on: those of `../shared/eval` beside the
 * project, which are other people's and may be absent, and the project's own over its papers.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { parsePapers } from '../../src/corpus/papers-file.ts';
import type { Paper } from '../../src/model/paper.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { countRelevant, type Judgements } from '../../src/search/metrics.ts';
import {
  type JudgedQuery,
  type ParsedRows,
  parseDocuments,
  parseQrels,
  parseQueries,
} from '../../src/search/trec-run.ts';

/** A query with at least one relevant document; the others say nothing of a ranking. */
export type Topic = JudgedQuery & { readonly judged: Judgements };

export type Collection<Query extends Topic = Topic> = {
  readonly documents: readonly SearchDocument[];
  /** In the order of the queries' file. */
  readonly topics: readonly Query[];
};

/**
 * `ordinary` queries use the words of the abstracts, or may; `mismatch` ones were written not to.
 * The kinds say how.
 */
export const KINDS = {
  ordinary: ['keyword', 'question', 'name'],
  mismatch: ['everyday', 'neighbour', 'task', 'acronym', 'spelling', 'typo'],
} as const;

export type QueryKind = (typeof KINDS)[keyof typeof KINDS][number];
export type OwnTopic = Topic & { readonly kind: QueryKind };

/** What the project's own collection is called beside the names of the shared ones. */
export const OWN_NAME = 'own';

const SHARED = new URL('../../../shared/eval/', import.meta.url);
const OWN = new URL('./', import.meta.url);
const PAPERS = new URL('../../data/papers.jsonl', import.meta.url);

const SHARED_NAMES = [
  'cisi',
  'cacm',
  'medline',
  'npl',
  'autoscholar',
  'openreview_tldr',
  'pubmedqa',
];

const kindsSchema = z.object({
  id: z.string(),
  kind: z.enum([...KINDS.ordinary, ...KINDS.mismatch]),
});

const conclusionSchema = z.object({ id: z.string(), long_answer: z.string() });

/** Those of `../shared/eval` that are there; one that is not is named to `tell`. */
export function listSharedCollections(tell: (line: string) => void): readonly string[] {
  return SHARED_NAMES.filter((name) => isShared(name, tell));
}

/** Whether `../shared/eval` has it; when not, `tell` hears so. */
export function isShared(name: string, tell: (line: string) => void): boolean {
  const isThere = existsSync(new URL(`${name}/`, SHARED));
  if (!isThere) tell(`../shared/eval/${name} is not here: skipped`);
  return isThere;
}

export function loadCollection(name: string): Collection {
  if (name === OWN_NAME) return loadOwnCollection();
  const folder = new URL(`${name}/`, SHARED);
  const documents = loadRows(new URL('docs.jsonl', folder), parseDocuments);
  return { documents, topics: loadTopics(folder) };
}

/** The project's own queries, graded 0 to 3 by reading, over the papers Paperboy comes with. */
export function loadOwnCollection(): Collection<OwnTopic> {
  const kinds = new Map(
    readText(new URL('queries.jsonl', OWN))
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => kindsSchema.parse(JSON.parse(line)))
      .map(({ id, kind }) => [id, kind]),
  );
  const topics = loadTopics(OWN).map((topic) => {
    const kind = kinds.get(topic.id);
    if (kind === undefined) throw new Error(`query ${topic.id} has no kind`);
    return { ...topic, kind };
  });
  return { documents: loadPapers(), topics };
}

/** The papers Paperboy comes with. */
export function loadPapers(): readonly Paper[] {
  return parsePapers(readText(PAPERS)).papers;
}

/** By the question's id, which is also its abstract's: what its authors concluded, from the abstract's end. */
export function loadConclusions(): ReadonlyMap<string, string> {
  const rows = readText(new URL('pubmedqa/answers.jsonl', SHARED))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => conclusionSchema.parse(JSON.parse(line)));
  return new Map(rows.map((row) => [row.id, row.long_answer]));
}

function loadTopics(folder: URL): readonly Topic[] {
  const judged = new Map<string, Map<string, number>>();
  for (const { queryId, documentId, grade } of loadRows(new URL('qrels.tsv', folder), parseQrels)) {
    const grades = judged.get(queryId) ?? new Map<string, number>();
    judged.set(queryId, grades.set(documentId, grade));
  }
  return loadRows(new URL('queries.jsonl', folder), parseQueries)
    .map((query) => ({ ...query, judged: judged.get(query.id) ?? new Map<string, number>() }))
    .filter((topic) => countRelevant(topic.judged) > 0);
}

/** A row that cannot be read fails the whole: measures over part of a collection mislead. */
function loadRows<Row>(file: URL, parse: (text: string) => ParsedRows<Row>): readonly Row[] {
  const { rows, rejected } = parse(readText(file));
  const [first] = rejected;
  if (first !== undefined) throw new Error(`${file.pathname}, line ${first.line}: ${first.why}`);
  return rows;
}

/** The file, or else the same with `.gz` after its name. */
function readText(file: URL): string {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
    : gunzipSync(readFileSync(`${file.pathname}.gz`)).toString('utf8');
}
