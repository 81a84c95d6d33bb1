/**
 * How well Paperboy ranks, answers and delivers: `npm run quality`; `npm run quality -- answers`
 * measures the answers only, so do `deliveries` (injected faults) and `replay` (recorded days).
 * Prints Markdown; with `--write` it goes into README.md.
 */
import { measureAnswers } from './answers.ts';
import { measureDeliveries, renderDeliveries } from './deliveries.ts';
import { measureRanking } from './ranking.ts';
import { printOrWrite } from './readme-table.ts';
import { measureReplay } from './replay-table.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

const parts = {
  ranking: async () => printOrWrite('quality', await measureRanking(tell)),
  answers: async () => printOrWrite('answers', measureAnswers(tell)),
  deliveries: async () => {
    const results = await measureDeliveries(tell);
    printOrWrite('deliveries', renderDeliveries(results));
    if (results.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
  },
  replay: async () => {
    const table = await measureReplay(tell);
    if (table !== undefined) printOrWrite('replay', table);
  },
};

const asked = Object.entries(parts).filter(([name]) => process.argv.includes(name));
for (const [, measure] of asked.length > 0 ? asked : Object.entries(parts)) await measure();
