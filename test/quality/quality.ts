/**
 * How well Paperboy ranks and answers: `npm run quality`; `npm run quality -- answers` measures
 * the answers only. Prints Markdown; with `--write` it goes into README.md.
 */
import { measureAnswers } from './answers.ts';
import { measureRanking } from './ranking.ts';
import { printOrWrite } from './readme-table.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

if (!process.argv.includes('answers')) printOrWrite('quality', await measureRanking(tell));
printOrWrite('answers', measureAnswers(tell));
