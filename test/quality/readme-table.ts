/** Markdown tables, and their places in README.md between `<!-- name -->` and `<!-- /name -->`. */
import { readFileSync, writeFileSync } from 'node:fs';

/** All rows as long as `header`; the first column is text, the others are figures, set right. */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** `readme` with `text` in the place `name`, blank lines around it. Throws when it has no such place. */
export function replacePlace(readme: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md has no place <!-- ${name} -->`);
  return `${readme.slice(0, from + start.length)}\n${text.trim()}\n\n${readme.slice(to)}`;
}

/** Prints `text`, or with `--write` on the command line puts it into README.md. */
export function printOrWrite(name: string, text: string): void {
  if (!process.argv.includes('--write')) {
    process.stdout.write(`${text.trim()}\n\n`);
    return;
  }
  const file = new URL('../../README.md', import.meta.url);
  writeFileSync(file, replacePlace(readFileSync(file, 'utf8'), name, text));
}
