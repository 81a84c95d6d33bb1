/**
 * Reads a judged collection and scores a run over it: the pure half of `paperboy evaluate search`.
 *
 *     docs.jsonl {"id","title","text" or "abstract"}   queries.jsonl {"id","text"}   qrels.tsv qid⇥docid⇥grade
 *
 * Texts are taken as they are, never cleaned. Reading files and unzipping are the caller's.
 */
import type { SearchDocument } from './document.ts';
import type { Judgements } from './metrics.ts';
import { averagePrecision, countRelevant, ndcgAt, recallAt, reciprocalRankAt } from './metrics.ts';
import type { SearchHit } from './search-index.ts';

export type RejectedRow = {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
};

export type ParsedRows<Row> = {
  /** In the order of the file. */
  readonly rows: readonly Row[];
  readonly rejected: readonly RejectedRow[];
};

/** A query of a judged collection; its text is plain words, not filter syntax. */
export type JudgedQuery = { readonly id: string; readonly text: string };

/** One query's ranking, best first. */
export type QueryRun = { readonly queryId: string; readonly hits: readonly RunHit[] };
export type RunHit = Pick<SearchHit, 'id' | 'score'>;

/** Means over the queries with at least one relevant document, each between 0 and 1. */
export type RunEvaluation = {
  /** How many queries the means are over; with 0 the means are 0. */
  readonly queries: number;
  readonly ndcg10: number;
  readonly map: number;
  readonly recall100: number;
  readonly mrr10: number;
};

/** trec_eval's usual depth of a run, and the most `renderRun` writes for a query. */
export const RUN_DEPTH = 1000;

/** Blank lines are skipped; `title` may be missing; a repeated id is rejected. */
export function parseDocuments(jsonl: string): ParsedRows<SearchDocument> {
  return parseUniqueRows(jsonl, (row) => ({
    id: row.id,
    title: row.title,
    abstract: row.text,
    links: [],
    damaged: [],
  }));
}

export function parseQueries(jsonl: string): ParsedRows<JudgedQuery> {
  return parseUniqueRows(jsonl, ({ id, text }) => ({ id, text }));
}

export type Qrel = {
  readonly queryId: string;
  readonly documentId: string;
  readonly grade: number;
};

/** Tab-separated query id, document id and whole-number grade. */
export function parseQrels(tsv: string): ParsedRows<Qrel> {
  return parseLines(tsv, (line) => {
    const [queryId = '', documentId = '', grade = '', ...extra] = line.split('\t');
    if (queryId === '' || documentId === '' || extra.length > 0) {
      return 'expected three columns: query id, document id, grade';
    }
    return /^-?\d+$/.test(grade)
      ? { queryId, documentId, grade: Number(grade) }
      : `grade "${grade}" is not a whole number`;
  });
}

/** TREC run lines `qid Q0 docid rank score tag`, each ended by a newline; ranks count from 1. */
export function renderRun(runs: readonly QueryRun[], tag: string): string {
  return runs
    .flatMap(({ queryId, hits }) =>
      hits
        .slice(0, RUN_DEPTH)
        .map(({ id, score }, index) => `${queryId} Q0 ${id} ${index + 1} ${score} ${tag}\n`),
    )
    .join('');
}

/** A judged query that is missing from `runs` counts as having found nothing. */
export function evaluateRun(runs: readonly QueryRun[], qrels: readonly Qrel[]): RunEvaluation {
  const rankings = new Map(
    runs.map(({ queryId, hits }) => [queryId, hits.slice(0, RUN_DEPTH).map((hit) => hit.id)]),
  );
  const judged = [...groupQrels(qrels)].filter(([, grades]) => countRelevant(grades) > 0);
  const mean = (metric: (ranking: readonly string[], grades: Judgements) => number): number => {
    const values = judged.map(([queryId, grades]) => metric(rankings.get(queryId) ?? [], grades));
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  return {
    queries: judged.length,
    ndcg10: mean((ranking, grades) => ndcgAt(10, ranking, grades)),
    map: mean(averagePrecision),
    recall100: mean((ranking, grades) => recallAt(100, ranking, grades)),
    mrr10: mean((ranking, grades) => reciprocalRankAt(10, ranking, grades)),
  };
}

function groupQrels(qrels: readonly Qrel[]): ReadonlyMap<string, Judgements> {
  const groups = new Map<string, Map<string, number>>();
  for (const { queryId, documentId, grade } of qrels) {
    const group = groups.get(queryId);
    if (group === undefined) groups.set(queryId, new Map([[documentId, grade]]));
    else group.set(documentId, grade);
  }
  return groups;
}

type TextRow = { readonly id: string; readonly title: string; readonly text: string };

function parseUniqueRows<Row>(jsonl: string, build: (row: TextRow) => Row): ParsedRows<Row> {
  const ids = new Set<string>();
  return parseLines(jsonl, (line) => {
    const row = parseTextRow(line);
    if (typeof row === 'string') return row;
    if (ids.has(row.id)) return `id "${row.id}" is there already`;
    ids.add(row.id);
    return build(row);
  });
}

/** The row, or why it cannot be read. */
function parseTextRow(line: string): TextRow | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not a line of JSON';
  }
  if (typeof value !== 'object' || value === null) return 'not a JSON object';
  const fields = new Map<string, unknown>(Object.entries(value));
  const id = fields.get('id');
  // The product's own corpus has its text under `abstract`.
  const text = fields.get('text') ?? fields.get('abstract');
  const title = fields.get('title') ?? '';
  if (typeof id !== 'string') return 'id must be a string';
  // A run line is split at white space, so an id with any could not be read back.
  if (!/^\S+$/.test(id)) return 'id must not be empty or contain white space';
  if (typeof text !== 'string') return 'text must be a string';
  return typeof title === 'string' ? { id, title, text } : 'title must be a string';
}

/** `parse` returns the row, or a string that says why there is none. */
function parseLines<Row>(text: string, parse: (line: string) => Row | string): ParsedRows<Row> {
  const rows: Row[] = [];
  const rejected: RejectedRow[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const row = parse(line);
      if (typeof row === 'string') rejected.push({ line: index + 1, why: row });
      else rows.push(row);
    });
  return { rows, rejected };
}
