/** `paperboy corpus build|check`: the papers file made from the listing pages, and verified. */
import { rename, writeFile } from 'node:fs/promises';
import { loadPapers, loadRawPages } from '../app/corpus-file.ts';
import { buildCorpus } from '../corpus/build-corpus.ts';
import { compareCorpora, serializePapers } from '../corpus/papers-file.ts';
import { renderDifference, renderReport } from '../corpus/render-report.ts';
import type { CliContext } from './run-main.ts';

const RAW_FOLDER = 'data/raw';

/** Writes the file whole or not at all. Fails (exit code 1) when an entry could not be read. */
export async function buildCorpusFile(
  context: CliContext,
  options: { readonly json?: boolean },
): Promise<void> {
  const { corpusFile } = await context.loadConfig();
  const { papers, report } = buildCorpus(await loadRawPages(RAW_FOLDER));
  const unfinished = `${corpusFile}.tmp`;
  await writeFile(unfinished, serializePapers(papers));
  await rename(unfinished, corpusFile);
  context.print(
    options.json === true
      ? JSON.stringify(report, undefined, 2)
      : `${renderReport(report)}Wrote ${corpusFile}.`,
  );
  if (report.rejected.length > 0) context.fail();
}

/** Fails (exit code 1) when the file is not what the pages make. */
export async function checkCorpusFile(
  context: CliContext,
  options: { readonly json?: boolean },
): Promise<void> {
  const { corpusFile } = await context.loadConfig();
  const { papers } = buildCorpus(await loadRawPages(RAW_FOLDER));
  const difference = compareCorpora(papers, await loadPapers(corpusFile));
  context.print(
    options.json === true
      ? JSON.stringify({ matches: difference === undefined, ...difference }, undefined, 2)
      : renderDifference(difference).trimEnd(),
  );
  if (difference !== undefined) context.fail();
}
