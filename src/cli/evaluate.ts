/** `paperboy evaluate search|answers`: the product's own search and answers on any collection. */
import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { createAnswerer } from '../answer/create-answerer.ts';
import { loadAnswerWords, loadGlossary } from '../app/glossary-file.ts';
import { AppError } from '../model/app-error.ts';
import type { SearchDocument } from '../search/document.ts';
import { trainLatentSpace } from '../search/latent-space.ts';
import { plainQuery } from '../search/query.ts';
import { createSearchIndex } from '../search/search-engine.ts';
import {
  evaluateRun,
  type JudgedQuery,
  type ParsedRows,
  parseDocuments,
  parseQrels,
  parseQueries,
  RUN_DEPTH,
  renderRun,
} from '../search/trec-run.ts';
import type { CliContext } from './run-main.ts';

/** The last column of a TREC run. */
const RUN_TAG = 'paperboy';

export async function evaluateSearch(
  context: CliContext,
  options: {
    readonly docs: string;
    readonly queries: string;
    readonly qrels?: string;
    readonly run?: string;
    readonly json?: boolean;
  },
): Promise<void> {
  const documents = await loadRows(options.docs, parseDocuments);
  const queries = await loadRows(options.queries, parseQueries);
  const qrels = options.qrels === undefined ? undefined : await loadRows(options.qrels, parseQrels);
  context.progress(`indexing ${documents.length} documents …`);
  const index = buildIndex(documents);

  context.progress(`searching for ${queries.length} queries …`);
  const startMs = performance.now();
  const runs = queries.map(({ id, text }) => ({
    queryId: id,
    hits: index.search(plainQuery(text), RUN_DEPTH).hits,
  }));
  const msPerQuery = (performance.now() - startMs) / Math.max(1, queries.length);

  if (options.run !== undefined) await writeFile(options.run, renderRun(runs, RUN_TAG));
  const measures = qrels && evaluateRun(runs, qrels);
  const result = { documents: documents.length, searched: queries.length, msPerQuery, ...measures };
  if (options.json === true) {
    context.print(JSON.stringify(result));
    return;
  }
  context.print(`documents ${result.documents}, queries ${result.searched}`);
  if (measures !== undefined) {
    context.print(`judged     ${measures.queries}`);
    context.print(`nDCG@10    ${measures.ndcg10.toFixed(4)}`);
    context.print(`MAP        ${measures.map.toFixed(4)}`);
    context.print(`recall@100 ${measures.recall100.toFixed(4)}`);
    context.print(`MRR@10     ${measures.mrr10.toFixed(4)}`);
  }
  context.print(`ms/query   ${msPerQuery.toFixed(2)}`);
}

export async function evaluateAnswers(
  context: CliContext,
  options: { readonly docs: string; readonly questions: string; readonly out: string },
): Promise<void> {
  const rows = await loadRows(options.docs, parseDocuments);
  const questions = await loadRows(options.questions, parseQueries);
  context.progress(`indexing ${rows.length} documents …`);
  const documents = new Map(rows.map((row): [string, SearchDocument] => [row.id, row]));
  const answerer = createAnswerer({
    index: buildIndex(rows),
    documents,
    loadWords: loadAnswerWords,
  });

  context.progress(`answering ${questions.length} questions …`);
  const lines = questions.map((question) => buildAnswerLine(question, answerer));
  await writeFile(options.out, lines.join(''));
  context.print(`${questions.length} answers written to ${options.out}`);
}

function buildAnswerLine(
  { id, text }: JudgedQuery,
  answerer: ReturnType<typeof createAnswerer>,
): string {
  const { outcome, quotes, docs, confidence } = answerer.answer(text);
  const quoted = quotes.map((quote) => ({ doc: quote.docId, text: quote.text }));
  return `${JSON.stringify({ id, outcome, quotes: quoted, docs, confidence })}\n`;
}

/** As the product has it, with its glossary and the meaning learnt from the collection. */
function buildIndex(documents: readonly SearchDocument[]) {
  const index = createSearchIndex(documents, { glossary: loadGlossary() });
  index.useLatent(trainLatentSpace(index.inverted));
  return index;
}

/** A row that cannot be read fails the whole: measures over part of a collection mislead. */
async function loadRows<Row>(
  file: string,
  parse: (text: string) => ParsedRows<Row>,
): Promise<readonly Row[]> {
  const { rows, rejected } = parse(await loadText(file));
  const [first] = rejected;
  if (first !== undefined) {
    throw new AppError(
      'input_invalid',
      `${file}, line ${first.line}: ${first.why} (${rejected.length} such lines).`,
    );
  }
  return rows;
}

async function loadText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new AppError('input_invalid', `${file} cannot be read.`, { cause: error });
  }
}
