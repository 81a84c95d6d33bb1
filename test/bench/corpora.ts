/**
 * The papers the bench runs on: the product's own 724, and the first 10,000 and all 50,000 of a
 * larger collection that lies beside the project, where somebody put it there.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { parsePapers, serializePapers } from '../../src/corpus/papers-file.ts';
import { buildTitleId } from '../../src/corpus/title-id.ts';
import { daySchema, type Paper, paperIdSchema } from '../../src/model/paper.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { parseDocuments, parseQueries } from '../../src/search/trec-run.ts';
import { buildQuestions, pickQuestions } from './queries.ts';

export const OWN_PAPERS = 'data/papers.jsonl';
export const OWN_SIZE = 724;
export const LARGE_SIZE = 50_000;
const SCALE_SIZES = [10_000, LARGE_SIZE] as const;
const SCALE_FILE = '../shared/scale/docs-50k.jsonl.gz';
const QUESTIONS_FILE = '../shared/eval/autoscholar/queries.jsonl';

/** What is read of a line of the larger collection. */
const scaleSchema = z.object({
  id: z.string(),
  title: z.string().min(1),
  text: z.string(),
  listed: daySchema.optional(),
});

/** The sizes there are papers for, smallest first. */
export function listSizes(): readonly number[] {
  return existsSync(SCALE_FILE) ? [OWN_SIZE, ...SCALE_SIZES] : [OWN_SIZE];
}

/** A line for each file that a full run reads and that is not here. */
export function listAbsent(): readonly string[] {
  return [
    existsSync(SCALE_FILE)
      ? ''
      : `${SCALE_FILE} is not here: only ${OWN_SIZE} papers are measured.`,
    existsSync(QUESTIONS_FILE)
      ? ''
      : `${QUESTIONS_FILE} is not here: questions are made of titles.`,
  ].filter((line) => line !== '');
}

export async function loadDocuments(size: number): Promise<readonly SearchDocument[]> {
  if (size === OWN_SIZE) return parsePapers(await readFile(OWN_PAPERS, 'utf8')).papers;
  const lines: string[] = [];
  for await (const line of readScaleLines(size)) lines.push(line);
  return parseDocuments(lines.join('\n')).rows;
}

/** Of the first papers of a collection, as many as the product has itself. */
export async function loadTitles(size: number): Promise<readonly string[]> {
  if (size === OWN_SIZE) return (await loadDocuments(OWN_SIZE)).map(({ title }) => title);
  const titles: string[] = [];
  for await (const line of readScaleLines(OWN_SIZE)) {
    titles.push(scaleSchema.parse(JSON.parse(line)).title);
  }
  return titles;
}

/** Questions researchers ask where they are at hand, else questions made of titles. */
export async function loadQuestions(titles: readonly string[], count: number): Promise<string[]> {
  if (!existsSync(QUESTIONS_FILE)) return buildQuestions(titles, count);
  const { rows } = parseQueries(await readFile(QUESTIONS_FILE, 'utf8'));
  const texts = rows.map(({ text }) => text);
  return pickQuestions(texts, count);
}

/** Writes the larger collection as a papers file; returns how many papers it holds. */
export async function writePapersFile(file: string): Promise<number> {
  const out = createWriteStream(file);
  const seen = new Set<string>();
  // Line by line: a heap full of papers in this process would show in what it measures later.
  for await (const line of readScaleLines(LARGE_SIZE)) {
    const paper = buildPaper(line, seen.size + 1);
    if (seen.has(paper.id)) continue;
    seen.add(paper.id);
    if (!out.write(serializePapers([paper]))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return seen.size;
}

function buildPaper(line: string, place: number): Paper {
  const { id, title, text, listed } = scaleSchema.parse(JSON.parse(line));
  const arxivId = paperIdSchema.safeParse(`arxiv:${id}`);
  return {
    id: arxivId.success ? arxivId.data : buildTitleId(title),
    aliases: [],
    title,
    abstract: text,
    rawTitle: title,
    rawAbstract: text,
    damaged: [],
    truncated: false,
    links: [],
    listings: [{ page: 'scale', place, ...(listed !== undefined && { day: listed }) }],
  };
}

async function* readScaleLines(count: number): AsyncGenerator<string> {
  const input = createReadStream(SCALE_FILE).pipe(createGunzip());
  let number = 0;
  for await (const line of createInterface({ input })) {
    yield line;
    number += 1;
    if (number === count) return;
  }
}
