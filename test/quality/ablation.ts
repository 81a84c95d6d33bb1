/**
 * What each part of Paperboy's ranking adds: `npm run ablation`. Paperboy whole, then with one
 * part at a time taken away, over those collections of `npm run quality` on which BM25 leaves room:
 * a figure below the first row's is what the part adds. Prints Markdown; with `--write` it goes into README.md.
 */
import { listSharedCollections, loadOwnCollection, OWN_NAME } from './collections.ts';
import { LUCENE_BM25, PAPERBOY } from './engines.ts';
import { measureAll, planJobs } from './measure.ts';
import { printOrWrite, renderTable } from './readme-table.ts';
import {
  formatScore,
  meanNdcg,
  meanRatio,
  type Row,
  selectUnsaturated,
  splitOwn,
} from './tables.ts';
import { VARIANTS } from './variants.ts';

const names = listSharedCollections((line) => process.stderr.write(`${line}\n`));
const engines = [PAPERBOY, ...VARIANTS];
const baseline = await measureAll(planJobs([LUCENE_BM25], [OWN_NAME, ...names]));
// Where plain BM25 finds nearly everything, no part can show what it adds.
const telling = selectUnsaturated(
  names.map((label): Row => ({ label, byEngine: baseline.get(label) ?? new Map() })),
  LUCENE_BM25.name,
).map(({ label }) => label);
const results = await measureAll(planJobs(engines, [OWN_NAME, ...telling]));
const mergeEngines = (name: string): Row['byEngine'] =>
  new Map([...(baseline.get(name) ?? []), ...(results.get(name) ?? [])]);
const shared = telling.map((name): Row => ({ label: name, byEngine: mergeEngines(name) }));
const own = splitOwn(loadOwnCollection().topics, mergeEngines(OWN_NAME)).slice(0, 2);

const rows = engines.map(({ name }) => [
  name,
  formatScore(meanRatio(shared, name, LUCENE_BM25.name)),
  ...[...shared, ...own].map(({ byEngine }) => formatScore(meanNdcg(byEngine.get(name)))),
]);
const header = [
  'nDCG@10',
  `mean × ${LUCENE_BM25.name}`,
  ...[...shared, ...own].map(({ label }) => label),
];
printOrWrite('ablation', renderTable(header, rows));
