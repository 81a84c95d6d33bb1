/**
 * `npm run bench`: speed and memory of the running product, of its start on few and many papers,
 * and of its search beside other engines. Prints Markdown; with `--write` the tables go into
 * README.md too. Exits with 1 when a target is missed.
 */
import { cpus } from 'node:os';
import { printOrWrite } from '../quality/readme-table.ts';
import { listAbsent, OWN_SIZE } from './corpora.ts';
import { measureDeliveryCosts } from './deliveries.ts';
import { type Figure, isMissed, renderFigures } from './figures.ts';
import { measureIndexStart } from './index-start.ts';
import { measureRunningProduct } from './running-product.ts';
import { judgeSearch, measureSearch, renderSearch } from './search-at-scale.ts';
import { measureStarts } from './start-at-scale.ts';

const SEARCH_NOTE = `Up to 200 searches by keyword and 200 whole questions, three times, ten results each. Memory is what
heap and buffers hold more with the index than without, process is all that is resident, documents included; both after
garbage collection. Paperboy and MiniSearch run alone, the other engines two at a time.`;

const startMs = performance.now();
const progress = (line: string) => {
  console.error(`${((performance.now() - startMs) / 1000).toFixed(0).padStart(4)} s  ${line}`);
};

const absent = listAbsent();
for (const line of absent) progress(line);

progress('the running product, five rounds');
const running = await measureRunningProduct();
progress('the index by itself, three rounds');
const index = await measureIndexStart();
progress('starts, cold and from cache');
const starts = await measureStarts();
progress('deliveries');
const deliveries = await measureDeliveryCosts(progress);
const runs = await measureSearch(progress);
progress('done');

const judged = judgeSearch(runs);
const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${minutes} minutes.`;
const text = [
  machine,
  ...absent,
  renderFigures(`running, ${OWN_SIZE} papers`, running),
  renderFigures(`the index by itself, ${OWN_SIZE} papers`, index),
  ...starts.map((start) => renderFigures(start.name, start.figures)),
  renderFigures('deliveries', deliveries),
  renderFigures('search, against its targets', judged),
  renderSearch(runs),
  SEARCH_NOTE,
].join('\n\n');

printOrWrite('bench', `${text}\n`);
const figures: readonly Figure[] = [
  ...running,
  ...index,
  ...starts.flatMap((start) => start.figures),
  ...deliveries,
  ...judged,
];
if (figures.some(isMissed)) process.exitCode = 1;
