/**
 * `paperboy corpus add`: the papers of saved answers of Hugging Face's `/api/daily_papers`, merged
 * with those that are known and kept in the database. Adding the same files again changes nothing.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadLibraryPapers } from '../app/corpus-file.ts';
import { cleanLine } from '../blocks/escape.ts';
import { formatCount } from '../blocks/facts.ts';
import { parseDailyPapers, type RejectedRecord } from '../corpus/daily-papers.ts';
import { mergePapers } from '../corpus/merge-papers.ts';
import { serializePapers } from '../corpus/papers-file.ts';
import { AppError } from '../model/app-error.ts';
import { type Day, daySchema, type Paper } from '../model/paper.ts';
import { buildPaperMap } from '../requests/library.ts';
import { openStore, type Store } from '../store/store.ts';
import { findOwnStoreFile } from './open-library.ts';
import type { CliContext } from './run-main.ts';

/** As many rejected records as are printed; the rest is counted. `--json` has them all. */
const MAX_PRINTED = 20;

type Rejected = RejectedRecord & { readonly file: string };

type AddReport = {
  readonly files: number;
  /** Of files that could be read, read and rejected. */
  readonly records: number;
  /** Papers that were not known, each counted once. */
  readonly added: number;
  /** Papers that were known under another id, by their title. */
  readonly merged: number;
  /** Papers known under the same id, of which something is new. */
  readonly changed: number;
  readonly unchanged: number;
  /** In the order of files, then of records. */
  readonly rejected: readonly Rejected[];
};

/**
 * `path` is a file or a folder of files named by their day. All that can be read is kept in one
 * transaction. Fails (exit code 1) when a record was rejected.
 */
export async function addToCorpus(
  context: CliContext,
  path: string,
  options: { readonly json?: boolean },
): Promise<void> {
  const config = await context.loadConfig();
  const feed = await readFeed(await listFiles(path));
  const store = await openIdleStore(findOwnStoreFile(config));
  try {
    const { papers: known } = await loadLibraryPapers(config.corpusFile, store.papers);
    const { fresh, ...counts } = compareFeed(known, feed.papers);
    await store.papers.put(fresh, Date.now());
    const { files, records, rejected } = feed;
    const report: AddReport = { files, records, ...counts, rejected };
    context.print(
      options.json === true ? JSON.stringify(report, undefined, 2) : renderReport(report),
    );
    if (rejected.length > 0) context.fail();
  } finally {
    await store.close();
  }
}

type DayFile = { readonly path: string; readonly day: Day | undefined };

/** In the order of their days. Throws `input_invalid` when there is none. */
async function listFiles(path: string): Promise<readonly DayFile[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ path, day: readDay(path) }];
    const names = (await readdir(path)).filter((name) => readDay(name) !== undefined).sort();
    if (names.length > 0)
      return names.map((name) => ({ path: join(path, name), day: readDay(name) }));
  } catch (cause) {
    throw new AppError('input_invalid', `${path} cannot be read; nothing was added.`, { cause });
  }
  throw new AppError(
    'input_invalid',
    `${path} holds no file named by a day, such as 2025-06-27.json; nothing was added.`,
  );
}

/** Of a file `YYYY-MM-DD.json`. */
function readDay(path: string): Day | undefined {
  const name = basename(path);
  return name.endsWith('.json')
    ? daySchema.safeParse(name.slice(0, -'.json'.length)).data
    : undefined;
}

async function readFeed(files: readonly DayFile[]) {
  const papers: Paper[] = [];
  const rejected: Rejected[] = [];
  for (const { path, day } of files) {
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new AppError('input_invalid', `${path} cannot be read; nothing was added.`, { cause });
    });
    const read = parseDailyPapers(text, day);
    papers.push(...read.papers);
    rejected.push(...read.rejected.map((each) => ({ file: basename(path), ...each })));
  }
  const records = papers.length + rejected.filter(({ index }) => index !== undefined).length;
  return { files: files.length, records, papers, rejected };
}

/** What becomes of the known papers with those of the feed; `fresh` is what is to be kept. */
function compareFeed(known: readonly Paper[], feed: readonly Paper[]) {
  const before = buildPaperMap(known);
  const after = buildPaperMap(mergePapers([known, feed]));
  const touched = new Set(feed.flatMap(({ id }) => after.get(id) ?? []));
  const counts = { added: 0, merged: 0, changed: 0, unchanged: 0 };
  const fresh: Paper[] = [];
  for (const paper of touched) {
    const owners = new Set([paper.id, ...paper.aliases].flatMap((id) => before.get(id) ?? []));
    const [owner, ...others] = owners;
    if (owner === undefined) counts.added += 1;
    else if (owner.id !== paper.id || others.length > 0) counts.merged += 1;
    else if (serializePapers([owner]) !== serializePapers([paper])) counts.changed += 1;
    else {
      counts.unchanged += 1;
      continue;
    }
    fresh.push(paper);
  }
  return { fresh, ...counts };
}

async function openIdleStore(file: string): Promise<Store> {
  try {
    return await openStore({ file });
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'store_locked') throw cause;
    throw new AppError(
      'store_locked',
      `Paperboy is running and keeps ${file} to itself; nothing was added. Stop Paperboy, add the papers, then start it again.`,
      { cause },
    );
  }
}

function renderReport(report: AddReport): string {
  const { files, records, added, merged, changed, unchanged, rejected } = report;
  const rest = rejected.length - MAX_PRINTED;
  return [
    `Read ${count(records, 'record')} of ${count(files, 'file')}.`,
    `Added ${count(added, 'paper')}, merged ${formatCount(merged)} with papers known by their titles, changed ${formatCount(changed)}; ${formatCount(unchanged)} as they were; ${formatCount(rejected.length)} rejected.`,
    ...rejected.slice(0, MAX_PRINTED).map(renderRejected),
    ...(rest > 0 ? [`… and ${formatCount(rest)} more; --json has them all.`] : []),
  ].join('\n');
}

function renderRejected({ file, index, id, why }: Rejected): string {
  const record = index === undefined ? '' : `, record ${index}`;
  return cleanLine(`${file}${record}${id === undefined ? '' : ` (${id})`}: ${why}`);
}

function count(amount: number, noun: string): string {
  return `${formatCount(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}
